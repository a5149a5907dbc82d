package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT306: the docstring names other parents than the code.
public final class RevisesDisagrees implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.REVISES_DISAGREES,
          "`Revises:` disagrees",
          Severity.NOTICE,
          "The docstring's `Revises:` line names other parents than `down_revision`.",
          """
          Alembic only reads the code, people read the docstring. After a re-point that forgot \
          it, `alembic history -v` and reviewers are told a parent that the revision does not \
          have.\
          """,
          """
          revision = "7c08"  # the docstring says
          #   Revises: 11aa
          down_revision = "20f4"
          """,
          """
          Copy the parents from `down_revision` into the docstring.\
          """,
          """
          Safe: nothing reads it.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// A docstring that says other parents than the code.
  ///
  /// @param said as written behind `Revises:`
  public record Found(String said, List<String> parents) implements Fact {
    public Found {
      parents = List.copyOf(parents);
    }

    @Override
    public RuleCode code() {
      return RuleCode.REVISES_DISAGREES;
    }

    @Override
    public Prose headline() {
      Prose says =
          Prose.of("The docstring says ")
              .code("Revises: " + said)
              .text(", but ")
              .code("down_revision")
              .text(" says ");
      return parents.isEmpty()
          ? says.code("None").text(", and that is what counts")
          : says.code(String.join(", ", parents)).text(", and that is what counts");
    }

    @Override
    public Prose sequel() {
      return Prose.of("; write the same in both.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(said, parents);
    }
  }
}
