package dev.retort.forge.github;

import dev.retort.report.DiffLines;
import java.util.ArrayList;
import java.util.List;

/// A unified diff of one file, without its file headers, as GitHub gives it.
record Patch(String text) {

  /// The lines of the new file that are in each hunk: kept and added ones, which always follow each
  /// other without a gap.
  List<DiffLines.Run> runs() {
    List<DiffLines.Run> runs = new ArrayList<>();
    int first = 0;
    int next = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.startsWith("@@")) {
        add(runs, first, next);
        first = newStart(line);
        next = first;
      } else if (line.startsWith(" ") || line.startsWith("+") || line.isEmpty()) {
        next++;
      }
    }
    add(runs, first, next);
    return runs;
  }

  private static void add(List<DiffLines.Run> runs, int first, int next) {
    if (first > 0 && next > first) {
      runs.add(new DiffLines.Run(first, next - 1));
    }
  }

  /// From `@@ -12,7 +12,9 @@`; 0 where it is something else.
  private static int newStart(String header) {
    int at = header.indexOf('+');
    int end = at + 1;
    while (at >= 0 && end < header.length() && Character.isDigit(header.charAt(end))) {
      end++;
    }
    try {
      return at < 0 ? 0 : Integer.parseInt(header, at + 1, end, 10);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
