package dev.retort.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Seeded histories of migrations that a database takes: all operations, types, keys, enums, batch
/// mode, raw DDL and conditional forms, each with a downgrade that takes it back.
final class RandomMigrations {
  private static final List<String> TYPES =
      List.of(
          "sa.Integer()",
          "sa.BigInteger()",
          "sa.SmallInteger()",
          "sa.String(length=40)",
          "sa.String()",
          "sa.Text()",
          "sa.Boolean()",
          "sa.DateTime()",
          "sa.DateTime(timezone=True)",
          "sa.Date()",
          "sa.Time()",
          "sa.Float()",
          "sa.Numeric(10, 2)",
          "sa.Numeric(8)",
          "sa.LargeBinary()",
          "sa.JSON()",
          "sa.Interval()",
          "sa.Unicode(12)",
          "sa.CHAR(3)",
          "sa.VARCHAR(7)",
          "sa.TIMESTAMP(timezone=True)");
  private static final List<String> POSTGRESQL_TYPES =
      List.of(
          "postgresql.UUID(as_uuid=True)",
          "postgresql.JSONB()",
          "postgresql.ARRAY(sa.Text())",
          "postgresql.INET()",
          "postgresql.TSVECTOR()",
          "postgresql.BYTEA()",
          "postgresql.REAL()",
          "postgresql.DOUBLE_PRECISION()",
          "postgresql.INTERVAL()",
          "postgresql.BIT(4)",
          "postgresql.ARRAY(sa.Integer())",
          "postgresql.TIMESTAMP(timezone=True)",
          "postgresql.CIDR()",
          "sa.String(9).with_variant(postgresql.VARCHAR(11), 'postgresql')");

  private final Random random;
  private final boolean sqlite;
  private final Map<String, Shape> tables = new LinkedHashMap<>();
  private int names;
  private List<String> up = new ArrayList<>();
  private List<List<String>> down = new ArrayList<>();

  /// What the generator has to know of a table, so that what it writes is taken.
  private static final class Shape {
    final Map<String, String> free = new LinkedHashMap<>();
    final Set<String> integers = new LinkedHashSet<>();
  }

  private RandomMigrations(long seed, boolean sqlite) {
    this.random = new Random(seed);
    this.sqlite = sqlite;
  }

  /// The texts of one history's revisions, in order.
  static List<String> of(long seed, boolean sqlite) {
    RandomMigrations each = new RandomMigrations(seed, sqlite);
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
    down.reversed()
        .forEach(lines -> lines.forEach(line -> text.append("    ").append(line).append('\n')));
    return text.toString();
  }

  private void did(List<String> forth, List<String> back) {
    up.addAll(forth);
    down.add(back);
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

  private String fresh(String prefix) {
    return prefix + names++;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String type() {
    return sqlite || random.nextBoolean() ? any(TYPES) : any(POSTGRESQL_TYPES);
  }

  private String table() {
    return any(List.copyOf(tables.keySet()));
  }

  private void createTable() {
    String name =
        fresh(random.nextInt(8) == 0 ? "a_table_with_a_rather_long_name_for_its_kind_" : "t");
    Shape shape = new Shape();
    List<String> lines = new ArrayList<>();
    lines.add("op.create_table('%s',".formatted(name));
    boolean inline = random.nextBoolean();
    lines.add(
        inline
            ? "    sa.Column('id', sa.Integer(), primary_key=True),"
            : "    sa.Column('id', sa.Integer(), nullable=False),");
    int columns = 1 + random.nextInt(4);
    for (int i = 0; i < columns; i++) {
      String column = fresh("c");
      String type = type();
      String options = random.nextBoolean() ? ", nullable=False" : "";
      boolean plain = type.contains("Integer") && !type.contains("ARRAY");
      if (plain && random.nextInt(3) == 0) {
        options += any(List.of(", index=True", ", unique=True", ", index=True, unique=True"));
      } else {
        shape.free.put(column, type);
      }
      if (plain) {
        shape.integers.add(column);
      }
      lines.add("    sa.Column('%s', %s%s),".formatted(column, type, options));
    }
    if (!tables.isEmpty() && random.nextInt(3) == 0) {
      String target = table();
      String ondelete = any(List.of("", ", ondelete='CASCADE'", ", ondelete='SET NULL'"));
      lines.add(
          random.nextBoolean()
              ? "    sa.Column('%s', sa.Integer(), sa.ForeignKey('%s.id'%s)),"
                  .formatted(fresh("f"), target, ondelete)
              : "    sa.Column('g', sa.Integer()),\n        sa.ForeignKeyConstraint(['g'], ['%s.id']%s),"
                  .formatted(target, ondelete));
    }
    if (!inline) {
      lines.add("    sa.PrimaryKeyConstraint('id'),");
    }
    if (!shape.integers.isEmpty() && random.nextInt(4) == 0) {
      String column = any(List.copyOf(shape.integers));
      shape.free.remove(column);
      lines.add(
          any(
              List.of(
                  "    sa.UniqueConstraint('%s', 'id'),".formatted(column),
                  "    sa.UniqueConstraint('id', '%s', name='%s'),"
                      .formatted(column, fresh("uq")))));
    }
    lines.add(")");
    tables.put(name, shape);
    did(lines, List.of("op.drop_table('%s')".formatted(name)));
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

  private String back(String table, String column) {
    return sqlite
        ? "with op.batch_alter_table('%s') as b: b.drop_column('%s')".formatted(table, column)
        : "op.drop_column('%s', '%s')".formatted(table, column);
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

  private void batch() {
    String table = table();
    Shape shape = tables.get(table);
    String one = fresh("c");
    String two = fresh("c");
    shape.free.put(one, "sa.String(length=40)");
    shape.integers.add(two);
    String index = fresh("ix");
    String unique = fresh("uq");
    did(
        List.of(
            "with op.batch_alter_table('%s', schema=None) as batch_op:".formatted(table),
            "    batch_op.add_column(sa.Column('%s', sa.String(length=40), nullable=True))"
                .formatted(one),
            "    batch_op.add_column(sa.Column('%s', sa.Integer(), nullable=True))".formatted(two),
            "    batch_op.create_index(batch_op.f('%s'), ['%s'], unique=False)"
                .formatted(index, two),
            "    batch_op.create_unique_constraint('%s', ['%s', 'id'])".formatted(unique, two)),
        List.of(
            "with op.batch_alter_table('%s', schema=None) as batch_op:".formatted(table),
            "    batch_op.drop_constraint('%s', type_='unique')".formatted(unique),
            "    batch_op.drop_index(batch_op.f('%s'))".formatted(index),
            "    batch_op.drop_column('%s')".formatted(two),
            "    batch_op.drop_column('%s')".formatted(one)));
  }

  private void rawTable() {
    String name = fresh("raw");
    String target = table();
    Shape shape = new Shape();
    shape.integers.add("b");
    String key =
        sqlite
            ? "id INTEGER PRIMARY KEY"
            : any(
                List.of(
                    "id SERIAL PRIMARY KEY", "id bigserial PRIMARY KEY", "id integer PRIMARY KEY"));
    String text =
        "CREATE TABLE %s%s (%s, a VARCHAR(20) NOT NULL, b INTEGER, n NUMERIC(6,2) DEFAULT 0, UNIQUE (a), CONSTRAINT %s FOREIGN KEY (b) REFERENCES %s (id) ON DELETE CASCADE)"
            .formatted(
                random.nextBoolean() ? "IF NOT EXISTS " : "", name, key, fresh("fk"), target);
    shape.free.put("n", "sa.Numeric(6, 2)");
    tables.put(name, shape);
    did(
        random.nextBoolean()
            ? List.of("op.execute(\"%s\")".formatted(text))
            : List.of("bind = op.get_bind()", "bind.execute(sa.text('''%s'''))".formatted(text)),
        List.of("op.execute('DROP TABLE IF EXISTS %s')".formatted(name)));
  }

  private void conditionalTable() {
    boolean there = random.nextBoolean();
    String name = there ? table() : fresh("t");
    if (!there) {
      tables.put(name, new Shape());
    }
    did(
        List.of(
            "inspector = sa.inspect(op.get_bind())",
            "if not inspector.has_table('%s'):".formatted(name),
            "    op.create_table('%s', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('only', sa.Text()))"
                .formatted(name),
            "else:",
            "    op.execute(\"UPDATE %s SET id = id\")".formatted(name)),
        there ? List.of("pass") : List.of("op.drop_table('%s')".formatted(name)));
  }

  private void conditionalColumn() {
    String table = table();
    Shape shape = tables.get(table);
    boolean there = random.nextBoolean() && !shape.free.isEmpty();
    String column = there ? any(List.copyOf(shape.free.keySet())) : fresh("c");
    if (!there) {
      shape.free.put(column, "sa.Text()");
    }
    did(
        List.of(
            "columns = [c['name'] for c in sa.inspect(op.get_bind()).get_columns('%s')]"
                .formatted(table),
            "if '%s' not in columns:".formatted(column),
            "    op.add_column('%s', sa.Column('%s', sa.Text(), nullable=True))"
                .formatted(table, column)),
        there ? List.of("pass") : List.of(back(table, column)));
  }

  private void loop() {
    String table = table();
    String one = fresh("c");
    String two = fresh("c");
    tables.get(table).free.put(one, "sa.Integer()");
    tables.get(table).free.put(two, "sa.Integer()");
    did(
        List.of(
            "for name in ('%s', '%s'):".formatted(one, two),
            "    op.add_column('%s', sa.Column(name, sa.Integer(), server_default=sa.text('0')))"
                .formatted(table)),
        List.of(back(table, one), back(table, two)));
  }

  private void renameTable() {
    String from = table();
    String to = fresh("n");
    Map<String, Shape> others = new LinkedHashMap<>();
    tables.forEach((name, shape) -> others.put(name.equals(from) ? to : name, shape));
    tables.clear();
    tables.putAll(others);
    boolean raw = random.nextInt(3) == 0;
    did(
        List.of(
            raw
                ? "op.execute('ALTER TABLE %s RENAME TO %s')".formatted(from, to)
                : "op.rename_table('%s', '%s')".formatted(from, to)),
        List.of("op.rename_table('%s', '%s')".formatted(to, from)));
  }

  private void dropAndMake() {
    String name = fresh("t");
    did(
        List.of(
            "op.create_table('%s', sa.Column('id', sa.Integer(), primary_key=True))"
                .formatted(name),
            "op.drop_table('%s')".formatted(name)),
        List.of("pass"));
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
