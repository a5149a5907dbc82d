package dev.retort.schema;

import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random operations on keys, indexes, types, views and rows; none where nothing is there that it
/// could be about.
final class RandomSideObjects extends RandomSide {
  private static final List<String> INDEXES = List.of("i", "j", "k", "a");
  private static final List<String> ENUMS = List.of("m", "n", "c");

  RandomSideObjects(Random random, SideState state) {
    super(random, state);
  }

  List<String> operation() {
    if (state.tables.values().stream().allMatch(Map::isEmpty)) {
      return enumType();
    }
    return switch (random.nextInt(18)) {
      case 0, 1, 2 -> createIndex();
      case 3 -> dropIndex();
      case 4, 5 -> unique();
      case 6 -> check();
      case 7, 8 -> foreignKey();
      case 9 -> dropKey();
      case 10 -> rename();
      case 11 -> enumType();
      case 12, 13 -> changeEnum();
      case 14 -> view();
      case 15, 16 -> rows();
      default -> other();
    };
  }

  private List<String> createIndex() {
    String table = table();
    String column = column(table);
    String name = any(INDEXES);
    int kind = random.nextInt(6);
    if (kind == 0) {
      return raw("CREATE INDEX ON %s (%s)".formatted(table, column));
    }
    if (state.holds(name) || table.contains(".")) {
      return List.of();
    }
    state.indexes.put(name, table);
    return switch (kind) {
      case 1 -> raw("CREATE INDEX IF NOT EXISTS %s ON %s (%s)".formatted(name, table, column));
      case 2 -> raw("CREATE INDEX %s ON %s (lower(%s::text))".formatted(name, table, column));
      case 3 ->
          List.of(
              "op.create_index('%s', '%s', ['%s'], postgresql_where=sa.text('%s IS NOT NULL'))"
                  .formatted(name, table, column, column(table)));
      default ->
          List.of(
              "op.create_index('%s', '%s', ['%s'], unique=%s)"
                  .formatted(name, table, column, any(List.of("True", "False"))));
    };
  }

  private List<String> dropIndex() {
    if (state.indexes.isEmpty()) {
      return List.of();
    }
    String name = any(List.copyOf(state.indexes.keySet()));
    String table = state.indexes.remove(name);
    return any(
        List.of(
            List.of("op.drop_index('%s', '%s')".formatted(name, table)),
            raw("DROP INDEX " + name),
            raw("DROP INDEX IF EXISTS " + name)));
  }

  private List<String> unique() {
    String table = table();
    String column = column(table);
    if (random.nextInt(3) == 0) {
      return raw("ALTER TABLE %s ADD UNIQUE (%s)".formatted(table, column));
    }
    String name = any(INDEXES);
    if (state.holds(name) || table.contains(".")) {
      return List.of();
    }
    state.keys.put(name, table);
    return List.of(
        "op.create_unique_constraint('%s', '%s', ['%s'])".formatted(name, table, column));
  }

  private List<String> check() {
    String table = table();
    String text = "%s IS NOT NULL".formatted(column(table));
    if (random.nextInt(2) == 0) {
      return raw("ALTER TABLE %s ADD CHECK (%s)".formatted(table, text));
    }
    String name = any(List.of("k", "l"));
    if (state.holds(name) || table.contains(".")) {
      return List.of();
    }
    state.keys.put(name, table);
    return List.of("op.create_check_constraint('%s', '%s', '%s')".formatted(name, table, text));
  }

  private List<String> foreignKey() {
    String table = table();
    List<String> integers =
        state.tables.get(table).entrySet().stream()
            .filter(each -> each.getValue().contains("Integer"))
            .map(Map.Entry::getKey)
            .toList();
    List<String> targets =
        state.tables.keySet().stream()
            .filter(each -> state.tables.get(each).getOrDefault("id", "").contains("Integer"))
            .filter(each -> !each.contains("."))
            .toList();
    if (integers.isEmpty() || targets.isEmpty()) {
      return List.of();
    }
    String target = any(targets);
    if (random.nextInt(3) == 0 || table.contains(".")) {
      return raw(
          "ALTER TABLE %s ADD FOREIGN KEY (%s) REFERENCES %s"
              .formatted(table, any(integers), target));
    }
    String name = any(List.of("k", "l"));
    if (state.holds(name)) {
      return List.of();
    }
    state.keys.put(name, table);
    return List.of(
        "op.create_foreign_key('%s', '%s', '%s', ['%s'], ['id'])"
            .formatted(name, table, target, any(integers)));
  }

  private List<String> dropKey() {
    if (state.keys.isEmpty()) {
      return List.of();
    }
    String name = any(List.copyOf(state.keys.keySet()));
    String table = state.keys.remove(name);
    return any(
        List.of(
            List.of("op.drop_constraint('%s', '%s')".formatted(name, table)),
            raw("ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s".formatted(table, name))));
  }

  private List<String> rename() {
    String to = any(INDEXES);
    boolean index = random.nextBoolean();
    Map<String, String> map = index ? state.indexes : state.keys;
    if (map.isEmpty() || state.holds(to)) {
      return List.of();
    }
    String name = any(List.copyOf(map.keySet()));
    String table = map.remove(name);
    map.put(to, table);
    return raw(
        index
            ? "ALTER INDEX %s RENAME TO %s".formatted(name, to)
            : "ALTER TABLE %s RENAME CONSTRAINT %s TO %s".formatted(table, name, to));
  }

  List<String> enumType() {
    String name = any(ENUMS);
    if (state.holds(name)) {
      return List.of();
    }
    state.enums.add(name);
    return any(
        List.of(
            raw("CREATE TYPE %s AS ENUM ('p', 'q')".formatted(name)),
            List.of("postgresql.ENUM('p', 'q', name='%s').create(op.get_bind())".formatted(name)),
            List.of(
                "postgresql.ENUM('p', 'q', name='%s').create(op.get_bind(), checkfirst=True)"
                    .formatted(name))));
  }

  private List<String> changeEnum() {
    if (state.enums.isEmpty()) {
      return List.of();
    }
    String name = any(state.enums);
    return switch (random.nextInt(7)) {
      case 0 -> raw("ALTER TYPE %s RENAME VALUE 'p' TO 'o'".formatted(name));
      case 1 -> {
        String to = any(ENUMS);
        if (state.holds(to)) {
          yield List.of();
        }
        state.enums.remove(name);
        state.enums.add(to);
        yield raw("ALTER TYPE %s RENAME TO %s".formatted(name, to));
      }
      case 2, 3 -> {
        state.enums.remove(name);
        yield raw("DROP TYPE%s %s".formatted(any(List.of("", " IF EXISTS")), name));
      }
      default ->
          raw(
              "ALTER TYPE %s ADD VALUE%s '%s'"
                  .formatted(name, any(List.of("", " IF NOT EXISTS")), any(List.of("r", "s"))));
    };
  }

  private List<String> view() {
    if (!state.views.isEmpty() && random.nextBoolean()) {
      return raw("DROP VIEW " + state.views.removeFirst());
    }
    String table = table();
    String name = any(List.of("v", "d"));
    if (state.holds(name)) {
      return List.of();
    }
    state.views.add(name);
    return raw(
        "CREATE %sVIEW %s AS SELECT %s FROM %s"
            .formatted(
                any(List.of("", "OR REPLACE ")), name, any(List.of("*", column(table))), table));
  }

  private List<String> rows() {
    String table = table();
    String column = column(table);
    return raw(
        any(
            List.of(
                "DELETE FROM %s".formatted(table),
                "UPDATE %s SET %s = NULL".formatted(table, column),
                "DELETE FROM %s WHERE %s IS NULL".formatted(table, column),
                "INSERT INTO %s (id) SELECT 1 FROM %s".formatted(table, table()))));
  }

  private List<String> other() {
    String table = table();
    return any(
        List.of(
            raw("CREATE SEQUENCE " + any(List.of("q", "a_id_seq"))),
            raw("COMMENT ON TABLE %s IS 'told'".formatted(table)),
            raw("CREATE TABLE e (LIKE %s)".formatted(table)),
            raw("CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
            raw("ALTER TABLE %s DROP CONSTRAINT %s_pkey".formatted(table, table)),
            raw("ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(table, column(table)))));
  }
}
