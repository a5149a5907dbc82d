package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.alembic.Severity;
import dev.retort.repair.Repair;
import dev.retort.report.Ink.Tone;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A verdict for somebody at a terminal: each finding with its line and a caret below the value, a
/// small graph, the repair. Everything of a stranger's is made visible first.
public final class VerdictText {
  private static final int LONGEST_MESSAGE = 2_000;
  private static final int MOST_FINDINGS = 200;

  /// Notices of one rule that are told one by one.
  private static final int MOST_ALIKE = 3;

  private final Ink ink;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  private VerdictText(Ink ink, int width) {
    this.ink = ink;
    this.width = Math.max(40, width);
  }

  /// @param width columns to wrap at
  public static String of(Verdict verdict, Ink ink, int width) {
    return of(verdict, ink, width, List.of());
  }

  /// @param closing sentences of whoever judged, below the conclusion: what to type next, what it
  ///   was judged against; they are not wrapped, so that a command in them can be pasted
  public static String of(Verdict verdict, Ink ink, int width, List<String> closing) {
    VerdictText text = new VerdictText(ink, width);
    for (Judged judged : verdict.environments()) {
      text.write(judged);
    }
    text.conclude(verdict);
    closing.forEach(sentence -> text.line(Visible.line(sentence, LONGEST_MESSAGE)));
    return text.out.toString();
  }

  private void write(Judged judged) {
    if (judged.findings().isEmpty()) {
      return;
    }
    String config =
        judged.change().environment().config().map(path -> " (" + visible(path) + ")").orElse("");
    line(
        ink.draw(Tone.BOLD, visible(judged.change().environment().scriptLocation()))
            + ink.draw(Tone.DIM, config));
    line("");
    List<Finding> fresh = judged.findings().stream().filter(Finding::isNew).toList();
    List<Finding> old = judged.findings().stream().filter(each -> !each.isNew()).toList();
    boolean folded = old.size() > Math.max(1, fresh.size());
    List<Finding> shown = folded ? fresh : judged.findings();
    Map<String, Long> alike = new TreeMap<>();
    List<Finding> apart = shown.stream().filter(each -> !isOneOfMany(each, alike)).toList();
    apart.stream().limit(MOST_FINDINGS).forEach(finding -> write(judged, finding));
    if (apart.size() > MOST_FINDINGS) {
      line((apart.size() - MOST_FINDINGS) + " more findings; --format json has all.");
      line("");
    }
    alike.values().removeIf(count -> count <= MOST_ALIKE);
    if (!alike.isEmpty()) {
      String list =
          alike.entrySet().stream()
              .map(each -> (each.getValue() - MOST_ALIKE) + " × " + each.getKey())
              .collect(Collectors.joining(", "));
      wrapped("More notices like these are not listed (" + list + "); --format json has them.")
          .forEach(this::line);
      line("");
    }
    if (folded) {
      // What was there before must not drown what is new.
      Map<String, Long> counts =
          old.stream()
              .collect(
                  Collectors.groupingBy(
                      each -> each.code().toString(), TreeMap::new, Collectors.counting()));
      String list =
          counts.entrySet().stream()
              .map(each -> each.getValue() + " × " + each.getKey())
              .collect(Collectors.joining(", "));
      wrapped(
              old.size()
                  + " findings were there before and are not listed ("
                  + list
                  + "); --format json has them.")
          .forEach(this::line);
      line("");
    }
    if (judged.findings().stream().anyMatch(Finding::fails)) {
      TextGraph.of(PictureSelection.landing(judged), ink).forEach(row -> line("  " + row));
      line("");
    }
    judged.recommended().ifPresent(this::write);
  }

  /// Whether a notice says what some above it have said already: together they would drown what has
  /// to be acted on.
  private static boolean isOneOfMany(Finding finding, Map<String, Long> alike) {
    return finding.severity() == Severity.NOTICE
        && alike.merge(finding.code().toString(), 1L, Long::sum) > MOST_ALIKE;
  }

  private void write(Judged judged, Finding finding) {
    line(
        ink.draw(tone(finding.severity()), finding.severity().word())
            + " "
            + ink.draw(Tone.BOLD, finding.code().toString())
            + "  "
            + visible(finding.path())
            + ":"
            + finding.line()
            + (finding.isNew() ? "" : ink.draw(Tone.DIM, "  (was there before)")));
    wrapped(Visible.line(finding.told().plain(), LONGEST_MESSAGE)).forEach(row -> line("  " + row));
    if (finding.isNew()) {
      SourceLine.of(judged.change(), finding).ifPresent(this::write);
    }
    line("");
  }

  private void write(SourceLine source) {
    // Long lines are shown from a little before the value.
    int room = width - 12;
    int from = source.to() > room ? Math.max(0, source.from() - 20) : 0;
    int to = Math.min(source.text().length(), from + room);
    if (from >= to) {
      return;
    }
    String before = expanded(source.text().substring(from, Math.max(from, source.from())));
    String value =
        expanded(
            source
                .text()
                .substring(Math.max(from, source.from()), Math.clamp(source.to(), from, to)));
    String rest = expanded(source.text().substring(Math.clamp(source.to(), from, to), to));
    String number = Integer.toString(source.line());
    String gutter = ink.draw(Tone.DIM, " | ");
    line("");
    line("    " + number + gutter + before + value + rest);
    if (!value.isEmpty()) {
      line(
          "    "
              + " ".repeat(number.length())
              + gutter
              + " ".repeat(columns(before))
              + ink.draw(Tone.RED, "^".repeat(Math.max(1, columns(value)))));
    }
  }

  private void write(Repair repair) {
    String caution =
        switch (repair.safety()) {
          case SAFE -> ", safe to apply";
          case CONSENT -> ", ask first: only if no database has run what it changes";
          case SHOWN -> ", for you to decide and do";
        };
    wrapped(
            "Repair ("
                + repair.strategy().word()
                + caution
                + "): "
                + Visible.line(repair.summary().line().plain(), LONGEST_MESSAGE)
                + (repair.strategy() == Repair.Strategy.MERGE
                    ? ". A merge revision edits nothing that a database may have run."
                    : ""))
        .forEach(row -> line(ink.draw(Tone.GREEN, row)));
    wrapped(MarkdownSections.proof(repair, Headline.Voice.PLAIN)).forEach(this::line);
    line("");
  }

  private void conclude(Verdict verdict) {
    if (!verdict.conflicts().isEmpty()) {
      line(
          "Both sides changed differently: "
              + verdict.conflicts().stream()
                  .limit(MarkdownSections.MOST_IDS)
                  .map(VerdictText::visible)
                  .collect(Collectors.joining(", "))
              + (verdict.conflicts().size() > MarkdownSections.MOST_IDS ? ", …" : ""));
    }
    String headline = Headline.of(verdict, Headline.Voice.PLAIN);
    Tone tone =
        switch (verdict.conclusion()) {
          case SUCCESS -> Tone.GREEN;
          case FAILURE -> Tone.RED;
          case NEUTRAL -> Tone.YELLOW;
        };
    String counts = counts(verdict);
    line(
        ink.draw(tone, verdict.conclusion().word())
            + ": "
            + headline
            + (counts.isEmpty() ? "." : " – " + counts + "."));
  }

  private static String counts(Verdict verdict) {
    List<String> counts = new ArrayList<>();
    long failures = verdict.findings().filter(Finding::fails).count();
    long warnings =
        verdict
            .findings()
            .filter(finding -> finding.isNew() && finding.severity() == Severity.WARNING)
            .count();
    long notices = verdict.findings().count() - failures - warnings;
    if (failures > 0) {
      counts.add(Counted.of(failures, "failure", "failures"));
    }
    if (warnings > 0) {
      counts.add(Counted.of(warnings, "warning", "warnings"));
    }
    if (notices > 0) {
      counts.add(Counted.of(notices, "notice", "notices"));
    }
    return String.join(", ", counts);
  }

  private List<String> wrapped(String text) {
    return RulePages.wrapped(text, width - 4);
  }

  private static String expanded(String text) {
    return Visible.line(text.replace("\t", "    "));
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String visible(String text) {
    return Visible.line(text, 400);
  }

  static Tone tone(Severity severity) {
    return switch (severity) {
      case FAILURE -> Tone.RED;
      case WARNING -> Tone.YELLOW;
      case NOTICE, OFF -> Tone.BLUE;
    };
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
