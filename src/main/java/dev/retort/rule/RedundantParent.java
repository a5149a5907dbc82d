package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT109: a merge that names a revision and its ancestor.
public final class RedundantParent implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.REDUNDANT_PARENT,
          "redundant parent in a merge",
          Severity.WARNING,
          "A merge revision names a parent that is an ancestor of another of its parents, or one parent twice.",
          """
          The graph still loads, but it says that two lines were joined where there was only \
          one. `downgrade` by one step becomes ambiguous, and the next reader looks for a branch \
          that never was. It is left over when one of the merged lines was re-pointed.\
          """,
          """
          revision = "9d10"
          down_revision = ("20f4", "7c08")   # and 7c08 revises 20f4
          """,
          """
          Keep only the upper parent.\
          """,
          """
          Safe: a database at the merge revision is at the same place with either spelling.\
          """,
          List.of("Ambiguous walk"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    Set<String> changed = new HashSet<>(change.addedIds());
    change.reparented().forEach(pair -> changed.add(pair.after().id()));
    List<Finding> findings = new ArrayList<>();
    for (Revision revision : change.after().revisions()) {
      if (!changed.contains(revision.id()) || !revision.mergePoint()) {
        continue;
      }
      if (revision.downRevisions().size() == 1) {
        findings.add(
            Place.parents(revision)
                .fresh(
                    new Twice(revision.id()),
                    policy.severity(PAGE),
                    revision.downRevisions().getFirst()));
        continue;
      }
      redundant(change.after(), revision)
          .ifPresent(below ->
              findings.add(
                  Place.parents(revision).fresh(below, policy.severity(PAGE), below.lower())));
    }
    return findings;
  }

  private static Optional<Below> redundant(History history, Revision merge) {
    Optional<String> below =
        Unambiguous.redundant(history, merge.downRevisions()).stream().findFirst();
    return below.flatMap(lower ->
        merge.downRevisions().stream()
            .filter(upper -> !upper.equals(lower))
            .filter(upper -> history.isAbove(upper, lower))
            .map(upper -> new Below(merge.id(), lower, upper))
            .findFirst());
  }

  /// A merge that names one parent twice.
  public record Twice(String id) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.REDUNDANT_PARENT;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY.id(id).text(" names the same parent twice");
    }

    @Override
    public Prose sequel() {
      return Prose.STOP.text("Write it once, as a string.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(id);
    }
  }

  /// A merge that names a revision and its ancestor.
  public record Below(String id, String lower, String upper) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.REDUNDANT_PARENT;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(id)
          .text(" merges ")
          .id(lower)
          .text(", which lies below ")
          .id(upper)
          .text(" already");
    }

    @Override
    public Prose sequel() {
      return Prose.STOP.text("Take ").id(lower).text(" out of ").code("down_revision").text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(id, lower, upper);
    }
  }
}
