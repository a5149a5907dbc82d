package dev.retort.report;

import dev.retort.verdict.Verdict;
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
    CheckReport report = CheckReports.of(verdict, docs);
    // No branch of anybody's is behind it, so there is nothing to repair or to judge again here.
    CheckReport bare =
        new CheckReport(
            report.conclusion(),
            report.title(),
            report.summary(),
            report.text(),
            report.annotations(),
            List.of());
    if (verdict.conclusion() != Verdict.Conclusion.FAILURE) {
      return bare;
    }
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
    note.append("Together they do not land. A suggestion cannot be applied while a pull request is")
        .append(" queued: ")
        .append(
            first.isEmpty()
                ? "write `/retort fix` on " + second
                : "as soon as "
                    + first.stream().map(number -> "#" + number).collect(Collectors.joining(", "))
                    + (first.size() == 1 ? " has" : " have")
                    + " landed, write `/retort fix` on "
                    + second)
        .append(", and queue it again when its check is green.");
    return JointCheck.noted(bare, note.toString());
  }
}
