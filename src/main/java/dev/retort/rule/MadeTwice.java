package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Clash;
import java.util.List;

/// RT502: the change makes something that is there already.
public final class MadeTwice implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MADE_TWICE,
          "made twice",
          Severity.FAILURE,
          "A new revision makes a table, column, index, constraint or enum value that a revision below it has made.",
          """
          Alembic runs one revision after the other and looks at no schema; the database refuses the second one that \
          makes the same object, and the deployment stops there. It happens where two branches did the same work, and \
          one was re-pointed above the other.\
          """,
          """
          # in a revision below
          op.add_column("orders", sa.Column("note", sa.Text()))

          # in the new revision
          op.add_column("orders", sa.Column("note", sa.Text()))
          """,
          """
          Take the line out, and its counterpart in `downgrade`. If the new one was to look otherwise, alter what is \
          there.\
          """,
          """
          A line that the database refuses has run nowhere, so taking it out is safe; not so where the new revision was \
          run on a database that lacks the older one.\
          """,
          List.of(
              "relation \"orders\" already exists",
              "column \"note\" of relation \"orders\" already exists"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return Additions.refused(
        change,
        PAGE.code(),
        policy.severity(PAGE),
        clash -> clash.kind() == Clash.Kind.MADE_TWICE,
        MadeTwice::told);
  }

  static String told(String revision, Clash clash) {
    String earlier =
        clash
            .earlier()
            .map(at ->
                at.revision().equals(revision)
                    ? "it has made in line " + at.line()
                    : Words.id(at.revision()) + " (" + SideBySide.where(at) + ") has made")
            .orElse("is there");
    return Words.id(revision)
        + " makes "
        + SideBySide.object(clash.object())
        + ", which "
        + earlier
        + " already: the database refuses it, and the deployment stops there. Take the line out, or"
        + " alter what is there.";
  }
}
