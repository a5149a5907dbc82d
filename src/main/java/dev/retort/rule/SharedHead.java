package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.change.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// RT601: another open pull request builds on the same head. Both are right today; whichever lands
/// second will not be.
public final class SharedHead implements Rule {
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
        told(revision, grounds, others, policy).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> told(
      Revision revision, List<String> grounds, List<Neighbour> others, Policy policy) {
    TreeMap<Integer, String> rivals = new TreeMap<>();
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
                new Found(
                    revision.id(),
                    grounds,
                    rivals.entrySet().stream()
                        .map(rival -> new Rival(rival.getKey(), rival.getValue()))
                        .toList()),
                policy.severity(PAGE),
                rivals.firstEntry().getValue()));
  }

  /// A revision of another pull request.
  public record Rival(int pullRequest, String revision) {}

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
      return Prose.of(
          ". All are right today; whichever lands later will leave a second head, and is judged"
              + " again at that moment.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, grounds, rivals);
    }
  }
}
