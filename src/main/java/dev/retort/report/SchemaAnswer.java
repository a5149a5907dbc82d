package dev.retort.report;

import dev.retort.change.HistoryChange;
import dev.retort.schema.Replay;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;
import java.util.Optional;

/// The whole of what a change does to the schema, with the tables around it, as a comment.
public final class SchemaAnswer {
  /// Of 65,536 characters, some for what other commands of the same comment answer.
  private static final int LONGEST = 56_000;

  private static final int MOST_ENVIRONMENTS = 4;
  private static final int MOST_LINES = 150;

  private SchemaAnswer() {}

  /// Markdown; strangers' words in it are inert.
  public static String of(Verdict verdict) {
    List<Judged> concerned =
        verdict.environments().stream()
            .filter(judged -> !judged.change().added().isEmpty())
            .toList();
    if (concerned.isEmpty()) {
      return "This pull request adds no revision, so it does nothing to the schema.";
    }
    Limited page = new Limited(LONGEST);
    concerned.stream().limit(MOST_ENVIRONMENTS).forEach(judged -> environment(page, judged));
    if (concerned.size() > MOST_ENVIRONMENTS) {
      page.add(
          (concerned.size() - MOST_ENVIRONMENTS)
              + " more environments are left out; `retort schema --base` shows all.");
    }
    return page.toString();
  }

  private static void environment(Limited page, Judged judged) {
    HistoryChange change = judged.change();
    Replay replay = change.replayed();
    SchemaView view =
        new SchemaView(replay, change.upgrade(), List.of(), true, Optional.of(change.addedIds()));
    page.add(
        "What this does to the schema of "
            + Markdown.code(change.environment().scriptLocation())
            + " ("
            + replay.dialect().sqlName()
            + "):");
    for (Replay.Step step : view.steps()) {
      List<String> lines = SchemaMarkdown.lines(step);
      if (!page.add("**" + SchemaMarkdown.heading(step) + "**")) {
        page.add("More revisions are left out; `retort schema --base` shows all.");
        return;
      }
      if (lines.isEmpty()) {
        page.add(SchemaMarkdown.NOTHING);
      } else {
        page.addList(lines, line -> line, MOST_LINES, rest -> "- … and " + rest + " more lines");
      }
    }
    EffectLines.Told told = EffectLines.of(view.steps());
    if (!told.remarks().isEmpty()) {
      page.addList(
          told.remarks(), line -> "- " + Markdown.text(Visible.cut(line, 600)), 3, rest -> "- …");
    }
    page.add(UpgradeWords.sentence(view.upgrade(), Headline.Voice.MARKDOWN));
    SchemaDiagram.of(view)
        .ifPresent(diagram -> {
          if (!page.add("The tables around it:\n\n" + Markdown.block("mermaid", diagram).strip())) {
            page.add("(The picture of the tables would be too long for a comment.)");
          }
          SchemaDiagram.note(view).ifPresent(note -> page.add("(" + note + ".)"));
        });
  }
}
