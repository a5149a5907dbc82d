package dev.retort.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.alembic.Condition;
import dev.retort.alembic.History;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.ChangeCache;
import dev.retort.repair.Repair;
import dev.retort.report.RepairWords;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Real changes judged, and compared with what came of them: of hundreds, every fifth.
@TestInstance(Lifecycle.PER_CLASS)
class ReplayTest {
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> differentGraphs = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private final List<String> wrongCode = new ArrayList<>();
  private final List<String> falseAlarms = new ArrayList<>();
  private final List<String> rewritesMissed = new ArrayList<>();
  private final List<String> notWhole = new ArrayList<>();
  private final List<String> otherParent = new ArrayList<>();
  private final Map<String, Integer> kinds = new TreeMap<>();

  /// Of how many changes one is judged.
  int step() {
    return 5;
  }

  @BeforeAll
  void judgeAll() {
    Judge judge = new Judge(new ChangeCache(RevisionCache.NONE));
    List<Replays.Replay> all = new ArrayList<>();
    Replays.each(all::add);
    for (int i = 0; i < all.size(); i += step()) {
      judge(all.get(i), judge.judge(all.get(i).change()));
    }
    counts.forEach((what, count) -> System.out.printf("%5d %s%n", count, what));
    List.of(notWhole, otherParent).forEach(differences -> differences.forEach(System.out::println));
  }

  private void judge(Replays.Replay replay, Verdict verdict) {
    String kind = replay.kind();
    count(kind);
    if (verdict.environments().size() != 1) {
      differentGraphs.add(replay.name() + ": environments " + verdict.environments().size());
      return;
    }
    Verdict.Judged judged = verdict.environments().getFirst();
    compare(replay, "before", judged.change().before().condition());
    compare(replay, "merged", judged.change().after().condition());
    boolean fails = verdict.conclusion() == Conclusion.FAILURE;
    if (kind.equals("clean")) {
      boolean mustFail = replay.rewrites() && !replay.repairsBase();
      if (mustFail) {
        count("clean, rewrites a healthy base" + (fails ? ": fails" : ": missed"));
        note(!fails, rewritesMissed, replay, verdict);
      } else {
        count("clean" + (fails ? ": FALSE ALARM" : ": silent"));
        note(fails, falseAlarms, replay, verdict);
      }
      return;
    }
    count(kind + (fails ? ": found" : ": missed"));
    note(!fails, missed, replay, verdict);
    note(!expectedCode(replay, judged.findings()), wrongCode, replay, verdict);
    Optional<Repair> first = judged.recommended();
    boolean whole = first.filter(each -> whole(each, replay.facts().path("before"))).isPresent();
    count(kind + (whole ? ": made whole by " + first.get().strategy().word() : ": NOT made whole"));
    note(!whole, notWhole, replay, verdict);
    if (kind.equals("nearmiss")) {
      boolean same = sameAsAuthor(replay.facts().path("human"), first);
      count(kind + (same ? ": the author's own parent" : ": another parent"));
      if (!same) {
        String way = otherwise(replay.facts().path("human"), judged);
        kinds.merge(way, 1, Integer::sum);
        otherParent.add(
            replay.name()
                + ": "
                + way
                + " "
                + replay.facts().path("human")
                + " "
                + first.map(RepairWords::plain));
      }
    }
  }

  /// Of the codes of what got worse, one at least is reported, or one of the rewrite that caused
  /// it.
  private static boolean expectedCode(Replays.Replay replay, List<Finding> findings) {
    Set<String> codes = new TreeSet<>();
    findings.stream()
        .filter(Finding::fails)
        .forEach(finding -> codes.add(finding.code().toString()));
    JsonNode was = replay.facts().path("before");
    JsonNode is = replay.facts().path("merged");
    Map<String, Set<String>> expected =
        Map.of(
            "heads", Set.of("RT101", "RT102", "RT105", "RT108", "RT203", "RT204"),
            "missing", Set.of("RT102"),
            "duplicates", Set.of("RT103"),
            "cycles", Set.of("RT104"));
    return expected.entrySet().stream()
        .filter(each -> {
          int least = each.getKey().equals("heads") ? 1 : 0;
          return is.path(each.getKey()).size() > Math.max(least, was.path(each.getKey()).size());
        })
        .allMatch(each -> each.getValue().stream().anyMatch(codes::contains));
  }

  private static boolean whole(Repair repair, JsonNode before) {
    Condition proof = repair.proof();
    return proof.heads().size() <= Math.max(1, before.path("heads").size())
        && proof.missing().size() <= before.path("missing").size()
        && proof.duplicates().size() <= before.path("duplicates").size()
        && proof.cycles().size() <= before.path("cycles").size();
  }

  private static boolean sameAsAuthor(JsonNode human, Optional<Repair> repair) {
    Set<String> to = new TreeSet<>();
    human.path("to").forEach(parent -> to.add(parent.asText()));
    return repair.stream()
        .flatMap(each -> each.edits().parentEdits().stream())
        .anyMatch(edit ->
            edit.revision().equals(human.path("revision").asText())
                && to.equals(new TreeSet<>(edit.to())));
  }

  /// In what way people chose another parent than the first repair does.
  private static String otherwise(JsonNode human, Verdict.Judged judged) {
    Set<String> to = new TreeSet<>();
    human.path("to").forEach(parent -> to.add(parent.asText()));
    History base = judged.change().before();
    if (to.stream().anyMatch(parent -> judged.change().after().revision(parent).isEmpty())) {
      return "a parent that landed later";
    }
    if (!base.heads().containsAll(to)) {
      return "a parent that the base has continued already";
    }
    return base.heads().size() > 1
        ? "the other head of a base that had several"
        : "the other order of the change's own branches";
  }

  private void compare(Replays.Replay replay, String which, Condition condition) {
    JsonNode recorded = replay.facts().path(which);
    List<String> missing =
        condition.missing().stream().map(each -> each.child() + " " + each.parent()).toList();
    List<String> cycles = condition.cycles().stream().map(each -> String.join(" ", each)).toList();
    boolean same =
        same(recorded.path("heads"), condition.heads())
            && same(recorded.path("missing"), missing)
            && same(recorded.path("duplicates"), condition.duplicates())
            && (same(recorded.path("cycles"), cycles)
                || same(
                    recorded.path("cycles"),
                    condition.cycles().stream().flatMap(List::stream).toList()));
    if (!same) {
      differentGraphs.add(replay.name() + " " + which + ": " + condition + ", really " + recorded);
    }
    count("graphs compared");
  }

  private static boolean same(JsonNode recorded, List<String> ours) {
    Set<String> theirs = new TreeSet<>();
    for (JsonNode each : recorded) {
      List<String> parts = new ArrayList<>();
      each.forEach(part -> parts.add(part.asText()));
      theirs.add(each.isTextual() ? each.asText() : String.join(" ", parts));
    }
    return theirs.equals(new TreeSet<>(ours));
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private static void note(
      boolean wrong, List<String> notes, Replays.Replay replay, Verdict verdict) {
    if (wrong) {
      notes.add(
          replay.name()
              + " "
              + verdict
                  .findings()
                  .map(each -> each.code() + " " + each.message().plain())
                  .toList());
    }
  }

  @Test
  void the_graph_before_and_as_it_would_land_is_the_recorded_one() {
    assertThat(differentGraphs).isEmpty();
    assertThat(counts.get("graphs compared")).isEqualTo(2 * (945 / step() + 1));
  }

  @Test
  void every_incident_and_near_miss_fails() {
    assertThat(missed).isEmpty();
  }

  @Test
  void each_fails_with_the_code_of_what_got_worse() {
    assertThat(wrongCode).isEmpty();
  }

  @Test
  void no_clean_change_fails_unless_it_rewrites_a_healthy_base() {
    assertThat(falseAlarms).isEmpty();
  }

  @Test
  void a_rewrite_of_a_healthy_base_fails() {
    assertThat(rewritesMissed).isEmpty();
  }

  @Test
  void the_first_repair_makes_the_history_whole() {
    assertThat(notWhole).isEmpty();
  }

  @Test
  void nine_near_misses_in_ten_get_the_parent_that_their_author_chose() {
    assertThat(otherParent.size()).isLessThanOrEqualTo(counts.getOrDefault("nearmiss", 0) / 10);
  }

  /// In what ways people chose another parent than the first repair does, and how often.
  Map<String, Integer> ways() {
    return kinds;
  }
}
