package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.Gap;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people write less often, and databases understand all the same.
class WrittenOtherwiseTest extends ReadsMigrations {
  @Test
  void what_a_generator_yields_is_there() {
    Told told =
        read(
            """
            def stamp(name, **kw):
                return sa.Column(name, sa.Date, nullable=kw.pop('nullable', False), **kw)

            def common():
                yield sa.Column('id', sa.Integer, primary_key=True)
                yield from (stamp(each) for each in ('made', 'seen'))
                yield stamp('gone', nullable=True)
            """,
            "op.create_table('users', *common(), sa.Column('n', sa.Integer))");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(schema.table("users").orElseThrow().columns().values())
        .extracting(each -> each.name() + " " + each.nullable().orElseThrow())
        .containsExactly("id false", "made false", "seen false", "gone true", "n true");
  }

  @Test
  void an_index_over_a_table_s_own_columns_is_made_on_it() {
    Told told =
        read(
            "T = sa.Table('users', sa.MetaData(), sa.Column('id', sa.Integer), sa.Column('n', sa.Text))",
            "T.create(op.get_bind())\nsa.Index('ix_n', T.c.n, T.columns.id).create(op.get_bind())");

    assertThat(told.effects()).contains("add index ix_n");
    assertThat(schema.index("ix_n").orElseThrow().spec().columns()).containsExactly("n", "id");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void a_table_whose_columns_stand_elsewhere_is_not_said_to_be_read_completely() {
    read(USERS);

    Told told = read("op.execute('CREATE TABLE old AS SELECT f(id) FROM users')");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(told.reading().reasons())
        .extracting(Reading.Reason::gap)
        .containsExactly(new Gap.OfObject(ObjectName.table("old"), Gap.AboutObject.COLUMNS));
  }

  @Test
  void a_view_goes_with_the_table_that_it_shows() {
    read(USERS);
    read(
        "op.execute('CREATE VIEW v AS SELECT id FROM users')\nop.execute('CREATE VIEW w AS SELECT 1')");

    Told told =
        read(
            "op.execute('DROP TABLE users CASCADE')\nop.execute('CREATE VIEW v AS SELECT 2 AS id')");

    assertThat(told.clashes()).isEmpty();
    assertThat(told.effects()).contains("drop table users").doesNotContain("drop table w");
    assertThat(read("op.execute('DROP VIEW v')").effects()).containsExactly("drop table v");
  }

  @Test
  void partitions_go_with_their_table_whatever_it_is_called_by_then() {
    read(
        """
        op.execute('CREATE TABLE day (at date) PARTITION BY RANGE (at)')
        op.execute("CREATE TABLE day_1 PARTITION OF day FOR VALUES FROM ('2024-01-01') TO ('2024-01-02')")
        """);

    assertThat(read("op.rename_table('day', 'days')\nop.drop_table('days')").effects())
        .contains("drop table day", "drop table day_1");
    assertThat(read("op.create_table('day_1', sa.Column('x', sa.Date))").clashes()).isEmpty();
  }

  @Test
  void an_index_without_a_name_is_named_after_the_function_that_it_calls() {
    read(USERS);

    assertThat(
            read("op.execute('CREATE INDEX ON users (lower(email), (id + 1), (id + 2))')")
                .effects())
        .containsExactly("add index users_lower_expr_expr1_idx");
  }

  @Test
  void an_interval_has_its_precision() {
    read(
        """
        op.create_table('users', sa.Column('a', postgresql.INTERVAL(precision=3)),
            sa.Column('b', sa.Interval(second_precision=2)), sa.Column('c', sa.Interval()))
        """);

    assertThat(List.of(type("users", "a"), type("users", "b"), type("users", "c")))
        .containsExactly("interval(3)", "interval(2)", "interval");
  }

  @Test
  void what_is_handed_to_map_and_partial_is_done() {
    read(USERS);

    Told told =
        read(
            "from functools import partial\nadd = partial(op.add_column, 'users')",
            """
            add(sa.Column('a', sa.Integer))
            list(map(op.execute, ['ALTER TABLE users ADD b int', 'ALTER TABLE users ADD c int']))
            """);

    assertThat(told.effects())
        .containsExactly("add column users.a", "add column users.b", "add column users.c");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void what_a_with_holds_happens_where_the_file_s_own_context_manager_yields() {
    Told told =
        read(
            """
            import contextlib

            @contextlib.contextmanager
            def without(conn, index):
                op.drop_index(index)
                if conn.dialect.name == 'sqlite':
                    yield 'a'
                else:
                    yield 'b'
                op.drop_index(index)
                op.create_index(index, 'users', ['email'])
            """,
            USERS
                + "op.create_index('ix', 'users', ['id'])\n"
                + "with without(op.get_bind(), 'ix') as name, op.get_context().autocommit_block():\n"
                + "    op.add_column('users', sa.Column(name, sa.Text))\n"
                + "    op.create_index('ix', 'users', [name])");

    assertThat(told.clashes()).isEmpty();
    assertThat(told.effects()).contains("add column users.b", "add index ix");
    assertThat(schema.index("ix").orElseThrow().spec().columns()).containsExactly("email");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void what_a_context_manager_leaves_undecided_is_not_sure() {
    Told told =
        read(
            """
            import contextlib
            import os

            @contextlib.contextmanager
            def perhaps():
                if os.environ['A']:
                    yield

            @contextlib.contextmanager
            def through():
                yield

            def some():
                with through():
                    if os.environ['A']:
                        return
                op.create_table('behind', sa.Column('id', sa.Integer))
            """,
            "with perhaps():\n    op.create_table('held', sa.Column('id', sa.Integer))\nsome()");

    assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
    assertThat(schema.table("held").orElseThrow().sure()).isFalse();
    assertThat(schema.table("behind").orElseThrow().sure()).isFalse();
  }

  @Test
  void the_file_s_own_decorators_and_classes_do_what_they_say() {
    Told told =
        read(
            """
            from abc import ABC
            import functools

            def twice(name):
                def around(fn):
                    @functools.wraps(fn)
                    def inner(table):
                        fn(table, name)
                        fn(table, name + '2')
                    return inner
                return around

            @twice('c')
            def add(table, column):
                op.add_column(table, sa.Column(column, sa.Text))

            class Step(ABC):
                def __init__(self, table):
                    self.table = table

                def run(self):
                    self.execute()

            class Add(Step):
                def __init__(self, table, column):
                    super().__init__(table)
                    self.column = column

                def execute(self):
                    op.add_column(self.table, self.column)
            """,
            USERS
                + """
                add('users')
                Add('users', sa.Column('d', sa.Text)).run()
                (first, *rest), last = (1, 2, 3), 4
                op.add_column('users', sa.Column('e%d%d' % (len(rest), last), sa.Text))
                for table in filter(lambda each: not isinstance(each, list), ['users']):
                    op.add_column(table, sa.Column('f', sa.Text))
                """);

    assertThat(told.effects())
        .contains("add column users.c", "add column users.c2", "add column users.d")
        .contains("add column users.e24", "add column users.f");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void an_alteration_of_a_table_that_is_not_there_does_nothing_where_it_may_be_missing() {
    Told told = read("op.execute('ALTER TABLE IF EXISTS users ADD COLUMN x int')");

    assertThat(told.effects()).isEmpty();
    assertThat(told.clashes()).isEmpty();
    assertThat(schema.isClosed()).isTrue();
  }

  @Test
  void columns_of_a_domain_go_with_it() {
    read("op.execute('CREATE DOMAIN mail AS text')\nop.execute('CREATE TABLE a (m mail, n int)')");

    assertThat(read("op.execute('DROP DOMAIN mail CASCADE')").effects())
        .containsExactly("drop column a.m");
  }

  @Test
  void a_key_that_is_not_counted_has_no_sequence() {
    read(
        "op.create_table('a', sa.Column('id', sa.Integer, primary_key=True, autoincrement=False))");

    assertThat(schema.table("a").orElseThrow().columns().get("id").value())
        .isEqualTo(ColumnDefault.NONE);
  }

  @Test
  void a_table_of_a_schema_that_is_not_known_is_not_said_to_be_read_completely() {
    Told told =
        read(
            "import os\nWHERE = os.environ.get('WHERE')",
            "op.add_column('users', sa.Column('x', sa.Integer), schema=WHERE)");

    assertThat(told.reading().reasons())
        .extracting(Reading.Reason::gap)
        .containsExactly(Gap.OfOperation.SCHEMA_OF_TABLE);
  }

  @Test
  void a_check_goes_with_the_column_that_it_names_whatever_that_is_called_by_then() {
    read(USERS);

    Told told =
        read(
            """
            op.create_check_constraint('ck_email', 'users', "email <> 'id'")
            op.alter_column('users', 'email', new_column_name='mail')
            op.drop_column('users', 'mail')
            """);

    assertThat(told.effects()).containsExactly("drop column users.email");
    assertThat(schema.table("users").orElseThrow().keys().keySet()).containsExactly("users_pkey");
  }

  @Test
  void what_is_sorted_by_a_key_of_its_own_is_all_there() {
    read(USERS);

    Told told =
        read(
            "COLUMNS = {'b': sa.Text, 'a': sa.Date}",
            """
            for name in sorted(COLUMNS, key=lambda each: each):
                op.add_column('users', sa.Column(f'{name}{int("2")}', COLUMNS[name]()))
            """);

    assertThat(told.effects())
        .containsExactlyInAnyOrder("add column users.a2", "add column users.b2");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void objects_of_the_file_s_own_classes_have_what_they_were_given() {
    Told told =
        read(
            """
            from dataclasses import dataclass
            from typing import NamedTuple

            class Col(NamedTuple):
                table: str
                name: str
                type_: object = sa.Integer()

            @dataclass(frozen=True)
            class Ix:
                table: str
                columns: list
                unique: bool = False

                @property
                def name(self):
                    return 'ix_' + self.table + '_' + '_'.join(self.columns)

            class Maker:
                def __init__(self, table):
                    self.table = table

                def add(self, name):
                    op.add_column(self.table, sa.Column(name, sa.Text))

            def upgrade_all():
                for table, name, _ in [Col('users', 'a'), Col(name='b', table='users')]:
                    Maker(table).add(name)
                for ix in [Ix('users', ['id', 'a'], unique=True)]:
                    op.create_index(ix.name, ix.table, ix.columns, unique=ix.unique)
            """,
            USERS + "\nglobals()['upgrade_%s' % 'all']()");

    assertThat(told.effects()).contains("add column users.a", "add column users.b");
    assertThat(schema.index("ix_users_id_a").orElseThrow().spec().unique()).isTrue();
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void what_is_called_by_a_name_that_is_not_known_may_do_anything() {
    Told told = read("import os", "globals()['upgrade_%s' % os.environ['WHAT']]()");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.NOT);
  }

  @Test
  void what_is_counted_off_starts_where_it_says() {
    Told told =
        read(
            "import itertools",
            """
            op.create_table('users', *(sa.Column(f'c{i}{x}', sa.Text) for i, x in enumerate('ab', 1)))
            for column, _ in itertools.product(['d', 'e'], [1]):
                op.add_column('users', sa.Column(column, sa.Text))
            """);

    assertThat(told.effects())
        .containsExactly(
            "add table users",
            "add column users.c1a",
            "add column users.c2b",
            "add column users.d",
            "add column users.e");
  }

  @Test
  void of_several_key_columns_the_one_that_says_so_is_counted_and_stands_first() {
    read(
        """
        op.create_table(
            'a',
            sa.Column('id', sa.Integer, primary_key=True, autoincrement=False),
            sa.Column('n', sa.Integer, primary_key=True, autoincrement=True))
        op.create_table(
            'b', sa.Column('id', sa.Integer, primary_key=True), sa.ForeignKeyConstraint(['id'], ['c.id']))
        """);

    assertThat(schema.table("a").orElseThrow().keys().get("a_pkey").spec().columns())
        .containsExactly("n", "id");
    assertThat(schema.table("a").orElseThrow().columns().get("n").value())
        .isEqualTo(new ColumnDefault.Generated(false));
    assertThat(schema.table("b").orElseThrow().columns().get("id").value())
        .isEqualTo(ColumnDefault.NONE);
  }
}
