package dev.retort.report;

import dev.retort.alembic.Condition;
import dev.retort.alembic.Counted;
import dev.retort.alembic.RuleCode;
import dev.retort.repair.Repair;
import dev.retort.rule.Acceptance;
import dev.retort.rule.Finding;
import dev.retort.rule.RulePage;
import dev.retort.rule.Rules;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// MarkdownSections of Markdown that the check run, the comment and the page share.
final class MarkdownSections {
  static final int MOST_IDS = 6;

  static final String ONLY_SHOWN = "Nobody but you can decide that, so Retort only shows it.";

  private static final String TOO_LONG =
      "The patch is too long to be shown here; `retort fix` prints it.";

  private static final String TO_DO = "**What to do:** ";

  private static final int MOST_PAGES = 10;

  private MarkdownSections() {}

  static Optional<RulePage> page(RuleCode code) {
    return Rules.of(code).map(rule -> rule.page());
  }

  /// A finding as a list item that calls revisions by their ids alone.
  static String bullet(Finding finding) {
    return bullet(finding, RevisionNames.NONE);
  }

  /// A finding as a list item, with everything that is to be said about it.
  static String bullet(Finding finding, RevisionNames names) {
    return opening(finding) + " – " + ProseMarkdown.of(finding.told(), 2_000, names);
  }

  /// Which rule found something and where, as a list item. What exactly is wrong is said by the
  /// annotation of the line, and only where there is none it is said here.
  static String brief(Finding finding, RevisionNames names) {
    Optional<String> rule =
        isAnnotated(finding) ? page(finding.code()).map(RulePage::name) : Optional.empty();
    return opening(finding)
        + " – "
        + rule.orElseGet(() ->
            ProseMarkdown.of(finding.fact().headline(), 400, names)
                + "."
                + finding
                    .origin()
                    .map(origin -> " " + ProseMarkdown.of(origin, 400, names))
                    .orElse(""));
  }

  /// Whether its line carries it. What the base already had is told in the text, not at lines that
  /// nobody is looking at. So is what other pull requests do: it may be over tomorrow, and GitHub
  /// takes no annotation back.
  static boolean isAnnotated(Finding finding) {
    return finding.isNew() && finding.code().family() != RuleCode.Family.NEIGHBOURHOOD;
  }

  private static String opening(Finding finding) {
    return "- **"
        + finding.code()
        + "** ("
        + finding
            .accepted()
            .map(MarkdownSections::accepted)
            .orElseGet(
                () -> finding.severity().word() + (finding.isNew() ? "" : ", was there before"))
        + ") "
        + Markdown.code(finding.path() + ":" + finding.line());
  }

  /// Who lets a finding pass, and why.
  private static String accepted(Acceptance acceptance) {
    return "accepted by "
        + Markdown.text(Visible.cut(acceptance.by(), 80))
        + " because "
        + Markdown.text(Visible.cut(acceptance.reason(), 600));
  }

  /// Why a rule matters, in a sentence or two of plain text.
  static Optional<String> why(RuleCode code) {
    return page(code).map(page -> beginning(page.why())).filter(why -> !why.isEmpty());
  }

  /// Why the failing findings matter: a sentence or two a rule, of at most two rules.
  static Optional<String> why(Verdict verdict) {
    String why =
        verdict
            .findings()
            .filter(Finding::fails)
            .map(Finding::code)
            .distinct()
            .limit(2)
            .flatMap(code -> why(code).stream())
            .distinct()
            .collect(Collectors.joining(" "));
    return why.isEmpty() ? Optional.empty() : Optional.of(Markdown.text(why));
  }

  /// Where the rules that found something say more: what Alembic does, an example, what is safe.
  ///
  /// @param docs the folder of the rules' pages
  static Optional<String> pages(Verdict verdict, String docs) {
    String links =
        ordered(verdict)
            .map(Finding::code)
            .distinct()
            .limit(MOST_PAGES)
            .flatMap(code -> page(code).stream())
            .map(page ->
                "[%s %s](%s)"
                    .formatted(page.code(), page.name(), RulePages.page(docs, page.code())))
            .collect(Collectors.joining(" · "));
    return links.isEmpty() ? Optional.empty() : Optional.of("Read more: " + links);
  }

  /// Whether the repair may be applied from a page, be it with somebody's consent.
  static boolean applicable(Repair repair) {
    return repair.safety() != Repair.Safety.SHOWN;
  }

  /// What to do, where the App answers; empty where nothing is.
  static String remedy(Verdict verdict) {
    return remedy(verdict, MarkdownSections::how);
  }

  /// What to do: what the recommended repairs do, and what people have to do themselves; empty
  /// where nothing is.
  ///
  /// @param how what to do with repairs to have them applied, in a sentence
  static String remedy(Verdict verdict, Function<List<Repair>, String> how) {
    List<Repair> repairs = verdict.recommended();
    List<ByHand.Step> steps = ByHand.steps(verdict);
    if (!repairs.isEmpty()) {
      return TO_DO
          + repaired(repairs, how)
          + (steps.isEmpty() ? "" : "\n\nBeside that:\n\n" + list(steps));
    }
    return switch (steps.size()) {
      case 0 ->
          verdict.conflicts().isEmpty() ? "" : TO_DO + "Resolve the conflict with the base branch.";
      case 1 -> TO_DO + steps.getFirst().text();
      default -> TO_DO.strip() + "\n\n" + list(steps);
    };
  }

  private static String list(List<ByHand.Step> steps) {
    return steps.stream()
        .map(step -> "- **" + step.code() + "** " + step.text())
        .collect(Collectors.joining("\n"));
  }

  private static String repaired(List<Repair> repairs, Function<List<Repair>, String> how) {
    String what =
        repairs.stream()
            .map(repair -> sentence(RepairWords.markdown(repair)))
            .collect(Collectors.joining(" "));
    return what + " " + grade(repairs) + how.apply(repairs);
  }

  /// How safe it is, in the words that the audit uses.
  private static String grade(List<Repair> repairs) {
    return repairs.stream()
        .map(Repair::safety)
        .max(Comparator.naturalOrder())
        .map(Grade::of)
        .map(words -> "**" + words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1))
        .map(words -> words + ":** ")
        .orElse("");
  }

  /// Whether `/retort fix` and the button commit the recommended repairs, without anybody having to
  /// say more.
  static boolean committed(List<Repair> repairs) {
    return !repairs.isEmpty()
        && repairs.stream().allMatch(repair -> repair.safety() == Repair.Safety.SAFE);
  }

  private static String how(List<Repair> repairs) {
    if (committed(repairs)) {
      return "`/retort fix` commits that to this branch.";
    }
    if (repairs.stream().noneMatch(MarkdownSections::applicable)) {
      return ONLY_SHOWN;
    }
    Optional<Repair> only =
        repairs.size() == 1 ? Optional.of(repairs.getFirst()) : Optional.empty();
    return "Only do so if no database has run what it changes. "
        + only.map(Repair::strategy)
            .filter(Repair.Strategy::isChosen)
            .map(strategy -> "If none has, `/retort " + strategy.word() + "` commits that.")
            .orElse("`/retort plan` shows the patch.");
  }

  /// The condition before, as it would land, and after the recommended repair.
  static String table(Judged judged) {
    Condition before = judged.change().before().condition();
    Condition after = judged.change().after().condition();
    Optional<Condition> proof = judged.recommended().map(Repair::proof);
    List<Condition> columns = new ArrayList<>(List.of(before, after));
    proof.ifPresent(columns::add);
    StringBuilder out = new StringBuilder("| | base branch | as it would land |");
    out.append(proof.isPresent() ? " after the repair |\n" : "\n");
    out.append("|---|---|---|").append(proof.isPresent() ? "---|\n" : "\n");
    row(out, "heads", columns, Condition::heads);
    if (columns.stream().anyMatch(column -> !column.missing().isEmpty())) {
      row(
          out,
          "missing parents",
          columns,
          column -> column.missing().stream().map(Condition.Missing::parent).distinct().toList());
    }
    if (columns.stream().anyMatch(column -> !column.duplicates().isEmpty())) {
      row(out, "declared twice", columns, Condition::duplicates);
    }
    if (columns.stream().anyMatch(column -> !column.cycles().isEmpty())) {
      row(
          out,
          "in a cycle",
          columns,
          column -> column.cycles().stream().flatMap(List::stream).toList());
    }
    return out.toString().stripTrailing();
  }

  private static void row(
      StringBuilder out,
      String name,
      List<Condition> columns,
      Function<Condition, List<String>> ids) {
    out.append("| ").append(name).append(" |");
    for (Condition column : columns) {
      List<String> shown = ids.apply(column);
      out.append(' ').append(shown.isEmpty() ? "–" : Markdown.codes(shown, MOST_IDS)).append(" |");
    }
    out.append('\n');
  }

  /// What the history is like once the repair is applied, in a sentence.
  static String proof(Repair repair, Headline.Voice voice) {
    Condition proof = repair.proof();
    List<String> facts = new ArrayList<>();
    facts.add(
        switch (proof.heads().size()) {
          case 0 -> "no head";
          case 1 -> "one head, " + voice.id(proof.heads().getFirst());
          default -> proof.heads().size() + " heads, " + voice.ids(proof.heads());
        });
    facts.add(fact(proof.missing().size(), "missing parent", "missing parents"));
    facts.add(fact(proof.duplicates().size(), "id declared twice", "ids declared twice"));
    facts.add(fact(proof.cycles().size(), "cycle", "cycles"));
    return "Read again after the edits, the history has "
        + String.join(", ", facts.subList(0, facts.size() - 1))
        + " and "
        + facts.getLast()
        + "."
        + repair.upgrade().map(upgrade -> " " + UpgradeWords.sentence(upgrade, voice)).orElse("");
  }

  private static String fact(int count, String one, String many) {
    return count == 0 ? "no " + one : Counted.of(count, one, many);
  }

  /// The repair's patch in a block that opens on demand, or how to get it where it is too long.
  static String patch(Repair repair, int room) {
    String patch = repair.patch();
    // Shown, it is at least half as long.
    if (patch.length() / 2 > room) {
      return TOO_LONG;
    }
    String block = Markdown.block("diff", patch);
    String note =
        Visible.isPlain(patch.replaceAll("[\\n\\t]", ""))
            ? ""
            : "\n\nSome characters of it cannot be seen and are written out here, so apply it with"
                + " `retort fix --write`.";
    String details =
        "<details><summary>The patch ("
            + repair.strategy().word()
            + ")</summary>\n\n"
            + block
            + note
            + "\n\n</details>";
    return Limited.bytes(details) <= room ? details : TOO_LONG;
  }

  static Stream<Finding> ordered(Verdict verdict) {
    return Stream.concat(
        verdict.findings().filter(Finding::fails),
        Stream.concat(
            verdict.findings().filter(finding -> finding.isNew() && !finding.fails()),
            verdict.findings().filter(finding -> !finding.isNew())));
  }

  static String environment(Judged judged) {
    return Markdown.code(judged.change().environment().scriptLocation());
  }

  /// Whole sentences until something has been said.
  private static String beginning(String text) {
    int end = text.indexOf(". ");
    while (end >= 0 && end < 100) {
      end = text.indexOf(". ", end + 1);
    }
    return sentence(end < 0 ? text.strip() : text.substring(0, end));
  }

  static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String upper = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    return upper.endsWith(".") || upper.endsWith("!") ? upper : upper + ".";
  }
}
