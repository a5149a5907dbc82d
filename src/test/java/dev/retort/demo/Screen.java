package dev.retort.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Panels for a terminal of 100 columns.
final class Screen {
  private static final int WIDTH = 98;
  private static final Pattern REMOVED = Pattern.compile("^- (?:Revises:|\\w+: .*=|\\w+ = )");

  /// What a line break has torn apart is left as it is.
  private static final Pattern CODE = Pattern.compile("`[^`\\s]+`");

  private static final Pattern BUTTON = Pattern.compile("\\[ [A-Z][^]]* ]");
  private static final Pattern HEAD =
      Pattern.compile("^(?:Why it matters:|What to do:|- RT\\d+ \\(\\w+\\)|RT\\d+\\b)");

  private final PrintStream out;
  private final boolean colour;

  Screen(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  /// What happens next in the story.
  void act(int number, String text) {
    out.println();
    out.println(painted("1", number + ". " + text));
    out.println();
  }

  void note(String text) {
    for (String line : wrapped(text, WIDTH - 3)) {
      out.println("   " + line);
    }
  }

  /// Something that a person sees on a page.
  ///
  /// @param sign `✓`, `✗` or a blank
  void panel(String sign, String title, List<String> lines) {
    String rule = "─".repeat(Math.max(0, WIDTH - title.length() - sign.length() - 6));
    out.println(
        "╭─ "
            + paintedSign(sign)
            + (sign.isBlank() ? "" : " ")
            + painted(sign.equals("✗") ? "1;31" : sign.equals("✓") ? "1;32" : "1", title)
            + " "
            + rule
            + (sign.isBlank() ? "──" : "─"));
    for (String line : lines) {
      for (String part : wrapped(line, WIDTH - 2)) {
        out.println("│ " + paintedLine(part));
      }
    }
    out.println("╰" + "─".repeat(WIDTH - 1));
  }

  private String paintedSign(String sign) {
    return switch (sign) {
      case "✓" -> painted("32", sign);
      case "✗" -> painted("31", sign);
      default -> sign;
    };
  }

  private String paintedLine(String line) {
    if (line.startsWith("+ ")) {
      return painted("32", line);
    }
    if (REMOVED.matcher(line).find()) {
      return painted("31", line);
    }
    String text =
        CODE.matcher(line)
            .replaceAll(span -> Matcher.quoteReplacement(painted("36", span.group())));
    text =
        BUTTON
            .matcher(text)
            .replaceAll(each -> Matcher.quoteReplacement(painted("7", each.group())));
    return HEAD.matcher(text)
        .replaceAll(each -> Matcher.quoteReplacement(painted("1", each.group())));
  }

  /// Says on a terminal what is being waited for, until something else is printed there.
  void waiting(String text) {
    if (colour) {
      out.print("\r\033[K   … " + text);
      out.flush();
    }
  }

  /// Takes back what was being waited for.
  void waited() {
    if (colour) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  private String painted(String code, String text) {
    return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  /// Lines of at most `width` characters, broken between words, continued at the same indentation.
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String indentation = " ".repeat(line.length() - line.stripLeading().length());
      String rest = line;
      while (rest.length() > width) {
        int space = rest.lastIndexOf(' ', width);
        int at = space > indentation.length() ? space : width;
        lines.add(rest.substring(0, at).stripTrailing());
        rest = indentation + rest.substring(at).stripLeading();
      }
      lines.add(rest);
    }
    return lines;
  }
}
