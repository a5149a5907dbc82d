package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.TreeOfTexts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whether a revision whose reading is kept is read anew behind one that leaves a search path.
class PathLeftTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          "migrations",
          Optional.of("alembic.ini"),
          List.of("migrations/versions"),
          false,
          false,
          Map.of(),
          List.of());

  private static Replay replay(String first, ReadingCache cache) {
    TreeOfTexts tree = new TreeOfTexts();
    tree.file("migrations/versions/0.py", revision("r0", "None", first));
    tree.file("migrations/versions/1.py", revision("r1", "'r0'", "CREATE TABLE t (a int)"));
    History history = new HistoryReader(RevisionCache.NONE).read(tree, ENVIRONMENT);
    return Replay.of(history, tree, Dialect.POSTGRESQL, cache);
  }

  private static String revision(String id, String down, String sql) {
    return "from alembic import op\nrevision = '%s'\ndown_revision = %s\n\ndef upgrade():\n    op.execute('%s')\n"
        .formatted(id, down, sql);
  }

  @Test
  void a_kept_reading_is_not_taken_where_names_may_mean_something_else() {
    ReadingCache cache = new PassingReadings(ReadingCache.NONE);

    Replay usual = replay("CREATE TABLE u (a int)", cache);
    Replay behind = replay("SET search_path TO s1", cache);

    assertThat(usual.schema().table("t")).isPresent();
    assertThat(behind.schema().table("t")).isEmpty();
    assertThat(behind.steps().getLast().reading().extent()).isEqualTo(Reading.Extent.NOT);
  }
}
