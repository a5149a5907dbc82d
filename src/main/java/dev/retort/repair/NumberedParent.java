package dev.retort.repair;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Policy;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Writes as text a parent that is written as a number, where a revision has that number as its id.
/// Alembic loads no history with such a parent, and whatever else is repaired beside it would take
/// its revision for a beginning.
final class NumberedParent implements Step {
  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Draft done = draft;
    for (RevisionFile file : now.after().files()) {
      List<String> numbers = numbers(file);
      Optional<Revision> revision =
          file.revision().filter(each -> now.before().revision(each.id()).isEmpty());
      if (numbers.isEmpty() || revision.isEmpty()) {
        continue;
      }
      Optional<RevisionEdit> edit = done.editOf(revision.get());
      List<String> meant =
          numbers.stream()
              .flatMap(number -> meant(number, revision.get(), now.after()).stream())
              .toList();
      if (edit.isPresent() && meant.size() == numbers.size()) {
        Set<String> parents = new LinkedHashSet<>(edit.get().parents());
        parents.addAll(meant);
        done = done.with(edit.get().withParents(List.copyOf(parents)));
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  /// Whether a parent is no text, so that Alembic loads nothing.
  static boolean isLeft(History history) {
    return history.files().stream()
        .flatMap(file -> file.problems().stream())
        .anyMatch(problem ->
            problem.flaw() instanceof Flaw.BadId.ReferenceOfType flaw
                && flaw.name().equals("down_revision"));
  }

  private static List<String> numbers(RevisionFile file) {
    return file.problems().stream()
        .flatMap(problem ->
            problem.flaw() instanceof Flaw.BadId.ReferenceOfType flaw
                    && flaw.name().equals("down_revision")
                ? flaw.number().stream()
                : Stream.of())
        .toList();
  }

  /// The id that is that number, written just so or with zeros before it.
  private static Optional<String> meant(String number, Revision child, History history) {
    List<String> alike =
        history.revisions().stream()
            .map(Revision::id)
            .filter(id -> !id.equals(child.id()))
            .filter(id -> id.matches("[0-9]+") && new BigInteger(id).toString().equals(number))
            .distinct()
            .toList();
    return alike.stream()
        .filter(number::equals)
        .findFirst()
        .or(() -> alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty())
        .filter(id -> !history.isAbove(id, child.id()));
  }
}
