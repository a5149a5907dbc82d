package dev.retort.schema.body;

import dev.retort.schema.body.Sym.Seq.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `table.c` of a table whose columns are known: those that its definition lists, or that it found
/// in the database when it was made (`autoload_with`).
final class TableColumns {
  /// What a table holds its columns under that it found in the database; no name of Python's.
  private static final String FOUND = "(columns)";

  private TableColumns() {}

  /// The same table with what an inspector says of its columns.
  static Sym.Made reflected(Sym.Made table, Sym columns) {
    Sym.Seq names = new Sym.Seq(Kind.LIST, List.of(), columns instanceof Sym.Seq all && all.whole);
    if (columns instanceof Sym.Seq all) {
      for (Sym each : all.items) {
        names.items.add(Operators.item(each, Sym.text("name"), table.line()));
      }
    }
    Map<String, Sym> keywords = new LinkedHashMap<>(table.keywords());
    keywords.put(FOUND, names);
    return new Sym.Made(table.callee(), table.arguments(), keywords, table.line(), table.whole());
  }

  /// What `op.create_table` gives.
  static Sym.Made created(Arguments given, int line) {
    List<Sym> arguments = new java.util.ArrayList<>();
    arguments.add(given.get(0, "table_name").orElse(Sym.Nothing.NONE));
    arguments.add(Sym.Nothing.NONE);
    arguments.addAll(given.from(1));
    return new Sym.Made(
        new Sym.Ref("sqlalchemy.Table"), arguments, given.keywords(), line, given.whole());
  }

  /// Whether a table finds all of its columns in the database.
  static boolean isReflected(Sym.Made table) {
    return table.keywords().containsKey("autoload_with")
        && table.arguments().stream().noneMatch(each -> each.libraryName().equals("Column"));
  }

  /// The columns by the keys that `table.c` has them under; empty of anything else.
  static Optional<Sym.Dict> of(Sym value) {
    if (!(value instanceof Sym.Method(Sym.Made table, String name))
        || !table.last().equals("Table")
        || !(name.equals("c") || name.equals("columns"))) {
      return Optional.empty();
    }
    Sym.Dict columns = new Sym.Dict();
    if (table.keywords().get(FOUND) instanceof Sym.Seq found) {
      found.items.forEach(each -> columns.entries.put(each, column(each, table.line())));
      columns.whole = found.whole;
      return Optional.of(columns);
    }
    boolean reflects = table.keywords().keySet().stream().anyMatch(each -> each.startsWith("auto"));
    columns.whole = table.whole() && !reflects;
    Arguments.of(table).from(2).forEach(each -> add(each, columns));
    return Optional.of(columns);
  }

  private static void add(Sym part, Sym.Dict columns) {
    if (part.libraryName().equals("Column") && part instanceof Sym.Made column) {
      Arguments given = Arguments.of(column);
      Optional<Sym> key =
          given
              .get(-1, "key")
              .filter(each -> !(each instanceof Sym.Nothing))
              .or(() -> given.get(0, "name"));
      columns.entries.put(key.orElse(Sym.Nothing.NONE), column);
    } else if (!part.libraryName().endsWith("Constraint") && !part.libraryName().equals("Index")) {
      columns.whole = false;
    }
  }

  private static Sym column(Sym name, int line) {
    return new Sym.Made(new Sym.Ref("sqlalchemy.Column"), List.of(name), Map.of(), line, true);
  }

  /// The name of `table.c.key`, where that column is known.
  static Optional<Sym> name(Sym value) {
    return value instanceof Sym.Method(Sym.Method columns, String key)
        ? of(columns)
            .flatMap(all -> Optional.ofNullable(all.entries.get(Sym.text(key))))
            .flatMap(each -> each instanceof Sym.Made column ? column.name() : Optional.empty())
        : Optional.empty();
  }
}
