package dev.retort.report;

import dev.retort.report.Ink.Tone;
import java.util.stream.Collectors;

/// A unified diff for a terminal, coloured as git does it.
public final class DiffText {
  private DiffText() {}

  public static String of(String patch, Ink ink) {
    return patch.lines().map(line -> draw(line, ink) + "\n").collect(Collectors.joining());
  }

  private static String draw(String raw, Ink ink) {
    String line = Visible.lines(raw);
    if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ")) {
      return ink.draw(Tone.BOLD, line);
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> ink.draw(Tone.GREEN, line);
      case '-' -> ink.draw(Tone.RED, line);
      case '@' -> ink.draw(Tone.BLUE, line);
      default -> line;
    };
  }
}
