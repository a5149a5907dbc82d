package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Provenance;
import java.util.List;
import java.util.Optional;

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
        (revision, clash) -> new Found(revision, clash.object(), clash.value(), clash.earlier()));
  }

  /// An object that is made although it is there.
  ///
  /// @param value of the enum that the object is, where only that is made
  /// @param earlier where the object was made before
  public record Found(
      String revision, ObjectName object, Optional<String> value, Optional<Provenance> earlier)
      implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.MADE_TWICE;
    }

    @Override
    public Prose headline() {
      if (value.isPresent()) {
        return Prose.EMPTY
            .id(revision)
            .text(" makes the value ")
            .id(value.get())
            .text(" of ")
            .then(Words.object(object))
            .text(", which is there already");
      }
      Prose what =
          Prose.EMPTY.id(revision).text(" makes ").then(Words.object(object)).text(", which ");
      return earlier
          .map(at ->
              at.revision().equals(revision)
                  ? what.text("it has made in line " + at.line())
                  : what.then(SideBySide.who(at)).text(" has made"))
          .orElse(what.text("is there"))
          .text(" already");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": the database refuses it, and the deployment stops there")
          .stop()
          .text("Take the line out, or alter what is there.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, object, earlier.map(Provenance::revision));
    }
  }
}
