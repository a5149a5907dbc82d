package dev.retort.report;

import dev.retort.alembic.Severity;
import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Conclusion;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;
import java.util.Map;
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

  private static final String REPAIRING =
      "`/retort fix` commits the repair · `/retort plan` shows it · ";

  private static final String COMMANDS =
      "`/retort check` judges again"
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

  static String of(Verdict verdict, DiffLines lines, Optional<String> note) {
    return of(verdict, lines, note, RulePages.address(Map.of()));
  }

  /// @param note a sentence of Markdown on how it came to this; of what is well again, what was
  ///   done about it
  /// @param docs the folder of the rules' pages
  public static String of(Verdict verdict, DiffLines lines, Optional<String> note, String docs) {
    Limited page = new Limited(LONGEST);
    page.add(MARKER);
    State state = State.of(verdict, note);
    page.add("### " + state.words + Headline.beside(verdict));
    note.ifPresent(page::add);
    if (state == State.TO_DO) {
      toDo(page, verdict, lines);
    } else {
      accepted(page, verdict);
    }
    HiddenFacts.of(verdict, docs, page.room() - 2).ifPresent(page::add);
    return page.toString();
  }

  /// How things stand, told apart at a glance.
  private enum State {
    TO_DO("🔴 **To do** · "),
    REPAIRED("🔧 **Repaired** · "),
    ALL_CLEAR("✅ **All clear** · ");

    private final String words;

    State(String words) {
      this.words = words;
    }

    static State of(Verdict verdict, Optional<String> note) {
      if (verdict.conclusion() != Conclusion.SUCCESS
          || verdict.findings().anyMatch(State::isToDo)) {
        return TO_DO;
      }
      return note.isPresent() ? REPAIRED : ALL_CLEAR;
    }

    private static boolean isToDo(Finding finding) {
      return finding.isNew() && finding.severity().compareTo(Severity.WARNING) >= 0;
    }
  }

  /// Who lets pass what.
  private static void accepted(Limited page, Verdict verdict) {
    RevisionNames names = RevisionNames.of(verdict);
    page.addList(
        verdict.findings().filter(finding -> finding.accepted().isPresent()).toList(),
        finding -> MarkdownSections.brief(finding, names),
        MOST_BULLETS,
        rest -> "- … and " + rest + " more, all listed on the check's page");
  }

  private static void toDo(Limited page, Verdict verdict, DiffLines lines) {
    RevisionNames names = RevisionNames.of(verdict);
    List<Finding> fresh = MarkdownSections.ordered(verdict).filter(Finding::isNew).toList();
    if (fresh.size() > 1) {
      // One alone is what the heading says.
      page.addList(
          fresh,
          finding -> MarkdownSections.brief(finding, names),
          MOST_BULLETS,
          rest -> "- … and " + rest + " more, all listed on the check's page");
    }
    String remedy = MarkdownSections.remedy(verdict);
    if (!remedy.isEmpty()) {
      page.add(remedy);
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
    page.add("<sub>" + (verdict.remedies().isEmpty() ? "" : REPAIRING) + COMMANDS);
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
