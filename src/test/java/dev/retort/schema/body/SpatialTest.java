package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;

/// What comes with columns of GeoAlchemy2's types.
class SpatialTest extends ReadsMigrations {
  private static final String GEO = "import geoalchemy2\nfrom geoalchemy2 import Geometry, Raster";

  @Test
  void a_table_comes_with_the_indexes_of_its_spatial_columns() {
    Told told =
        read(
            GEO,
            """
            op.create_table('a', sa.Column('g', Geometry('POINT', 4326)), sa.Column('h', Geometry),
                sa.Column('r', Raster), sa.Column('n', Geometry('POINT', 4326, spatial_index=False)))
            """);

    assertThat(told.effects())
        .contains("add index idx_a_g", "add index idx_a_h", "add index idx_a_r")
        .doesNotContain("add index idx_a_n");
    assertThat(type("a", "g")).isEqualTo("geometry(Point,4326)");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void an_added_column_may_have_one() {
    read(USERS);

    Told told =
        read(
            GEO,
            "op.add_column('users', sa.Column('g', geoalchemy2.types.Geometry('POINT', 4326)))");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(schema.index("idx_users_g").orElseThrow().sure()).isFalse();
    assertThat(read("op.create_index('idx_users_g', 'users', ['g'])").clashes()).isEmpty();
  }

  @Test
  void an_added_column_that_wants_none_has_none() {
    read(USERS);

    Told told =
        read(
            GEO,
            "op.add_column('users', sa.Column('g', Geometry('POINT', 4326, spatial_index=False)))");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(schema.index("idx_users_g")).isEmpty();
  }

  @Test
  void a_managed_column_may_have_checks_in_place_of_a_type() {
    read(
        GEO,
        """
        op.create_table('a', sa.Column('g',
            Geometry('POINT', 3857, management=True, use_typmod=False, spatial_index=False)))
        """);

    assertThat(type("a", "g")).isEqualTo("?");
    assertThat(read("op.drop_constraint('enforce_dims_g', 'a')").clashes()).isEmpty();
    assertThat(read("op.drop_constraint('enforce_dims_other', 'a')").clashes()).hasSize(1);
  }

  @Test
  void a_managed_column_with_a_type_modifier_has_a_type_and_no_checks() {
    read(GEO, "op.create_table('a', sa.Column('g', Geometry('POINT', 3857, management=True)))");

    assertThat(type("a", "g")).isEqualTo("geometry(Point,3857)");
    assertThat(read("op.drop_constraint('enforce_dims_g', 'a')").clashes()).hasSize(1);
  }

  @Test
  void its_operations_do_on_postgresql_what_alembic_s_do() {
    Told told =
        read(
            GEO,
            """
            op.create_geospatial_table('a', sa.Column('g', Geometry('POINT', spatial_index=False)), sa.Column('n', sa.Text))
            op.create_geospatial_index('ix_g', 'a', ['g'], unique=False, postgresql_using='gist', postgresql_ops={})
            with op.batch_alter_table('a') as batch:
                batch.create_geospatial_index('ix_h', ['g'], postgresql_using='gist')
                batch.drop_geospatial_index('ix_h', postgresql_using='gist', column_name='g')
            """);

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(told.effects()).contains("add table a", "add column a.n", "add index ix_g");

    Told gone =
        read(
            GEO,
            """
            op.drop_geospatial_index('ix_g', table_name='a', column_name='g')
            op.drop_geospatial_column('a', 'g')
            op.add_geospatial_column('a', sa.Column('h', Geometry('POINT', spatial_index=False)))
            """);

    assertThat(gone.clashes()).isEmpty();
    assertThat(gone.effects()).contains("drop index ix_g", "drop column a.g", "add column a.h");

    assertThat(read(GEO, "op.drop_geospatial_table('a')").effects()).contains("drop table a");
  }
}
