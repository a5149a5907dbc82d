package dev.retort.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Seeded histories of migrations that a database takes: all operations, types, keys, enums, batch
/// mode, raw DDL and conditional forms, each with a downgrade that takes it back.
final class RandomMigrations extends RandomTables {
  private final UnaryOperator<List<List<String>>> wayDown;

  private RandomMigrations(long seed, boolean sqlite, UnaryOperator<List<List<String>>> wayDown) {
    super(seed, sqlite);
    this.wayDown = wayDown;
  }

  /// The texts of one history's revisions, in order.
  static List<String> of(long seed, boolean sqlite) {
    return of(seed, sqlite, UnaryOperator.identity());
  }

  /// With ways down that somebody wrote with mistakes.
  ///
  /// @param wayDown what becomes of a revision's lines, operation by operation in the order in
  ///   which they are run
  static List<String> of(long seed, boolean sqlite, UnaryOperator<List<List<String>>> wayDown) {
    RandomMigrations each = new RandomMigrations(seed, sqlite, wayDown);
    List<String> files = new ArrayList<>();
    int revisions = 3 + each.random.nextInt(5);
    for (int i = 0; i < revisions; i++) {
      files.add(each.revision(i));
    }
    return files;
  }

  private String revision(int number) {
    up = new ArrayList<>();
    down = new ArrayList<>();
    int operations = 1 + random.nextInt(4);
    for (int i = 0; i < operations; i++) {
      operation();
    }
    StringBuilder text = new StringBuilder("import sqlalchemy as sa\nfrom alembic import op\n");
    text.append("from sqlalchemy.dialects import postgresql\n\n");
    text.append("revision = 'r%d'\n".formatted(number));
    text.append(
        "down_revision = %s\n\n\n".formatted(number == 0 ? "None" : "'r%d'".formatted(number - 1)));
    text.append("def upgrade():\n");
    up.forEach(line -> text.append("    ").append(line).append('\n'));
    text.append("\n\ndef downgrade():\n");
    wayDown
        .apply(down.reversed())
        .forEach(lines -> lines.forEach(line -> text.append("    ").append(line).append('\n')));
    return text.toString();
  }

  private void operation() {
    if (tables.isEmpty() || random.nextInt(5) == 0) {
      createTable();
      return;
    }
    switch (random.nextInt(sqlite ? 9 : 17)) {
      case 0 -> addColumn();
      case 1 -> createIndex();
      case 2 -> batch();
      case 3 -> rawTable();
      case 4 -> conditionalTable();
      case 5 -> conditionalColumn();
      case 6 -> loop();
      case 7 -> renameTable();
      case 8 -> dropAndMake();
      case 9 -> alterType();
      case 10 -> alterNullable();
      case 11 -> renameColumn();
      case 12 -> unique();
      case 13 -> foreignKey();
      case 14 -> enumeration();
      case 15 -> rawColumn();
      default -> dropColumn();
    }
  }

  private void addColumn() {
    String table = table();
    String column = fresh("c");
    String type = type();
    String options =
        type.equals("sa.Integer()") && random.nextBoolean()
            ? ", nullable=False, server_default='7'"
            : "";
    tables.get(table).free.put(column, type);
    did(
        List.of(
            "op.add_column('%s', sa.Column('%s', %s%s))".formatted(table, column, type, options)),
        List.of(back(table, column)));
  }

  private void createIndex() {
    String table = table();
    Shape shape = tables.get(table);
    if (shape.integers.isEmpty()) {
      addColumn();
      return;
    }
    String column = any(List.copyOf(shape.integers));
    shape.free.remove(column);
    String name =
        fresh(
            random.nextInt(4) == 0
                ? "an_index_name_that_is_far_too_long_for_the_catalogue_of_postgresql_"
                : "ix");
    String written = name.length() > 60 ? "op.f('%s')".formatted(name) : "'%s'".formatted(name);
    String columns =
        random.nextBoolean() ? "['%s']".formatted(column) : "['%s', 'id']".formatted(column);
    String options = any(List.of("", ", unique=True", ", unique=False"));
    if (!sqlite && random.nextInt(4) == 0) {
      options += ", postgresql_where=sa.text('id > 3')";
    }
    if (sqlite || random.nextInt(4) > 0) {
      did(
          List.of("op.create_index(%s, '%s', %s%s)".formatted(written, table, columns, options)),
          List.of("op.drop_index(%s, table_name='%s')".formatted(written, table)));
    } else {
      String raw = "raw_" + fresh("ix");
      did(
          List.of(
              "op.execute('CREATE %sINDEX IF NOT EXISTS %s ON %s (%s DESC)')"
                  .formatted(random.nextBoolean() ? "UNIQUE " : "", raw, table, column)),
          List.of("op.execute('DROP INDEX IF EXISTS %s')".formatted(raw)));
    }
  }

  private void alterType() {
    String table = table();
    List<String> texts =
        tables.get(table).free.entrySet().stream()
            .filter(each -> each.getValue().equals("sa.String(length=40)"))
            .map(Map.Entry::getKey)
            .toList();
    if (texts.isEmpty()) {
      addColumn();
      return;
    }
    String column = any(texts);
    did(
        List.of(
            "op.alter_column('%s', '%s', existing_type=sa.String(length=40), type_=%s)"
                .formatted(
                    table,
                    column,
                    any(List.of("sa.Text()", "sa.String(length=80)", "sa.VARCHAR()")))),
        List.of(
            "op.alter_column('%s', '%s', type_=sa.String(length=40), postgresql_using='%s::varchar(40)')"
                .formatted(table, column, column)));
  }

  private void alterNullable() {
    String table = table();
    Shape shape = tables.get(table);
    String column = fresh("c");
    shape.free.put(column, "sa.Integer()");
    did(
        List.of(
            "op.add_column('%s', sa.Column('%s', sa.Integer()))".formatted(table, column),
            "op.alter_column('%s', '%s', nullable=False, server_default='3')"
                .formatted(table, column)),
        List.of(
            "op.alter_column('%s', '%s', nullable=True, server_default=None)"
                .formatted(table, column),
            "op.drop_column('%s', '%s')".formatted(table, column)));
  }

  private void renameColumn() {
    String table = table();
    Shape shape = tables.get(table);
    if (shape.free.isEmpty()) {
      addColumn();
      return;
    }
    String from = any(List.copyOf(shape.free.keySet()));
    String to = fresh("r");
    String type = shape.free.getOrDefault(from, "");
    shape.free.remove(from);
    shape.free.put(to, type);
    if (shape.integers.remove(from)) {
      shape.integers.add(to);
    }
    did(
        List.of(
            random.nextBoolean()
                ? "op.alter_column('%s', '%s', new_column_name='%s')".formatted(table, from, to)
                : "op.execute('ALTER TABLE %s RENAME COLUMN %s TO %s')".formatted(table, from, to)),
        List.of("op.alter_column('%s', '%s', new_column_name='%s')".formatted(table, to, from)));
  }

  private void unique() {
    String table = table();
    Shape shape = tables.get(table);
    if (shape.integers.isEmpty()) {
      addColumn();
      return;
    }
    String column = any(List.copyOf(shape.integers));
    shape.free.remove(column);
    String name = fresh("uq");
    if (random.nextBoolean()) {
      did(
          List.of(
              "op.create_unique_constraint('%s', '%s', ['%s', 'id'])"
                  .formatted(name, table, column)),
          List.of("op.drop_constraint('%s', '%s', type_='unique')".formatted(name, table)));
    } else {
      did(
          List.of(
              "op.create_check_constraint('%s', '%s', '%s > 0')".formatted(name, table, column)),
          List.of("op.drop_constraint('%s', '%s')".formatted(name, table)));
    }
  }

  private void foreignKey() {
    String table = table();
    String target = table();
    String column = fresh("c");
    String name = fresh("fk");
    did(
        List.of(
            "op.add_column('%s', sa.Column('%s', sa.Integer(), nullable=True))"
                .formatted(table, column),
            random.nextBoolean()
                ? "op.create_foreign_key('%s', '%s', '%s', ['%s'], ['id'], ondelete='CASCADE')"
                    .formatted(name, table, target, column)
                : "op.execute('ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s')"
                    .formatted(table, name, column, target)),
        List.of(
            "op.drop_constraint('%s', '%s', type_='foreignkey')".formatted(name, table),
            "op.drop_column('%s', '%s')".formatted(table, column)));
  }

  private void enumeration() {
    String table = table();
    String type = fresh("kind");
    String column = fresh("c");
    if (random.nextBoolean()) {
      String made = fresh("t");
      tables.put(made, new Shape());
      did(
          List.of(
              "op.create_table('%s', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('k', sa.Enum('a', 'b', name='%s'), nullable=False))"
                  .formatted(made, type)),
          List.of(
              "op.drop_table('%s')".formatted(made),
              "sa.Enum(name='%s').drop(op.get_bind(), checkfirst=False)".formatted(type)));
      return;
    }
    List<String> forth =
        new ArrayList<>(
            List.of(
                "kind = postgresql.ENUM('x', 'y', name='%s', create_type=False)".formatted(type),
                "kind.create(op.get_bind(), checkfirst=True)",
                "op.add_column('%s', sa.Column('%s', kind, nullable=True))"
                    .formatted(table, column)));
    if (random.nextBoolean()) {
      forth.add(
          "op.execute(\"ALTER TYPE %s ADD VALUE IF NOT EXISTS 'z'%s\")"
              .formatted(type, any(List.of("", " BEFORE 'y'", " AFTER 'x'"))));
    }
    did(
        forth,
        List.of(
            "op.drop_column('%s', '%s')".formatted(table, column),
            "op.execute('DROP TYPE %s')".formatted(type)));
  }

  private void rawColumn() {
    String table = table();
    String column = fresh("c");
    tables.get(table).free.put(column, "sa.Integer()");
    did(
        List.of(
            "op.execute(f\"ALTER TABLE {'%s'} ADD COLUMN IF NOT EXISTS %s %s\")"
                .formatted(
                    table,
                    column,
                    any(
                        List.of(
                            "integer DEFAULT 0 NOT NULL",
                            "timestamptz",
                            "varchar(10)[]",
                            "double precision",
                            "jsonb NOT NULL DEFAULT '{{}}'",
                            "char",
                            "numeric(5)",
                            "uuid")))),
        List.of(
            "op.execute('ALTER TABLE %s DROP COLUMN IF EXISTS %s CASCADE')"
                .formatted(table, column)));
  }

  private void dropColumn() {
    String table = table();
    Shape shape = tables.get(table);
    List<String> droppable =
        shape.free.keySet().stream().filter(each -> !shape.integers.contains(each)).toList();
    if (droppable.isEmpty()) {
      addColumn();
      return;
    }
    String column = any(droppable);
    String type = shape.free.getOrDefault(column, "");
    shape.free.remove(column);
    did(
        List.of("op.drop_column('%s', '%s')".formatted(table, column)),
        List.of("op.add_column('%s', sa.Column('%s', %s))".formatted(table, column, type)));
  }
}
