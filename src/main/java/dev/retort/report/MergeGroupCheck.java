package dev.retort.report;

import dev.retort.rule.Finding;
import dev.retort.rule.HeadsCollide;
import dev.retort.schema.Collision;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// The check of a group of the merge queue: the verdict, and what to do while something is queued.
public final class MergeGroupCheck {
  private MergeGroupCheck() {}

  /// @param docs the folder of the rules' pages
  /// @param brought by which pull request each revision that collides came, by the revision's id
  /// @param last the last pull request of the group
  public static CheckReport of(
      Verdict verdict, String docs, SortedMap<String, Integer> brought, Optional<Integer> last) {
    // No branch of anybody's is behind it, so there is nothing to repair or to judge again here.
    Verdict bare =
        new Verdict(
            verdict.conclusion(),
            verdict.environments().stream()
                .map(judged -> new Judged(judged.change(), judged.findings(), List.of()))
                .toList(),
            verdict.conflicts());
    CheckReport report = CheckReports.ofNobodysDiff(bare, docs, remedy(verdict, brought, last));
    return new CheckReport(
        report.conclusion(),
        report.title(),
        report.summary(),
        report.text(),
        report.annotations(),
        List.of());
  }

  private static String remedy(
      Verdict verdict, SortedMap<String, Integer> brought, Optional<Integer> last) {
    StringBuilder note = new StringBuilder();
    if (!brought.isEmpty()) {
      note.append("In this group ")
          .append(
              brought.entrySet().stream()
                  .map(each -> Markdown.code(each.getKey()) + " comes with #" + each.getValue())
                  .collect(Collectors.joining(", ")))
          .append(". ");
    }
    List<Integer> first =
        brought.values().stream()
            .distinct()
            .filter(number -> last.filter(number::equals).isEmpty())
            .sorted()
            .toList();
    String second = last.map(number -> "#" + number).orElse("the pull request that comes second");
    String write =
        repeats(verdict)
            ? "take its line out of " + second + ", write `/retort fix` there"
            : "write `/retort fix` on " + second;
    note.append("Together they do not land. **What to do:** A suggestion cannot be applied while a")
        .append(" pull request is queued: ")
        .append(
            first.isEmpty()
                ? write
                : "as soon as "
                    + first.stream().map(number -> "#" + number).collect(Collectors.joining(", "))
                    + (first.size() == 1 ? " has" : " have")
                    + " landed, "
                    + write)
        .append(", and queue it again when its check is green.");
    return note.toString();
  }

  /// Whether two make or drop the same, which no order of theirs helps against.
  private static boolean repeats(Verdict verdict) {
    return verdict
        .findings()
        .map(Finding::fact)
        .anyMatch(fact ->
            fact instanceof HeadsCollide.Found(Collision collision, _)
                && (collision.kind() == Collision.Kind.BOTH_MAKE
                    || collision.kind() == Collision.Kind.BOTH_DROP));
  }
}
