package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT202: a revision of the base gets another id.
public final class RenamedRevision implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.RENAMED_REVISION,
          "changed revision id",
          Severity.FAILURE,
          "A revision that the base branch already has would get another id.",
          """
          The id is what databases remember. One that stands on the old id cannot be found in \
          the files any more, and Alembic refuses every command for it until somebody edits its \
          version table by hand.\
          """,
          """
          # on the base branch
          revision = "20f4"

          # in the pull request, same file
          revision = "20f5"
          """,
          """
          Put the old id back, in the file and wherever another revision names it. File names \
          may change freely: Alembic does not look at them.\
          """,
          """
          Restoring the id is safe unless some database has already run the new one.\
          """,
          List.of("Can't locate revision identified by '20f4'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    boolean repairs = change.repairsBase();
    return change.renamed().stream()
        .map(pair -> {
          Revision was = pair.before();
          Revision is = pair.after();
          return Place.id(is)
              .fresh(
                  new Found(
                      was.id(),
                      is.id(),
                      change.before().isHead(was),
                      change.after().children(is.id())),
                  repairs ? policy.atMost(PAGE, Severity.WARNING) : policy.severity(PAGE),
                  was.id());
        })
        .toList();
  }

  /// A revision of the base under another id.
  ///
  /// @param head whether it was a head
  /// @param children what would revise it
  public record Found(String was, String is, boolean head, List<String> children) implements Fact {
    public Found {
      children = List.copyOf(children);
    }

    @Override
    public RuleCode code() {
      return RuleCode.RENAMED_REVISION;
    }

    @Override
    public Prose headline() {
      return Prose.of("The base branch's revision ").id(was).text(" gets the id ").id(is);
    }

    @Override
    public Prose sequel() {
      return Prose.STOP
          .when(
              head,
              Prose.of("A database that stands on the old one ends every command with ")
                  .then(Words.notLocated(was))
                  .stop())
          .text("Give it its id back")
          .when(
              !children.isEmpty(), Prose.of(", and let ").ids(children).text(" revise that again"))
          .text("; a new id is for a new revision.");
    }

    @Override
    public Prose formerMessage() {
      Found then = new Found(was, is, head, List.of());
      return then.headline().then(then.sequel());
    }

    @Override
    public List<String> identity() {
      return Identity.of(was, is);
    }
  }
}
