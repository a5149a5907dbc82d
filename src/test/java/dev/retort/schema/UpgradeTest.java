package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environment;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.TreeOfTexts;
import dev.retort.report.UpgradeWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether an empty database can be upgraded through a history.
class UpgradeTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          "migrations",
          Optional.of("alembic.ini"),
          List.of("migrations/versions"),
          false,
          false,
          Map.of(),
          List.of());

  private static Upgrade of(String... bodies) {
    TreeOfTexts tree = new TreeOfTexts();
    for (int i = 0; i < bodies.length; i++) {
      tree.file(
          "migrations/versions/" + i + ".py",
          "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'r"
              + i
              + "'\ndown_revision = "
              + (i == 0 ? "None" : "'r" + (i - 1) + "'")
              + "\n\ndef upgrade():\n    "
              + bodies[i]
              + "\n");
    }
    return Upgrade.of(
        new HistoryReader(RevisionCache.NONE).read(tree, ENVIRONMENT), tree, Dialect.POSTGRESQL);
  }

  @Test
  void what_is_read_whole_and_holds_upgrades() {
    assertThat(
            of(
                "op.create_table('a', sa.Column('x', sa.Integer()))",
                "op.add_column('a', sa.Column('y', sa.Integer()))"))
        .isEqualTo(new Upgrade.Whole(Dialect.POSTGRESQL));
  }

  @Test
  void a_refusal_is_told_with_its_line() {
    assertThat(
            of(
                "op.create_table('a', sa.Column('x', sa.Integer()))",
                "op.add_column('a', sa.Column('x', sa.Integer()))"))
        .isInstanceOfSatisfying(
            Upgrade.Fails.class,
            fails -> {
              assertThat(fails.at()).isEqualTo(new Provenance("r1", "migrations/versions/1.py", 7));
              assertThat(fails.kind()).isEqualTo(Clash.Kind.MADE_TWICE);
              assertThat(fails.object()).hasToString("column a.x");
            });
  }

  @Test
  void what_is_not_followed_leaves_it_unknown_from_there() {
    assertThat(
            of(
                "op.create_table('a', sa.Column('x', sa.Integer()))",
                "op.execute(open('a.sql').read())"))
        .isInstanceOfSatisfying(
            Upgrade.Unknown.class,
            unknown ->
                assertThat(unknown.since())
                    .isEqualTo(new Provenance("r1", "migrations/versions/1.py", 7)));
  }

  @Test
  void a_value_that_an_enum_has_already_is_named_beside_its_type() {
    assertThat(
            of(
                "op.execute(\"CREATE TYPE st AS ENUM ('a', 'b')\")",
                "op.execute(\"ALTER TYPE st ADD VALUE 'b'\")"))
        .isInstanceOfSatisfying(
            Upgrade.Fails.class,
            fails -> {
              assertThat(fails.object()).isEqualTo(ObjectName.enumType("st"));
              assertThat(fails.value()).contains("b");
              assertThat(UpgradeWords.plain(fails))
                  .contains("the value b of enum st exists already (");
            });
  }

  @Test
  void a_type_that_is_made_twice_is_named_alone() {
    String made = "op.execute(\"CREATE TYPE st AS ENUM ('a', 'b')\")";

    assertThat(UpgradeWords.plain(of(made, made))).contains(": enum st exists already (");
  }
}
