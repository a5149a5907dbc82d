package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.evidence.PastRevisions;
import dev.retort.rule.Created;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// When revisions were made, as far as anything tells: by `Create Date`, otherwise by the commit
/// that brought the file. Where dates say nothing, file names decide, and a number at the beginning
/// of a name counts as a number.
public final class Chronology {
  private final PastRevisions past;
  private final Map<String, Optional<Instant>> known = new HashMap<>();

  public Chronology(PastRevisions past) {
    this.past = past;
  }

  public Optional<Instant> made(Revision revision) {
    return known.computeIfAbsent(
        revision.path(),
        path ->
            Created.of(revision)
                .flatMap(Chronology::date)
                .or(() -> past.added(path).map(Trace::date).flatMap(Chronology::date)));
  }

  /// Oldest first; what has no date at all comes last.
  public Comparator<Revision> order() {
    return Comparator.comparing((Revision each) -> made(each).orElse(Instant.MAX))
        .thenComparingLong(Chronology::number)
        .thenComparing(Revision::path);
  }

  /// By the commit that brought the file, whatever the file says of itself; what git does not know
  /// comes last.
  Comparator<Revision> brought() {
    return Comparator.comparing(revision ->
        past.added(revision.path()).map(Trace::date).flatMap(Chronology::date).orElse(Instant.MAX));
  }

  private static long number(Revision revision) {
    String name = revision.path().substring(revision.path().lastIndexOf('/') + 1);
    int digits = 0;
    while (digits < name.length() && digits < 18 && Character.isDigit(name.charAt(digits))) {
      digits++;
    }
    return digits == 0 ? Long.MAX_VALUE : Long.parseLong(name.substring(0, digits));
  }

  /// `2024-01-31`, with a time or without one, with an offset or without one.
  static Optional<Instant> date(String text) {
    String stripped = text.strip();
    if (stripped.length() < 10) {
      return Optional.empty();
    }
    try {
      if (stripped.length() < 19) {
        return Optional.of(
            LocalDateTime.parse(stripped.substring(0, 10) + "T00:00:00").toInstant(ZoneOffset.UTC));
      }
      String iso = stripped.substring(0, 10) + "T" + stripped.substring(11, 19);
      int sign = Math.max(stripped.indexOf('+', 19), stripped.indexOf('-', 19));
      boolean offset = sign > 0 && stripped.length() == sign + 6;
      return Optional.of(
          offset
              ? OffsetDateTime.parse(iso + stripped.substring(sign)).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
