package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT205: a revision of the base does something else.
public final class EditedBody implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.EDITED_BODY,
          "edited body",
          Severity.WARNING,
          "`upgrade` or `downgrade` of a revision that the base branch already has does something else.",
          """
          A database runs a revision once. One that has run the old text never sees the new one, \
          one that is built today does: their schemas part without a message. Comments, blank \
          lines and what stands outside of the two functions do not count.\
          """,
          """
           def upgrade():
          -    op.add_column("user", sa.Column("name", sa.String(50)))
          +    op.add_column("user", sa.Column("name", sa.String(80)))
          """,
          """
          Put the text back and change the schema in a new revision. If the old text could never \
          run (a syntax error, a wrong import), the edit is right: accept the finding with that \
          reason.\
          """,
          """
          Undoing the edit is safe unless some database has been built with the new text.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  private static final int TOLD_APART = 3;

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Revision> edited = change.reworked().stream().map(HistoryChange.Rewritten::after).toList();
    if (edited.size() <= TOLD_APART) {
      return edited.stream().map(each -> finding(policy, List.of(each), edited)).toList();
    }
    return List.of(finding(policy, edited, edited));
  }

  private static Finding finding(Policy policy, List<Revision> told, List<Revision> all) {
    return Place.id(told.getFirst())
        .fresh(
            new Found(
                told.stream().map(Revision::id).toList(),
                all.stream().map(each -> each.id() + each.bodies()).toList()),
            policy.severity(PAGE));
  }

  /// Revisions of the base that do something else.
  ///
  /// @param bodies what each edited revision of the change does now, the told ones and the others
  public record Found(List<String> ids, List<String> bodies) implements Fact {
    public Found {
      ids = List.copyOf(ids);
      bodies = List.copyOf(bodies);
    }

    @Override
    public RuleCode code() {
      return RuleCode.EDITED_BODY;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .code("upgrade")
          .text(" or ")
          .code("downgrade")
          .text(" of ")
          .ids(ids)
          .text(" is edited, and the base branch already has " + (ids.size() == 1 ? "it" : "them"));
    }

    @Override
    public Prose sequel() {
      return Prose.of(": a database that has run the old text will not run the new one")
          .stop()
          .text("If the schema should change, do it in a new revision.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(ids, bodies);
    }
  }
}
