package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// RT307: no `upgrade` or `downgrade`.
public final class MissingFunction implements Rule {
  private static final int SEVERAL = 3;

  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MISSING_FUNCTION,
          "function missing",
          Severity.WARNING,
          "A revision defines no `upgrade` or no `downgrade` function.",
          """
          The file loads, and `history` shows it. Only when a database comes to it, Alembic \
          looks for the function and ends in a traceback, in the middle of a deployment.\
          """,
          """
          revision = "7c08"
          down_revision = "20f4"

          def upgrade():
              ...
          """,
          """
          Define both; one that has nothing to do is `pass`.\
          """,
          """
          Safe.\
          """,
          List.of("AttributeError: module '7c08_add_name_py' has no attribute 'downgrade'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = RatchetedProblems.of(PAGE, change, policy);
    long without =
        change.after().revisions().stream()
            .filter(revision -> revision.bodies().downgrade().isEmpty())
            .count();
    boolean habit = without >= SEVERAL && 2 * without > change.after().revisions().size();
    return habit ? once(findings, without, change) : findings;
  }

  /// Where most revisions have no `downgrade`, the project means it: said once, and not again of
  /// what it adds.
  private static List<Finding> once(List<Finding> findings, long without, HistoryChange change) {
    Set<String> onlyUp = new HashSet<>();
    change.after().revisions().stream()
        .filter(revision -> revision.bodies().downgrade().isEmpty())
        .filter(revision -> revision.bodies().upgrade().isPresent())
        .forEach(revision -> onlyUp.add(revision.path()));
    List<Finding> rest =
        new ArrayList<>(
            findings.stream().filter(finding -> !onlyUp.contains(finding.path())).toList());
    boolean alone = change.change().base().entries().isEmpty();
    findings.stream()
        .filter(finding -> alone && onlyUp.contains(finding.path()))
        .findFirst()
        .ifPresent(first ->
            rest.add(
                Place.line(first.path(), first.line())
                    .fresh(
                        new OnlyUp(without, change.after().revisions().size()), Severity.NOTICE)));
    return rest;
  }

  /// A history whose revisions mostly have no way down.
  public record OnlyUp(long without, int all) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.MISSING_FUNCTION;
    }

    @Override
    public Prose headline() {
      return Prose.of(without + " of " + all + " revisions define no ")
          .code("downgrade")
          .text(", so this history only goes up");
    }

    @Override
    public Prose sequel() {
      return Prose.of("; ").code("alembic downgrade").text(" ends in a traceback.");
    }

    @Override
    public List<String> identity() {
      return Identity.of();
    }
  }

  /// A function that is not there.
  public record Found(String name) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.MISSING_FUNCTION;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY.code(name).text(" is missing: Alembic fails when it comes to run it");
    }

    @Override
    public Prose sequel() {
      return Prose.of("; define it, with ").code("pass").text(" if there is nothing to do.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(name);
    }
  }
}
