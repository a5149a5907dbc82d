package dev.retort.schema.body;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Statements about rows, put together with SQLAlchemy.
final class DataCalls {
  /// The table of rows that nobody can name.
  static final String SOME_TABLE = "?";

  private static final Sym.Ref WRITE = new Sym.Ref("data.write");
  private static final Sym.Ref READ = new Sym.Ref("data.read");

  private DataCalls() {}

  /// What `sa.select(…)`, `sa.insert(table)` and their like give.
  static Optional<Sym> statement(String name, Arguments given, int line) {
    return switch (name) {
      case "insert", "update", "delete" -> Optional.of(write(given.get(0, "table"), line));
      case "select", "union", "union_all", "exists" ->
          Optional.of(new Sym.Made(READ, List.of(Sym.text(SOME_TABLE)), Map.of(), line, true));
      default -> Optional.empty();
    };
  }

  /// What `table.insert()` and its like give, of a table that nobody knows: what is called on it
  /// with texts is none.
  static Optional<Sym> ofUnknownTable(String name, Arguments given, int line) {
    if (!given.whole() || given.positional().stream().anyMatch(Sym.Text.class::isInstance)) {
      return Optional.empty();
    }
    return switch (name) {
      case "insert", "update", "delete" -> Optional.of(write(Optional.empty(), line));
      case "select" -> Optional.of(read(Optional.empty(), line));
      default -> Optional.empty();
    };
  }

  static Sym write(Optional<Sym> table, int line) {
    return new Sym.Made(WRITE, List.of(Sym.text(table(table))), Map.of(), line, true);
  }

  static Sym read(Optional<Sym> table, int line) {
    return new Sym.Made(READ, List.of(Sym.text(table(table))), Map.of(), line, true);
  }

  static boolean isStatement(Sym.Made made) {
    return made.callee().equals(WRITE)
        || made.callee().equals(READ)
        || made.last().equals("text")
        || made.last().equals("DDL");
  }

  static boolean writes(Sym.Made made) {
    return made.callee().equals(WRITE);
  }

  static boolean reads(Sym.Made made) {
    return made.callee().equals(READ);
  }

  /// The name of a table object.
  static String table(Optional<Sym> table) {
    if (table.isPresent()
        && table.get() instanceof Sym.Made made
        && (made.last().equals("table") || made.last().equals("Table"))) {
      return TableObjects.name(made).orElse(SOME_TABLE);
    }
    return SOME_TABLE;
  }
}
