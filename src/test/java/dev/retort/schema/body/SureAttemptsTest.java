package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading.Extent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `try` where PostgreSQL is the only database and runs each revision in a transaction.
class SureAttemptsTest extends ReadsMigrations {
  private static final String ADD = "op.add_column('users', sa.Column('q', sa.Integer()))";

  @BeforeEach
  void make() {
    whole = true;
    read(USERS);
  }

  private static String attempt(String body, String handler) {
    return "try:\n" + body.indent(4) + "except Exception as e:\n" + handler.indent(4);
  }

  private void isSure(String migration) {
    assertThat(read(migration).reading().extent()).isEqualTo(Extent.COMPLETE);
  }

  private void isDoubtful(String head, String migration) {
    assertThat(read(head, migration).reading().extent()).isNotEqualTo(Extent.COMPLETE);
  }

  @Test
  void what_is_attempted_happened() {
    Told told = read(attempt(ADD, "pass"));

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(told.effects()).containsExactly("add column users.q");
  }

  @Test
  void it_may_have_happened_where_other_databases_are_in_use() {
    whole = false;

    isDoubtful("", attempt(ADD, "pass"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op.drop_column('users', 'email')",
        "op.alter_column('users', 'email', existing_type=sa.String(80), nullable=False)",
        "op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), sa.PrimaryKeyConstraint('id'))",
        "op.drop_table('users')",
        "op.rename_table('users', 'people')",
        "op.create_index(op.f('ix_users_email'), 'users', ['email'], unique=False)",
        "op.create_unique_constraint('u', 'users', ['email'])",
        "op.execute('ALTER TABLE users ADD q integer')",
        "op.execute(sa.text(\"UPDATE users SET email = lower(email)::text\"))",
        "with op.batch_alter_table('users') as batch_op:\n    batch_op.add_column(sa.Column('q', sa.Integer()))",
      })
  void each_operation_that_fails_only_in_the_database_happened(String operation) {
    isSure(attempt(operation, "print('there already', e)"));
  }

  @Test
  void a_name_may_stand_for_a_text() {
    isSure(
        "for name in ('a', 'b'):\n"
            + attempt("op.add_column('users', sa.Column(f'{name}_q', sa.Integer()))", "pass")
                .indent(4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op.drop_constraint(None, 'users', type_='foreignkey')",
        "op.drop_constraint('u', 'users', type_='unknown')",
        "op.create_index('i' * 70, 'users', ['email'])",
        "op.create_index('iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii', 'users', ['email'])",
        "op.add_column('users', sa.Column('q', sa.Enum('a', 'b')))",
        "op.add_column('users', sa.Column('q'))",
        "op.add_column('users', sa.Column('q', Unknown()))",
        "op.execute('UPDATE users SET email = :x')",
        "op.execute('')",
        "op.get_bind().execute('DROP TABLE users')",
        "op.drop_index('i', if_exists=True)",
        "op.create_table('t', sa.Column('id', sa.Integer()), sa.PrimaryKeyConstraint('other'))",
        "helper()\nop.drop_table('users')",
        "x = {}['a']\nop.drop_table('users')",
      })
  void what_may_fail_before_the_database_is_asked_may_not_have_happened(String body) {
    isDoubtful("", attempt(body + "\n" + ADD, "pass"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "op.get_bind().rollback()",
        "op.execute('ROLLBACK')",
        "recover()",
        "with op.get_context().autocommit_block():\n    op.execute('SELECT 1')",
        ADD,
      })
  void a_handler_that_may_matter_leaves_it_open(String handler) {
    isDoubtful("", attempt(ADD, handler));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass", "return", "raise", "print(str(e))", "log.warning('no', e)"})
  void a_handler_that_only_says_something_does_not(String handler) {
    isSure(attempt(ADD, handler));
  }

  @Test
  void a_savepoint_anywhere_in_the_file_leaves_it_open() {
    isDoubtful("", "with op.get_bind().begin_nested():\n" + attempt(ADD, "pass").indent(4));
    isDoubtful("def undo(bind):\n    bind.rollback()\n", attempt(ADD, "pass"));
  }

  @Test
  void it_is_open_outside_of_a_transaction() {
    isDoubtful("", "with op.get_context().autocommit_block():\n" + attempt(ADD, "pass").indent(4));
  }

  @Test
  void a_module_of_the_repository_may_do_anything_to_the_transaction() {
    files.put("shop/undo.py", "def undo(b): b.rollback()\n".getBytes(StandardCharsets.UTF_8));

    isDoubtful("from shop.undo import undo\n", attempt(ADD, "pass"));
  }

  @Test
  void nothing_that_is_attempted_counts_as_refused() {
    read(ADD);

    assertThat(read(attempt(ADD, "pass")).clashes()).isEmpty();
    assertThat(read(attempt("op.drop_table('gone')", "pass")).clashes()).isEmpty();
    assertThat(schema.opening().filter(opening -> opening.elsewhere())).isEmpty();
    assertThat(read(ADD).clashes()).as("outside of it").hasSize(1);
  }

  @Test
  void what_stands_behind_an_attempt_may_be_refused_again() {
    read(attempt(ADD, "pass"));

    assertThat(read(ADD).clashes()).hasSize(1);
  }
}
