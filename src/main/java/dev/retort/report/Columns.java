package dev.retort.report;

import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.python.Span;
import dev.retort.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Where on their lines the values of findings begin, counted from 1 in UTF-16 units. It goes on
/// from the finding before: thousands on one line of a hostile file cost one reading of it.
final class Columns {
  private final Snapshot landing;
  private String path = "";
  private byte[] bytes = {};
  private int line;
  private int start;
  private int end;
  private int at;
  private int units;

  Columns(HistoryChange change) {
    this.landing = change.change().landing().tree();
  }

  /// Empty where the finding has no value, or there is no such line in the file as it would land.
  Optional<Integer> of(Finding finding) {
    Optional<Span> value = finding.value();
    if (value.isEmpty() || finding.line() < 1) {
      return Optional.empty();
    }
    if (!finding.path().equals(path)) {
      path = finding.path();
      bytes = landing.read(List.of(path)).getOrDefault(path, new byte[0]);
      toLine(1, 0);
    }
    if (finding.line() < line) {
      toLine(1, 0);
    }
    while (line < finding.line() && end < bytes.length) {
      toLine(line + 1, end);
    }
    int from = Math.max(value.get().start(), start);
    if (line != finding.line() || from >= end || value.get().end() <= from) {
      return Optional.empty();
    }
    if (from < at) {
      toLine(line, start);
    }
    units += new String(bytes, at, from - at, StandardCharsets.UTF_8).length();
    at = from;
    return Optional.of(units + 1);
  }

  private void toLine(int number, int begin) {
    line = number;
    start = begin;
    end = SourceLine.after(bytes, begin);
    at = begin;
    units = 0;
  }
}
