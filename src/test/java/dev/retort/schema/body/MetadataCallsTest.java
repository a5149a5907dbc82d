package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `MetaData.create_all` and `drop_all` of tables that stand in the migration itself.
class MetadataCallsTest extends ReadsMigrations {
  private static final String TABLES =
      """
      m = sa.MetaData()
      sa.Table('m2', m, sa.Column('z', sa.Integer, sa.ForeignKey('m1.z'), primary_key=True))
      m1 = sa.Table('m1', m, sa.Column('z', sa.Integer, primary_key=True),
          sa.Column('e', sa.Enum('a', name='e1')))
      """;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void all_tables_of_a_metadata_are_made_in_order_and_dropped_again(boolean above) {
    String head = above ? TABLES : "";
    String body = above ? "" : TABLES;

    Told told = read(head, body + "m.create_all(op.get_bind())");

    assertThat(told.effects())
        .containsSubsequence("add enum e1", "add table m1", "add table m2")
        .contains("add constraint m2/m2_z_fkey");
    assertThat(told.clashes()).isEmpty();
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    Told dropped = read(head, body + "m.drop_all(bind=op.get_bind())");
    assertThat(dropped.effects())
        .containsSubsequence("drop table m2", "drop table m1", "drop enum e1");
    assertThat(dropped.clashes()).isEmpty();
    assertThat(dropped.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void only_those_that_are_asked_for_are_made_but_every_type() {
    Told told = read(TABLES + "o = sa.Table('o', m)\nm.create_all(op.get_bind(), tables=[o])");

    assertThat(told.effects()).containsExactly("add enum e1", "add table o");
  }

  @Test
  void what_is_there_already_is_left_alone() {
    read("op.create_table('m1', sa.Column('z', sa.Integer, primary_key=True))");

    Told told = read(TABLES + "m.create_all(op.get_bind())");

    assertThat(told.clashes()).isEmpty();
    assertThat(told.effects()).contains("add table m2").doesNotContain("add column m1.e");
  }

  @Test
  void without_looking_first_it_is_made_twice() {
    read("op.create_table('m1', sa.Column('z', sa.Integer, primary_key=True))");

    assertThat(read(TABLES + "m.create_all(op.get_bind(), checkfirst=False)").clashes()).hasSize(1);
  }

  @Test
  void keys_that_are_altered_in_and_those_of_a_circle_are_made_at_last() {
    Told told =
        read(
            """
            m = sa.MetaData()
            sa.Table('a', m, sa.Column('x', sa.Integer, primary_key=True),
                sa.Column('y', sa.Integer, sa.ForeignKey('b.x', name='fk_a')))
            sa.Table('b', m, sa.Column('x', sa.Integer, primary_key=True),
                sa.Column('y', sa.Integer, sa.ForeignKey('a.x', name='fk_b')),
                sa.Column('w', sa.Integer, sa.ForeignKey('a.x', name='fk_w', use_alter=True)))
            m.create_all(op.get_bind())
            """);

    assertThat(told.clashes()).isEmpty();
    assertThat(told.effects())
        .contains("add constraint a/fk_a", "add constraint b/fk_b", "add constraint b/fk_w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m.reflect(op.get_bind())",
        "Base = sa.orm.declarative_base(metadata=m)",
        "sa.Index('ix', m1.c.z)",
        "m1.append_column(sa.Column('more', sa.Integer))",
        "if os.environ['A']:\n    sa.Table('more', m)",
        "sa.Table('m1', m, sa.Column('more', sa.Integer), extend_existing=True)",
        "sa.Table(os.environ['A'], m)",
        "class Base(sa.orm.DeclarativeBase):\n    metadata = m",
      })
  void tables_that_may_be_others_stay_open(String otherwise) {
    Told told = read("import os", TABLES + otherwise + "\nm.create_all(op.get_bind())");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.NOT);
  }

  @Test
  void the_tables_of_another_file_s_metadata_stay_open() {
    files.put("models.py", ("import sqlalchemy as sa\n" + TABLES).getBytes(StandardCharsets.UTF_8));

    assertThat(read("from models import m", "m.create_all(op.get_bind())").reading().extent())
        .isEqualTo(Reading.Extent.NOT);
  }

  @Test
  void names_follow_the_convention_of_the_metadata_itself() {
    Told told =
        read(
            """
            m = sa.MetaData(naming_convention={'pk': 'key_of_%(table_name)s'})
            sa.Table('a', m, sa.Column('x', sa.Integer, primary_key=True)).create(op.get_bind())
            """);

    assertThat(told.effects()).contains("add constraint a/key_of_a");
  }
}
