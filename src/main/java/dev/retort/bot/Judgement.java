package dev.retort.bot;

import dev.retort.forge.Comparison;
import dev.retort.forge.PullRequest;
import dev.retort.report.CheckReport;
import dev.retort.report.CheckReports;
import dev.retort.report.JointCheck;
import dev.retort.verdict.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/// A verdict and the exact state that it holds for.
///
/// @param below the pull requests that this one stands on, the lowest first
/// @param trunk the branch that the whole stack would land on
public record Judgement(
    PullRequest pullRequest,
    Comparison comparison,
    Verdict verdict,
    List<Integer> below,
    String trunk) {
  public Judgement {
    below = List.copyOf(below);
  }

  CheckReport report() {
    CheckReport report = CheckReports.of(verdict);
    return below.isEmpty()
        ? report
        : JointCheck.noted(
            report,
            "Judged as the whole stack would land on "
                + "`"
                + trunk.replace("`", "")
                + "`: what "
                + below.stream().map(number -> "#" + number).collect(Collectors.joining(", "))
                + (below.size() == 1 ? " brings" : " bring")
                + " counts as the base here.");
  }
}
