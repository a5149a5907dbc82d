package dev.retort.rule;

import dev.retort.alembic.Revision;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/// The place in line that a counted name gives a revision: a file such as `0007_add_user.py`, or an
/// id that is such a number.
public final class CountedName {
  /// More digits are a date or a moment.
  private static final int MOST_DIGITS = 6;

  private CountedName() {}

  /// Empty where neither the file's name begins with a number nor the id is one.
  public static OptionalInt of(Revision revision) {
    OptionalInt named = number(revision.path().substring(revision.path().lastIndexOf('/') + 1));
    return named.isPresent() ? named : number(revision.id() + "_");
  }

  /// The number that a file's name begins with and that something divides from the rest.
  public static OptionalInt number(String name) {
    int width = 0;
    while (width < name.length() - 1 && name.charAt(width) >= '0' && name.charAt(width) <= '9') {
      width++;
    }
    return width == 0 || width > MOST_DIGITS || "_-.".indexOf(name.charAt(width)) < 0
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(name.substring(0, width)));
  }

  /// Whether each of some revisions has a number, and no two the same.
  public static boolean tellApart(Collection<Revision> revisions) {
    Set<Integer> numbers = new HashSet<>();
    return revisions.stream()
        .map(CountedName::of)
        .allMatch(number -> number.isPresent() && numbers.add(number.getAsInt()));
  }
}
