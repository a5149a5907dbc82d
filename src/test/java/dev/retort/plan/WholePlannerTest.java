package dev.retort.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Blobs;
import dev.retort.change.Change;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.repair.Edits;
import dev.retort.repair.Repair;
import dev.retort.repair.Repair.Strategy;
import dev.retort.report.RepairWords;
import dev.retort.rule.Policy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Plans for large histories, made in memory.
class WholePlannerTest {
  private final Map<String, byte[]> files = new TreeMap<>();

  @Test
  void a_large_history_with_many_defects_becomes_whole() {
    line(3_000);
    for (int i = 0; i < 15; i++) {
      revision(side(i), "\"" + id(100 * i) + "\"", 100 * i);
      revision(side(100 + i), "\"" + mistyped(id(100 * i + 7)) + "\"", 100 * i + 8);
      revision(side(200 + i), "\"" + side(900 + i) + "\"", 100 * i + 20);
    }
    for (int i = 0; i < 5; i++) {
      file("copy of " + id(i), content(id(i)));
      revision("again_" + i, id(1_000 + i), "\"" + id(i) + "\"", 40 + i);
    }

    WholePlan plan = plan();

    assertThat(plan.outcome().after().condition().whole()).isTrue();
    assertThat(plan.unrepaired()).isEmpty();
    assertThat(plan.planned()).hasSize(15 + 15 + 5 + 5 + 1);
    assertThat(plan.chain()).hasSameSizeAs(plan.outcome().after().revisions());
  }

  @Test
  @DisplayName("A24 of very many causes of one kind most are one step")
  void of_very_many_causes_of_one_kind_most_are_one_step() {
    line(500);
    for (int i = 0; i < 300; i++) {
      revision(side(i), "\"" + side(10_000 + i) + "\"", i + 1);
    }
    for (int i = 300; i < 900; i++) {
      revision(side(i), "\"" + id(i % 500) + "\"", i);
    }

    WholePlan plan = plan();

    assertThat(plan.planned()).hasSizeLessThanOrEqualTo(WholePlanner.MOST_APART + 2);
    Planned merge = plan.planned().getLast();
    assertThat(merge.repair().strategy()).isEqualTo(Strategy.MERGE);
    assertThat(RepairWords.plain(merge.repair()).length()).isLessThan(1_000);
    assertThat(plan.outcome().after().condition().heads()).hasSize(1);
    assertThat(plan.outcome().after().condition().missing()).hasSize(60);
    assertThat(plan.unrepaired())
        .hasSize(60)
        .allMatch(each -> each.why().plain().contains("plan again"));
    assertThat(plan.joinings().get(1).obstacle()).isPresent();
  }

  @Test
  void heads_that_labels_keep_apart_are_not_joined() {
    line(10);
    file(
        "plugin",
        text("feed0001", "\"" + id(3) + "\"", 5).replace("labels = None", "labels = 'p'"));
    revision("feed0002", "\"" + id(5) + "\"", 7);

    WholePlan apart = plan();
    WholePlan together = plan(new Policy(Map.of(), 1, false));

    assertThat(apart.outcome().after().heads()).hasSize(2).contains("feed0001");
    assertThat(together.outcome().after().heads()).hasSize(1);
    Repair linear = apart.joinings().getLast().steps().getFirst();
    assertThat(linear.strategy()).isEqualTo(Strategy.REPOINT);
    assertThat(linear.edits().parentEdits())
        .extracting(Edits.ParentEdit::revision)
        .doesNotContain("feed0001");
    assertThat(linear.proof().heads()).hasSize(2).contains("feed0001");
  }

  @Test
  void the_same_work_twice_is_dropped_and_not_numbered_anew() {
    line(3);
    file("again", content(id(1)) + "# formatted\n");

    WholePlan plan = plan();

    assertThat(plan.steps()).extracting(Repair::strategy).containsExactly(Strategy.DROP);
    assertThat(plan.steps().getFirst().safety()).isEqualTo(Repair.Safety.CONSENT);
    assertThat(plan.outcome().after().condition().whole()).isTrue();
  }

  @Test
  void a_parent_with_nearly_that_id_but_younger_is_only_shown() {
    line(10);
    revision("feed0001", "\"" + mistyped(id(7)) + "\"", 3);

    WholePlan plan = plan();

    assertThat(plan.steps().getFirst().strategy()).isEqualTo(Strategy.REPARENT);
    assertThat(plan.steps().getFirst().safety()).isEqualTo(Repair.Safety.SHOWN);
    assertThat(plan.planned().getFirst().evidence())
        .anyMatch(each -> each.plain().contains("was made after"));
  }

  @Test
  void where_nothing_tells_what_a_missing_parent_was_it_stays_missing_and_the_plan_says_so() {
    line(3);
    file("undated", "revision = 'feed0001'\ndown_revision = 'gone'\ndef upgrade(): pass\n");

    WholePlan plan = plan();

    assertThat(plan.outcome().after().condition().missing()).hasSize(1);
    assertThat(plan.unrepaired())
        .filteredOn(each -> each.fact().code().toString().equals("RT102"))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.place().revision()).isEqualTo(Optional.of("feed0001"));
          assertThat(each.why().plain()).contains("no date tells");
        });
  }

  private WholePlan plan() {
    return plan(Policy.DEFAULT);
  }

  private WholePlan plan(Policy policy) {
    Map<String, byte[]> all = new TreeMap<>(files);
    all.put(
        "alembic.ini",
        "[alembic]\nscript_location = migrations\n".getBytes(StandardCharsets.UTF_8));
    Snapshot nothing = Snapshot.of("nothing", Map.of());
    Snapshot tree = Snapshot.of("tree", all);
    HistoryChange whole =
        new ChangeReader(RevisionCache.NONE, Environments.Request.EVERYTHING)
            .read(Change.of(nothing, nothing, tree), tree)
            .getFirst();
    return new WholePlanner(RevisionCache.NONE, policy).plan(whole, GitEvidence.NONE);
  }

  private void line(int length) {
    for (int i = 0; i < length; i++) {
      revision(id(i), i == 0 ? "None" : "\"" + id(i - 1) + "\"", i);
    }
  }

  /// Ids far from one another.
  private static String id(int number) {
    return idOf("line " + number);
  }

  private static String side(int number) {
    return idOf("side " + number);
  }

  private static String idOf(String name) {
    return Blobs.idOf(name.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  private static String mistyped(String id) {
    return id.substring(0, 11) + (id.charAt(11) == '0' ? '1' : '0');
  }

  private void revision(String id, String parents, int minute) {
    revision(id, id, parents, minute);
  }

  private void revision(String name, String id, String parents, int minute) {
    file(name, text(id, parents, minute));
  }

  private void file(String name, String text) {
    files.put("migrations/versions/" + name + ".py", text.getBytes(StandardCharsets.UTF_8));
  }

  private String content(String name) {
    return new String(
        files.getOrDefault("migrations/versions/" + name + ".py", new byte[0]),
        StandardCharsets.UTF_8);
  }

  private static String text(String id, String parents, int minute) {
    List<String> lines = new ArrayList<>();
    lines.add("\"\"\"change");
    lines.add("");
    lines.add(
        "Create Date: 2026-01-%02d %02d:%02d:00"
            .formatted(1 + minute / 1440, minute / 60 % 24, minute % 60));
    lines.add("\"\"\"");
    lines.add("from alembic import op");
    lines.add("revision = \"" + id + "\"");
    lines.add("down_revision = " + parents);
    lines.add("branch_labels = None");
    lines.add("def upgrade(): op.execute(\"" + parents.hashCode() + "\")");
    lines.add("def downgrade(): pass");
    return String.join("\n", lines) + "\n";
  }
}
