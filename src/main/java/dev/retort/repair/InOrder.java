package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.rule.Policy;
import java.util.Optional;

/// Branches that continue one another as [RePoint] does; of a whole tree whose beginnings do not
/// say when they were made, in the order in which their commits came.
public final class InOrder implements Step {
  private final Chronology chronology;

  public InOrder(Chronology chronology) {
    this.chronology = chronology;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    History history = draft.outcome().after();
    boolean byCommits =
        draft.change().before().revisions().isEmpty()
            && !SeveralBases.haveAnOrder(history)
            && SeveralBases.haveAnOrder(history, chronology);
    return (byCommits ? new Linear(chronology) : new RePoint()).take(draft, policy);
  }
}
