package dev.retort.report;

import dev.retort.repair.Repair;
import dev.retort.repair.Summary;
import dev.retort.rule.Prose;

/// What repairs do, written down.
public final class RepairWords {
  private static final int LONGEST = 8_000;

  private RepairWords() {}

  /// One line of inert Markdown: what it does, and the first reasons.
  public static String markdown(Repair repair) {
    return ProseMarkdown.of(repair.summary().line(), LONGEST);
  }

  /// Any words, as inert Markdown.
  public static String markdown(Prose words) {
    return ProseMarkdown.of(words, LONGEST);
  }

  /// What it does alone; the reasons behind it have lines of their own.
  static String heading(Repair repair) {
    Summary summary = repair.summary();
    return ProseMarkdown.of(summary.reasons().isEmpty() ? summary.line() : summary.what(), LONGEST);
  }

  /// The same as one line for terminals and commit messages.
  public static String plain(Repair repair) {
    return plain(repair.summary().line());
  }

  /// Words as one line for terminals and commit messages.
  public static String plain(Prose words) {
    return Visible.line(words.plain());
  }
}
