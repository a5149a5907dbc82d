package dev.retort.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random operations on tables and columns; none where nothing is there that it could be about.
final class RandomSideTables extends RandomSide {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
  private static final List<String> COLUMNS = List.of("x", "y", "z", "w");
  private static final List<String> TYPES =
      List.of("sa.Integer()", "sa.Integer()", "sa.BigInteger()", "sa.String(20)", "sa.Text()");

  RandomSideTables(Random random, SideState state) {
    super(random, state);
  }

  List<String> operation() {
    if (state.tables.values().stream().allMatch(Map::isEmpty)) {
      return create();
    }
    return switch (random.nextInt(16)) {
      case 0, 1 -> create();
      case 2 -> drop();
      case 3 -> rename();
      case 4, 5, 6 -> addColumn();
      case 7, 8 -> dropColumn();
      case 9 -> renameColumn();
      case 10 -> alterType();
      case 11 -> alter(any(List.of("nullable=False", "nullable=True")));
      case 12 -> alter(any(List.of("server_default='1'", "server_default=None")));
      case 13 -> conditional();
      case 14 -> batch();
      default -> move();
    };
  }

  List<String> create() {
    List<String> free = NAMES.stream().filter(each -> !state.holds(each)).toList();
    if (free.isEmpty()) {
      return List.of();
    }
    String name = any(free);
    Map<String, String> columns = new LinkedHashMap<>();
    if (random.nextInt(6) == 0) {
      columns.put("id", "sa.Integer()");
      columns.put("x", "sa.Integer()");
      state.tables.put(name, columns);
      return raw(
          any(List.of("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"))
              + " "
              + name
              + any(
                  List.of(
                      " (id serial PRIMARY KEY, x int)", " (id int PRIMARY KEY, x int UNIQUE)")));
    }
    List<String> parts = new ArrayList<>();
    parts.add("sa.Column('id', sa.Integer(), primary_key=True)");
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      String column = any(COLUMNS);
      if (!columns.containsKey(column)) {
        parts.add(column(column, columns));
      }
    }
    columns.put("id", "sa.Integer()");
    List<String> targets = targets();
    if (random.nextInt(3) == 0 && !targets.isEmpty()) {
      parts.add("sa.Column('f', sa.Integer(), sa.ForeignKey('%s.id'))".formatted(any(targets)));
    }
    state.tables.put(name, columns);
    return List.of("op.create_table('%s', %s)".formatted(name, String.join(", ", parts)));
  }

  /// The tables whose `id` a foreign key may be about.
  private List<String> targets() {
    return state.tables.keySet().stream()
        .filter(each -> state.tables.get(each).getOrDefault("id", "").equals("sa.Integer()"))
        .filter(each -> !each.contains("."))
        .toList();
  }

  private String column(String column, Map<String, String> columns) {
    if (random.nextInt(6) == 0 && !state.enums.isEmpty()) {
      String type =
          "postgresql.ENUM('p', 'q', name='%s', create_type=False)".formatted(any(state.enums));
      columns.put(column, type);
      return "sa.Column('%s', %s)".formatted(column, type);
    }
    String type = any(TYPES);
    columns.put(column, type);
    String options = any(List.of("", "", "", ", index=True", ", unique=True"));
    return "sa.Column('%s', %s%s)".formatted(column, type, options);
  }

  private List<String> drop() {
    String table = table();
    state.forget(table);
    return switch (random.nextInt(5)) {
      case 0 -> raw("DROP TABLE IF EXISTS " + table);
      case 1 -> raw("DROP TABLE " + table + " CASCADE");
      default ->
          table.contains(".")
              ? raw("DROP TABLE " + table)
              : List.of("op.drop_table('%s')".formatted(table));
    };
  }

  private List<String> rename() {
    String table = table();
    String to = any(NAMES);
    if (state.holds(to) || table.contains(".")) {
      return List.of();
    }
    state.rename(table, to);
    return random.nextBoolean()
        ? List.of("op.rename_table('%s', '%s')".formatted(table, to))
        : raw("ALTER TABLE %s RENAME TO %s".formatted(table, to));
  }

  private List<String> addColumn() {
    String table = table();
    String column = any(COLUMNS);
    Map<String, String> columns = state.tables.get(table);
    if (columns.containsKey(column)) {
      return List.of();
    }
    List<String> targets = targets();
    if (table.contains(".") || random.nextInt(5) == 0) {
      columns.put(column, "sa.Integer()");
      return raw(
          "ALTER TABLE %s ADD COLUMN %s%s int%s"
              .formatted(
                  table,
                  any(List.of("", "IF NOT EXISTS ")),
                  column,
                  any(
                      List.of(
                          "",
                          " UNIQUE",
                          " DEFAULT 3 NOT NULL",
                          " CHECK (%s > 0)".formatted(column)))));
    }
    if (random.nextInt(5) == 0 && !targets.isEmpty()) {
      columns.put(column, "sa.Integer()");
      return List.of(
          "op.add_column('%s', sa.Column('%s', sa.Integer(), sa.ForeignKey('%s.id')))"
              .formatted(table, column, any(targets)));
    }
    return List.of("op.add_column('%s', %s)".formatted(table, column(column, columns)));
  }

  private List<String> dropColumn() {
    String table = table();
    String column = column(table);
    if (column.equals("id") && random.nextInt(3) > 0) {
      return List.of();
    }
    state.tables.get(table).remove(column);
    return switch (random.nextInt(5)) {
      case 0 -> raw("ALTER TABLE %s DROP COLUMN IF EXISTS %s".formatted(table, column));
      case 1 -> raw("ALTER TABLE %s DROP COLUMN %s CASCADE".formatted(table, column));
      default ->
          List.of("op.drop_column('%s', '%s'%s)".formatted(plain(table), column, schema(table)));
    };
  }

  private List<String> renameColumn() {
    String table = table();
    String column = column(table);
    String to = any(COLUMNS);
    Map<String, String> columns = state.tables.get(table);
    if (columns.containsKey(to)) {
      return List.of();
    }
    columns.put(to, columns.remove(column));
    return random.nextBoolean() && !table.contains(".")
        ? List.of("op.alter_column('%s', '%s', new_column_name='%s')".formatted(table, column, to))
        : raw("ALTER TABLE %s RENAME %s TO %s".formatted(table, column, to));
  }

  private List<String> alterType() {
    String table = table();
    String column = column(table);
    Map<String, String> columns = state.tables.get(table);
    if (columns.get(column).contains("ENUM")) {
      return List.of();
    }
    String type =
        columns.get(column).contains("Integer")
            ? any(List.of("sa.BigInteger()", "sa.Text()"))
            : any(List.of("sa.Text()", "sa.String(20)", "sa.String(30)"));
    columns.put(column, type);
    return List.of(
        "op.alter_column('%s', '%s', type_=%s%s)"
            .formatted(plain(table), column, type, schema(table)));
  }

  private List<String> alter(String what) {
    String table = table();
    String column = column(table);
    if (column.equals("id") || state.tables.get(table).get(column).contains("ENUM")) {
      return List.of();
    }
    return List.of(
        "op.alter_column('%s', '%s', %s%s)".formatted(plain(table), column, what, schema(table)));
  }

  private List<String> conditional() {
    List<String> created = create();
    if (created.size() == 1 && created.getFirst().startsWith("op.create_table")) {
      String name = created.getFirst().substring(17, 18);
      return List.of(
          "if not sa.inspect(op.get_bind()).has_table('%s'):".formatted(name),
          "    " + created.getFirst());
    }
    return created;
  }

  private List<String> batch() {
    String table = table();
    String column = any(COLUMNS);
    Map<String, String> columns = state.tables.get(table);
    if (columns.containsKey(column) || table.contains(".")) {
      return List.of();
    }
    columns.put(column, "sa.Integer()");
    List<String> lines = new ArrayList<>();
    lines.add("with op.batch_alter_table('%s') as batch:".formatted(table));
    lines.add("    batch.add_column(sa.Column('%s', sa.Integer()))".formatted(column));
    if (random.nextBoolean()) {
      lines.add(
          "    batch.create_index(batch.f('ix_%s_%s'), ['%s'])".formatted(table, column, column));
    }
    return lines;
  }

  private List<String> move() {
    String table = table();
    if (table.contains(".") || state.tables.containsKey("s." + table)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    if (!state.schemas.contains("s")) {
      state.schemas.add("s");
      lines.addAll(raw(any(List.of("CREATE SCHEMA s", "CREATE SCHEMA IF NOT EXISTS s"))));
    }
    lines.addAll(raw("ALTER TABLE %s SET SCHEMA s".formatted(table)));
    state.forget(table);
    state.tables.put("s." + table, new LinkedHashMap<>(Map.of("id", "sa.Integer()")));
    return lines;
  }

  private static String plain(String table) {
    return table.substring(table.indexOf('.') + 1);
  }

  private static String schema(String table) {
    return table.contains(".") ? ", schema='s'" : "";
  }
}
