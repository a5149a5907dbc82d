package dev.retort.plan;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.evidence.PastRevisions;
import dev.retort.plan.StepwiseProof.Cure;
import dev.retort.repair.ByDate;
import dev.retort.repair.Chronology;
import dev.retort.repair.Draft;
import dev.retort.repair.DropCopy;
import dev.retort.repair.DropIdle;
import dev.retort.repair.InOrder;
import dev.retort.repair.Join;
import dev.retort.repair.Linear;
import dev.retort.repair.LostDependency;
import dev.retort.repair.MergeHeads;
import dev.retort.repair.Open;
import dev.retort.repair.Prune;
import dev.retort.repair.ReParent;
import dev.retort.repair.RePoint;
import dev.retort.repair.Renumber;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.repair.Restore;
import dev.retort.repair.RevisionEdit;
import dev.retort.rule.NamedFile;
import dev.retort.rule.Prose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What cures each kind of defect of a whole history, with what speaks for it and how safe it is
/// where nobody can tell which databases have run what.
final class StepsByDefect {
  private final PastRevisions past;
  private final Chronology chronology;
  private final UnreadFiles unread;

  StepsByDefect(PastRevisions past, UnreadFiles unread) {
    this.past = past;
    this.chronology = new Chronology(past);
    this.unread = unread;
  }

  Chronology chronology() {
    return chronology;
  }

  Cure restore(List<String> ids, Predicate<String> wanted) {
    return restore(RuleCode.MISSING_PARENT, ids, wanted);
  }

  Cure restoreDependency(List<String> ids, Predicate<String> wanted) {
    return restore(RuleCode.MISSING_DEPENDENCY, ids, wanted);
  }

  private Cure restore(RuleCode code, List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.RESTORE,
        code,
        ids,
        new Restore(past, wanted),
        this::cautioned,
        draft -> restores(draft) ? sure() : Safety.CONSENT);
  }

  /// Whether all that comes back was once part of this very history.
  private boolean restores(Draft draft) {
    return past.wereHere(draft.puts().values(), draft.change().after());
  }

  Cure dropCopy(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.DROP,
        RuleCode.DUPLICATE_REVISION,
        ids,
        new DropCopy(chronology, wanted, true),
        UnaryOperator.identity(),
        always(Safety.SAFE));
  }

  Cure dropIdle(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.DROP,
        RuleCode.DUPLICATE_REVISION,
        ids,
        new DropIdle(wanted),
        draft ->
            draft.because(
                Prose.of(
                    "what goes does nothing, and a database that stands on the id finds it in the file"
                        + " that stays")),
        always(Safety.CONSENT));
  }

  Cure dropSameWork(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.DROP,
        RuleCode.DUPLICATE_REVISION,
        ids,
        new DropCopy(chronology, wanted, false),
        UnaryOperator.identity(),
        always(Safety.CONSENT));
  }

  Cure prune(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.PRUNE,
        RuleCode.REDUNDANT_PARENT,
        ids,
        new Prune(wanted),
        draft ->
            draft.because(
                Prose.of(
                    "what is taken out lies below the other parents, and is applied before them anyway")),
        always(Safety.SAFE));
  }

  Cure join(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.JOIN,
        RuleCode.DEPENDS_ON_MERGE,
        ids,
        new Join(wanted),
        draft ->
            draft.because(
                Prose.EMPTY
                    .few(ids)
                    .text(ids.size() == 1 ? " waits" : " wait")
                    .text(" for the other line by ")
                    .code("depends_on")
                    .text(", and yet that line stays a head")),
        always(Safety.CONSENT));
  }

  Cure reparent(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.REPARENT,
        RuleCode.MISSING_PARENT,
        ids,
        new ReParent(past, wanted),
        draft -> cautioned(dated(nearly(draft))),
        draft -> disorderly(draft) && !named(draft) ? Safety.SHOWN : Safety.CONSENT);
  }

  /// Whether all that is edited was named by its file, which is no guess, whatever the dates say.
  private static boolean named(Draft draft) {
    return draft.edits().values().stream()
        .allMatch(edit ->
            edit.was().downRevisions().stream()
                .filter(id -> !edit.parents().contains(id))
                .allMatch(id ->
                    NamedFile.of(id, draft.change().after(), Set.of(edit.was().id())).isPresent()));
  }

  /// [ReParent] says what git tells; where it says nothing, the spelling alone decided.
  private Draft nearly(Draft draft) {
    Draft done = draft;
    for (RevisionEdit edit :
        draft.evidence().isEmpty() ? draft.edits().values() : List.<RevisionEdit>of()) {
      Set<String> fresh = fresh(edit);
      Set<String> gone = new HashSet<>(edit.was().downRevisions());
      gone.removeAll(edit.parents());
      Optional<Revision> named =
          gone.stream()
              .flatMap(
                  id -> NamedFile.of(id, draft.change().after(), Set.of(edit.was().id())).stream())
              .filter(each -> fresh.contains(each.id()))
              .findFirst();
      if (named.isPresent()) {
        done =
            done.because(
                Prose.EMPTY.path(named.get().path()).text(" declares ").id(named.get().id()));
      } else if (!fresh.isEmpty()) {
        done =
            done.because(
                Prose.EMPTY
                    .few(fresh)
                    .text(
                        fresh.size() == 1
                            ? " is the only revision whose id is nearly "
                            : " have ids that are nearly ")
                    .few(gone));
      }
    }
    return done;
  }

  private static Set<String> fresh(RevisionEdit edit) {
    Set<String> fresh = new LinkedHashSet<>(edit.parents());
    edit.was().downRevisions().forEach(fresh::remove);
    return fresh;
  }

  /// What the dates say of the parents that revisions get.
  private Draft dated(Draft draft) {
    Draft done = draft;
    for (RevisionEdit edit : draft.edits().values()) {
      Optional<Instant> own = chronology.made(edit.was());
      for (String id : fresh(edit)) {
        Optional<Instant> other = draft.change().after().revision(id).flatMap(chronology::made);
        if (own.isPresent() && other.isPresent()) {
          done =
              done.because(
                  Prose.EMPTY
                      .id(id)
                      .text(
                          other.get().isAfter(own.get()) ? " was made after " : " was made before ")
                      .id(edit.id()));
        }
      }
    }
    return done;
  }

  private boolean disorderly(Draft draft) {
    return draft.edits().values().stream()
        .anyMatch(edit -> {
          Optional<Instant> own = chronology.made(edit.was());
          return fresh(edit).stream()
              .flatMap(id -> draft.change().after().revision(id).stream())
              .flatMap(parent -> chronology.made(parent).stream())
              .anyMatch(made -> own.filter(made::isAfter).isPresent());
        });
  }

  Cure renumber(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.RENUMBER,
        RuleCode.DUPLICATE_REVISION,
        ids,
        new Renumber(wanted),
        this::oldestStays,
        always(Safety.CONSENT));
  }

  private Draft oldestStays(Draft draft) {
    Map<String, List<String>> moved = new LinkedHashMap<>();
    for (RevisionEdit edit : draft.edits().values()) {
      if (edit.changesId()) {
        moved.computeIfAbsent(edit.was().id(), none -> new ArrayList<>()).add(edit.was().path());
      }
    }
    Draft done = draft;
    for (Map.Entry<String, List<String>> each : moved.entrySet()) {
      List<String> stay =
          draft.change().after().declaring(each.getKey()).stream()
              .map(Revision::path)
              .filter(path -> !each.getValue().contains(path))
              .toList();
      done =
          done.because(
              Prose.EMPTY
                  .few(stay, Prose::path)
                  .text(" and ")
                  .few(each.getValue(), Prose::path)
                  .text(" do different work, and the first of them was made first"));
    }
    return done;
  }

  Cure open(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.OPEN,
        RuleCode.CYCLE,
        ids,
        new Open(past, wanted),
        UnaryOperator.identity(),
        always(Safety.SHOWN));
  }

  Cure byDate(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.REPARENT,
        RuleCode.MISSING_PARENT,
        ids,
        new ByDate(chronology, wanted),
        this::cautioned,
        always(Safety.SHOWN));
  }

  Cure leadDependency(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.REPARENT,
        RuleCode.MISSING_DEPENDENCY,
        ids,
        LostDependency.whereMeant(wanted, true),
        this::cautioned,
        always(Safety.CONSENT));
  }

  Cure letGo(List<String> ids, Predicate<String> wanted) {
    return new Cure(
        Strategy.REPARENT,
        RuleCode.MISSING_DEPENDENCY,
        ids,
        new LostDependency(wanted),
        this::cautioned,
        always(Safety.SHOWN));
  }

  /// @param most how many heads one merge revision may join
  Cure merge(List<String> heads, int most) {
    return new Cure(
        Strategy.MERGE,
        RuleCode.SECOND_HEAD,
        heads,
        new MergeHeads(chronology, most),
        draft ->
            cautioned(
                draft.because(
                    Prose.of(
                        "whatever databases have run of these lines stays as it is: only what is"
                            + " missing will run"))),
        always(sure()));
  }

  Cure chainBases(List<String> bases) {
    return new Cure(
        Strategy.REPOINT,
        RuleCode.SECOND_BASE,
        bases,
        new InOrder(chronology),
        draft ->
            cautioned(
                draft.because(
                    Prose.of(
                        "each begins on its own, and an empty database has to run them in the order in"
                            + " which they were made; one that has run only the later ones would not run"
                            + " the earlier ones"))),
        always(Safety.CONSENT));
  }

  /// @param bases of the history; with one alone it is only the heads that are too many
  Cure chainNeeding(List<String> bases, List<String> heads) {
    return new Cure(
        Strategy.REPOINT,
        bases.size() > 1 ? RuleCode.SECOND_BASE : RuleCode.SECOND_HEAD,
        bases.size() > 1 ? bases : heads,
        RePoint.whereForced(),
        draft ->
            cautioned(
                draft.because(
                    Prose.of(
                        "a merge revision would let a database run them in an order in which it refuses"
                            + " them; one that has run only the later ones would not run the earlier"
                            + " ones"))),
        always(Safety.CONSENT));
  }

  Cure linear(List<String> heads) {
    return new Cure(
        Strategy.REPOINT,
        RuleCode.SECOND_HEAD,
        heads,
        new Linear(chronology),
        draft ->
            cautioned(
                draft.because(
                    Prose.of(
                        "each line is put behind the one that was begun before it; a database that has"
                            + " run only some of them would skip the others"))),
        always(Safety.SHOWN));
  }

  private static Function<Draft, Safety> always(Safety safety) {
    return any -> safety;
  }

  /// Nothing is sure of a history that has not been read in full.
  private Safety sure() {
    return unread.any() ? Safety.CONSENT : Safety.SAFE;
  }

  private Draft cautioned(Draft draft) {
    return unread.any() ? draft.because(unread.caution()) : draft;
  }
}
