package dev.retort.schema.body;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.Gap;
import dev.retort.schema.IdentifierLength;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.Optional;
import java.util.Set;

/// `alter_column`.
final class AlterCalls {
  private final Evaluator evaluator;
  private final Run run;

  AlterCalls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
  }

  /// @param position of the column's name
  void alter(Optional<String> table, Arguments given, int position, Site site) {
    Optional<String> column = given.text(position, "column_name");
    if (given.whole() && !changes(given)) {
      run.emit(new Operation.Harmless(site));
      return;
    }
    if (table.isEmpty() || column.isEmpty() || !given.whole()) {
      run.opaque(
          site,
          Gap.OfOperation.CHANGED_COLUMN,
          table.map(Set::of).orElse(Set.of()),
          table.isEmpty());
      return;
    }
    String name = IdentifierLength.cut(column.get());
    Optional<Types.Named> named =
        given
            .get(-1, "type_")
            .or(() -> given.get(-1, "type"))
            .filter(each -> !(each instanceof Sym.Nothing))
            .map(each -> new Types(evaluator).of(each));
    Optional<String> type = named.map(Types.Named::name);
    named
        .flatMap(Types.Named::enumType)
        .ifPresent(each -> run.emit(new Operation.NeedEnum(site, each.name())));
    Optional<Boolean> nullable = Optional.empty();
    boolean unclear = false;
    Optional<Sym> written = given.get(-1, "nullable");
    if (written.isPresent() && !(written.get() instanceof Sym.Nothing)) {
      Truth truth = written.get().truth();
      unclear = truth == Truth.UNKNOWN;
      nullable = unclear ? Optional.empty() : Optional.of(truth == Truth.YES);
    }
    Optional<ColumnDefault> value =
        given
            .get(-1, "server_default")
            .filter(each -> !(each instanceof Sym.Bool bool && !bool.value()))
            .map(Defaults::of);
    if (type.isPresent() || nullable.isPresent() || value.isPresent()) {
      run.emit(
          new Operation.AlterColumn(
              site,
              table.get(),
              name,
              type,
              nullable,
              value,
              given.get(-1, "postgresql_using").map(Texts::str)));
    }
    if (unclear) {
      run.opaque(site, Gap.OfOperation.NULLABILITY_OF_COLUMN, Set.of(table.get()), false);
    }
    rename(table.get(), name, given, site);
  }

  private void rename(String table, String name, Arguments given, Site site) {
    Optional<Sym> fresh =
        given
            .get(-1, "new_column_name")
            .or(() -> given.get(-1, "name"))
            .filter(each -> !(each instanceof Sym.Nothing));
    if (fresh.isPresent()) {
      fresh
          .get()
          .asText()
          .ifPresentOrElse(
              to ->
                  run.emit(new Operation.RenameColumn(site, table, name, IdentifierLength.cut(to))),
              () -> run.opaque(site, Gap.OfOperation.NEW_COLUMN_NAME, Set.of(table), false));
    }
  }

  private static boolean changes(Arguments given) {
    return Set.of("type_", "type", "nullable", "server_default", "new_column_name", "name").stream()
        .anyMatch(given.keywords()::containsKey);
  }
}
