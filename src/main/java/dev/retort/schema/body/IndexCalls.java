package dev.retort.schema.body;

import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Alembic's operations on indexes.
final class IndexCalls {
  private final Run run;

  IndexCalls(Run run) {
    this.run = run;
  }

  void create(Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> table = batch.or(() -> OpCalls.table(given, 1, "table_name"));
    if (table.isEmpty()) {
      run.opaque(site, new Gap.Call("create_index", Gap.AboutCall.TABLE), Set.of(), true);
      return;
    }
    List<String> columns =
        IndexParts.columns(given.get(2 + shift, "columns").map(List::of).orElse(List.of()));
    Optional<Sym> name = given.get(0, "index_name");
    if (name.isPresent() && name.get() instanceof Sym.Unknown unknown) {
      run.opaque(
          site,
          new Gap.Because(Gap.OfOperation.INDEX_NAME, unknown.gap()),
          Set.of(table.get()),
          false);
      return;
    }
    Arguments unique =
        given.get(4 + shift, "unique").isPresent() && !given.keywords().containsKey("unique")
            ? with(given, "unique", given.get(4 + shift, "unique").get())
            : given;
    Optional<String> text =
        name.flatMap(run.conventions::sent)
            .or(() ->
                Optional.of(
                    run.conventions.index(table.get(), columns, unique.isTrue(-1, "unique"))));
    run.emit(
        new Operation.CreateIndex(
            site,
            IndexParts.spec(text, table.get(), columns, unique, site.line(), run.dialect()),
            given.isTrue(-1, "if_not_exists"),
            given.isTrue(-1, "postgresql_concurrently")));
  }

  private static Arguments with(Arguments given, String name, Sym value) {
    var keywords = new LinkedHashMap<>(given.keywords());
    keywords.put(name, value);
    return new Arguments(given.positional(), keywords, given.whole());
  }

  void drop(Optional<String> batch, Arguments given, Site site) {
    Optional<Sym> name = given.get(0, "index_name");
    Optional<String> table = batch.or(() -> OpCalls.table(given, 1, "table_name"));
    boolean none = name.isEmpty() || name.get() instanceof Sym.Nothing;
    Optional<String> text = name.flatMap(run.conventions::sent);
    if (!none && text.isEmpty()) {
      run.opaque(
          site,
          Gap.OfOperation.DROPPED_INDEX,
          table.map(Set::of).orElse(Set.of()),
          table.isEmpty());
      return;
    }
    String prefix =
        table
            .map(TableParts::prefix)
            .orElseGet(() -> {
              String qualified = OpCalls.qualified("x", given.get(-1, "schema"));
              return qualified.substring(0, qualified.length() - 1);
            });
    run.emit(
        new Operation.DropIndex(
            site,
            text.map(each -> prefix + each),
            table,
            given.isTrue(-1, "if_exists"),
            given.isTrue(-1, "postgresql_concurrently"),
            false));
  }
}
