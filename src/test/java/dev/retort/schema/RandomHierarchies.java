package dev.retort.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random statements about a few tables that are copied, partitioned and inherited from, so few
/// that many of them meet; a database refuses some.
final class RandomHierarchies {
  private static final List<String> COLUMNS = List.of("a", "b", "c", "d", "e");
  private static final List<String> TABLES = List.of("t", "u", "p1", "p2", "p3", "q1", "c1", "c2");

  private final Random random;
  private int names;

  private RandomHierarchies(long seed) {
    this.random = new Random(seed);
  }

  static List<String> of(long seed, int count) {
    RandomHierarchies each = new RandomHierarchies(seed);
    List<String> statements = new ArrayList<>();
    statements.add("CREATE TABLE z (id int PRIMARY KEY)");
    statements.add(each.partitioned("t"));
    for (int i = 0; i < count; i++) {
      statements.add(each.statement());
    }
    return statements;
  }

  private String partitioned(String table) {
    String parts =
        any(
            "",
            ", PRIMARY KEY (k)",
            ", PRIMARY KEY (k, a), UNIQUE (k, b)",
            ", CONSTRAINT uq UNIQUE (k, a), CHECK (b > 0)",
            ", FOREIGN KEY (b) REFERENCES z");
    return "CREATE TABLE %s (k int, a int, b int NOT NULL, c text DEFAULT 'x', d int%s) PARTITION BY %s (k)"
        .formatted(table, parts, table.equals("t") ? "LIST" : "RANGE");
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String column() {
    return COLUMNS.get(random.nextInt(COLUMNS.size()));
  }

  private String table() {
    return TABLES.get(random.nextInt(TABLES.size()));
  }

  private String fresh(String prefix) {
    return prefix + names++;
  }

  private String statement() {
    return random.nextInt(3) == 0 ? making() : random.nextInt(4) == 0 ? tables() : changing();
  }

  private String making() {
    String table = table();
    return switch (random.nextInt(7)) {
      case 6 -> ofRows(table);
      case 0 -> partitioned(any("t", "u"));
      case 1, 2 ->
          "CREATE TABLE %s PARTITION OF t%s FOR VALUES IN (%d)%s"
              .formatted(
                  any("p1", "p2", "p3", "u"),
                  any("", "", "", " (b DEFAULT 4, CHECK (d > 2))"),
                  random.nextInt(1_000),
                  any("", "", " PARTITION BY LIST (k)"));
      case 3 ->
          "CREATE TABLE q1 PARTITION OF %s FOR VALUES IN (%d)"
              .formatted(any("u", "p1", "p2"), random.nextInt(1_000));
      case 4 ->
          "CREATE TABLE %s (LIKE %s%s%s)"
              .formatted(
                  table,
                  table(),
                  any(
                      "",
                      " INCLUDING ALL",
                      " INCLUDING INDEXES",
                      " INCLUDING DEFAULTS INCLUDING CONSTRAINTS"),
                  any("", ", g int", ", UNIQUE (a)"));
      default ->
          "CREATE TABLE %s (%s) INHERITS (%s)"
              .formatted(
                  any("c1", "c2"),
                  any("x int", "a int NOT NULL", "e int UNIQUE"),
                  any("u", "p3", "c1", "c1, p3"));
    };
  }

  private String ofRows(String table) {
    return "CREATE TABLE %s AS SELECT %s FROM %s x%s"
        .formatted(
            table,
            any("*", "x.*", column(), column() + " AS g, " + column(), column() + "::text"),
            table(),
            any("", "", ", z", " LEFT JOIN z ON x.b = z.id"));
  }

  private String tables() {
    return switch (random.nextInt(10)) {
      case 9 ->
          "ALTER INDEX %s ATTACH PARTITION %s"
              .formatted(any("ix0", "ix1", "ix2", "ix3"), any("ix1", "ix2", "ix3", "ix4", "ix5"));
      case 0, 1 ->
          "ALTER TABLE t ATTACH PARTITION %s FOR VALUES IN (%d)"
              .formatted(table(), random.nextInt(1_000));
      case 2 -> "ALTER TABLE t DETACH PARTITION " + any("p1", "p2", "p3", "u");
      case 3 -> "ALTER TABLE %s INHERIT %s".formatted(table(), table());
      case 4 ->
          "ALTER TABLE %s NO INHERIT %s".formatted(any("c1", "c2", "p3"), any("u", "p3", "c1"));
      case 5 -> "ALTER TABLE %s RENAME TO %s".formatted(table(), table());
      case 6 -> "DROP TABLE " + table() + any("", " CASCADE");
      case 7 -> "DROP INDEX " + any("ix0", "ix1", "ix2", "ix3", "ix4", "ix5");
      default -> "ALTER INDEX %s RENAME TO %s".formatted(any("ix0", "ix1", "ix2"), fresh("ix"));
    };
  }

  private String changing() {
    return switch (random.nextInt(17)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> altering() + columns();
      case 8, 9, 10, 11, 12, 13 -> altering() + constraints();
      default -> indexing();
    };
  }

  private String altering() {
    return "ALTER TABLE "
        + (random.nextInt(8) == 0 ? "ONLY " : "")
        + (random.nextInt(3) == 0 ? "t" : table())
        + " ";
  }

  private String columns() {
    String column = column();
    return switch (random.nextInt(8)) {
      case 0 -> "ADD COLUMN IF NOT EXISTS " + column + any(" int", " int DEFAULT 3");
      case 1, 2 ->
          "ADD COLUMN "
              + column
              + any(
                  " int",
                  " text",
                  " int DEFAULT 3",
                  " int NOT NULL DEFAULT 3",
                  " int REFERENCES z",
                  " int CHECK (" + column + " > 1)",
                  " serial");
      case 3 -> "DROP COLUMN " + any("", "IF EXISTS ") + column + any("", "", " CASCADE");
      case 4 -> "RENAME COLUMN " + column + " TO " + column();
      case 5 -> "ALTER COLUMN " + column + " TYPE bigint USING 1";
      case 6 -> "ALTER COLUMN " + column + any(" SET", " DROP") + " NOT NULL";
      default -> "ALTER COLUMN " + column + any(" SET DEFAULT '5'", " DROP DEFAULT");
    };
  }

  private String constraints() {
    String column = column();
    return switch (random.nextInt(6)) {
      case 0 -> "ADD " + named("uq") + "UNIQUE (k, " + column + ")";
      case 1 -> "ADD " + named("ck") + "CHECK (" + column + " IS NOT NULL)";
      case 2 -> "ADD " + named("fk") + "FOREIGN KEY (" + column + ") REFERENCES z";
      case 3 -> "ADD PRIMARY KEY (k, " + column + ")";
      case 4 ->
          "DROP CONSTRAINT "
              + any(
                  "t_pkey",
                  "uq",
                  "uq0",
                  "uq1",
                  "ck0",
                  "ck1",
                  "ck2",
                  "fk0",
                  "fk1",
                  "fk2",
                  "t_b_check",
                  "t_b_fkey",
                  "t_k_b_key",
                  "p1_pkey");
      default ->
          "RENAME CONSTRAINT "
              + any("t_pkey", "uq", "uq0", "ck0", "ck1", "fk0", "fk1")
              + " TO "
              + fresh(any("uq", "ck"));
    };
  }

  private String named(String prefix) {
    return any("", "CONSTRAINT " + fresh(prefix) + " ");
  }

  private String indexing() {
    String column = column();
    return "CREATE %sINDEX %s ON %s%s %s (%s)%s"
        .formatted(
            any("", "", "UNIQUE "),
            any("", fresh("ix"), fresh("ix")),
            any("", "", "", "ONLY "),
            random.nextInt(2) == 0 ? "t" : table(),
            any("", "USING btree"),
            any(
                "k, " + column,
                column,
                column + " DESC",
                "lower(" + column + "::text)",
                "abs(d)",
                column + ", " + column()),
            any("", "", " WHERE b > 1", " INCLUDE (k)"));
  }
}
