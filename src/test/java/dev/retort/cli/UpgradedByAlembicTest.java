package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.SourceTree;
import dev.retort.cases.CaseFolder;
import dev.retort.change.Change;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.GitEvidence.Deed;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.plan.WholePlan;
import dev.retort.plan.WholePlanner;
import dev.retort.repair.Repair;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Policy;
import dev.retort.schema.Upgrade;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict.Judged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What repairs say of an empty database, beside what a real Alembic does to a real one.
class UpgradedByAlembicTest {
  private static final Path HISTORIES = Path.of("src/test/resources/upgrades");

  @TempDir private Path folder = Path.of(".");

  @Test
  void what_a_repair_says_of_an_empty_database_is_what_happens_to_it() throws Exception {
    EmptyDatabase database = new EmptyDatabase(folder);
    Map<String, Upgrade> told = new TreeMap<>();
    CaseFolder.all("repairs")
        .forEach(each -> {
          Judge judge =
              new Judge(
                  RevisionCache.NONE,
                  Environments.Request.EVERYTHING,
                  Optional.of(Strategy.valueOf(each.group().toUpperCase(Locale.ROOT))));
          Change change = each.change();
          for (Judged judged :
              judge.judge(change, Circumstances.USUAL.with(lost(each))).environments()) {
            judged
                .recommended()
                .filter(repair -> repair.proof().heads().size() == 1)
                .ifPresent(repair -> {
                  String name = each.group() + "." + each.name();
                  told.put(name, repair.upgrade().orElseThrow());
                  database.add(
                      name,
                      change.repaired(repair.edits().appliedTo(change.head())).landing().tree(),
                      judged.change().environment().versionLocations());
                });
          }
        });

    Map<String, EmptyDatabase.Outcome> outcomes = database.outcomes();

    int planned = told.size();
    told.keySet().removeIf(name -> isTooNew(outcomes.get(name)));
    List<String> wrong = new ArrayList<>();
    told.forEach((name, said) ->
        disagreement(said, outcomes.get(name).up()).ifPresent(each -> wrong.add(name + each)));
    System.out.printf(
        "repairs on an empty database: %d, too new for this Alembic %d, as told %d; whole %d, fails"
            + " %d, unknown %d%n",
        planned,
        planned - told.size(),
        told.size() - wrong.size(),
        told.values().stream().filter(Upgrade.Whole.class::isInstance).count(),
        told.values().stream().filter(Upgrade.Fails.class::isInstance).count(),
        told.values().stream().filter(Upgrade.Unknown.class::isInstance).count());
    assertThat(wrong).isEmpty();
    assertThat(told).hasSizeGreaterThan(40);
  }

  /// Whether a repair uses the one word that newer versions of Alembic than the one at hand know.
  private static boolean isTooNew(EmptyDatabase.Outcome outcome) {
    return outcome.up().stream()
        .anyMatch(each -> each.error().contains("unexpected keyword argument 'if_exists'"));
  }

  @Test
  void a_whole_plan_leaves_what_upgrades_an_empty_database_or_says_where_it_fails()
      throws Exception {
    EmptyDatabase database = new EmptyDatabase(folder);
    Map<String, Upgrade> told = new TreeMap<>();
    List<CaseFolder> cases = new ArrayList<>();
    for (String name :
        List.of("lost_files", "many_lines", "named_by_file", "never_made", "two_beginnings")) {
      CaseFolder each = new CaseFolder(HISTORIES.resolve(name));
      cases.add(each);
      HistoryChange start = whole(each.tree("tree"));
      WholePlan plan = new WholePlanner(RevisionCache.NONE, Policy.DEFAULT).plan(start, lost(each));
      Snapshot outcome = plan.outcome().change().head();
      database.add(name + ".before", start.change().head(), locations(start));
      database.add(name + ".planned", outcome, locations(start));
      told.put(name + ".planned", plan.steps().getLast().upgrade().orElseThrow());
      assertThat(plan.outcome().after().condition().whole()).as(name).isTrue();
      fixed(each)
          .ifPresent(repair -> {
            database.add(
                name + ".fixed", repair.edits().appliedTo(each.tree("tree")), locations(start));
            told.put(name + ".fixed", repair.upgrade().orElseThrow());
          });
    }

    Map<String, EmptyDatabase.Outcome> outcomes = database.outcomes();

    outcomes.forEach((name, outcome) ->
        System.out.printf(
            "%s: %s; says %s%n",
            name,
            outcome
                .up()
                .map(refusal ->
                    "refused at " + refusal.path() + ":" + refusal.line() + " " + refusal.error())
                .orElseGet(() ->
                    "upgraded"
                        + outcome
                            .down()
                            .map(refusal -> ", not down again: " + refusal.error())
                            .orElse(", and down again")),
            told.containsKey(name) ? told.get(name).word() : "nothing"));
    told.forEach(
        (name, said) -> assertThat(disagreement(said, outcomes.get(name).up())).as(name).isEmpty());
    for (CaseFolder each : cases) {
      assertThat(outcomes.get(each.name() + ".before").up()).as(each.name()).isPresent();
      boolean possible = !each.name().equals("never_made");
      EmptyDatabase.Outcome planned = outcomes.get(each.name() + ".planned");
      assertThat(planned.up().isEmpty()).as(each.name()).isEqualTo(possible);
      assertThat(planned.down()).as(each.name()).isEmpty();
      assertThat(outcomes.get(each.name() + ".fixed").up().isEmpty())
          .as("`retort fix` agrees: " + each.name())
          .isEqualTo(possible);
    }
  }

  /// What is wrong with what was said.
  private static Optional<String> disagreement(
      Upgrade said, Optional<EmptyDatabase.Refusal> refusal) {
    boolean agrees =
        switch (said) {
          case Upgrade.Whole _ -> refusal.isEmpty();
          case Upgrade.Fails fails ->
              refusal
                  .filter(each -> each.path().equals(fails.at().path()))
                  .filter(each -> each.line() == fails.at().line())
                  .isPresent();
          case Upgrade.Unknown _ -> true;
        };
    return agrees ? Optional.empty() : Optional.of(": " + said + ", but " + refusal);
  }

  /// The first repair of the tree as one change.
  private static Optional<Repair> fixed(CaseFolder folder) {
    Snapshot nothing = Snapshot.of("nothing", Map.of());
    return new Judge(RevisionCache.NONE)
            .judge(
                Change.of(nothing, nothing, folder.tree("tree")),
                Circumstances.USUAL.with(lost(folder)))
            .recommended()
            .stream()
            .findFirst();
  }

  private static HistoryChange whole(Snapshot tree) {
    Snapshot nothing = Snapshot.of("nothing", Map.of());
    return new ChangeReader(RevisionCache.NONE, Environments.Request.EVERYTHING)
        .read(Change.of(nothing, nothing, tree), tree)
        .getFirst();
  }

  private static List<String> locations(HistoryChange change) {
    return change.environment().versionLocations();
  }

  /// What git's history would tell: the case's folder `deleted` holds files that a commit took
  /// away, its folder `former` what files said before one changed them.
  private static GitEvidence lost(CaseFolder folder) {
    List<Trace> traces = new ArrayList<>();
    Map<String, byte[]> lost = new TreeMap<>();
    Map.of("deleted", Deed.DELETED, "former", Deed.EDITED)
        .forEach((name, deed) ->
            folder
                .tree(name)
                .entries()
                .forEach((path, entry) -> {
                  traces.add(trace(path, deed, entry));
                  lost.putAll(folder.tree(name).blobs().read(List.of(entry.blob())));
                }));
    return traces.isEmpty() ? GitEvidence.NONE : new GitEvidence(Depth.FULL, traces, lost);
  }

  private static Trace trace(String path, Deed deed, SourceTree.Entry entry) {
    return new Trace(
        path,
        deed,
        "c0ffee" + "0".repeat(34),
        "2026-01-05T10:00:00+00:00",
        Optional.of(entry.blob()),
        deed == Deed.DELETED ? Optional.empty() : Optional.of("ff"),
        false);
  }
}
