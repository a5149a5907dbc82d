package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// RT204: a new revision below one of the base.
public final class InsertedBelow implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.INSERTED_BELOW,
          "inserted below",
          Severity.FAILURE,
          "A new revision is put below one that the base branch already has.",
          """
          Alembic takes everything below the place where a database stands for done. A revision \
          that is put there later is never run on that database, without a message; only \
          `downgrade` would run its undoing part, for work that was never done. New databases do \
          run it, so from then on there are two schemas.\
          """,
          """
          # new in the pull request
          revision = "35aa"
          down_revision = "20f4"

          # on the base branch it revised 20f4
          revision = "7c08"
          down_revision = "35aa"
          """,
          """
          Let the new revision revise the head, and leave the older one as it is.\
          """,
          """
          Moving the new revision on top is safe: databases run it when they next upgrade.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    boolean repairs = change.repairsBase();
    List<Finding> findings = new ArrayList<>();
    for (HistoryChange.Rewritten pair : change.reparented()) {
      if (!explains(change, pair)) {
        continue;
      }
      Revision is = pair.after();
      String inserted = newParents(change, pair).getFirst();
      findings.add(
          Place.parents(is)
              .fresh(
                  new Found(inserted, is.id(), is.downWritten().isEmpty()),
                  repairs ? policy.atMost(PAGE, Severity.WARNING) : policy.severity(PAGE),
                  inserted));
    }
    return findings;
  }

  /// Whether a revision of the base got other parents only because something new was put between.
  static boolean explains(HistoryChange change, HistoryChange.Rewritten pair) {
    List<String> fresh = newParents(change, pair);
    if (fresh.isEmpty()) {
      return false;
    }
    Set<String> below = new HashSet<>(pair.after().downRevisions());
    fresh.forEach(id -> below.addAll(change.after().ancestors(id)));
    return below.containsAll(pair.before().downRevisions());
  }

  private static List<String> newParents(HistoryChange change, HistoryChange.Rewritten pair) {
    return pair.after().downRevisions().stream()
        .filter(id -> !pair.before().downRevisions().contains(id))
        .filter(id -> change.before().revision(id).isEmpty())
        .filter(id -> change.after().revision(id).isPresent())
        .toList();
  }

  /// A new revision below one of the base.
  ///
  /// @param computed whether a tool gives the upper one its parent, so that nothing is to be put
  ///   back
  public record Found(String inserted, String upper, boolean computed) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.INSERTED_BELOW;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(inserted)
          .text(" is inserted below ")
          .id(upper)
          .text(", which the base branch already has");
    }

    @Override
    public Prose sequel() {
      Prose told =
          Prose.of(": a database that has run ")
              .id(upper)
              .text(" would never run ")
              .id(inserted)
              .text(", and nothing would say so")
              .stop()
              .text("Let ")
              .id(inserted)
              .text(" revise the head");
      return computed
          ? told.text(".")
          : told.text(", and put the parents of ").id(upper).text(" back.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(inserted, upper);
    }
  }
}
