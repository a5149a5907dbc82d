package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;

class TemporaryTablesTest extends ReadsMigrations {
  @Test
  void a_temporary_table_is_not_there_afterwards() {
    Told told = read("op.create_table('t', sa.Column('id', sa.Integer), prefixes=['TEMPORARY'])");

    assertThat(told.effects()).isEmpty();
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void what_is_done_to_temporary_tables_concerns_no_other() {
    read(
        """
        op.create_table('orders', sa.Column('id', sa.Integer))
        op.create_index('ix_orders', 'orders', ['id'])
        """);

    Told told =
        read(
            """
            op.execute("CREATE TEMP TABLE moved ON COMMIT DROP AS SELECT id FROM orders")
            op.execute("CREATE TEMPORARY TABLE orders (id int REFERENCES nothing, n int)")
            op.execute("SELECT id INTO TEMP chosen FROM moved; CREATE TEMP VIEW seen AS SELECT 1")
            op.execute("CREATE INDEX ix_temp ON orders (n)")
            op.execute("ALTER TABLE orders DROP COLUMN id; INSERT INTO moved SELECT n FROM chosen")
            op.execute("UPDATE orders SET n = 1 FROM moved WHERE moved.id = orders.n")
            op.execute("DROP INDEX ix_temp; DROP TABLE orders; DROP TABLE moved")
            op.add_column('orders', sa.Column('n', sa.Integer))
            op.drop_index('ix_orders')
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.clashes()).isEmpty();
    assertThat(told.effects()).containsExactly("add column orders.n", "drop index ix_orders");
  }

  @Test
  void a_table_that_is_made_of_a_temporary_one_has_columns_that_are_not_known() {
    read("op.create_table('orders', sa.Column('id', sa.Integer))");

    Told told =
        read(
            """
            op.execute("CREATE TEMP TABLE orders (n int)")
            op.execute("CREATE TABLE kept AS SELECT * FROM orders")
            op.execute("CREATE TABLE copied (LIKE orders)")
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(told.effects()).containsExactly("add table kept", "add table copied");
    assertThat(schema.open()).hasSize(2);
  }
}
