package dev.retort.python;

import java.util.List;

/// A module's docstring.
///
/// @param text its value
/// @param lines its lines as the source has them, escapes included; empty where it is not one plain
///   literal
public record ModuleDocstring(String text, List<Line> lines) {
  public ModuleDocstring {
    lines = List.copyOf(lines);
  }

  /// @param number of the line in the file, counted from 1
  /// @param text without the line end
  /// @param starts for each character of the text its first byte in the file, and last the byte
  ///   after the text
  public record Line(int number, String text, List<Integer> starts) {
    /// The bytes of a part of the text.
    public Span span(int from, int to) {
      return new Span(starts.get(from), starts.get(to));
    }
  }
}
