package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.repair.Repair;
import dev.retort.report.CheckReport.Action;
import dev.retort.report.CheckReport.Annotation;
import dev.retort.rule.Finding;
import dev.retort.rule.RulePage;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A verdict as the content of a check run. Everything stays below GitHub's limits; what had to be
/// left out is counted.
public final class CheckReports {
  /// Identifier of the button that asks for the recommended repair.
  public static final String FIX = "fix";

  /// Identifier of the button that asks for a new judgement.
  public static final String RECHECK = "recheck";

  private static final int LONGEST_TITLE = 255;
  private static final int LONGEST_PAGE = 65_535;
  private static final int LONGEST_MESSAGE = 60_000;

  /// Of the details, what facts for other bots may take.
  private static final int MOST_FACTS = 24_000;

  private static final int MOST_ANNOTATIONS = 1_000;
  private static final int MOST_BULLETS = 10;

  private static final Action CHECK_AGAIN =
      new Action("Check again", "Judges the pull request afresh", RECHECK);

  private CheckReports() {}

  /// With links to the pages of this project.
  public static CheckReport of(Verdict verdict) {
    return of(verdict, RulePages.address(Map.of()));
  }

  /// @param docs the folder of the rules' pages
  public static CheckReport of(Verdict verdict, String docs) {
    return of(verdict, docs, MarkdownSections.remedy(verdict));
  }

  /// @param remedy what is to be done, in Markdown; empty where nothing is
  static CheckReport of(Verdict verdict, String docs, String remedy) {
    return of(verdict, docs, remedy, List.of());
  }

  /// The check of a commit that nobody opens a diff of: what fails is told in the summary.
  ///
  /// @param remedy what is to be done where something fails, in Markdown
  static CheckReport ofNobodysDiff(Verdict verdict, String docs, String remedy) {
    List<Finding> failing = verdict.findings().filter(Finding::fails).limit(MOST_BULLETS).toList();
    return of(verdict, docs, failing.isEmpty() ? "" : remedy, failing);
  }

  /// @param told those whose messages stand in the summary; the details leave them out
  private static CheckReport of(Verdict verdict, String docs, String remedy, List<Finding> told) {
    return new CheckReport(
        verdict.conclusion().word(),
        Visible.cut(
            Risk.of(verdict).before(Headline.named(verdict, Headline.Voice.PLAIN)), LONGEST_TITLE),
        summary(verdict, remedy, !told.isEmpty()),
        withFacts(verdict, docs, told),
        annotations(verdict),
        actions(verdict));
  }

  /// The check of a pull request that could not be judged at all: a failing one, so that nothing
  /// lands unseen.
  ///
  /// @param reason plain text, one clause
  public static CheckReport unjudged(String reason) {
    return new CheckReport(
        "failure",
        Risk.BLOCKED.before("Retort could not judge this pull request"),
        "Retort could not judge this pull request: "
            + Markdown.text(Limited.cut(reason, 2_000))
            + "\n\nNothing is known to be wrong with its migrations. The button “Check again”, or"
            + " `/retort check` in a comment, tries once more.",
        "",
        List.of(),
        List.of(CHECK_AGAIN));
  }

  private static String summary(Verdict verdict, String remedy, boolean inFull) {
    Limited page = new Limited(LONGEST_PAGE);
    if (verdict.environments().isEmpty()) {
      page.add("This change touches no Alembic migration, so there is nothing to judge.");
      return page.toString();
    }
    if (isSpotless(verdict)) {
      // The title says it, and the table would only say it again.
      page.add("Nothing is left to do here.");
      verdict.environments().forEach(judged -> SchemaOfChange.section(judged).ifPresent(page::add));
      return page.toString();
    }
    RevisionNames names = RevisionNames.of(verdict);
    failing(verdict, names, page, inFull);
    if (!remedy.isEmpty()) {
      page.add(remedy);
    }
    for (Judged judged : verdict.environments()) {
      String name =
          verdict.environments().size() > 1
              ? "**" + MarkdownSections.environment(judged) + "**\n\n"
              : "";
      page.add(name + MarkdownSections.table(judged));
      SchemaOfChange.section(judged).ifPresent(page::add);
    }
    List<Finding> others = verdict.findings().filter(finding -> !finding.fails()).toList();
    if (!others.isEmpty()) {
      page.add(
          Counted.of(others.size(), "remark that does", "remarks that do")
              + " not fail the check:");
      page.addList(
          others,
          finding -> MarkdownSections.brief(finding, names),
          MOST_BULLETS,
          rest -> "- … and " + rest + " more, in the details below");
    }
    if (!verdict.conflicts().isEmpty()) {
      page.add(
          "Both sides changed "
              + Markdown.codes(verdict.conflicts(), MarkdownSections.MOST_IDS)
              + " differently; until that is resolved, the pull request's side is judged.");
    }
    return page.toString();
  }

  /// What fails. One alone is what the title says.
  private static void failing(Verdict verdict, RevisionNames names, Limited page, boolean inFull) {
    List<Finding> failing = verdict.findings().filter(Finding::fails).toList();
    if (inFull || failing.size() > 1) {
      page.addList(
          failing,
          finding ->
              inFull
                  ? MarkdownSections.bullet(finding, names)
                  : MarkdownSections.brief(finding, names),
          MOST_BULLETS,
          rest -> "- … and " + rest + " more, all in the details below");
    }
  }

  private static boolean isSpotless(Verdict verdict) {
    return verdict.conclusion() == Verdict.Conclusion.SUCCESS
        && verdict.findings().findAny().isEmpty()
        && verdict.conflicts().isEmpty()
        && verdict.environments().stream()
            .allMatch(judged -> judged.change().after().condition().whole());
  }

  /// The details, and for other bots the same as facts at their end.
  private static String withFacts(Verdict verdict, String docs, List<Finding> told) {
    String facts =
        verdict.findings().findAny().isEmpty()
            ? ""
            : HiddenFacts.of(verdict, docs, MOST_FACTS).map(block -> "\n\n" + block).orElse("");
    return text(verdict, docs, told, LONGEST_PAGE - Limited.bytes(facts)) + facts;
  }

  /// What people read of the details.
  static String text(Verdict verdict, String docs) {
    return text(verdict, docs, List.of(), LONGEST_PAGE);
  }

  private static String text(Verdict verdict, String docs, List<Finding> told, int most) {
    Limited page = new Limited(most);
    for (Judged judged : verdict.environments()) {
      judged
          .recommended()
          .ifPresent(repair -> {
            page.add("### The repair of " + MarkdownSections.environment(judged));
            page.add(RepairWords.markdown(repair));
            page.add(MarkdownSections.proof(repair, Headline.Voice.MARKDOWN));
            page.add(MarkdownSections.patch(repair, page.room() / 2));
          });
    }
    RevisionNames names = RevisionNames.of(verdict);
    List<Finding> findings =
        MarkdownSections.ordered(verdict).filter(finding -> !told.contains(finding)).toList();
    List<Finding> fresh = findings.stream().filter(Finding::isNew).toList();
    int old = findings.size() - fresh.size();
    boolean folded = old > Math.max(1, fresh.size());
    if (!findings.isEmpty()) {
      page.add(told.isEmpty() ? "### All findings" : "### What else was found");
      page.addList(
          folded ? fresh : findings,
          finding -> MarkdownSections.bullet(finding, names),
          Integer.MAX_VALUE,
          rest -> "- … and " + rest + " more");
    }
    if (folded) {
      page.add("<details><summary>" + old + " findings were there before</summary>\n");
      page.addList(
          findings.stream().filter(each -> !each.isNew()).toList(),
          finding -> MarkdownSections.bullet(finding, names),
          Integer.MAX_VALUE,
          rest -> "- … and " + rest + " more");
      page.add("</details>");
    }
    MarkdownSections.pages(verdict, docs).ifPresent(page::add);
    return page.toString();
  }

  private static List<Annotation> annotations(Verdict verdict) {
    return MarkdownSections.ordered(verdict)
        .filter(MarkdownSections::isAnnotated)
        .limit(MOST_ANNOTATIONS)
        .map(CheckReports::annotation)
        .toList();
  }

  /// What is wrong at this line, and in the next line why that matters.
  private static Annotation annotation(Finding finding) {
    int line = Math.max(1, finding.line());
    String name =
        MarkdownSections.page(finding.code())
            .map(RulePage::name)
            .map(text -> " " + text)
            .orElse("");
    return new Annotation(
        finding.path(),
        line,
        line,
        finding.severity().word(),
        Visible.cut(finding.code() + name, LONGEST_TITLE),
        Limited.cut(
            Visible.lines(accepted(finding) + where(finding) + why(finding)), LONGEST_MESSAGE));
  }

  private static String where(Finding finding) {
    String clause = finding.fact().headline().plain();
    return (clause.isEmpty()
            ? clause
            : clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1))
        + "."
        + finding.origin().map(origin -> " " + origin.plain()).orElse("");
  }

  private static String why(Finding finding) {
    return MarkdownSections.why(finding.code()).map(why -> "\n" + why).orElse("");
  }

  private static String accepted(Finding finding) {
    return finding
        .accepted()
        .map(each ->
            "Accepted by "
                + Visible.line(each.by(), 80)
                + " because "
                + Visible.line(each.reason(), 600)
                + "\n\n")
        .orElse("");
  }

  private static List<Action> actions(Verdict verdict) {
    Optional<Action> fix =
        verdict.recommended().stream()
            .filter(_ -> MarkdownSections.committed(verdict.recommended()))
            .map(Repair::strategy)
            .distinct()
            .reduce((one, other) -> one)
            .map(strategy -> new Action("Repair this branch", deed(verdict, strategy), FIX));
    return Stream.concat(fix.stream(), Stream.of(CHECK_AGAIN)).toList();
  }

  private static String deed(Verdict verdict, Repair.Strategy strategy) {
    if (verdict.recommended().size() > 1) {
      return "Commits the recommended repairs";
    }
    return switch (strategy) {
      case REPOINT -> "Commits the revision re-pointed";
      case MERGE -> "Commits a merge revision";
      case UNDO -> "Undoes edits of the base's revisions";
      case RENUMBER -> "Commits an id of its own";
      case REPARENT -> "Commits a parent that exists";
      case DROP -> "Removes the superfluous merge";
      case RESTORE -> "Brings the missed file back";
      case JOIN -> "Makes the merge a real one";
      case PRUNE -> "Takes needless parents out";
      case OPEN -> "Opens the circle";
      case MEND -> "Mends the lines";
    };
  }
}
