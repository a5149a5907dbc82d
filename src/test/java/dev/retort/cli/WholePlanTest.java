package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.SourceTree;
import dev.retort.change.Change;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.repair.GitEvidence;
import dev.retort.repair.Repair;
import dev.retort.repair.WholePlan;
import dev.retort.repair.WholePlanner;
import dev.retort.rule.Policy;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plan for a whole broken history, followed with the real git.
class WholePlanTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void the_patches_applied_one_after_the_other_give_the_outcome() {
    BrokenHistory.in(folder);
    WholePlan plan = plan(folder, GitEvidence.NONE, Policy.DEFAULT);
    GitSandbox git = GitSandbox.at(folder);

    for (Repair step : plan.steps()) {
      git.git(step.patch(), new String[] {"apply", "--whitespace=nowarn", "-"});
      assertThat(wholeTree(folder).after().condition()).isEqualTo(step.proof());
    }

    SortedMap<String, SourceTree.Entry> expected = plan.outcome().change().head().entries();
    assertThat(wholeTree(folder).change().head().entries()).isEqualTo(expected);
  }

  private static HistoryChange wholeTree(Path folder) {
    Snapshot nothing = Snapshot.of("nothing", Map.of());
    Snapshot tree = WorkingTree.of(folder).snapshot();
    return new ChangeReader(RevisionCache.NONE, Environments.Request.EVERYTHING)
        .read(Change.of(nothing, nothing, tree), tree)
        .getFirst();
  }

  private static WholePlan plan(Path folder, GitEvidence evidence, Policy policy) {
    return new WholePlanner(RevisionCache.NONE, policy).plan(wholeTree(folder), evidence);
  }
}
