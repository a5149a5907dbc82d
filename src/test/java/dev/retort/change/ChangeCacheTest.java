package dev.retort.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environment;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.TreeOfTexts;
import dev.retort.python.SyntaxTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeCacheTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          "migrations",
          Optional.of("alembic.ini"),
          List.of("migrations/versions"),
          false,
          false,
          Map.of(),
          List.of());

  @Test
  void who_stands_behind_it_is_told_of_each_tree_once() {
    Map<String, Integer> told = new HashMap<>();
    RevisionCache behind =
        new RevisionCache() {
          @Override
          public Optional<RevisionFile> find(String blob, String name) {
            return Optional.empty();
          }

          @Override
          public void keep(String blob, String name, RevisionFile file) {}

          @Override
          public void parsed(String blob, SyntaxTree tree) {
            told.merge(blob, 1, Integer::sum);
          }
        };
    TreeOfTexts tree = new TreeOfTexts();
    String path = "migrations/versions/one.py";
    tree.file(path, "revision = 'one'\ndown_revision = None\n");
    HistoryReader reader = new HistoryReader(new ChangeCache(behind));

    reader.read(tree, ENVIRONMENT);
    reader.read(tree, ENVIRONMENT);

    assertThat(told).isEqualTo(Map.of(tree.entries().get(path).blob(), 1));
  }
}
