package dev.retort.report;

import dev.retort.repair.Repair;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;
import java.util.stream.Collectors;

/// The words of a pull request that repairs a branch which is broken itself.
public final class MainlineRepair {
  private static final int LONGEST = 65_536;
  private static final int LONGEST_TITLE = 200;
  private static final int MOST_ENVIRONMENTS = 4;

  private MainlineRepair() {}

  /// @param broken at least one environment
  public static String title(String branch, List<Judged> broken) {
    int heads = broken.getFirst().change().after().heads().size();
    String what =
        broken.size() == 1
            ? "Join the " + Headline.number(heads).toLowerCase(java.util.Locale.ROOT) + " heads of "
            : "Join the heads of ";
    return Visible.line(what + branch, LONGEST_TITLE);
  }

  /// @param tip the commit that is broken
  /// @param repairs what the pull request's branch holds
  public static String body(String branch, String tip, List<Judged> broken, List<Repair> repairs) {
    Limited page = new Limited(LONGEST);
    page.add(
        broken.stream()
            .limit(MOST_ENVIRONMENTS)
            .map(judged -> sentence(branch, tip, judged))
            .collect(Collectors.joining("\n")));
    page.add(
        "**Why it matters:** `alembic upgrade head` wants exactly one end. With several it stops"
            + " before it touches a database, so the next deployment fails, and so does every"
            + " colleague who pulls.");
    for (Repair repair : repairs) {
      page.add("**The repair:** " + RepairWords.markdown(repair) + ".");
      page.add(MarkdownSections.proof(repair, Headline.Voice.MARKDOWN));
      page.add(
          repair.safety() == Repair.Safety.CONSENT
              ? "**Only merge it if no database has run what it changes.**"
              : "Which databases have run which revision cannot be told from here. This changes"
                  + " nothing that one may have run.");
    }
    page.add(
        "The check judges this pull request like any other. It is brought up to date when "
            + Markdown.code(branch)
            + " moves on, and closed when somebody is faster. Close it, and it stays closed until"
            + " the heads change. `mainline: {open_repair_pull_request: false}` in"
            + " `.github/retort.yml` switches such pull requests off.");
    return page.toString();
  }

  private static String sentence(String branch, String tip, Judged judged) {
    List<String> heads = judged.change().after().heads();
    return Markdown.code(branch)
        + " has "
        + Headline.number(heads.size()).toLowerCase(java.util.Locale.ROOT)
        + " heads in "
        + MarkdownSections.environment(judged)
        + ": "
        + Markdown.codes(heads, MarkdownSections.MOST_IDS)
        + " (at "
        + tip
        + ").";
  }

  /// What is said when the pull request is closed because nothing is left for it to do.
  public static String settled(String branch, String tip) {
    return Markdown.code(branch)
        + " is whole again at "
        + tip
        + ", so there is nothing left to repair here.";
  }
}
