package dev.retort.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Random operations that make, rename and replace whole tables.
abstract class RandomTables extends RandomSchema {
  RandomTables(long seed, boolean sqlite) {
    super(seed, sqlite);
  }

  void createTable() {
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

  void batch() {
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

  void rawTable() {
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

  void conditionalTable() {
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

  void conditionalColumn() {
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

  void loop() {
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

  void renameTable() {
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

  void dropAndMake() {
    String name = fresh("t");
    did(
        List.of(
            "op.create_table('%s', sa.Column('id', sa.Integer(), primary_key=True))"
                .formatted(name),
            "op.drop_table('%s')".formatted(name)),
        List.of("pass"));
  }

  String back(String table, String column) {
    return sqlite
        ? "with op.batch_alter_table('%s') as b: b.drop_column('%s')".formatted(table, column)
        : "op.drop_column('%s', '%s')".formatted(table, column);
  }
}
