package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environment;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.TreeOfTexts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether a revision is said to do no more than its effects list.
class UntoldTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          "migrations",
          Optional.of("alembic.ini"),
          List.of("migrations/versions"),
          false,
          false,
          Map.of(),
          List.of());

  /// The last of some revisions, each of which executes a text.
  private static Replay.Step last(String... texts) {
    TreeOfTexts tree = new TreeOfTexts();
    for (int i = 0; i < texts.length; i++) {
      tree.file(
          "migrations/versions/" + i + ".py",
          """
          import os
          from alembic import op
          revision = 'r%d'
          down_revision = %s

          def upgrade():
              op.execute(%s)
          """
              .formatted(
                  i,
                  i == 0 ? "None" : "'r" + (i - 1) + "'",
                  texts[i].startsWith("os.") ? texts[i] : "\"" + texts[i] + "\""));
    }
    Replay replay =
        Replay.of(
            new HistoryReader(RevisionCache.NONE).read(tree, ENVIRONMENT),
            tree,
            Dialect.POSTGRESQL);
    return replay.steps().getLast();
  }

  private static List<String> effects(Replay.Step step) {
    return step.effects().stream()
        .map(each -> each.deed().name().toLowerCase(Locale.ROOT) + " " + each.object())
        .toList();
  }

  @Test
  void a_table_of_the_rows_of_one_that_is_known_is_told_whole() {
    Replay.Step step = last("CREATE TABLE t (a int)", "CREATE TABLE u AS SELECT * FROM t");

    assertThat(step.extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(effects(step)).containsExactly("add table u", "add column u.a");
  }

  @Test
  void a_table_of_the_rows_of_one_that_is_not_known_is_told_in_part() {
    Replay.Step step = last("CREATE TABLE u AS SELECT *, 1 AS n FROM t");

    assertThat(step.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    assertThat(step.extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(step.reasons())
        .extracting(Reading.Reason::gap)
        .containsExactly(new Gap.OfObject(ObjectName.table("u"), Gap.AboutObject.COLUMNS));
    assertThat(effects(step)).containsExactly("add table u", "add column u.n");
  }
}
