package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.alembic.History;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Undecidable;
import dev.retort.audit.Audit;
import dev.retort.audit.BranchPoint;
import dev.retort.audit.BranchPoint.Offshoot;
import dev.retort.audit.EnvironmentAudit;
import dev.retort.audit.Occasion;
import dev.retort.audit.Statistics;
import dev.retort.audit.Structure;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.rule.Finding;
import dev.retort.rule.OpenHeads;
import dev.retort.rule.OtherHistory;
import dev.retort.rule.Prose;
import dev.retort.rule.UndecidableWords;
import dev.retort.schema.Inventory;
import dev.retort.schema.Replay;
import dev.retort.schema.Upgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// An audit as a page of Markdown that a team can work through. Long lists are cut and what is left
/// out is counted; [AuditJson] has all of it.
public final class AuditMarkdown {
  /// Items of a list.
  private static final int MOST = 100;

  private static final int MOST_IDS = 12;
  private static final int MOST_ENDS = 3;
  private static final int LONGEST_PAGE = 8 << 20;

  private final Limited page = new Limited(LONGEST_PAGE);
  private final Function<Neighbourhood, String> drawing;

  private AuditMarkdown(Function<Neighbourhood, String> drawing) {
    this.drawing = drawing;
  }

  public static String of(Audit audit, Occasion occasion) {
    return of(audit, occasion, AuditMarkdown::mermaid);
  }

  /// @param drawing how a picture is put into the page
  static String of(Audit audit, Occasion occasion, Function<Neighbourhood, String> drawing) {
    AuditMarkdown markdown = new AuditMarkdown(drawing);
    markdown.write(audit, occasion);
    return markdown.page + "\n";
  }

  private static String mermaid(Neighbourhood neighbourhood) {
    return "```mermaid\n"
        + MermaidGraph.of(neighbourhood)
        + "```"
        + (neighbourhood.left() > 0
            ? "\n\n(" + neighbourhood.left() + " more that no picture could hold.)"
            : "");
  }

  private void write(Audit audit, Occasion occasion) {
    page.add("# " + headline(audit));
    if (audit.fails()) {
      page.add(AuditSummary.of(audit));
    }
    page.add(AuditSummary.occasion(occasion) + (audit.fails() ? " " + depth(audit.depth()) : ""));
    if (audit.environments().isEmpty()) {
      page.add(
          "No Alembic environment was found: no configuration that names one, and no folder"
              + " with `env.py` beside `versions`. Name one under `environments:` in"
              + " `.github/retort.yml`, or with `--config`.");
    }
    if (!audit.mistakes().isEmpty()) {
      page.add("## Settings");
      page.add(AuditFindings.list(audit.mistakes()));
    }
    audit.environments().forEach(environment -> write(environment, audit.depth()));
    appendix(audit);
  }

  private static String depth(Depth depth) {
    return switch (depth) {
      case NONE -> "Git was not there to be asked: all of this is read from the files.";
      case UNASKED -> "Git was not asked: the files alone tell all of this.";
      case SHALLOW -> "This clone is shallow, so git tells only a part.";
      case PARTIAL -> "Only a part of git's history could be read in time.";
      case FULL -> "Git's whole history was asked as well.";
    };
  }

  private static String headline(Audit audit) {
    long failures = audit.findings().filter(Finding::fails).count();
    if (failures > 0) {
      return Counted.of(failures, "thing", "things") + " to repair";
    }
    if (audit.environments().isEmpty()) {
      return "Nothing to audit";
    }
    return audit.findings().findAny().isPresent()
        ? "Nothing fails, and a few things deserve a look"
        : "All is well";
  }

  private void write(EnvironmentAudit environment, Depth depth) {
    History history = environment.change().after();
    String config =
        environment
            .change()
            .environment()
            .config()
            .map(path -> " (" + Markdown.code(path) + ")")
            .orElse("");
    page.add("## " + Markdown.code(environment.change().environment().scriptLocation()) + config);
    if (!environment.fails()) {
      page.add(sentence(environment));
    }
    if (!environment.findings().isEmpty()) {
      page.add(environment.fails() ? "### What is wrong" : "### What deserves a look");
      AuditFindings.of(environment).forEach(page::add);
    }
    undecidable(environment.statistics());
    if (environment.fails() && history.revisions().isEmpty()) {
      page.add(
          "There is no revision that a step could repair: correct this by hand, then run `retort"
              + " audit` again.");
      return;
    }
    if (environment.fails()) {
      page.add("### The history as it is");
      page.add(drawing.apply(PictureSelection.whole(history, environment.findings())));
    }
    PlanMarkdown.write(page, drawing, environment);
    List<Prose> checklist = environment.checklist(depth);
    if (!checklist.isEmpty()) {
      page.add("### Checklist");
      list(checklist, item -> "- [ ] " + RepairWords.markdown(item));
    }
    page.add("### Figures");
    page.add(figures(environment));
    alike(environment.structure());
    branchPoints(environment.branchPoints(), !isDoubtful(environment));
  }

  /// Whether what could not be read may join what seems apart.
  private static boolean isDoubtful(EnvironmentAudit environment) {
    return environment.findings().stream().anyMatch(each -> OpenHeads.isToldBy(each.fact()))
        || environment.change().after().files().stream()
            .anyMatch(file -> file.revision().isEmpty() && !file.undecidable().isEmpty());
  }

  private static String sentence(EnvironmentAudit environment) {
    List<String> heads = environment.structure().ends().heads();
    boolean leans =
        environment.findings().stream().anyMatch(each -> each.fact() instanceof OtherHistory);
    if (!heads.isEmpty() && (leans || isDoubtful(environment))) {
      return "As far as it can be read, this history has "
          + Counted.of(heads.size(), "head", "heads")
          + ": "
          + codes(heads)
          + "."
          + (leans ? " It leans on another history, which is not here." : "");
    }
    return switch (heads.size()) {
      case 0 ->
          environment.change().environment().unread().isEmpty()
              ? "There are no revisions yet."
              : "No revision is read here, and revisions lie here: see what deserves a look.";
      case 1 ->
          "This history is whole: it has one head, "
              + Markdown.code(heads.getFirst())
              + ", and every revision leads there.";
      default ->
          "This history has "
              + heads.size()
              + " heads, as its branch labels or the settings allow.";
    };
  }

  /// The schema in one item: what there is, how far it is known, and what stops an empty database.
  private static Optional<String> schema(HistoryChange change) {
    if (change.after().revisions().isEmpty()) {
      return Optional.empty();
    }
    Replay replay = change.replayed();
    Inventory inventory = Inventory.of(replay);
    List<String> subjects = SchemaWords.subjects(replay, inventory);
    // Where nothing is known from some line on, that is what leaves the upgrade open, too.
    boolean sameDoubt =
        replay.schema().opening().isPresent() && change.upgrade() instanceof Upgrade.Unknown;
    return Optional.of(
        "- Schema, on "
            + replay.dialect().sqlName()
            + ": "
            + SchemaWords.counts(replay.schema(), inventory)
            + ". "
            + (sameDoubt ? "" : Markdown.text(SchemaWords.known(replay.schema())) + " ")
            + UpgradeWords.sentence(change.upgrade(), Headline.Voice.MARKDOWN)
            + (subjects.isEmpty() ? "" : " Worth a look: " + String.join(", ", subjects) + ".")
            + " `retort schema` has all of it.");
  }

  private static String figures(EnvironmentAudit environment) {
    Statistics statistics = environment.statistics();
    Structure structure = environment.structure();
    List<String> figures = new ArrayList<>();
    figures.add(Counted.of(statistics.files(), "file", "files"));
    figures.add(Counted.of(statistics.revisions(), "revision", "revisions"));
    figures.add("at most " + statistics.longestChain() + " in a row");
    figures.add(Counted.of(statistics.merges(), "merge", "merges"));
    figures.add(Counted.of(environment.branchPoints().size(), "branch point", "branch points"));
    statistics.years().ifPresent(years -> figures.add(years(statistics, years)));
    List<String> lines = new ArrayList<>();
    lines.add(
        "- In "
            + codes(environment.change().environment().versionLocations())
            + ": "
            + String.join(", ", figures));
    lines.add(
        "- Heads: "
            + ends(
                structure.ends().heads(),
                structure.ends().realHeads(),
                "nothing depends on them either")
            + "; bases: "
            + ends(
                structure.ends().bases(),
                structure.ends().realBases(),
                "depend on nothing either"));
    schema(environment.change()).ifPresent(lines::add);
    return String.join("\n", lines);
  }

  private static String ends(List<String> all, List<String> real, String what) {
    return codes(all) + (real.equals(all) ? "" : " (" + what + ": " + codes(real) + ")");
  }

  private static String years(Statistics statistics, String years) {
    String oldest = statistics.oldest().map(Object::toString).orElse("");
    String youngest = statistics.youngest().map(Object::toString).orElse("");
    String days = oldest.equals(youngest) ? oldest : oldest + " to " + youngest;
    return years
        + " (`Create Date` "
        + days
        + (statistics.undated() > 0 ? "; " + statistics.undated() + " without one" : "")
        + ")";
  }

  private void undecidable(Statistics statistics) {
    if (statistics.undecidable().isEmpty()) {
      return;
    }
    page.add("### What only running a file would tell");
    list(statistics.undecidable(), AuditMarkdown::undecidable);
  }

  private static String undecidable(Undecidable each) {
    return "- "
        + Markdown.code(each.path() + ":" + each.line())
        + " – "
        + Markdown.code(each.name())
        + ": "
        + RepairWords.markdown(UndecidableWords.reason(each.cause()));
  }

  /// How alike files of one id are, which no finding says.
  private void alike(Structure structure) {
    if (!structure.duplicates().isEmpty()) {
      list(
          structure.duplicates(),
          each ->
              "- "
                  + Markdown.code(each.id())
                  + " in "
                  + codes(each.paths())
                  + ": "
                  + each.likeness().words()
                  + "; Alembic keeps the last");
    }
  }

  /// What the rules mean that found something, each once.
  private void appendix(Audit audit) {
    List<RuleCode> codes =
        audit.findings().filter(Finding::fails).map(Finding::code).distinct().sorted().toList();
    List<String> lines = new ArrayList<>();
    for (RuleCode code : codes) {
      MarkdownSections.page(code)
          .ifPresent(rule ->
              lines.add("- **" + code + "** " + rule.name() + ": " + Markdown.text(rule.what())));
    }
    if (!lines.isEmpty()) {
      page.add("## The rules that are broken");
      page.add(String.join("\n", lines) + "\n\n`retort rules CODE` explains each.");
    }
  }

  /// @param known whether every file could be read that may merge any
  private void branchPoints(List<BranchPoint> points, boolean known) {
    if (points.isEmpty()) {
      return;
    }
    page.add("### Branch points");
    List<BranchPoint> ordered = points.stream().filter(BranchPoint::open).toList();
    int open = ordered.size();
    page.add(
        open == 0
            ? "Every branch was merged again, or is labelled as apart."
            : open
                + " of "
                + Counted.of(points.size(), "branch point", "branch points")
                + (open == 1 ? " has" : " have")
                + (known
                    ? " branches that nobody merged."
                    : " branches that nothing merges which could be read."));
    if (open == 0) {
      return;
    }
    List<String> rows = new ArrayList<>();
    rows.add(
        "| branch point | branch | its file | merged again in | ends in |\n|---|---|---|---|---|");
    ordered.stream()
        .limit(MOST)
        .forEach(point ->
            point
                .offshoots()
                .forEach(offshoot -> {
                  if (rows.size() <= 2 * MOST) {
                    rows.add(row(point, offshoot, known));
                  }
                }));
    page.add(String.join("\n", rows));
    int left =
        ordered.stream().mapToInt(point -> point.offshoots().size()).sum() - (rows.size() - 1);
    if (left > 0) {
      page.add(rest(left));
    }
  }

  private static String row(BranchPoint point, Offshoot offshoot, boolean known) {
    return "| "
        + Markdown.code(point.id())
        + " | "
        + Markdown.code(offshoot.first())
        + (offshoot.labels().isEmpty() ? "" : " (" + codes(offshoot.labels()) + ")")
        + " | "
        + Markdown.code(offshoot.path())
        + " | "
        + offshoot
            .mergedIn()
            .map(Markdown::code)
            .orElse(!known ? "not known" : offshoot.labels().isEmpty() ? "**never**" : "never")
        + " | "
        + (offshoot.heads().isEmpty() ? "a circle" : ends(offshoot))
        + " |";
  }

  private static String ends(Offshoot offshoot) {
    int more = Math.max(0, offshoot.heads().size() - MOST_ENDS) + offshoot.moreHeads();
    return codes(offshoot.heads().stream().limit(MOST_ENDS).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }

  /// A list of its own block.
  private <T> void list(List<T> items, Function<T, String> asLine) {
    String shown = items.stream().limit(MOST).map(asLine).collect(Collectors.joining("\n"));
    page.add(shown + (items.size() > MOST ? "\n" + rest(items.size() - MOST) : ""));
  }

  private static String rest(int count) {
    return "- … and " + count + " more, all in `retort audit --format json`";
  }

  private static String codes(List<String> texts) {
    return texts.isEmpty() ? "–" : Markdown.codes(texts, MOST_IDS);
  }
}
