package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.change.Neighbour;
import dev.retort.schema.Commutation;
import dev.retort.schema.Gap;
import dev.retort.schema.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// RT601: another open pull request builds on the same head. Both are right today; whichever lands
/// second will not be.
public final class SharedHead implements Rule {
  private static final int MOST_COMPARED = 5;

  private static final RulePage PAGE =
      new RulePage(
          RuleCode.SHARED_HEAD,
          "shared head",
          Severity.NOTICE,
          "Another open pull request onto the same branch adds a revision on top of the same head.",
          """
          Nothing is broken yet. But both revisions continue the same head, so the one that is merged second will \
          leave two heads, and `alembic upgrade head` refuses those. Retort judges the second one again as soon as \
          the first is merged; to know it beforehand saves that round.\
          """,
          """
          # on the base branch: the head
          revision = "20f4"

          # in this pull request
          revision = "7c08"
          down_revision = "20f4"

          # in another open pull request
          revision = "5a31"
          down_revision = "20f4"
          """,
          """
          Agree on an order. Whoever lands second re-points then: `/retort fix` does that once the first is merged. \
          Where one of the two needs the other's tables anyway, let its branch start from the other's.\
          """,
          """
          Nothing has to be changed now. Re-pointing later is safe as long as only the pull request has the \
          revision.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Neighbour> neighbours =
        change.change().neighbours().stream()
            .filter(each -> each.scriptLocation().equals(change.environment().scriptLocation()))
            .toList();
    if (neighbours.isEmpty()) {
      return List.of();
    }
    // Of a pull request that is built on top of another one, both have the lower revisions.
    Set<String> shared = change.addedIds();
    List<Neighbour> others =
        neighbours.stream().filter(each -> !shared.contains(each.revision())).toList();
    Set<String> heads = Set.copyOf(change.before().heads());
    List<Finding> findings = new ArrayList<>();
    for (Revision revision : change.added()) {
      // A labelled branch is meant.
      boolean meant = policy.perLabel() && !revision.branchLabels().isEmpty();
      List<String> grounds = revision.downRevisions().stream().filter(heads::contains).toList();
      if (!meant && !grounds.isEmpty()) {
        told(change, revision, grounds, others, policy).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> told(
      HistoryChange change,
      Revision revision,
      List<String> grounds,
      List<Neighbour> others,
      Policy policy) {
    SortedMap<Integer, String> rivals = new TreeMap<>();
    for (Neighbour other : others) {
      if (other.downRevisions().stream().anyMatch(grounds::contains)) {
        rivals.putIfAbsent(other.pullRequest(), other.revision());
      }
    }
    if (rivals.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Place.parents(revision)
            .fresh(
                new Found(revision.id(), grounds, rivals(change, rivals)),
                policy.severity(PAGE),
                rivals.firstEntry().getValue()));
  }

  private static List<Rival> rivals(HistoryChange change, SortedMap<Integer, String> rivals) {
    List<Rival> told = new ArrayList<>();
    rivals.forEach((number, revision) ->
        told.add(
            new Rival(
                number,
                revision,
                told.size() < MOST_COMPARED
                    ? change.commutationBeside(number)
                    : Optional.empty())));
    return told;
  }

  /// A revision of another pull request.
  ///
  /// @param commutation whether the schema cares which of the two lands first
  public record Rival(int pullRequest, String revision, Optional<Commutation> commutation) {
    /// As acceptances have known it from the beginning.
    String identity() {
      return "Rival[pullRequest=" + pullRequest + ", revision=" + revision + "]";
    }
  }

  /// A head on which several pull requests build.
  ///
  /// @param grounds the heads that it continues
  public record Found(String revision, List<String> grounds, List<Rival> rivals) implements Fact {
    public Found {
      grounds = List.copyOf(grounds);
      rivals = List.copyOf(rivals);
    }

    @Override
    public RuleCode code() {
      return RuleCode.SHARED_HEAD;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(revision)
          .text(" revises ")
          .ids(grounds)
          .text(", and so " + (rivals.size() == 1 ? "does " : "do "))
          .list(
              rivals,
              (said, rival) ->
                  said.id(rival.revision()).text(" of ").pullRequest(rival.pullRequest()))
          .text(", which " + (rivals.size() == 1 ? "is" : "are") + " open onto the same branch");
    }

    @Override
    public Prose sequel() {
      Prose said = later();
      for (Rival rival : rivals) {
        said = said.then(rival.commutation().map(each -> beside(rival, each)).orElse(Prose.EMPTY));
      }
      return said;
    }

    @Override
    public Prose formerMessage() {
      return headline().then(later());
    }

    private static Prose later() {
      return Prose.STOP.text(
          "All are right today; whichever lands later will leave a second head, and is judged again at that moment.");
    }

    private static Prose beside(Rival rival, Commutation commutation) {
      Prose with = Prose.of(" Beside ").pullRequest(rival.pullRequest());
      return switch (commutation) {
        case Commutation.Proved(boolean idle) ->
            idle
                ? Prose.EMPTY
                : with.text(", what the two do to the schema commutes: either may land first.");
        case Commutation.Unknown(Gap gap, Provenance at) ->
            with.text(", whether what they do to the schema commutes cannot be told (")
                .then(SideBySide.where(at))
                .text(": ")
                .then(GapWords.of(gap))
                .text(").");
        case Commutation.Collide collide -> {
          HeadsCollide.Found pair =
              new HeadsCollide.Found(collide.collisions().getFirst(), Optional.empty());
          Prose order =
              collide.oneIsLast()
                  ? Prose.EMPTY
                      .text(" ")
                      .pullRequest(rival.pullRequest())
                      .text(" has to land first.")
                  : collide.otherIsLast() ? Prose.of(" This one has to land first.") : Prose.EMPTY;
          yield with.text(" they collide at ")
              .then(SideBySide.where(pair.collision().one()))
              .text(": ")
              .then(pair.headline())
              .text(".")
              .when(collide.repeats(), Prose.of(" Take one of the two lines out."))
              .then(order);
        }
      };
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, grounds, rivals.stream().map(Rival::identity).toList());
    }
  }
}
