package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.rule.CountedName;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A project's habit of counting its revisions, in file names (`0007_add_user.py`) or in ids. It is
/// taken for one where at least half of the revisions that have one parent carry the number after
/// their parent's.
final class Numbering {
  private final int digits;
  private final Map<String, Integer> numbers;

  private Numbering(int digits, Map<String, Integer> numbers) {
    this.digits = digits;
    this.numbers = numbers;
  }

  /// @return empty where the project does not count its files
  static Optional<Numbering> of(History history) {
    Map<String, Integer> numbers = new HashMap<>();
    int digits = 0;
    for (Revision revision : history.revisions()) {
      OptionalInt number = number(revision.path());
      if (number.isPresent()) {
        numbers.put(revision.id(), number.getAsInt());
        digits = Math.max(digits, width(name(revision.path())));
      }
    }
    int pairs = 0;
    int counted = 0;
    for (Revision revision : history.revisions()) {
      if (revision.downRevisions().size() == 1) {
        pairs++;
        Integer own = numbers.get(revision.id());
        Integer before = numbers.get(revision.downRevisions().getFirst());
        counted += own != null && before != null && own == before + 1 ? 1 : 0;
      }
    }
    return counted >= 2 && 2 * counted >= pairs
        ? Optional.of(new Numbering(digits, numbers))
        : Optional.empty();
  }

  /// The number that comes after all.
  String next() {
    int highest = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return padded(highest + 1);
  }

  /// What is to be said of revisions that got other parents: the file names that would fit, in one
  /// clause; empty where all of them still do.
  Optional<Prose> note(Collection<RevisionEdit> edits) {
    Map<String, Integer> fitting = new HashMap<>(numbers);
    List<Prose> renames = new ArrayList<>();
    for (RevisionEdit edit : edits) {
      Integer own = fitting.get(edit.id());
      int above =
          edit.parents().stream().mapToInt(id -> fitting.getOrDefault(id, 0)).max().orElse(0);
      if (edit.changesParents() && own != null && own <= above) {
        fitting.put(edit.id(), above + 1);
        String name = name(edit.path());
        String rest = name.substring(width(name));
        renames.add(Prose.EMPTY.path(name).text(" would be ").path(padded(above + 1) + rest));
      }
    }
    return renames.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Prose.of("the project numbers its files: ")
                .then(Prose.joined(renames.subList(0, Math.min(3, renames.size())), ", "))
                .when(renames.size() > 3, Prose.of(" and so on")));
  }

  private String padded(int number) {
    String text = Integer.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  /// The next id where all of these are numbers; as wide as the widest.
  ///
  /// @param taken how many of the next ones are given away already
  static Optional<String> nextId(History history, Collection<String> like, int taken) {
    if (like.isEmpty() || !like.stream().allMatch(Numbering::isNumber)) {
      return Optional.empty();
    }
    int highest = 0;
    for (RevisionFile file : history.files()) {
      // Of a file that cannot be read whole, its name tells as well.
      OptionalInt named = file.revision().isPresent() ? OptionalInt.empty() : number(file.path());
      int declared =
          file.id().filter(Numbering::isNumber).map(Integer::parseInt).orElse(named.orElse(0));
      highest = Math.max(highest, declared);
    }
    int width = like.stream().mapToInt(String::length).max().orElse(0);
    String next = Integer.toString(highest + 1 + taken);
    return Optional.of("0".repeat(Math.max(0, width - next.length())) + next);
  }

  /// Of a revision whose id is a number, the only other one of about that width in its file's name,
  /// as wide as the id.
  static Optional<String> named(Revision revision) {
    if (!isNumber(revision.id())) {
      return Optional.empty();
    }
    int width = revision.id().length();
    String name = name(revision.path()).replaceFirst("\\.py$", "");
    Set<String> numbers = new LinkedHashSet<>();
    for (String word : name.split("[^0-9A-Za-z]+", -1)) {
      if (isNumber(word) && word.length() <= width + 1) {
        String plain = word.replaceFirst("^0+(?=.)", "");
        numbers.add("0".repeat(Math.max(0, width - plain.length())) + plain);
      }
    }
    numbers.remove(revision.id());
    return numbers.size() == 1 ? Optional.of(numbers.iterator().next()) : Optional.empty();
  }

  private static boolean isNumber(String id) {
    return !id.isEmpty() && id.length() < 9 && id.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static OptionalInt number(String path) {
    return CountedName.number(name(path));
  }

  private static int width(String name) {
    int width = 0;
    while (width < name.length() - 1 && name.charAt(width) >= '0' && name.charAt(width) <= '9') {
      width++;
    }
    return width;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
