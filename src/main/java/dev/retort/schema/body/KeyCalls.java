package dev.retort.schema.body;

import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Alembic's operations on keys and constraints.
final class KeyCalls {
  private final Run run;

  KeyCalls(Run run) {
    this.run = run;
  }

  void foreignKey(Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> source =
        batch.or(() ->
            given
                .text(1, "source_table")
                .map(each -> OpCalls.qualified(each, given.get(-1, "source_schema"))));
    Optional<String> target =
        given
            .text(2 + shift, "referent_table")
            .map(each -> OpCalls.qualified(each, given.get(-1, "referent_schema")));
    List<String> local = list(given, 3 + shift, "local_cols");
    List<String> remote = list(given, 4 + shift, "remote_cols");
    if (source.isEmpty() || target.isEmpty() || local.contains("?") || remote.contains("?")) {
      run.opaque(
          site,
          Gap.OfOperation.FOREIGN_KEY,
          source.map(Set::of).orElse(Set.of()),
          source.isEmpty());
      return;
    }
    Optional<ConstraintSpec.Reference> reference =
        Optional.of(new ConstraintSpec.Reference(target.get(), remote, References.onDelete(given)));
    create(
        ConstraintSpec.Kind.FOREIGN_KEY,
        source.get(),
        local,
        reference,
        Optional.empty(),
        given,
        site);
  }

  private static List<String> list(Arguments given, int position, String name) {
    return given
        .get(position, name)
        .map(each -> ColumnNames.of(List.of(each)))
        .orElse(List.of("?"));
  }

  void key(ConstraintSpec.Kind kind, Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> table = batch.or(() -> OpCalls.table(given, 1, "table_name"));
    List<String> columns = list(given, 2 + shift, "columns");
    if (table.isEmpty() || columns.contains("?")) {
      run.opaque(site, Gap.OfOperation.KEY, table.map(Set::of).orElse(Set.of()), table.isEmpty());
      return;
    }
    create(kind, table.get(), columns, Optional.empty(), Optional.empty(), given, site);
  }

  void check(Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> table = batch.or(() -> OpCalls.table(given, 1, "table_name"));
    if (table.isEmpty()) {
      run.opaque(site, Gap.OfOperation.CHECKED_TABLE, Set.of(), true);
      return;
    }
    Optional<String> text = given.get(2 + shift, "condition").map(Texts::str);
    create(ConstraintSpec.Kind.CHECK, table.get(), List.of(), Optional.empty(), text, given, site);
  }

  void exclude(Optional<String> batch, Arguments given, Site site) {
    Optional<String> table = batch.or(() -> OpCalls.table(given, 1, "table_name"));
    if (table.isEmpty()) {
      run.opaque(site, Gap.OfOperation.EXCLUDING_TABLE, Set.of(), true);
      return;
    }
    run.emit(
        new Operation.CreateConstraint(
            site,
            table.get(),
            new ConstraintSpec(
                ConstraintSpec.Kind.EXCLUSION,
                given.get(0, "constraint_name").flatMap(run.conventions::sent),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                site.line())));
  }

  private void create(
      ConstraintSpec.Kind kind,
      String table,
      List<String> columns,
      Optional<ConstraintSpec.Reference> reference,
      Optional<String> text,
      Arguments given,
      Site site) {
    Optional<Sym> name = given.get(0, "constraint_name");
    if (name.isPresent()
        && !(name.get() instanceof Sym.Nothing)
        && name.flatMap(Sym::asText).isEmpty()) {
      run.opaque(site, Gap.OfOperation.CONSTRAINT_NAME, Set.of(table), false);
      return;
    }
    run.emit(
        new Operation.CreateConstraint(
            site,
            table,
            new ConstraintSpec(
                kind,
                named(kind, table, columns, reference, name),
                columns,
                reference,
                text,
                given.isTrue(-1, "postgresql_not_valid"),
                site.line())));
  }

  private Optional<String> named(
      ConstraintSpec.Kind kind,
      String table,
      List<String> columns,
      Optional<ConstraintSpec.Reference> reference,
      Optional<Sym> name) {
    boolean conv = name.isPresent() && name.get() instanceof Sym.Text text && text.conv();
    return run.conventions.constraint(
        kind, table, columns, reference, name.flatMap(Sym::asText), conv);
  }

  void drop(Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> table = batch.or(() -> OpCalls.table(given, 1, "table_name"));
    Optional<Sym> name = given.get(0, "constraint_name");
    if (table.isEmpty()) {
      run.opaque(site, new Gap.Call("drop_constraint", Gap.AboutCall.TABLE), Set.of(), true);
      return;
    }
    boolean none = name.isEmpty() || name.get() instanceof Sym.Nothing;
    if (!none && name.get().asText().isEmpty()) {
      run.opaque(site, Gap.OfOperation.DROPPED_CONSTRAINT, Set.of(table.get()), false);
      return;
    }
    Optional<ConstraintSpec.Kind> kind = kind(given.text(2 + shift, "type_"));
    Optional<String> sent =
        kind.isPresent() && !none
            ? named(kind.get(), table.get(), List.of(), Optional.empty(), name)
            : name.flatMap(run.conventions::sent);
    run.emit(
        new Operation.DropConstraint(
            site, table.get(), sent, kind, given.isTrue(-1, "if_exists"), false));
  }

  private static Optional<ConstraintSpec.Kind> kind(Optional<String> type) {
    return type.flatMap(each ->
        switch (each) {
          case "foreignkey" -> Optional.of(ConstraintSpec.Kind.FOREIGN_KEY);
          case "primary" -> Optional.of(ConstraintSpec.Kind.PRIMARY_KEY);
          case "unique" -> Optional.of(ConstraintSpec.Kind.UNIQUE);
          case "check" -> Optional.of(ConstraintSpec.Kind.CHECK);
          default -> Optional.empty();
        });
  }
}
