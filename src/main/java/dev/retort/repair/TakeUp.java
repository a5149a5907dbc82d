package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.ForgottenHeads;
import dev.retort.rule.Policy;
import java.util.Optional;

/// A merge revision of the change that takes up the heads which it forgot. The base had as many
/// heads before, so nothing fails without it.
public final class TakeUp implements Step {
  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Optional<ForgottenHeads> found = ForgottenHeads.of(now, policy);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<Revision> merge = now.after().revision(found.get().merge());
    return merge
        .flatMap(draft::editOf)
        .map(edit -> draft.with(edit.withParents(found.get().parents(edit.parents()))));
  }
}
