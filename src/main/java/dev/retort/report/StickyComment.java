package dev.retort.report;

import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Conclusion;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;
import java.util.Optional;

/// The one comment that Retort keeps in a pull request's conversation: what is wrong, the history
/// around it before and after the repair, the proof, and what to answer.
public final class StickyComment {
  /// Hidden at the start of the comment. It counts only at the start, and only in a comment of our
  /// App's.
  public static final String MARKER = "<!-- retort:sticky -->";

  private static final int LONGEST = 65_536;
  private static final int MOST_BULLETS = 20;
  private static final int MOST_ENVIRONMENTS = 4;

  private static final String COMMANDS =
      "<sub>`/retort fix` commits the repair · `/retort plan` shows it · `/retort check` judges again"
          + " · `/retort explain CODE` says more about a rule · `/retort accept CODE because …` lets it"
          + " pass · `/retort help`</sub>";

  private StickyComment() {}

  /// Whether a comment of our App's is the one.
  public static boolean isSticky(String body) {
    return body.stripLeading().startsWith(MARKER);
  }

  /// @param lines where suggestions can be placed; what they cannot carry, a patch shows
  public static String of(Verdict verdict, DiffLines lines) {
    return of(verdict, lines, Optional.empty());
  }

  /// @param note a sentence of Markdown on how it came to this
  public static String of(Verdict verdict, DiffLines lines, Optional<String> note) {
    Limited page = new Limited(LONGEST);
    page.add(MARKER);
    page.add("### " + Headline.of(verdict, Headline.Voice.MARKDOWN));
    if (verdict.conclusion() == Conclusion.SUCCESS
        && verdict.findings().noneMatch(Finding::isNew)) {
      note.ifPresent(page::add);
      page.add("Nothing is left to do here.");
      HiddenFacts.of(verdict, page.room() - 2).ifPresent(page::add);
      return page.toString();
    }
    note.ifPresent(page::add);
    page.addList(
        MarkdownSections.ordered(verdict).filter(Finding::isNew).toList(),
        MarkdownSections::bullet,
        MOST_BULLETS,
        rest -> "- … and " + rest + " more, all listed on the check's page");
    if (verdict.conclusion() == Conclusion.FAILURE) {
      MarkdownSections.why(verdict).ifPresent(why -> page.add("**Why it matters:** " + why));
      page.add(MarkdownSections.remedy(verdict));
    }
    int suggested = Suggestions.recommended(verdict, lines);
    List<Judged> concerned =
        verdict.environments().stream()
            .filter(judged -> judged.findings().stream().anyMatch(Finding::isNew))
            .toList();
    concerned.stream()
        .limit(MOST_ENVIRONMENTS)
        .forEach(judged -> environment(page, judged, concerned.size() > 1, suggested));
    if (concerned.size() > MOST_ENVIRONMENTS) {
      page.add(
          (concerned.size() - MOST_ENVIRONMENTS) + " more environments are on the check's page.");
    }
    page.add(COMMANDS);
    HiddenFacts.of(verdict, page.room() - 2).ifPresent(page::add);
    return page.toString();
  }

  private static void environment(Limited page, Judged judged, boolean named, int suggested) {
    if (named) {
      page.add("#### " + MarkdownSections.environment(judged));
    }
    page.add("As it would land:");
    picture(page, PictureSelection.landing(judged));
    SchemaOfChange.section(judged).ifPresent(page::add);
    if (judged.recommended().isEmpty()) {
      return;
    }
    Repair repair = judged.recommended().get();
    page.add("After the repair:");
    picture(page, PictureSelection.repaired(judged, repair));
    page.add(MarkdownSections.proof(repair, Headline.Voice.MARKDOWN));
    if (suggested == 1) {
      page.add("The suggestion on the line in the diff is this repair; one click commits it.");
    } else if (suggested > 1) {
      page.add(
          "The suggestions on the lines of the diff make up this repair; commit them as one batch.");
    } else {
      page.add(MarkdownSections.patch(repair, 24_000));
    }
  }

  private static void picture(Limited page, Neighbourhood neighbourhood) {
    page.add("```mermaid\n" + MermaidGraph.of(neighbourhood) + "```");
    if (neighbourhood.left() > 0) {
      page.add("(" + neighbourhood.left() + " more that no picture could hold.)");
    }
  }
}
