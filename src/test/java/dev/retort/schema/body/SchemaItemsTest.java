package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;

/// What SQLAlchemy's own classes make beside the table or column that they stand in, and what they
/// leave to others.
class SchemaItemsTest extends ReadsMigrations {
  private static final String TARGET =
      "op.create_table('c', sa.Column('id', sa.Integer, primary_key=True))\n";

  @Test
  void create_table_leaves_a_key_out_that_is_to_be_altered_in() {
    Told told =
        read(
            TARGET
                + """
                op.create_table('a',
                    sa.Column('x', sa.Integer, sa.ForeignKey('c.id', use_alter=True, name='fk_x')),
                    sa.Column('y', sa.Integer, sa.ForeignKey('c.id', use_alter=False, name='fk_y')),
                    sa.Column('z', sa.Integer),
                    sa.ForeignKeyConstraint(['z'], ['c.id'], use_alter=True, name='fk_z'))
                op.create_foreign_key('fk_z', 'a', 'c', ['z'], ['id'])
                """);

    assertThat(schema.table("a").orElseThrow().keys().keySet()).containsExactly("fk_y", "fk_z");
    assertThat(told.clashes()).isEmpty();
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void a_table_that_is_created_alone_leaves_such_a_key_out_as_well() {
    read(
        TARGET
            + """
            sa.Table('a', sa.MetaData(),
                sa.Column('x', sa.Integer, sa.ForeignKey('c.id', use_alter=True, name='fk_x'))).create(op.get_bind())
            """);

    assertThat(schema.table("a").orElseThrow().keys()).isEmpty();
  }

  @Test
  void add_column_makes_such_a_key_at_once() {
    read(USERS + TARGET);

    assertThat(
            read("op.add_column('users', sa.Column('x', sa.Integer, sa.ForeignKey('c.id', use_alter=True, name='fk_x')))")
                .effects())
        .contains("add constraint users/fk_x");
  }

  @Test
  void a_key_of_which_nobody_knows_whether_it_comes_with_its_table_is_not_said_to_be_missing() {
    Told told =
        read(
            "import os",
            TARGET
                + "op.create_table('a', sa.Column('x', sa.Integer, sa.ForeignKey('c.id', use_alter=os.environ.get('A'))))");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
  }
}
