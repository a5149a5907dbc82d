package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.SourceTree;
import dev.retort.change.Change;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.git.GitHistory;
import dev.retort.git.GitHistoryTest;
import dev.retort.plan.WholePlan;
import dev.retort.plan.WholePlan.Joining;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.plan.WholePlan.Way;
import dev.retort.plan.WholePlanner;
import dev.retort.repair.Edits;
import dev.retort.repair.Repair;
import dev.retort.report.RepairWords;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plan for a history that is broken in every way, followed with the real git and judged by the
/// real Alembic.
class WholePlanTest {
  private static final Policy ONE_HEAD = new Policy(Map.of(), 1, false);

  @TempDir private Path folder = Path.of(".");

  @Test
  void each_cause_has_a_step_the_safest_first_and_ids_declared_twice_before_what_builds_on_them() {
    WholePlan plan = plan(broken(), Policy.DEFAULT);

    assertThat(plan.planned())
        .extracting(each ->
            "%s %s %s".formatted(each.code(), each.repair().strategy(), each.repair().safety()))
        .containsExactly(
            "RT102 RESTORE SAFE",
            "RT103 DROP SAFE",
            "RT109 PRUNE SAFE",
            "RT103 RENUMBER CONSENT",
            "RT110 JOIN CONSENT",
            "RT102 REPARENT CONSENT",
            "RT104 OPEN SHOWN",
            "RT104 OPEN SHOWN",
            "RT102 REPARENT SHOWN",
            "RT106 REPARENT SHOWN",
            "RT101 MERGE SAFE");
    assertThat(plan.planned())
        .extracting(each -> each.about().getFirst())
        .startsWith(
            BrokenHistory.PRICES,
            BrokenHistory.USERS,
            BrokenHistory.NEEDLESS,
            BrokenHistory.TAGS,
            BrokenHistory.DEPENDING,
            BrokenHistory.MISTYPED)
        .contains(BrokenHistory.LOOP, BrokenHistory.AUDIT, BrokenHistory.NO_DEPENDENCY);
    assertThat(plan.planned()).allSatisfy(each -> assertThat(each.evidence()).isNotEmpty());
    assertThat(plan.unrepaired()).isEmpty();
  }

  @Test
  void a_step_says_why_it_is_believed() {
    WholePlan plan = plan(broken(), Policy.DEFAULT);

    assertThat(step(plan, BrokenHistory.PRICES).evidence().getFirst().plain())
        .startsWith("commit `")
        .endsWith("deleted the file of `" + BrokenHistory.PRICES + "`");
    assertThat(step(plan, BrokenHistory.MISTYPED).evidence())
        .extracting(Prose::plain)
        .containsExactly(
            "`%s` is the only revision whose id is nearly `%s`"
                .formatted(BrokenHistory.REFUNDS, BrokenHistory.MISTYPED),
            "`%s` was made before `%s`".formatted(BrokenHistory.REFUNDS, BrokenHistory.COUPONS));
    assertThat(
            plan.planned().stream()
                .filter(each -> each.repair().strategy() == Repair.Strategy.OPEN)
                .flatMap(each -> each.evidence().stream()))
        .anySatisfy(clause ->
            assertThat(clause.plain())
                .startsWith(
                    "`%s` revised `%s` until commit `"
                        .formatted(BrokenHistory.RING, BrokenHistory.INVOICES)));
    assertThat(step(plan, BrokenHistory.AUDIT).evidence().getFirst().plain())
        .startsWith("nothing tells what `" + BrokenHistory.NOWHERE + "` was");
  }

  @Test
  void a_deleted_file_may_also_be_stepped_over() {
    WholePlan plan = plan(broken(), Policy.DEFAULT);

    assertThat(step(plan, BrokenHistory.PRICES).instead())
        .singleElement()
        .satisfies(each ->
            assertThat(each.edits().parentEdits())
                .containsExactly(
                    new Edits.ParentEdit(
                        BrokenHistory.path(BrokenHistory.DISCOUNTS),
                        BrokenHistory.DISCOUNTS,
                        List.of(BrokenHistory.PRICES),
                        List.of(BrokenHistory.INVOICES))));
  }

  @Test
  void the_patches_applied_one_after_the_other_give_the_outcome_and_nothing_is_left_to_plan() {
    WholePlan plan = plan(broken(), Policy.DEFAULT);

    apply(plan.steps());

    SortedMap<String, SourceTree.Entry> expected = plan.outcome().change().head().entries();
    assertThat(wholeTree().change().head().entries()).isEqualTo(expected);
    assertThat(wholeTree().after().heads()).hasSize(2).contains(BrokenHistory.PLUGIN);
    WholePlan again = plan(folder, Policy.DEFAULT);
    assertThat(again.planned()).isEmpty();
    assertThat(again.joinings()).isEmpty();
  }

  @Test
  void a_real_alembic_loads_the_outcome_with_one_head_whatever_way_the_heads_are_joined()
      throws IOException, InterruptedException {
    WholePlan plan = plan(broken(), ONE_HEAD);
    Path environments = Files.createDirectories(folder.resolve(".asked/environments"));
    write(environments.resolve("broken"), wholeTree().change().head());
    assertThat(plan.joinings()).extracting(Joining::way).containsExactly(Way.values());
    List<Repair> merges = plan.joinings().getFirst().steps();
    List<Repair> steps = plan.steps();
    assertThat(steps.subList(steps.size() - merges.size(), steps.size())).isEqualTo(merges);
    apply(steps.subList(0, steps.size() - merges.size()));
    git("add", "-A");
    for (Joining joining : plan.joinings()) {
      assertThat(joining.obstacle()).isEmpty();
      apply(joining.steps());
      write(environments.resolve(joining.way().word()), wholeTree().change().head());
      git("checkout", "-q", "--", ".");
      git("clean", "-q", "-f", "-d", "--exclude=.asked");
    }

    List<JsonNode> answers = RealAlembic.orAbort().ask(folder.resolve(".asked"), environments);

    assertThat(answers).hasSize(5);
    for (JsonNode said : answers.subList(1, answers.size())) {
      if (said.get("name").asText().equals("broken")) {
        assertThat(said.get("error").isNull()).isFalse();
      } else {
        assertThat(said.get("error").isNull()).as(said.toString()).isTrue();
        assertThat(said.get("heads")).as(said.get("name").asText()).hasSize(1);
      }
    }
  }

  @Test
  void the_chain_names_every_revision_after_what_it_revises() {
    WholePlan plan = plan(broken(), Policy.DEFAULT);

    List<String> chain = plan.chain();
    assertThat(chain).doesNotHaveDuplicates().startsWith(BrokenHistory.START, BrokenHistory.USERS);
    assertThat(chain).hasSameSizeAs(plan.outcome().after().revisions());
    plan.outcome()
        .after()
        .revisions()
        .forEach(revision ->
            assertThat(revision.downRevisions())
                .allMatch(parent -> chain.indexOf(parent) < chain.indexOf(revision.id())));
  }

  @Test
  void a_file_that_cannot_be_read_is_left_alone_and_makes_every_end_doubtful() {
    GitSandbox git = GitSandbox.at(broken());
    git.write("migrations/versions/dddd00000001_x.py", "revision = (");
    git.write(
        "migrations/versions/computed.py",
        "import os\nrevision = \"dddd00000002\"\ndown_revision = os.environ[\"DOWN\"]\n");
    git.revision("dddd00000003", "dddd00000001").revision("dddd00000004", "dddd00000002");

    WholePlan plan = plan(folder, Policy.DEFAULT);

    assertThat(plan.planned())
        .filteredOn(each -> each.code().toString().equals("RT102"))
        .flatExtracting(Planned::about)
        .contains(BrokenHistory.PRICES)
        .doesNotContain("dddd00000001", "dddd00000002", "dddd00000003", "dddd00000004");
    Planned merge = plan.planned().getLast();
    assertThat(merge.code()).hasToString("RT101");
    assertThat(merge.repair().safety()).isEqualTo(Repair.Safety.CONSENT);
    assertThat(merge.evidence()).anyMatch(clause -> clause.plain().contains("could not be read"));
    assertThat(plan.unrepaired())
        .extracting(each -> each.fact().code().toString())
        .contains("RT102", "RT301", "RT302");
    assertThat(plan.unrepaired())
        .filteredOn(each -> each.fact().code().toString().equals("RT102"))
        .anySatisfy(each -> assertThat(each.why().plain()).contains("dddd00000001_x.py"))
        .anySatisfy(each -> assertThat(each.why().plain()).contains("computed.py"));
  }

  @Test
  void heads_that_labels_or_parents_known_only_to_code_may_explain_are_not_merged() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "");
    git.revision("c3d4", "a1b2").revision("e5f6", "a1b2");
    String path = "migrations/versions/e5f6_x.py";
    String plain = git.read(path);
    git.write(path, "import os\n" + plain + "\nbranch_labels = (os.environ[\"GROW\"],)\n");

    assertThat(plan(folder, Policy.DEFAULT).planned()).isEmpty();
    assertThat(Run.of(new AuditCommand(), folder).out())
        .contains("As far as it can be read, this history has 2 heads: `c3d4`, `e5f6`.")
        .doesNotContain("Two changes were merged", "nothing joins them");

    git.write(path, plain);
    git.write(
        "migrations/versions/join.py",
        "import os\nrevision = \"0a0a\"\ndown_revision = tuple(os.environ[\"OLD\"].split())\n");

    assertThat(plan(folder, Policy.DEFAULT).planned()).isEmpty();
    git.delete("migrations/versions/join.py");
    assertThat(plan(folder, Policy.DEFAULT).planned()).hasSize(1);
  }

  @Test
  void an_empty_revision_on_which_a_file_of_its_own_id_stands_keeps_the_id() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.write(
        "migrations/versions/z_again.py",
        git.read("migrations/versions/c3d4_x.py")
            .replace("\"a1b2\"", "\"c3d4\"")
            .replaceFirst("pass", "return 1"));

    WholePlan plan = plan(folder, Policy.DEFAULT);

    assertThat(plan.steps()).extracting(Repair::strategy).containsExactly(Repair.Strategy.RENUMBER);
    assertThat(plan.outcome().after().condition().whole()).isTrue();
    assertThat(plan.outcome().after().ancestors(plan.chain().getLast())).contains("a1b2", "c3d4");
  }

  @Test
  void what_a_submodule_may_declare_is_not_planned_away() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "0c0c0c").revision("c3d4", "a1b2");
    git.write(".gitmodules", "[submodule \"core\"]\n\tpath = core\n\turl = ../core\n");
    String path = "migrations/versions/c3d4_x.py";
    git.write(path, git.read(path) + "\ndepends_on = (\"0d0d0d\",)\n");

    WholePlan plan = plan(folder, Policy.DEFAULT);

    assertThat(plan.planned()).isEmpty();
    assertThat(plan.unrepaired()).isEmpty();
    assertThat(Run.of(new AuditCommand(), folder).out())
        .contains("this history has 1 head: `c3d4`. It leans on another history")
        .doesNotContain("never committed", "This history is whole");
    assertThat(Run.of(new CheckCommand(), folder, "--base", "").out())
        .contains("success: Nothing fails; one head: c3d4");
  }

  @Test
  void a_dependency_whose_file_was_deleted_comes_back() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.revision("e5f6", "c3d4").commit("start");
    String path = "migrations/versions/e5f6_x.py";
    git.write(
        path,
        git.read(path)
            .replace("\"c3d4\"\n", "\"a1b2\"\ndepends_on = \"c3d4\"\nbranch_labels = \"b\"\n"));
    git.delete("migrations/versions/c3d4_x.py").commit("gone");

    WholePlan plan = plan(folder, Policy.DEFAULT);

    assertThat(plan.planned()).extracting(each -> each.code().toString()).containsExactly("RT106");
    assertThat(plan.steps()).extracting(Repair::strategy).containsExactly(Repair.Strategy.RESTORE);
    apply(plan.steps());
    assertThat(wholeTree().after().revision("c3d4")).isPresent();
  }

  @Test
  void a_healthy_history_needs_no_plan() {
    new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2").commit("fine");

    WholePlan plan = plan(folder, Policy.DEFAULT);

    assertThat(plan.planned()).isEmpty();
    assertThat(plan.unrepaired()).isEmpty();
    assertThat(plan.joinings()).isEmpty();
    assertThat(plan.chain()).containsExactly("a1b2", "c3d4");
  }

  @Test
  void a_change_onto_a_base_is_no_whole_tree() {
    new GitSandbox(folder).revision("a1b2", "");
    HistoryChange whole = wholeTree();
    Change change = whole.change();
    HistoryChange based =
        new HistoryChange(whole.environment(), whole.after(), whole.after(), whole.after(), change);

    assertThatThrownBy(() ->
            new WholePlanner(RevisionCache.NONE, Policy.DEFAULT).plan(based, GitEvidence.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path broken() {
    return BrokenHistory.in(folder);
  }

  private HistoryChange wholeTree() {
    return GitHistoryTest.tree(folder);
  }

  private static WholePlan plan(Path folder, Policy policy) {
    HistoryChange tree = GitHistoryTest.tree(folder);
    GitEvidence evidence =
        new GitHistory(folder)
            .of(List.of("HEAD"), List.of(tree.environment()), tree.change().head(), true);
    return new WholePlanner(RevisionCache.NONE, policy).plan(tree, evidence);
  }

  private static Planned step(WholePlan plan, String about) {
    return plan.planned().stream()
        .filter(each -> each.about().contains(about))
        .findFirst()
        .orElseThrow();
  }

  private void apply(List<Repair> steps) {
    for (Repair step : steps) {
      GitSandbox.at(folder).git(step.patch(), new String[] {"apply", "--whitespace=nowarn", "-"});
      assertThat(wholeTree().after().condition())
          .as(RepairWords.plain(step))
          .isEqualTo(step.proof());
    }
  }

  private void git(String... arguments) {
    var _ = GitSandbox.at(folder).git(arguments);
  }

  private static void write(Path environment, Snapshot tree) throws IOException {
    List<String> paths = new ArrayList<>(tree.entries().keySet());
    paths.removeIf(path -> !path.startsWith("migrations/"));
    for (Map.Entry<String, byte[]> file : tree.read(paths).entrySet()) {
      Path path = environment.resolve(file.getKey().substring("migrations/".length()));
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
