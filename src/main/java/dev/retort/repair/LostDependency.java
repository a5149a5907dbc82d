package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.NamedFile;
import dev.retort.rule.NearId;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Another name for a `depends_on` that names nothing: the revision whose file is called so, or the
/// only one with nearly that id, or none: nobody knows any more what had to run first.
public final class LostDependency implements Step {
  private final Predicate<String> wanted;
  private final boolean letsGo;
  private final boolean tells;

  /// @param wanted the missed ids to be looked for
  public LostDependency(Predicate<String> wanted) {
    this(wanted, true, true);
  }

  private LostDependency(Predicate<String> wanted, boolean letsGo, boolean tells) {
    this.wanted = wanted;
    this.letsGo = letsGo;
    this.tells = tells;
  }

  /// Leads what a change brings to what was meant, and lets nothing go.
  ///
  /// @param wanted the missed ids to be looked for
  /// @param tells whether the repair says what speaks for it
  public static LostDependency whereMeant(Predicate<String> wanted, boolean tells) {
    return new LostDependency(wanted, false, tells);
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
        boolean open = letsGo || now.before().revision(revision.id()).isEmpty();
        if (missed.contains(name) && edit.isPresent() && open) {
          Optional<String> file =
              NamedFile.of(name, now.after(), Set.of(revision.id()))
                  .map(Revision::id)
                  .filter(id -> !now.after().isAbove(id, revision.id()));
          Optional<String> near =
              file.or(() -> NearId.of(name, now.after(), Set.of(revision.id(), name)))
                  .filter(id -> !now.after().isAbove(id, revision.id()));
          if (near.isEmpty() && !letsGo) {
            continue;
          }
          Set<String> rest = new LinkedHashSet<>(edit.get().dependsOn());
          rest.remove(name);
          near.ifPresent(rest::add);
          done = done.with(edit.get().withDependsOn(List.copyOf(rest)));
          if (!tells) {
            continue;
          }
          done =
              done.because(
                  near.map(id ->
                          Prose.EMPTY
                              .id(id)
                              .text(
                                  file.isPresent()
                                      ? " is what the file declares that is named "
                                      : " is the only revision whose id is nearly ")
                              .id(name))
                      .orElseGet(() -> Prose.of("nothing tells what ").id(name).text(" was")));
        }
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }
}
