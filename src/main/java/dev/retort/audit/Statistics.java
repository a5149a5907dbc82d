package dev.retort.audit;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.Undecidable;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.PastRevisions;
import dev.retort.repair.Chronology;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// An environment in figures.
///
/// @param files what Alembic would load
/// @param revisions what of it declares one
/// @param merges revisions with more than one parent
/// @param longestChain revisions on the longest way from a base to a head; circles are not walked
/// @param undecidable what only running a file would tell
/// @param oldest the first `Create Date`, as a day of UTC
/// @param youngest the last one
/// @param undated revisions whose docstring has no `Create Date` that can be read
public record Statistics(
    int files,
    int revisions,
    int merges,
    int longestChain,
    List<Undecidable> undecidable,
    Optional<LocalDate> oldest,
    Optional<LocalDate> youngest,
    int undated) {
  public Statistics {
    undecidable = List.copyOf(undecidable);
  }

  static Statistics of(History history, Order order) {
    Chronology written = new Chronology(PastRevisions.of(GitEvidence.NONE));
    List<Instant> dates =
        history.revisions().stream().map(written::made).flatMap(Optional::stream).sorted().toList();
    return new Statistics(
        history.files().size(),
        history.revisions().size(),
        (int) history.revisions().stream().filter(Revision::mergePoint).count(),
        order.longestChain(),
        history.undecidable(),
        dates.isEmpty() ? Optional.empty() : Optional.of(day(dates.getFirst())),
        dates.isEmpty() ? Optional.empty() : Optional.of(day(dates.getLast())),
        history.revisions().size() - dates.size());
  }

  /// `2019`, or `2019 to 2026`.
  public Optional<String> years() {
    return oldest.flatMap(first ->
        youngest.map(last ->
            first.getYear() == last.getYear()
                ? Objects.toString(first.getYear())
                : first.getYear() + " to " + last.getYear()));
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
