package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a column's own words say of it, as SQLAlchemy renders it for PostgreSQL.
class ColumnsTest extends ReadsMigrations {
  private ColumnDefault idOf(String arguments) {
    read("op.create_table('t', sa.Column('a', sa.Text()))");
    Told told = read("op.add_column('t', sa.Column('id', " + arguments + "))");

    assertThat(told.effects()).containsExactly("add column t.id");
    return schema.table("t").orElseThrow().columns().get("id").value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sa.Integer(), primary_key=True",
        "sa.BigInteger(), primary_key=True",
        "sa.SmallInteger, primary_key=True, nullable=True",
      })
  void an_added_column_that_calls_itself_the_key_is_counted(String arguments) {
    assertThat(idOf(arguments)).isEqualTo(new ColumnDefault.Generated(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sa.Integer(), primary_key=True, autoincrement=False",
        "sa.Integer(), primary_key=True, default=5",
        "sa.Integer(), sa.Sequence('s'), primary_key=True",
        "sa.Text(), primary_key=True",
        "sa.Integer(), autoincrement=True",
        "sa.Integer(), key='k'",
      })
  void another_one_is_not(String arguments) {
    assertThat(idOf(arguments)).isEqualTo(ColumnDefault.NONE);
  }

  @Test
  void an_identity_stays_one() {
    assertThat(idOf("sa.Integer(), sa.Identity(), primary_key=True"))
        .isEqualTo(new ColumnDefault.Generated(true));
  }

  @Test
  void a_key_that_sqlalchemy_fills_itself_is_not_counted() {
    read("op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True, default=next_id))");

    assertThat(schema.table("t").orElseThrow().columns().get("id").value())
        .isEqualTo(ColumnDefault.NONE);
  }

  @Test
  void a_table_s_own_keys_call_columns_by_their_keys() {
    Told told =
        read(
            """
            op.create_table('t', sa.Column('id', sa.Integer()), sa.Column('a', sa.Integer(), key='x'),
                sa.Column('b', sa.Integer(), key='a'),
                sa.PrimaryKeyConstraint('x', 'id', name='pk'), sa.UniqueConstraint('a', name='uq'),
                sa.ForeignKeyConstraint(['a'], ['t.x'], name='fk'), sa.Index('ix', 'x', 'a'))
            """);

    assertThat(told.clashes()).isEmpty();
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(List.of(columns("pk"), columns("uq"), columns("fk")))
        .containsExactly(List.of("a", "id"), List.of("b"), List.of("b"));
    assertThat(schema.table("t").orElseThrow().keys().get("fk").spec().reference().orElseThrow())
        .satisfies(each -> assertThat(each.columns()).containsExactly("a"));
    assertThat(schema.index("ix").orElseThrow().spec().columns()).containsExactly("a", "b");
  }

  @Test
  void what_an_unknown_key_may_stand_for_is_not_known() {
    Told told =
        read(
            """
            op.create_table('t', sa.Column('id', sa.Integer()), sa.Column('a', sa.Integer(), key=hash('x')),
                sa.UniqueConstraint('id'), sa.UniqueConstraint('x'))
            """);

    assertThat(told.clashes()).isEmpty();
    assertThat(told.reading().extent()).isNotEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.effects()).contains("add constraint t/t_id_key");
  }

  private List<String> columns(String key) {
    return schema.table("t").orElseThrow().keys().get(key).spec().columns();
  }
}
