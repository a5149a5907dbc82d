package dev.retort.report;

import dev.retort.alembic.RuleCode;
import dev.retort.rule.RulePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What rules have to say about themselves, as a page and as a list. All of it is ours, so nothing
/// needs to be escaped.
public final class RulePages {
  /// Where the rules' pages can be read.
  private static final String PAGES = "https://github.com/retort/retort/blob/main/src/docs/rules";

  private RulePages() {}

  /// The folder of the rules' pages: `RETORT_DOCS_URL`, or where this project keeps them.
  public static String address(Map<String, String> environment) {
    String named = environment.getOrDefault("RETORT_DOCS_URL", "");
    boolean link = named.startsWith("https://") || named.startsWith("http://");
    return link ? named.replaceFirst("/+$", "") : PAGES;
  }

  /// The address of one rule's page.
  ///
  /// @param folder of the pages
  public static String page(String folder, RuleCode code) {
    return folder + "/" + code + ".md";
  }

  /// A rule a paragraph, aligned.
  ///
  /// @param width columns to wrap at
  public static String catalogue(List<RulePage> pages, int width, Ink ink) {
    int longest = pages.stream().mapToInt(page -> page.name().length()).max().orElse(0);
    int column = (RuleCode.SECOND_HEAD + "  failure  ").length() + longest + 2;
    StringBuilder out = new StringBuilder();
    for (RulePage page : pages) {
      String head =
          ink.draw(Ink.Tone.BOLD, page.code().toString())
              + "  "
              + ink.draw(VerdictText.tone(page.severity()), padded(page.severity().word(), 7))
              + "  "
              + padded(page.name(), longest);
      if (width - column >= 40) {
        String indent = "\n" + " ".repeat(column);
        out.append(head).append("  ");
        out.append(String.join(indent, wrapped(page.what(), width - column))).append('\n');
      } else {
        out.append(head.stripTrailing()).append("\n    ");
        out.append(String.join("\n    ", wrapped(page.what(), width - 4))).append('\n');
      }
    }
    return out.toString();
  }

  /// A rule's page as this project publishes it.
  public static String published(RulePage page) {
    return markdown(page).stripTrailing()
        + "\n\n---\n\n[All rules](README.md). Set its severity in `.github/retort.yml`: `rules: {"
        + page.code()
        + ": warning}`.\n";
  }

  /// The list of the published pages.
  public static String index(List<RulePage> pages) {
    StringBuilder out =
        new StringBuilder(
            "# Rules\n\nWritten from the rules themselves; `retort rules` prints the same.\n\n");
    out.append("| code | default | rule | finds |\n|---|---|---|---|\n");
    for (RulePage page : pages) {
      String what = page.what().replace("|", "\\|").replace("\n", " ");
      out.append(
          "| [%s](%s.md) | %s | %s | %s |\n"
              .formatted(page.code(), page.code(), page.severity().word(), page.name(), what));
    }
    return out.toString();
  }

  public static String catalogueMarkdown(List<RulePage> pages) {
    StringBuilder out = new StringBuilder("| code | default | rule | finds |\n|---|---|---|---|\n");
    for (RulePage page : pages) {
      out.append("| ")
          .append(page.code())
          .append(" | ")
          .append(page.severity().word())
          .append(" | ")
          .append(page.name())
          .append(" | ")
          .append(page.what().replace("|", "\\|").replace("\n", " "))
          .append(" |\n");
    }
    return out.toString();
  }

  public static String markdown(RulePage page) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(page.code()).append(" ").append(page.name()).append("\n\n");
    out.append("Default severity: ").append(page.severity().word()).append("\n\n");
    out.append(page.what()).append("\n\n");
    out.append("## Why it matters\n\n").append(page.why()).append("\n\n");
    out.append("## Example\n\n").append(Markdown.block("python", page.example())).append("\n\n");
    out.append("## What to do\n\n").append(page.fix()).append("\n\n");
    out.append("## Is that safe?\n\n").append(page.fixSafety()).append('\n');
    if (!page.alembicSays().isEmpty()) {
      out.append("\n## What Alembic says\n\n");
      out.append(Markdown.block("text", String.join("\n", page.alembicSays()))).append('\n');
    }
    return out.toString();
  }

  public static String text(RulePage page, int width, Ink ink) {
    StringBuilder out = new StringBuilder();
    out.append(ink.draw(Ink.Tone.BOLD, page.code() + "  " + page.name()));
    String severity = page.severity().word();
    out.append("  (")
        .append(ink.draw(VerdictText.tone(page.severity()), severity))
        .append(" by default)\n\n");
    paragraph(out, page.what(), width);
    section(out, "Why it matters", page.why(), width);
    out.append("Example\n\n");
    page.example()
        .lines()
        .forEach(line -> out.append(("    " + line).stripTrailing()).append('\n'));
    out.append('\n');
    section(out, "What to do", page.fix(), width);
    section(out, "Is that safe?", page.fixSafety(), width);
    if (!page.alembicSays().isEmpty()) {
      out.append("What Alembic says\n\n");
      page.alembicSays()
          .forEach(said ->
              wrapped(said, width - 4)
                  .forEach(line -> out.append("    ").append(line).append('\n')));
    }
    return out.toString().stripTrailing() + "\n";
  }

  private static void section(StringBuilder out, String title, String text, int width) {
    out.append(title).append("\n\n");
    paragraph(out, text, width);
  }

  private static void paragraph(StringBuilder out, String text, int width) {
    wrapped(text, width - 2).forEach(line -> out.append("  ").append(line).append('\n'));
    out.append('\n');
  }

  /// Lines of at most this many columns, broken at blanks.
  public static List<String> wrapped(String text, int width) {
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    for (String word : text.split("[ \n]+", -1)) {
      if (!row.isEmpty() && row.length() + 1 + word.length() > width) {
        rows.add(row.toString());
        row.setLength(0);
      }
      row.append(row.isEmpty() ? "" : " ").append(word);
    }
    rows.add(row.toString());
    return rows;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
