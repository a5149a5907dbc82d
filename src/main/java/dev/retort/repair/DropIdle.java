package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Copies;
import dev.retort.rule.NamedFile;
import dev.retort.rule.Policy;
import dev.retort.rule.Unambiguous;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The removal of those files of one id that do nothing and that only the change has. An id of its
/// own would be for nobody: there is nothing to run. Where Alembic took the empty one for the
/// revision, what revises the id comes after the empty one's parents from then on by itself.
public final class DropIdle implements Step {
  private final Predicate<String> wanted;

  /// @param wanted the ids to be looked at
  public DropIdle(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Draft done = draft;
    for (String id : now.after().condition().duplicates()) {
      if (wanted.test(id)) {
        for (Revision idle : idle(now, id)) {
          done = handedOn(done.removing(idle.path()), now, idle);
        }
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  private static List<Revision> idle(HistoryChange now, String id) {
    Set<String> places =
        now.before().declaring(id).stream().map(Revision::path).collect(Collectors.toSet());
    List<Revision> all = now.after().declaring(id);
    Copies copies = new Copies(now.after());
    List<Revision> idle =
        all.stream()
            .filter(each -> each.bodies().idle() && !places.contains(each.path()))
            .filter(each -> each.branchLabels().isEmpty() && each.dependsOn().isEmpty())
            .filter(each -> !isNamed(now.after(), each))
            .filter(each -> !places.isEmpty() || !copies.isGround(each))
            .sorted(copies.order())
            .toList();
    // One has to keep the id.
    return idle.subList(idle.size() == all.size() ? 1 : 0, idle.size());
  }

  /// Whether somebody builds on exactly that file, whose name was written for its id.
  private static boolean isNamed(History history, Revision revision) {
    return history.condition().missing().stream()
        .anyMatch(each -> NamedFile.names(each.parent(), revision));
  }

  private static Draft handedOn(Draft draft, HistoryChange now, Revision idle) {
    History history = now.after();
    if (history.revision(idle.id()).filter(idle::equals).isEmpty()) {
      return draft;
    }
    Draft done = draft;
    Set<String> stays = new LinkedHashSet<>();
    history.declaring(idle.id()).stream()
        .filter(each -> !done(draft, each))
        .forEach(each -> stays.addAll(each.downRevisions()));
    for (Revision child : now.added()) {
      Optional<RevisionEdit> edit = done.editOf(child);
      if (edit.isPresent() && edit.get().parents().contains(idle.id())) {
        List<String> others = new ArrayList<>(edit.get().parents());
        others.remove(idle.id());
        Set<String> reached = Unambiguous.reached(history, others);
        reached.addAll(Unambiguous.reached(history, stays));
        Set<String> parents = new LinkedHashSet<>(edit.get().parents());
        idle.downRevisions().stream()
            .filter(id -> Unambiguous.declares(history, id) && !id.equals(child.id()))
            .filter(id -> !reached.contains(id) && !history.isAbove(id, child.id()))
            .forEach(parents::add);
        done = done.with(edit.get().withParents(List.copyOf(parents)));
      }
    }
    return done;
  }

  private static boolean done(Draft draft, Revision revision) {
    return draft.removes().contains(revision.path());
  }
}
