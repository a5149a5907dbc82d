package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Clash;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The bodies of migrations, as they are read without being run.
class MigrationReaderTest extends ReadsMigrations {
  @Test
  void a_table_comes_with_its_key_and_the_names_that_postgresql_chooses() {
    Told told =
        read(
            """
            op.create_table('orders',
                sa.Column('id', sa.BigInteger(), nullable=False),
                sa.Column('user_id', sa.Integer(), sa.ForeignKey('users.id', ondelete='CASCADE'), index=True),
                sa.Column('code', sa.String(), unique=True),
                sa.PrimaryKeyConstraint('id'))
            """);

    assertThat(told.effects())
        .containsExactly(
            "add table orders",
            "add column orders.id",
            "add column orders.user_id",
            "add column orders.code",
            "add constraint orders/orders_pkey",
            "add constraint orders/orders_code_key",
            "add constraint orders/orders_user_id_fkey",
            "add index ix_orders_user_id");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void a_check_of_the_database_is_decided_by_what_was_replayed() {
    read(USERS);

    Told there =
        read(
            """
            inspector = sa.inspect(op.get_bind())
            if 'users' not in inspector.get_table_names():
                op.create_table('users', sa.Column('id', sa.Integer()))
            if not any(c['name'] == 'age' for c in inspector.get_columns('users')):
                op.add_column('users', sa.Column('age', sa.Integer()))
            """);

    assertThat(there.effects()).containsExactly("add column users.age");
    assertThat(there.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void a_question_to_the_catalogue_is_decided_too() {
    read(USERS);

    Told told =
        read(
            """
            conn = op.get_bind()
            there = conn.execute(sa.text("SELECT 1 FROM information_schema.columns WHERE table_name = 'users' AND column_name = :c"), {"c": "email"}).fetchone()
            if there:
                op.drop_column('users', 'email')
            """);

    assertThat(told.effects()).containsExactly("drop column users.email");
  }

  @Test
  void an_undecided_condition_is_no_guess() {
    read(USERS);

    Told told =
        read(
            "import os",
            "if os.environ.get('X'):\n    op.add_column('users', sa.Column('x', sa.Text()))");

    assertThat(told.effects()).isEmpty();
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(schema.open()).extracting(ObjectName::toString).contains("column users.x");
  }

  @Test
  void what_follows_an_undecided_return_is_no_guess_either() {
    Told told = read("import os", "if os.environ.get('X'):\n    return\n" + USERS);

    assertThat(told.effects()).isEmpty();
    assertThat(schema.open()).extracting(ObjectName::toString).contains("table users");
  }

  @Test
  void what_follows_an_undecided_raise_happens_or_nothing_does() {
    Told told = read("import os", "if os.environ.get('X'):\n    raise ValueError()\n" + USERS);

    assertThat(told.effects()).contains("add table users");
  }

  @Test
  void helpers_loops_and_constants_are_followed() {
    read(USERS);

    Told told =
        read(
            """
            NAMES = ['a', 'b']
            def add(table, *names, type_=sa.Text):
                for name in names:
                    op.add_column(table, sa.Column(f'{name}_{len(names)}', type_()))
            """,
            "add('users', *[n.upper() for n in NAMES])");

    assertThat(told.effects()).containsExactly("add column users.A_2", "add column users.B_2");
    assertThat(type("users", "A_2")).isEqualTo("text");
  }

  @Test
  void a_helper_of_the_repository_is_read_from_its_source() {
    files.put(
        "app/kit.py",
        "from alembic import op\nimport sqlalchemy as sa\ndef stamp(t):\n    op.add_column(t, sa.Column('at', sa.DateTime(timezone=True)))\n"
            .getBytes(StandardCharsets.UTF_8));
    read(USERS);

    Told told = read("from app.kit import stamp", "stamp('users')");

    assertThat(told.effects()).containsExactly("add column users.at");
    assertThat(type("users", "at")).isEqualTo("timestamp with time zone");
    assertThat(told.reading().consulted()).isTrue();
  }

  @Test
  void what_is_imported_and_not_read_decides_nothing() {
    module("app/kit.py", "def stamp(t):\n    pass\n");

    Told told = read("from app import kit\nfrom app.kit import stamp", USERS);

    assertThat(told.effects()).contains("add table users");
    assertThat(told.reading().consulted()).isFalse();
  }

  @Test
  void modules_that_import_each_other_are_read() {
    module("app/one.py", "FIRST = 'a'\nfrom app.two import SECOND\n");
    module("app/two.py", "from app.one import FIRST\nSECOND = FIRST + 'b'\n");
    read(USERS);

    Told told =
        read("from app.one import SECOND", "op.add_column('users', sa.Column(SECOND, sa.Text()))");

    assertThat(told.effects()).containsExactly("add column users.ab");
  }

  @Test
  void an_import_that_is_the_same_on_both_paths_is_known() {
    read(USERS);

    read(
        """
        import os
        if os.environ.get('ANY'):
            from sqlalchemy import Text as Kind
        else:
            from sqlalchemy import Text as Kind
        """,
        "op.add_column('users', sa.Column('note', Kind()))");

    assertThat(type("users", "note")).isEqualTo("text");
  }

  @Test
  void what_is_set_of_one_object_is_set_of_no_other() {
    String model = "from elsewhere import Base\nclass Row(Base):\n    pass\n";
    read(USERS);
    read(model, "row = Row()\nrow.column = 'first'");

    Told told = read(model, "op.add_column('users', sa.Column(Row().column, sa.Text()))");

    assertThat(told.effects()).doesNotContain("add column users.first");
  }

  @Test
  void a_context_manager_that_yields_nothing_is_not_followed() {
    read(
        """
        from contextlib import contextmanager
        @contextmanager
        def odd():
            yield from []
        """,
        "with odd():\n    op.create_table('t', sa.Column('id', sa.Integer()))");

    assertThat(schema.table("t")).isPresent();
  }

  private void module(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_helper_that_nobody_can_read_opens_everything() {
    Told told = read("from elsewhere.tools import magic", "magic(op.get_bind())");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.NOT);
    assertThat(schema.isClosed()).isFalse();
  }

  @Test
  void what_only_logs_opens_nothing() {
    read("import logging\nlog = logging.getLogger('x')", "log.info('hello')\nprint('x')");

    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void texts_are_put_together_before_they_are_read_as_sql() {
    read(USERS);

    Told told =
        read(
            "T = 'users'\nSQL = 'ALTER TABLE {t} ADD COLUMN %s integer'",
            "op.execute((SQL % 'n').format(t=T))\nop.execute(f'DROP TABLE {T}')");

    assertThat(told.effects()).contains("drop table users");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void a_text_that_is_known_in_part_opens_the_table_that_it_names() {
    read(USERS);

    Told told =
        read(
            "import os", "op.execute(f\"ALTER TABLE users ADD COLUMN {os.environ['X']} integer\")");

    assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
    assertThat(schema.open()).extracting(ObjectName::toString).contains("table users");
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void a_file_of_sql_is_read_by_its_path() {
    files.put(
        "migrations/sql/one.sql", "CREATE TABLE one (id int);".getBytes(StandardCharsets.UTF_8));

    Told told =
        read(
            "from pathlib import Path\nHERE = Path(__file__).parent",
            "op.execute((HERE.parent / 'sql' / 'one.sql').read_text())");

    assertThat(told.effects()).contains("add table one");
  }

  @Test
  void a_type_is_made_once_in_a_run_and_clashes_in_the_next() {
    Told first =
        read(
            "kind = sa.Enum('a', 'b', name='kind')",
            "op.create_table('t', sa.Column('k', kind))\nop.create_table('u', sa.Column('k', kind))");
    Told second =
        read("kind = sa.Enum('a', 'b', name='kind')", "op.create_table('v', sa.Column('k', kind))");

    assertThat(first.clashes()).isEmpty();
    assertThat(second.clashes())
        .extracting(Clash::kind)
        .containsExactly(Clash.Kind.TYPE_MADE_TWICE);
  }

  @Test
  void a_type_that_is_not_to_be_made_makes_no_clash() {
    read("", "sa.Enum('a', name='kind').create(op.get_bind())");

    Told told =
        read(
            "kind = postgresql.ENUM('a', name='kind', create_type=False)",
            "op.create_table('v', sa.Column('k', kind))");

    assertThat(told.clashes()).isEmpty();
    assertThat(type("v", "k")).isEqualTo("kind");
  }

  @Test
  void a_python_enumeration_gives_the_names_of_its_members() {
    read(
        "import enum\nclass Colour(enum.Enum):\n    RED = 'r'\n    BLUE = 'b'\n",
        "op.create_table('t', sa.Column('c', sa.Enum(Colour)))");

    assertThat(schema.enumType("colour").orElseThrow().values()).contains(List.of("RED", "BLUE"));
  }

  @Test
  void the_naming_convention_is_found_from_env_py() {
    files.put(
        "migrations/env.py",
        "from app.models import Base\ntarget_metadata = Base.metadata\n"
            .getBytes(StandardCharsets.UTF_8));
    files.put(
        "app/models.py",
        """
        from sqlalchemy import MetaData
        from sqlalchemy.orm import DeclarativeBase
        class Base(DeclarativeBase):
            metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"})
        """
            .getBytes(StandardCharsets.UTF_8));

    Told told =
        read(
            "op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('a', sa.Text(), unique=True))");

    assertThat(told.effects()).contains("add constraint t/pk_t", "add constraint t/uq_t_a");
  }

  @Test
  void a_long_name_of_a_convention_is_shortened_as_sqlalchemy_does() {
    read(USERS);

    Told told =
        read("op.create_index(op.f('ix_%s'), 'users', ['email'])".formatted("x".repeat(70)));

    assertThat(told.effects()).singleElement().asString().matches("add index ix_x{52}_[0-9a-f]{4}");
  }

  @Test
  void a_caught_error_is_no_guess() {
    read(USERS);

    Told told = read("try:\n    op.drop_column('users', 'email')\nexcept Exception:\n    pass");

    assertThat(told.effects()).isEmpty();
    assertThat(schema.open()).extracting(ObjectName::toString).contains("column users.email");
  }

  @Test
  void the_dialect_decides() {
    Told told =
        read(
            "",
            """
            if op.get_bind().dialect.name == 'sqlite':
                op.drop_table('nothing')
            else:
                op.create_table('t', sa.Column('j', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')))
            """);

    assertThat(told.effects()).containsExactly("add table t", "add column t.j");
    assertThat(type("t", "j")).isEqualTo("jsonb");
  }

  @Test
  void what_an_ancestor_dropped_is_missed_and_what_is_made_elsewhere_is_not() {
    read(USERS);
    read("op.drop_table('users')");

    Told again = read("op.add_column('users', sa.Column('x', sa.Text()))");
    Told elsewhere = read("op.add_column('accounts', sa.Column('x', sa.Text()))");

    assertThat(again.clashes()).extracting(Clash::kind).containsExactly(Clash.Kind.DROPPED_BEFORE);
    assertThat(elsewhere.clashes()).isEmpty();
    assertThat(schema.opening().orElseThrow().elsewhere()).isTrue();
  }
}
