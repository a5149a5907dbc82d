package dev.retort.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The check of a commit that is the head of several open pull requests.
///
/// GitHub goes by the newest check of a name on a commit, whichever pull request it was made for.
/// So the check says what is worst: a second pull request onto another branch must not turn a
/// failing one green.
///
/// @param speaksFor the pull request whose verdict it is
public record JointCheck(int speaksFor, CheckReport report) {
  private static final int MOST_NAMED = 10;
  private static final int LONGEST_SUMMARY = 65_535;

  /// One pull request's own verdict.
  ///
  /// @param headBranch by name
  /// @param baseBranch by name
  public record Part(int number, String headBranch, String baseBranch, CheckReport report) {
    private String named() {
      return "#"
          + number
          + " ("
          + Markdown.code(headBranch)
          + " → "
          + Markdown.code(baseBranch)
          + ")";
    }

    private int badness() {
      return switch (report.conclusion()) {
        case "success" -> 0;
        case "neutral" -> 1;
        default -> 2;
      };
    }
  }

  /// @param parts at least one
  public static JointCheck of(List<Part> parts) {
    Part worst =
        parts.stream()
            .max(
                Comparator.comparingInt(Part::badness)
                    .thenComparing(Comparator.comparingInt(Part::number).reversed()))
            .orElseThrow();
    if (parts.size() == 1) {
      return new JointCheck(worst.number(), worst.report());
    }
    List<Part> others = parts.stream().filter(part -> part.number() != worst.number()).toList();
    String note =
        "This commit is the head of "
            + parts.size()
            + " open pull requests, and its check is never greener than the worst of them. It"
            + " speaks of "
            + worst.named()
            + "; "
            + others.stream()
                .limit(MOST_NAMED)
                .map(part -> part.named() + ": " + part.report().conclusion())
                .collect(Collectors.joining("; "))
            + (others.size() > MOST_NAMED
                ? "; … and " + (others.size() - MOST_NAMED) + " more"
                : "")
            + ".";
    CheckReport report = worst.report();
    return new JointCheck(
        worst.number(),
        noted(
            new CheckReport(
                report.conclusion(),
                Visible.cut("#" + worst.number() + ": " + report.title(), 255),
                report.summary(),
                report.text(),
                report.annotations(),
                report.actions()),
            note));
  }

  /// The same check with a paragraph before everything else.
  public static CheckReport noted(CheckReport report, String note) {
    Limited page = new Limited(LONGEST_SUMMARY);
    page.add(note);
    page.add(Limited.cut(report.summary(), page.room() - 2));
    return new CheckReport(
        report.conclusion(),
        report.title(),
        page.toString(),
        report.text(),
        report.annotations(),
        report.actions());
  }

  /// What stands for a pull request whose own verdict is still to come: nothing greener may be said
  /// before it is known.
  public static CheckReport awaited() {
    return new CheckReport(
        "failure",
        Risk.BLOCKED.before("has not been judged yet"),
        "This pull request has not been judged yet; it is next, and this check follows.",
        "",
        List.of(),
        List.of());
  }
}
