package dev.retort.rule;

import dev.retort.alembic.Revision;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a revision says that it was made: by `Create Date`, or by a date at the beginning of its
/// file's name; a day without a time is one, too.
public final class Created {
  private static final Pattern NAME =
      Pattern.compile(
          "((?:19|20)\\d\\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\\d|3[01])"
              + "(?:[-_T]?([01]\\d|2[0-3])[-_]?([0-5]\\d)(?:[-_]?[0-5]\\d)?)?[-_.].*");

  private Created() {}

  /// As ISO 8601, so that texts compare as the moments do; empty where nothing says it.
  public static Optional<String> of(Revision revision) {
    return revision
        .docstring()
        .createDate()
        .map(String::strip)
        .filter(date -> !date.isEmpty())
        .or(() -> named(revision.path()));
  }

  private static Optional<String> named(String path) {
    Matcher name = NAME.matcher(path.substring(path.lastIndexOf('/') + 1));
    if (!name.matches()) {
      return Optional.empty();
    }
    String day = name.group(1) + "-" + name.group(2) + "-" + name.group(3);
    return Optional.of(
        name.group(4) == null ? day : day + " " + name.group(4) + ":" + name.group(5) + ":00");
  }
}
