package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// Loops, and functions that call themselves: followed as far as something new comes of them.
class LoopsTest extends ReadsMigrations {
  @Test
  void what_calls_itself_through_a_document_of_rows_comes_to_an_end() {
    Told told =
        read(
            """
            def walked(node):
                if isinstance(node, dict):
                    return {key: walked(value) for key, value in node.items()}
                if node.has('left'):
                    walked(node.left)
                    walked(node.middle)
                    return walked(node.right)
                return node
            for row in op.get_bind().execute(sa.text('SELECT id, doc FROM orders')):
                op.execute(sa.text('UPDATE orders SET doc = :doc').bindparams(doc=walked(row[1])))
            op.create_table('behind')
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.effects()).containsExactly("add table behind");
  }

  @Test
  void what_calls_itself_and_changes_tables_is_not_passed_over() {
    Told told =
        read(
            """
            def made(name):
                op.create_table(name)
                if op.get_bind().execute(sa.text('SELECT 1 FROM orders')).rowcount:
                    made(name + '_again')
            made('first')
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
  }

  @Test
  void of_very_many_rounds_without_anything_new_the_last_are_not_gone_through_one_by_one() {
    Told told =
        read(
            """
            rows = [{'id': n, 'name': str(n)} for n in range(4000)]
            for row in rows:
                if row['name'] == 'x':
                    continue
                op.execute(f"UPDATE orders SET name = '{row['name']}' WHERE id = {row['id']}")
            for n in range(600):
                op.create_table(f'part_{n}')
            tries = 0
            while True:
                try:
                    Path("x").read_text()
                    tries += 1
                except ValueError:
                    break
            op.create_table("behind")
            """);

    assertThat(told.reading().reasons()).isEmpty();
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.effects())
        .hasSize(601)
        .contains("add table part_0", "add table part_599", "add table behind");
    assertThat(told.reading().operations()).hasSizeLessThan(1_500);
  }

  @Test
  void what_only_a_late_round_does_is_not_passed_over() {
    Told told =
        read(
            """
            for n in range(4000):
                if n == 3999:
                    op.drop_table('orders')
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(told.reading().reasons())
        .extracting(reason -> reason.gap().toString())
        .first(InstanceOfAssertFactories.STRING)
        .contains("CONDITION");
  }

  @Test
  void what_stands_behind_a_loop_that_ends_when_there_are_no_rows_left_is_sure() {
    Told told =
        read(
            """
            connection = op.get_bind()
            last = 0
            while True:
                rows = connection.execute(
                    sa.text("SELECT id FROM orders WHERE id > :last LIMIT 100"), {"last": last}
                ).fetchall()
                if not rows:
                    break
                for row in rows:
                    connection.execute(sa.text("UPDATE orders SET n = 1 WHERE id = 2"))
                last = rows[-1][0]
            op.create_table("behind")
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.effects()).containsExactly("add table behind");
    assertThat(told.reading().operations()).hasSizeLessThan(20);
  }

  @Test
  void a_list_that_is_emptied_and_a_statement_that_makes_a_table_are_followed() {
    read(USERS);

    Told told =
        read(
            """
            left = ['a', 'b', 'c']
            first = left.pop(0)
            while left:
                op.add_column('users', sa.Column(left.pop(), sa.Integer()))
            table = sa.Table('notes', sa.MetaData(), sa.Column('id', sa.Integer(), primary_key=True))
            op.execute(sa.schema.CreateTable(table))
            op.execute(sa.schema.DropTable(table, if_exists=True))
            op.execute(sa.schema.CreateTable(table, if_not_exists=True))
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.effects())
        .containsExactly(
            "add column users.c",
            "add column users.b",
            "add table notes",
            "add column notes.id",
            "add constraint notes/notes_pkey");
  }
}
