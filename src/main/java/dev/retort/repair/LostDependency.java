package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.NearId;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Leads a `depends_on` that names nothing to the only revision with nearly that id, or lets it go:
/// nobody knows any more what had to run first.
public final class LostDependency implements Step {
  private final Predicate<String> wanted;

  /// @param wanted the missed ids to be looked for
  public LostDependency(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Set<String> missed = new LinkedHashSet<>(Restore.missedDependencies(now));
    missed.removeIf(wanted.negate());
    Draft done = draft;
    for (Revision revision : missed.isEmpty() ? List.<Revision>of() : now.after().revisions()) {
      for (String name : revision.dependsOn()) {
        Optional<RevisionEdit> edit = done.editOf(revision);
        if (missed.contains(name) && edit.isPresent()) {
          Optional<String> near =
              NearId.of(name, now.after(), Set.of(revision.id(), name))
                  .filter(id -> !now.after().isAbove(id, revision.id()));
          Set<String> rest = new LinkedHashSet<>(edit.get().dependsOn());
          rest.remove(name);
          near.ifPresent(rest::add);
          done =
              done.with(edit.get().withDependsOn(List.copyOf(rest)))
                  .because(
                      near.map(id ->
                              Prose.EMPTY
                                  .id(id)
                                  .text(" is the only revision whose id is nearly ")
                                  .id(name))
                          .orElseGet(() -> Prose.of("nothing tells what ").id(name).text(" was")));
        }
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }
}
