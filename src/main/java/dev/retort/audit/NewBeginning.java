package dev.retort.audit;

import dev.retort.alembic.RuleCode;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.rule.Finding;
import dev.retort.rule.Prose;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A history that begins twice, or an environment that nobody uses any more.
final class NewBeginning implements CauseFinder {
  @Override
  public List<Cause> read(CauseClues clues) {
    return Stream.concat(
            told(
                clues,
                RuleCode.SECOND_BASE,
                Kind.SECOND_BEGINNING,
                finding ->
                    finding
                        .revision()
                        .map(Prose.EMPTY::id)
                        .orElseGet(() -> Prose.EMPTY.path(finding.path()))
                        .then(clues.origin(finding.path()))
                        .text(
                            " revises nothing, although the history has a beginning already:"
                                + " mostly it was generated against an empty folder or with"
                                + " another configuration.")),
            told(
                clues,
                RuleCode.UNUSED_ENVIRONMENT,
                Kind.LEFT_BEHIND,
                finding ->
                    Prose.of("Nothing runs ")
                        .path(finding.path())
                        .text(": no configuration points at its folder.")))
        .toList();
  }

  private static Stream<Cause> told(
      CauseClues clues, RuleCode rule, Kind kind, Function<Finding, Prose> text) {
    return clues.findings().stream()
        .filter(finding -> finding.code() == rule)
        .map(finding ->
            new Cause(
                kind,
                List.of(
                    Evidence.of(
                        text.apply(finding),
                        finding.revision().isEmpty()
                            ? Optional.empty()
                            : clues.past().added(finding.path())))));
  }
}
