package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Clash;
import dev.retort.schema.ObjectName;
import org.junit.jupiter.api.Test;

/// Objects that are made under a name which another one has, or may have.
class SharedNamesTest extends ReadsMigrations {
  private static final String INDEX = "op.create_index('nm', 'users', ['email'])";
  private static final String INDEX_IF_NONE =
      "op.create_index('nm', 'users', ['email'], if_not_exists=True)";

  private static String perhaps(String statement) {
    return "try:\n    " + statement + "\nexcept Exception:\n    pass";
  }

  @Test
  void an_index_is_not_made_where_a_key_has_its_name() {
    read(USERS + "op.create_unique_constraint('nm', 'users', ['id'])");

    assertThat(read(INDEX_IF_NONE).effects()).isEmpty();
    assertThat(read(INDEX).effects()).isEmpty();
    assertThat(read("op.drop_constraint('nm', 'users')\n" + INDEX).effects())
        .containsExactly("drop constraint users/nm", "add index nm");
  }

  @Test
  void an_index_is_not_made_where_a_table_or_a_view_has_its_name() {
    read(USERS + "op.execute('CREATE VIEW nm AS SELECT id FROM users')");

    assertThat(read(INDEX_IF_NONE).effects()).isEmpty();
  }

  @Test
  void a_check_has_no_index_and_another_schema_has_names_of_its_own() {
    read(
        USERS
            + "op.create_check_constraint('nm', 'users', 'id > 0')\n"
            + "op.create_table('o', sa.Column('a', sa.Integer()), schema='s')\n"
            + "op.create_unique_constraint('nm', 'o', ['a'], schema='s')");

    assertThat(read(INDEX_IF_NONE).effects()).containsExactly("add index nm");
  }

  @Test
  void whether_an_index_is_made_is_open_where_the_key_is() {
    read(USERS + "op.create_unique_constraint('nm', 'users', ['id'])");
    read(perhaps("op.drop_constraint('nm', 'users')"));
    read(INDEX_IF_NONE);

    assertThat(schema.open())
        .contains(ObjectName.index("nm"), ObjectName.constraint("users", "nm"));
  }

  @Test
  void what_is_made_where_it_was_perhaps_dropped_is_added() {
    read(USERS + INDEX + "\nop.create_check_constraint('ck', 'users', 'id > 0')");
    read(
        perhaps("op.drop_index('nm')")
            + "\n"
            + perhaps("op.drop_column('users', 'email')")
            + "\n"
            + perhaps("op.drop_constraint('ck', 'users')"));

    assertThat(
            read(INDEX
                    + "\nop.create_check_constraint('ck', 'users', 'id > 0')"
                    + "\nop.add_column('users', sa.Column('email', sa.String(80)))")
                .effects())
        .containsExactly("add index nm", "add constraint users/ck", "add column users.email");
  }

  @Test
  void what_is_made_where_it_surely_is_clashes_and_adds_nothing() {
    read(USERS + INDEX);
    Told again = read(INDEX);

    assertThat(again.effects()).isEmpty();
    assertThat(again.clashes()).extracting(Clash::kind).containsExactly(Clash.Kind.MADE_TWICE);
  }

  @Test
  void what_is_made_for_certain_after_it_perhaps_was_is_added_for_certain() {
    read(USERS);

    assertThat(read(perhaps(INDEX) + "\n" + INDEX).effects()).containsExactly("add index nm");
  }
}
