package dev.retort.bot;

import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads.Comparison;
import dev.retort.report.CheckReport;
import dev.retort.report.CheckReports;
import dev.retort.report.JointCheck;
import dev.retort.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A verdict and the exact state that it holds for.
///
/// @param below the pull requests that this one stands on, the lowest first
/// @param trunk the branch that the whole stack would land on
/// @param note what else is to be said of how it was judged, in Markdown
public record Judgement(
    PullRequest pullRequest,
    Comparison comparison,
    Verdict verdict,
    List<Integer> below,
    String trunk,
    Optional<String> note) {
  public Judgement {
    below = List.copyOf(below);
  }

  Judgement(
      PullRequest pullRequest,
      Comparison comparison,
      Verdict verdict,
      List<Integer> below,
      String trunk) {
    this(pullRequest, comparison, verdict, below, trunk, Optional.empty());
  }

  Judgement noted(String sentence) {
    String both = note.map(before -> before + "\n\n" + sentence).orElse(sentence);
    return new Judgement(pullRequest, comparison, verdict, below, trunk, Optional.of(both));
  }

  /// @param docs the folder of the rules' pages
  CheckReport report(String docs) {
    CheckReport plain = CheckReports.of(verdict, docs);
    CheckReport report = note.map(each -> JointCheck.noted(plain, each)).orElse(plain);
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
