package dev.retort.verdict;

import dev.retort.change.Neighbour;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.Origins;
import dev.retort.evidence.ShippedBranches;
import java.util.List;
import java.util.Optional;

/// What a judgement depends on beyond the change itself.
///
/// @param settings the tree whose settings count; empty for the change's base, so that a change
///   cannot switch off its own judge. Where a whole tree is judged without a base, it is that tree
/// @param acceptances what is let pass: told, but failing nothing and repaired by nothing
/// @param meant who can say of a second branch that it is meant
/// @param git who can ask what git's history tells of files that are missed
/// @param neighbours what other open pull requests onto the same branch would bring
/// @param shipped the trees of branches whose revisions databases may have run
/// @param origins who brought a file to the base branch
public record Circumstances(
    Optional<Snapshot> settings,
    Acceptances acceptances,
    Acceptances.BranchQuestion meant,
    GitQuestion git,
    List<Neighbour> neighbours,
    ShippedBranches shipped,
    Origins origins) {
  /// A change onto its base, nothing let pass, and nobody asked about anything else.
  public static final Circumstances USUAL =
      new Circumstances(
          Optional.empty(),
          Acceptances.NONE,
          Acceptances.BranchQuestion.NOBODY,
          _ -> GitEvidence.NONE,
          List.of(),
          ShippedBranches.NONE,
          Origins.NONE);

  public Circumstances {
    neighbours = List.copyOf(neighbours);
  }

  public Circumstances with(Acceptances others) {
    return new Circumstances(settings, others, meant, git, neighbours, shipped, origins);
  }

  /// @param question put only by a judgement in which something fails that the answer lets pass
  public Circumstances meantBy(Acceptances.BranchQuestion question) {
    return new Circumstances(settings, acceptances, question, git, neighbours, shipped, origins);
  }

  /// By what is known of git's history already.
  public Circumstances with(GitEvidence known) {
    return asking(_ -> known);
  }

  /// @param question asked once, and only by a judgement that needs the answer
  public Circumstances asking(GitQuestion question) {
    return new Circumstances(
        settings, acceptances, meant, question.once(), neighbours, shipped, origins);
  }

  public Circumstances beside(List<Neighbour> others) {
    return new Circumstances(settings, acceptances, meant, git, others, shipped, origins);
  }

  public Circumstances withShipped(ShippedBranches other) {
    return new Circumstances(settings, acceptances, meant, git, neighbours, other, origins);
  }

  public Circumstances withOrigins(Origins other) {
    return new Circumstances(settings, acceptances, meant, git, neighbours, shipped, other);
  }

  public Circumstances withSettingsOf(Snapshot tree) {
    return new Circumstances(
        Optional.of(tree), acceptances, meant, git, neighbours, shipped, origins);
  }
}
