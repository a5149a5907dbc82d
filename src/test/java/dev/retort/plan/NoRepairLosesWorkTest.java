package dev.retort.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Slow;
import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.plan.PlainTree.Plain;
import dev.retort.plan.WholePlan.Joining;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.repair.Repair;
import dev.retort.repair.Repair.Safety;
import dev.retort.report.RepairWords;
import dev.retort.rule.Policy;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Replays;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every repair that is offered, of whatever way and for whatever change or whole tree, held by the
/// simplest reader against what none may do.
class NoRepairLosesWorkTest {
  private static final int CHANGES = 300;
  private static final int MANY_CHANGES = 1_500;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();

  @Test
  void no_repair_of_a_random_change_or_tree_loses_work_or_order() {
    ofRandomChanges(CHANGES);
  }

  @Slow
  void no_repair_of_many_random_changes_or_trees_loses_work_or_order() {
    ofRandomChanges(MANY_CHANGES);
  }

  private void ofRandomChanges(int changes) {
    Judge judge = new Judge(new ChangeCache(RevisionCache.NONE));
    for (int seed = 0; seed < changes; seed++) {
      RandomHistories histories = new RandomHistories(seed);
      Map<String, RandomHistories.Made> origin = histories.start();
      Snapshot mergeBase = RandomHistories.snapshot("merge base", origin);
      Snapshot base =
          seed % 3 == 0 ? RandomHistories.snapshot("base", histories.changed(origin)) : mergeBase;
      Snapshot head = RandomHistories.snapshot("head", histories.changed(origin));
      Change change = Change.of(base, mergeBase, head);
      ofChange("change " + seed, change, judge);
      ofWholeTree("tree " + seed, head);
    }
    report("random");

    assertThat(broken.stream().limit(5).toList()).isEmpty();
    assertThat(counts.get("repairs of changes")).isGreaterThan(changes / 2);
    assertThat(counts.get("steps of whole trees")).isGreaterThan(changes / 2);
    assertThat(counts.get("losses told")).isPositive();
  }

  @Slow
  void no_repair_of_what_really_happened_loses_work_or_order() {
    Judge judge = new Judge(new ChangeCache(RevisionCache.NONE));
    Replays.each(replay -> {
      if (!replay.kind().equals("clean")) {
        ofChange(replay.name(), replay.change(), judge);
      }
    });
    report("replays");

    assertThat(broken.stream().limit(5).toList()).isEmpty();
    assertThat(counts.get("repairs of changes")).isGreaterThan(500);
  }

  private void report(String which) {
    counts.forEach(
        (what, count) -> System.out.printf("no work lost, %s: %6d %s%n", which, count, what));
    System.out.printf("no work lost, %s: %6d broken%n", which, broken.size());
  }

  private void ofChange(String name, Change change, Judge judge) {
    Set<String> known = new HashSet<>(PlainTree.of(change.base()).declared().keySet());
    PlainTree before = PlainTree.of(change.landing().tree());
    judge.judge(change).environments().stream()
        .flatMap(each -> each.repairs().stream())
        .forEach(repair -> {
          Change repaired =
              Change.of(change.base(), change.mergeBase(), repair.edits().appliedTo(change.head()));
          count("repairs of changes");
          count("by " + repair.strategy().word());
          check(name, before, PlainTree.of(repaired.landing().tree()), repair, known);
        });
  }

  private void ofWholeTree(String name, Snapshot tree) {
    Snapshot nothing = Snapshot.of("nothing", Map.of());
    List<HistoryChange> read =
        new ChangeReader(new ChangeCache(RevisionCache.NONE), Environments.Request.EVERYTHING)
            .read(Change.of(nothing, nothing, tree), tree);
    for (HistoryChange each : read) {
      WholePlan plan =
          new WholePlanner(RevisionCache.NONE, Policy.DEFAULT).plan(each, GitEvidence.NONE);
      Snapshot now = tree;
      List<Snapshot> trees = new ArrayList<>();
      for (Planned step : plan.planned()) {
        trees.add(now);
        for (Repair other : step.instead()) {
          step(name + " instead", now, other);
        }
        now = step(name, now, step.repair());
      }
      for (Joining joining : plan.joinings()) {
        int merges = plan.joinings().getFirst().steps().size();
        Snapshot then = trees.get(trees.size() - merges);
        for (Repair repair : joining.steps()) {
          count("by " + joining.way().word() + " of a plan");
          then = step(name + " " + joining.way().word(), then, repair);
        }
      }
    }
  }

  private Snapshot step(String name, Snapshot tree, Repair repair) {
    Snapshot next = repair.edits().appliedTo(tree);
    count("steps of whole trees");
    count("by " + repair.strategy().word());
    check(name, PlainTree.of(tree), PlainTree.of(next), repair, Set.of());
    return next;
  }

  /// @param known ids that a repair may bring back
  private void check(
      String name, PlainTree before, PlainTree after, Repair repair, Set<String> known) {
    String where = name + ": " + RepairWords.plain(repair) + " (" + repair.safety().word() + ") ";
    Map<String, Set<String>> did = before.works();
    Map<String, Set<String>> does = after.works();
    did.forEach((work, ids) -> {
      count("works looked for");
      if (!does.containsKey(work)) {
        broken.add(where + "loses " + work + " of " + ids);
      }
    });
    does.forEach((work, ids) -> {
      if (ids.size() > Math.max(1, did.getOrDefault(work, Set.of()).size())) {
        broken.add(where + "does twice " + work + " by " + ids);
      }
    });
    order(where, before, after, repair);
    ground(where, before, after);
    Map<String, Integer> had = before.declared();
    after
        .files()
        .forEach((path, each) -> {
          boolean renumbered =
              !had.containsKey(each.id())
                  && !known.contains(each.id())
                  && each.parents().size() < 2;
          if (renumbered && each.idle() && !isNamed(before, path)) {
            broken.add(where + "gives an empty duplicate the id " + each.id());
          }
        });
  }

  /// Whether somebody builds on that very file by its name, so that it has to stay.
  private static boolean isNamed(PlainTree tree, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return tree.files().values().stream().anyMatch(each -> each.parents().contains(name));
  }

  private void order(String where, PlainTree before, PlainTree after, Repair repair) {
    Map<String, Set<String>> were = before.ancestors();
    Map<String, Set<String>> are = after.ancestors();
    boolean told =
        repair.safety() != Safety.SAFE
            && RepairWords.plain(repair).contains("no longer comes after");
    were.forEach((id, ancestors) -> {
      for (String ancestor : are.containsKey(id) ? ancestors : Set.<String>of()) {
        if (ancestor.equals(id) || !are.containsKey(ancestor)) {
          continue;
        }
        count("orders looked for");
        if (!are.get(id).contains(ancestor)) {
          count("losses told");
          if (!told) {
            broken.add(where + "does not say that " + id + " loses " + ancestor);
          }
        }
      }
    });
  }

  private void ground(String where, PlainTree before, PlainTree after) {
    Map<String, Integer> declared = after.declared();
    Set<String> works = before.works().keySet();
    after
        .files()
        .forEach((path, each) -> {
          Plain was = before.files().get(path);
          boolean moved = was == null && (works.contains(each.work()) || each.parents().size() < 2);
          for (String parent : moved ? List.<String>of() : each.parents()) {
            boolean fresh = was == null || !was.parents().contains(parent);
            if (fresh && declared.getOrDefault(parent, 0) > 1) {
              broken.add(where + "builds " + each.id() + " on " + parent + ", declared twice");
            }
          }
        });
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }
}
