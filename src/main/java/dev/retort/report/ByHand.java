package dev.retort.report;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import dev.retort.rule.Prose;
import dev.retort.rule.RulePage;
import dev.retort.schema.Upgrade;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people have to do themselves, because no recommended repair does it: a step for each rule,
/// the weightiest first.
final class ByHand {
  private static final int MOST_STEPS = 10;
  private static final int LONGEST_STEP = 2_000;

  private ByHand() {}

  /// One thing to do.
  ///
  /// @param text whole sentences of inert Markdown on one line
  record Step(RuleCode code, String text) {}

  /// At most ten; those of what fails come first.
  static List<Step> steps(Verdict verdict) {
    Map<RuleCode, List<Finding>> left = new LinkedHashMap<>();
    verdict.environments().stream()
        .flatMap(judged -> judged.findings().stream().filter(finding -> isLeft(finding, judged)))
        .sorted(Finding.WEIGHTIEST_FIRST)
        .forEach(
            finding -> left.computeIfAbsent(finding.code(), _ -> new ArrayList<>()).add(finding));
    RevisionNames names = RevisionNames.of(verdict);
    return left.entrySet().stream()
        .limit(MOST_STEPS)
        .map(each -> new Step(each.getKey(), text(each.getValue(), names)))
        .toList();
  }

  private static boolean isLeft(Finding finding, Judged judged) {
    return finding.isNew()
        && finding.accepted().isEmpty()
        && finding.severity().compareTo(Severity.WARNING) >= 0
        && judged.recommended().filter(repair -> cures(repair, finding)).isEmpty();
  }

  /// A repair of the graph is proved to mend the graph, and what is wrong with the files that it
  /// writes anew; it leaves the schema's lines as they are.
  private static boolean cures(Repair repair, Finding finding) {
    boolean writes = repair.edits().files().containsKey(finding.path());
    if (repair.strategy() == Repair.Strategy.MEND) {
      return writes;
    }
    // Heads that collide only by their order do no more once an empty database runs through them.
    if (finding.code() == RuleCode.HEADS_COLLIDE
        && repair.upgrade().filter(Upgrade.Whole.class::isInstance).isPresent()) {
      return true;
    }
    return switch (finding.code().family()) {
      case GRAPH, HISTORY -> true;
      case READING, ENVIRONMENT -> writes;
      case SCHEMA, NEIGHBOURHOOD -> false;
    };
  }

  /// What the only finding of a rule says itself knows its ids; otherwise the rule's page speaks
  /// for all of them.
  private static String text(List<Finding> findings, RevisionNames names) {
    Finding first = findings.getFirst();
    Optional<Prose> own =
        Optional.of(first.fact().sequel().afterFirstSentence())
            .filter(next -> findings.size() == 1 && !next.pieces().isEmpty());
    return own.map(prose -> MarkdownSections.sentence(ProseMarkdown.of(prose, LONGEST_STEP, names)))
        .or(() -> MarkdownSections.page(first.code()).map(ByHand::advice))
        .orElseGet(() -> MarkdownSections.sentence(first.code().toString()));
  }

  /// All of it is ours, so nothing needs to be escaped.
  private static String advice(RulePage page) {
    return MarkdownSections.sentence(page.fix().strip().replaceAll("\\s+", " "));
  }
}
