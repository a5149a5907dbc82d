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

  @Test
  void a_type_that_inherits_its_schema_lives_in_that_of_its_table() {
    read(
        """
        op.execute('CREATE SCHEMA s2')
        op.create_table('t', sa.Column('e', sa.Enum('a', name='e1')))
        """);

    Told told =
        read(
            """
            op.create_table('t',
                sa.Column('e', sa.Enum('a', name='e1', inherit_schema=True)),
                sa.Column('f', sa.Enum('a', name='e2', inherit_schema=True, schema='s9')), schema='s2')
            op.create_table('u', sa.Column('e', sa.Enum('a', name='e3', inherit_schema=True)))
            """);

    assertThat(told.clashes()).isEmpty();
    assertThat(told.effects()).contains("add enum s2.e1", "add enum s2.e2", "add enum e3");
    assertThat(type("s2.t", "e")).isEqualTo("s2.e1");
  }

  @Test
  void a_type_of_a_metadata_lives_in_its_schema_and_is_not_made_with_a_table() {
    read("op.execute('CREATE SCHEMA ms')\nop.execute(\"CREATE TYPE ms.e AS ENUM ('a')\")");

    Told told =
        read(
            """
            op.create_table('t', sa.Column('e', sa.Enum('a', name='e', metadata=sa.MetaData(schema='ms'))),
                sa.Column('f', sa.Enum('a', name='f', metadata=None)))
            """);

    assertThat(told.clashes()).isEmpty();
    assertThat(told.effects()).contains("add enum f").doesNotContain("add enum ms.e", "add enum e");
    assertThat(type("t", "e")).isEqualTo("ms.e");
  }

  @Test
  void of_a_type_whose_schema_is_not_known_nothing_is_said() {
    read(
        "import os",
        "op.create_table('t', sa.Column('e', sa.Enum('a', name='e', inherit_schema=os.environ.get('A'))))");

    assertThat(type("t", "e")).isEqualTo("?");
    assertThat(schema.enumType("e")).isEmpty();
  }

  private static final String IMPORT =
      """
      imp = sa.Table('imp', sa.MetaData(), sa.Column('z', sa.Integer, primary_key=True),
          sa.Column('e', sa.Enum('1', '2', name='imp_e')), sa.Column('f', sa.Enum('1', '2', name='imp_e')),
          sa.Column('g', postgresql.ENUM('1', name='kept', create_type=False)))
      """;

  @Test
  void a_table_object_takes_the_types_of_its_columns_along() {
    read("op.execute(\"CREATE TYPE kept AS ENUM ('1')\")");
    read(IMPORT, "imp.create(op.get_bind())");

    Told told = read(IMPORT, "imp.drop(op.get_bind())");

    assertThat(told.effects()).contains("drop enum imp_e").doesNotContain("drop enum kept");
    assertThat(told.clashes()).isEmpty();
    assertThat(read("op.create_table('o', sa.Column('e', sa.Enum('1', name='imp_e')))").clashes())
        .isEmpty();
  }

  @Test
  void drop_table_leaves_them_where_they_are() {
    read("op.execute(\"CREATE TYPE kept AS ENUM ('1')\")");
    read(IMPORT, "imp.create(op.get_bind())");

    assertThat(read("op.drop_table('imp')").effects())
        .contains("drop table imp")
        .doesNotContain("drop enum imp_e");
  }

  @Test
  void a_table_object_that_looks_first_does_nothing_where_there_is_nothing_to_do() {
    read("op.execute(\"CREATE TYPE kept AS ENUM ('1')\")");
    read(IMPORT, "imp.create(op.get_bind())");

    Told told = read(IMPORT, "imp.create(op.get_bind(), checkfirst=True)");

    assertThat(told.effects()).isEmpty();
    assertThat(told.clashes()).isEmpty();
    read("op.drop_table('imp')");
    assertThat(read(IMPORT, "imp.drop(op.get_bind(), checkfirst=True)").effects()).isEmpty();
    assertThat(read(IMPORT, "imp.create(op.get_bind(), checkfirst=True)").effects())
        .contains("add table imp")
        .doesNotContain("add enum imp_e");
  }

  @Test
  void a_table_object_that_does_not_look_makes_a_type_that_is_there_already() {
    read("op.execute(\"CREATE TYPE kept AS ENUM ('1')\")");
    read("op.create_table('o', sa.Column('e', sa.Enum('1', '2', name='imp_e')))");

    assertThat(read(IMPORT, "imp.create(op.get_bind())").clashes()).hasSize(1);
  }

  @Test
  void a_table_object_stands_in_the_schema_of_its_metadata() {
    assertThat(
            read("op.execute('CREATE SCHEMA ms')\nsa.Table('t', sa.MetaData(schema='ms'), sa.Column('z', sa.Integer)).create(op.get_bind())")
                .effects())
        .contains("add table ms.t");
  }

  @Test
  void a_table_object_that_the_database_tells_takes_the_types_of_its_columns_along_too() {
    read("op.create_table('o', sa.Column('e', postgresql.ARRAY(sa.Enum('1', name='oe'))))");

    assertThat(
            read("sa.Table('o', sa.MetaData(), autoload_with=op.get_bind()).drop(op.get_bind())")
                .effects())
        .contains("drop enum oe");
  }

  @Test
  void a_key_of_a_metadata_with_a_schema_points_into_that_schema() {
    Told told =
        read(
            """
            op.execute('CREATE SCHEMA ms')
            m = sa.MetaData(schema='ms')
            sa.Table('c', m, sa.Column('id', sa.Integer, primary_key=True))
            sa.Table('t', m, sa.Column('x', sa.Integer, sa.ForeignKey('c.id')))
            m.create_all(op.get_bind())
            """);

    assertThat(told.clashes()).isEmpty();
    assertThat(schema.table("ms.t").orElseThrow().keys().get("t_x_fkey").spec().reference())
        .hasValueSatisfying(to -> assertThat(to.table()).isEqualTo("ms.c"));
  }
}
