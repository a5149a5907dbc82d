package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.TreeOfTexts;
import dev.retort.python.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// Many migrations are read at once, and what they do is as if each had waited for the one before.
class ReadAheadTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          "migrations",
          Optional.of("alembic.ini"),
          List.of("migrations/versions"),
          false,
          false,
          Map.of(),
          List.of());

  private static final List<String> BODIES =
      List.of(
          "op.create_table('t#', sa.Column('x', sa.Integer()))",
          "sa.inspect(op.get_bind()).has_table('t%') or op.create_table('never#')",
          "op.add_column('t%%', own.column('y#'))",
          "op.drop_table('t%%%') if own.WANTED else op.drop_table('other')");

  private final Map<String, SyntaxTree> trees = new ConcurrentHashMap<>();
  private final Set<String> kept = new HashSet<>();

  private static TreeOfTexts tree() {
    TreeOfTexts tree = new TreeOfTexts();
    tree.file(
        "own.py",
        "import sqlalchemy as sa\nWANTED = True\ndef column(name):\n    return sa.Column(name, sa.Text())\n");
    for (int i = 0; i < 120; i++) {
      String body = BODIES.get(i % BODIES.size());
      int before = (int) body.chars().filter(each -> each == '%').count();
      String number = String.valueOf(i - before);
      tree.file(
          "migrations/versions/%03d.py".formatted(i),
          """
          %simport sqlalchemy as sa
          from alembic import op
          revision = 'r%d'
          down_revision = %s

          def upgrade():
              %s
          """
              .formatted(
                  body.contains("own.") ? "import own\n" : "",
                  i,
                  i == 0 ? "None" : "'r" + (i - 1) + "'",
                  body.replaceFirst("%+", number).replace("#", String.valueOf(i))));
    }
    return tree;
  }

  private RevisionCache graphs() {
    return new RevisionCache() {
      @Override
      public Optional<RevisionFile> find(String blob, String name) {
        return Optional.empty();
      }

      @Override
      public void keep(String blob, String name, RevisionFile file) {}

      @Override
      public void parsed(String blob, SyntaxTree tree) {
        trees.put(blob, tree);
      }
    };
  }

  private ReadingCache readings() {
    return new ReadingCache() {
      @Override
      public Optional<Reading> find(String blob, String circumstances) {
        return Optional.empty();
      }

      @Override
      public void keep(String blob, String circumstances, Reading reading) {
        kept.add(blob);
      }

      @Override
      public Optional<SyntaxTree> tree(String blob) {
        return Optional.ofNullable(trees.remove(blob));
      }
    };
  }

  @Test
  void what_is_read_at_once_is_as_what_is_read_in_turn() {
    TreeOfTexts tree = tree();
    History history = new HistoryReader(graphs()).read(tree, ENVIRONMENT);
    assertThat(trees).hasSize(120);
    Replay inTurn = Replay.asRun(history, tree, Dialect.POSTGRESQL, ReadingCache.NONE);
    Replay atOnce = Replay.asRun(history, tree, Dialect.POSTGRESQL, readings());
    assertThat(atOnce.steps()).isEqualTo(inTurn.steps());
    assertThat(atOnce.schema().tables()).isEmpty();
    assertThat(kept).as("what asks neither the schema nor another file").hasSize(30);
  }
}
