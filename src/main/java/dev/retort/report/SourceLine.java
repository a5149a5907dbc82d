package dev.retort.report;

import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.python.Span;
import dev.retort.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The line that a finding points at, and where on it the value stands.
///
/// @param line counted from 1
/// @param text the line without its end, as it is stored
/// @param from first character of the value, counted from 0
/// @param to the character after its last one on this line; equal to `from` where the value is not
///   known
record SourceLine(int line, String text, int from, int to) {
  /// From the file as it would land; empty where there is no such file or line.
  static Optional<SourceLine> of(HistoryChange change, Finding finding) {
    Snapshot landing = change.change().landing().tree();
    byte[] bytes = landing.read(List.of(finding.path())).get(finding.path());
    return bytes == null ? Optional.empty() : of(bytes, finding.line(), finding.value());
  }

  static Optional<SourceLine> of(byte[] bytes, int line, Optional<Span> value) {
    int start = 0;
    for (int at = 1; at < line; at++) {
      start = after(bytes, start);
      if (start >= bytes.length) {
        return Optional.empty();
      }
    }
    if (line < 1 || start >= bytes.length) {
      return Optional.empty();
    }
    int end = after(bytes, start);
    while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    String text = decoded(bytes, start, end);
    if (value.isEmpty()) {
      return Optional.of(new SourceLine(line, text, 0, 0));
    }
    int from = Math.clamp(value.get().start(), start, end);
    int to = Math.clamp(value.get().end(), from, end);
    int first = decoded(bytes, start, from).length();
    return Optional.of(
        new SourceLine(line, text, first, first + decoded(bytes, from, to).length()));
  }

  private static String decoded(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /// The first byte of the next line.
  static int after(byte[] bytes, int start) {
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] == '\n'
          || (bytes[i] == '\r' && (i + 1 >= bytes.length || bytes[i + 1] != '\n'))) {
        return i + 1;
      }
    }
    return bytes.length;
  }
}
