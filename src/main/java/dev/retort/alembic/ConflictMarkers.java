package dev.retort.alembic;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// What git leaves in a file that it could not merge: a line of seven `<`, one of seven `=` and one
/// of seven `>`, in this order.
final class ConflictMarkers {
  private static final Needle OPENING = Needle.of("<<<<<<<");

  private ConflictMarkers() {}

  /// The line of the first conflict, counted from 1.
  static OptionalInt line(byte[] content) {
    if (!OPENING.isIn(content)) {
      return OptionalInt.empty();
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int number = 0;
    int opened = 0;
    boolean parted = false;
    for (String line : text.split("\r\n|\r|\n", -1)) {
      number++;
      if (line.startsWith("<<<<<<< ") || line.equals("<<<<<<<")) {
        opened = number;
        parted = false;
      } else if (opened > 0 && line.equals("=======")) {
        parted = true;
      } else if (parted && (line.startsWith(">>>>>>> ") || line.equals(">>>>>>>"))) {
        return OptionalInt.of(opened);
      }
    }
    return OptionalInt.empty();
  }

  /// The line of a marker that was left when its fellows were taken out, counted from 1: only of a
  /// file that Python cannot parse, since text may look the same.
  static OptionalInt leftOver(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int number = 0;
    for (String line : text.split("\r\n|\r|\n", -1)) {
      number++;
      boolean named =
          line.startsWith("<<<<<<< ") || line.startsWith("||||||| ") || line.startsWith(">>>>>>> ");
      if (named || line.equals("=======")) {
        return OptionalInt.of(number);
      }
    }
    return OptionalInt.empty();
  }
}
