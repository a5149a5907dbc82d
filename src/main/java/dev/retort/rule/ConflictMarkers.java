package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT309: the markers of an unfinished merge.
public final class ConflictMarkers implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.CONFLICT_MARKERS,
          "merge conflict markers",
          Severity.FAILURE,
          "A revision file still holds the markers that git leaves where it could not merge.",
          """
          Somebody committed a merge before it was finished. Python cannot read such a file, and Alembic \
          stops at it; where the markers stand in a docstring everything loads, and the text says two \
          things at once.\
          """,
          """
          <<<<<<< HEAD
          down_revision = "20f4"
          =======
          down_revision = "5a31"
          >>>>>>> feature
          """,
          """
          Keep one of the two sides (mostly the parent that is the head now), and take the three lines out.\
          """,
          """
          Safe, once the right side stays.\
          """,
          List.of("SyntaxError: invalid syntax"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// Markers that git left.
  public record Found() implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.CONFLICT_MARKERS;
    }

    @Override
    public Prose headline() {
      return Prose.of("The markers of an unfinished merge are left in this file, from here on");
    }

    @Override
    public Prose sequel() {
      return Prose.of("; decide which side is to stay, and take out the lines that git wrote.");
    }

    @Override
    public Prose formerMessage() {
      return headline()
          .text("; decide which side is to stay, and take out the three lines that git wrote.");
    }

    @Override
    public List<String> identity() {
      return Identity.of();
    }
  }
}
