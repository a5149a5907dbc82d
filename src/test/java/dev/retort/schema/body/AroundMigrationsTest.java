package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What a migration is given by env.py, its metadata and the configuration.
class AroundMigrationsTest extends ReadsMigrations {
  @Test
  void a_name_that_stands_in_for_a_variable_of_the_process_is_taken_and_a_switch_is_not() {
    Told told =
        read(
            """
            import os
            schema = os.getenv('SCHEMA', 'shop')
            op.create_table('orders', sa.Column('id', sa.Integer), schema=schema)
            op.create_table(os.environ.get('NAME', 'items'), sa.Column('id', sa.Integer))
            for part in range(int(os.getenv('PARTS', 2))):
                op.create_table(f'part_{part}', sa.Column('id', sa.Integer))
            if os.getenv('WITH_NOTES', 'false') == 'true':
                op.create_table('notes', sa.Column('id', sa.Integer))
            """);

    assertThat(told.effects())
        .contains("add table shop.orders", "add table items", "add table part_1")
        .noneMatch(effect -> effect.contains("notes.id"));
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
  }

  @Test
  void functions_of_a_naming_convention_s_own_are_told_by_what_they_make() {
    convention(
        """
        def columns(constraint, table):
            return '_'.join((c if isinstance(c, str) else c.name) for c in constraint.columns)

        naming_convention = {
            'ix': 'ix_%(unique)s%(table_name)s_%(columns)s',
            'fk': 'fk_%(table_name)s_%(columns)s_%(referred_table_name)s',
            'columns': columns,
            'unique': lambda constraint, table: 'uq_' if constraint.unique else '',
        }
        """);

    Told told =
        read(
            """
            op.create_table('t', sa.Column('a', sa.Text, index=True), sa.Column('b', sa.Integer, unique=True, index=True))
            op.create_foreign_key(None, 't', 'u', ['a', 'b'], ['c', 'd'])
            """);

    assertThat(told.effects()).contains("add index ix_t_a", "add index ix_uq_t_b");
    assertThat(told.effects()).contains("add constraint t/fk_t_a_b_u");
  }

  @Test
  void nothing_is_said_of_names_that_a_naming_convention_makes_in_an_unknown_way() {
    convention(
        """
        import names
        naming_convention = {'ix': 'ix_%(short)s', 'uq': 'uq_%(table_name)s', 'short': names.short}
        """);

    Told told =
        read(
            """
            op.create_table('t', sa.Column('a', sa.Text, index=True), sa.Column('b', sa.Text, index=True))
            op.drop_index('ix_short', 't')
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(told.clashes()).isEmpty();
  }

  private void convention(String text) {
    files.put(
        "migrations/env.py",
        "from app.models import Base\ntarget_metadata = Base.metadata\n"
            .getBytes(StandardCharsets.UTF_8));
    files.put("app/models.py", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void what_env_py_hands_over_as_op_is_alembic_s() {
    Told told =
        file(
            """
            import sqlalchemy as sa
            def upgrade(op, tables, tester):
                op.create_table('t', sa.Column('a', sa.Text))
                tester.populate_table('t', [('a', tester.TestDataType.String)])
            """);

    assertThat(told.effects()).containsExactly("add table t", "add column t.a");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void the_address_of_a_connection_tells_the_database_and_nothing_else() {
    Told told =
        read(
            USERS
                + """
                bind = op.get_bind()
                url = str(bind.engine.url)
                if url.startswith('mysql') or 'sqlite' in url or bind.engine.name == 'sqlite':
                    op.drop_table('users')
                elif url.startswith('postgres') is True:
                    op.add_column('users', sa.Column('a', sa.Text))
                if 'sqlite' in '':
                    op.drop_table('users')
                if url.startswith('postgresql+psycopg2'):
                    op.add_column('users', sa.Column('b', sa.Text))
                """);

    assertThat(told.effects()).contains("add column users.a").doesNotContain("drop table users");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
  }

  @Test
  void an_option_that_no_configuration_sets_is_none() {
    files.put("alembic.ini", "[alembic]\nkept = 3\n".getBytes(StandardCharsets.UTF_8));

    Told told =
        read(
            USERS
                + """
                if op.get_context().config.get_main_option('legacy'):
                    op.drop_table('users')
                if context.config.get_main_option('other', 'x') == 'x':
                    op.add_column('users', sa.Column('a', sa.Text))
                """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.effects()).contains("add column users.a").doesNotContain("drop table users");
    assertThat(
            read("if context.config.get_main_option('kept'):\n    op.drop_table('users')")
                .reading()
                .extent())
        .isNotEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void where_env_py_names_no_schema_for_alembic_s_own_table_there_is_none() {
    Told told =
        read(
            USERS
                + """
                schema = context.get_context().version_table_schema
                op.add_column('users', sa.Column('a', sa.Text), schema=schema or '')
                """);

    assertThat(told.effects()).contains("add column users.a");
    files.put(
        "migrations/env.py",
        "context.configure(version_table_schema=names.SCHEMA)\n".getBytes(StandardCharsets.UTF_8));
    assertThat(
            read("op.drop_table('users', schema=op.get_context().version_table_schema)").effects())
        .doesNotContain("drop table users");
  }

  @Test
  void nothing_is_refused_on_account_of_what_may_be_gone_by_now() {
    read(
        USERS
            + "op.create_table('kinds', sa.Column('kind', sa.Enum('a', name='kind')))\n"
            + "op.create_index('ix', 'users', ['email'])");

    Told told =
        read(
            "import helper",
            """
            helper.anything(op)
            op.execute('DROP TYPE kind')
            op.create_index('ix', 'users', ['email'])
            op.create_table('users', sa.Column('id', sa.Integer))
            op.create_table('twice', sa.Column('id', sa.Integer))
            op.create_table('twice', sa.Column('id', sa.Integer))
            """);

    assertThat(told.clashes())
        .extracting(each -> each.object().toString())
        .containsExactly("table twice");
  }
}
