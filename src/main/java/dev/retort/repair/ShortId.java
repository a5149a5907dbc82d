package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Finding;
import dev.retort.rule.LongId;
import dev.retort.rule.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A shorter id for a revision whose own the version table cannot hold, as long as only the change
/// has it: its first words, or twelve hexadecimal digits where another one has these. What the
/// change builds on it follows, and so does a file name that begins with the id.
public final class ShortId implements Step {
  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    if (now.before().revisions().isEmpty()
        || new LongId().find(now, policy).stream().noneMatch(Finding::fails)) {
      return Optional.empty();
    }
    Set<String> taken = new HashSet<>();
    now.after().revisions().forEach(each -> taken.add(each.id()));
    Draft done = draft;
    for (Revision revision : now.added()) {
      Optional<RevisionEdit> edit = done.editOf(revision);
      if (!LongId.isLong(revision.id())
          || edit.isEmpty()
          || now.after().declaring(revision.id()).size() > 1) {
        continue;
      }
      String id = shorter(revision, now, taken);
      taken.add(id);
      done = done.with(edit.get().withId(id).withPath(Renumber.moved(revision, id)));
      done = followed(done, now, revision.id(), id);
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  private static String shorter(Revision revision, HistoryChange now, Set<String> taken) {
    String beginning = revision.id().substring(0, LongId.MOST_CHARACTERS);
    int end = Math.max(beginning.lastIndexOf('_'), beginning.lastIndexOf('-'));
    String words = end > 3 ? beginning.substring(0, end) : beginning;
    return taken.contains(words) || !words.chars().allMatch(c -> c > ' ' && c < 0x7f)
        ? MergeRevision.freeId(now.after(), Set.of(revision.id()), taken)
        : words;
  }

  private static Draft followed(Draft draft, HistoryChange now, String old, String id) {
    Draft done = draft;
    for (Revision child : now.added()) {
      Optional<RevisionEdit> edit = done.editOf(child);
      if (edit.isPresent() && edit.get().parents().contains(old)) {
        done = done.with(edit.get().withParents(replaced(edit.get().parents(), old, id)));
      } else if (edit.isPresent() && edit.get().dependsOn().contains(old)) {
        done = done.with(edit.get().withDependsOn(replaced(edit.get().dependsOn(), old, id)));
      }
    }
    return done;
  }

  private static List<String> replaced(List<String> ids, String old, String id) {
    List<String> others = new ArrayList<>(ids);
    others.replaceAll(each -> each.equals(old) ? id : each);
    return others;
  }
}
