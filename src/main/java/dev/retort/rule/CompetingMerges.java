package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// RT108: two merge revisions over the same heads.
public final class CompetingMerges implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.COMPETING_MERGES,
          "competing merges",
          Severity.FAILURE,
          "Two merge revisions join the same heads.",
          """
          When main has two heads, several people run `alembic merge heads` within the hour. \
          Each merge is right alone; together they are two heads again, and the next one merges \
          the merges. Deployments stop in between.\
          """,
          """
          # merged this morning
          revision = "aa01"
          down_revision = ("20f4", "7c08")

          # in the pull request
          revision = "bb02"
          down_revision = ("20f4", "7c08")
          """,
          """
          Drop the merge that is not on the base branch yet. What was built on it revises the \
          other merge instead. One whose `upgrade` does something is work that must not go: let it \
          revise the other merge.\
          """,
          """
          Safe while only the pull request has it: a merge revision does nothing to the schema. \
          A database that has run it needs `alembic stamp` with the other id.\
          """,
          List.of(
              "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    Set<String> changed = new TreeSet<>(change.addedIds());
    change.reparented().forEach(pair -> changed.add(pair.after().id()));
    Map<Set<String>, List<Revision>> merges = new LinkedHashMap<>();
    for (Revision revision : change.after().revisions()) {
      if (revision.downRevisions().size() > 1) {
        merges
            .computeIfAbsent(new TreeSet<>(revision.downRevisions()), none -> new ArrayList<>())
            .add(revision);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (List<Revision> same : merges.values()) {
      if (same.stream().map(Revision::id).distinct().count() < 2) {
        continue;
      }
      Optional<Revision> mine =
          same.stream().filter(each -> changed.contains(each.id())).max(HeadCount.BY_CREATION);
      Revision at = mine.orElse(same.getLast());
      Optional<Revision> rival =
          same.stream()
              .filter(each -> !each.id().equals(at.id()))
              .filter(each -> !joined(change.after(), at, each))
              .findFirst();
      if (rival.isEmpty()) {
        continue;
      }
      Revision other = rival.get();
      Fact fact =
          new Found(
              at.id(),
              at.downRevisions(),
              other.id(),
              other.path(),
              next(change, at),
              new Ends(end(change.after(), at), end(change.after(), other)));
      findings.add(
          mine.isPresent()
              ? Place.parents(at).fresh(fact, policy.severity(PAGE), other.id())
              : Place.parents(at).inherited(fact, Optional.of(other.id())));
    }
    return findings;
  }

  /// Only an empty merge may go, and only where no database can have run it.
  private static Next next(HistoryChange change, Revision at) {
    if (change.before().revisions().isEmpty()) {
      return Next.JOIN;
    }
    return at.bodies().idle() ? Next.DROP : Next.REVISE;
  }

  /// Whether the two end together after all: then there is one head, and both have to stay for the
  /// databases that have run them.
  private static boolean joined(History history, Revision one, Revision other) {
    Set<String> above = new HashSet<>(history.descendants(one.id()));
    above.add(one.id());
    Set<String> others = new HashSet<>(history.descendants(other.id()));
    others.add(other.id());
    return others.stream().anyMatch(above::contains);
  }

  /// Where the history goes on from a revision to: only its end can be continued without a second
  /// one. The revision itself where there are several.
  private static String end(History history, Revision revision) {
    Set<String> above = history.descendants(revision.id());
    List<String> heads = history.heads().stream().filter(above::contains).toList();
    return heads.size() == 1 ? heads.getFirst() : revision.id();
  }

  /// Where the lines of two merges end.
  public record Ends(String own, String other) {}

  /// What makes one head of the two merges.
  public enum Next {
    JOIN,
    DROP,
    REVISE
  }

  /// Two merges of the same.
  ///
  /// @param parents what both merge
  /// @param other the one that stays, with its file
  /// @param ends where both lines end
  public record Found(
      String id, List<String> parents, String other, String otherPath, Next next, Ends ends)
      implements Fact {
    public Found {
      parents = List.copyOf(parents);
    }

    @Override
    public RuleCode code() {
      return RuleCode.COMPETING_MERGES;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(id)
          .text(" merges ")
          .ids(parents)
          .text(", and so does ")
          .id(other)
          .text(" in ")
          .path(otherPath);
    }

    @Override
    public Prose sequel() {
      Prose what = Prose.of(": together they are two heads again").stop();
      return switch (next) {
        case JOIN ->
            what.text("Join ")
                .ids(List.of(ends.own(), ends.other()))
                .text(" with a merge revision of their own.");
        case DROP ->
            what.text("Drop ")
                .id(id)
                .text(", and let what revises it revise ")
                .id(ends.other())
                .text(".");
        case REVISE -> what.text("Let ").id(id).text(" revise ").id(ends.other()).text(".");
      };
    }

    @Override
    public List<String> identity() {
      return Identity.of(id, parents, other);
    }
  }
}
