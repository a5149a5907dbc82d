package dev.retort.report;

import dev.retort.alembic.Condition;
import dev.retort.alembic.Counted;
import dev.retort.alembic.History;
import dev.retort.audit.EnvironmentAudit;
import dev.retort.plan.WholePlan;
import dev.retort.plan.WholePlan.Joining;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.plan.WholePlan.Unrepaired;
import dev.retort.repair.Edits;
import dev.retort.repair.Repair;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How a whole history becomes whole again, as passages of Markdown: the steps with their patches,
/// other ways, what is left, and the chain as it would be.
final class PlanMarkdown {
  private static final int MOST_STEPS = 200;

  /// Files of a step whose edits stand in a patch.
  private static final int MOST_PATCHED = 4;

  private static final int MOST_LEFT = 100;

  /// Ids shown from either end of a long chain.
  private static final int MOST_OF_AN_END = 20;

  private static final int LONGEST_CLAUSE = 2_000;

  private static final int LONGEST_PATCH = 24_000;

  private final Limited page;
  private final Function<Neighbourhood, String> drawing;
  private final EnvironmentAudit audit;
  private final WholePlan plan;
  private Optional<String> upgrades = Optional.empty();
  private final History before;

  private PlanMarkdown(
      Limited page, Function<Neighbourhood, String> drawing, EnvironmentAudit audit) {
    this.page = page;
    this.drawing = drawing;
    this.audit = audit;
    this.plan = audit.plan();
    this.before = audit.change().after();
  }

  /// @param drawing how pictures are put into a page
  static void write(Limited page, Function<Neighbourhood, String> drawing, EnvironmentAudit audit) {
    if (audit.fails() || !audit.plan().planned().isEmpty()) {
      new PlanMarkdown(page, drawing, audit).write();
    }
  }

  private void picture(Neighbourhood neighbourhood) {
    page.add(drawing.apply(neighbourhood));
  }

  private void write() {
    List<Planned> steps = plan.planned();
    if (!steps.isEmpty()) {
      page.add("### The history as it would be");
      picture(PictureSelection.whole(plan, before));
      chain();
    }
    page.add("### The repair, step by step");
    if (steps.isEmpty()) {
      page.add("No step can be computed.");
    } else {
      page.add(
          "In this order, a commit each: every step belongs to the tree that the steps before it"
              + " leave, and was proved by reading that tree again. "
              + steps.stream()
                  .map(step -> step.repair().safety())
                  .distinct()
                  .sorted()
                  .map(Grade::told)
                  .collect(Collectors.joining("; "))
              + ".");
    }
    for (int i = 0; i < Math.min(MOST_STEPS, steps.size()); i++) {
      step(i + 1, steps.get(i));
    }
    if (steps.size() > MOST_STEPS) {
      page.add((steps.size() - MOST_STEPS) + " more steps are in `retort audit --format json`.");
    }
    joinings();
    unrepaired();
  }

  private void step(int number, Planned step) {
    Repair repair = step.repair();
    page.add("#### Step " + number + ": " + RepairWords.heading(repair));
    StringBuilder line = new StringBuilder("- **" + Grade.of(repair.safety()) + "**");
    line.append(", cures ").append(step.code()).append(". ");
    if (!step.evidence().isEmpty()) {
      line.append("Because ");
      line.append(
          step.evidence().stream().map(PlanMarkdown::words).collect(Collectors.joining("; and ")));
      line.append(". ");
    }
    line.append(after(repair));
    step.instead().forEach(other -> line.append("\n- Or: ").append(told(other)));
    StepPatch patch = StepPatch.of(repair);
    patch.commands().stream()
        .limit(MOST_STEPS)
        .forEach(command -> line.append("\n- ").append(Markdown.text(command)));
    if (patch.commands().size() > MOST_STEPS) {
      line.append("\n- … and ").append(patch.commands().size() - MOST_STEPS);
      line.append(" files more, in `retort audit --format json`");
    }
    if (isListed(repair)) {
      repair.edits().parentEdits().forEach(edit -> line.append("\n- ").append(told(edit)));
      page.add(line + "\n\nThe patch is in `retort audit --format json`.");
      return;
    }
    page.add(line.toString());
    if (!patch.patch().isEmpty()) {
      page.add(patch(repair, patch.patch()));
    }
  }

  /// Whether a list says the same as a patch, and shorter: many files that only get other parents.
  private static boolean isListed(Repair repair) {
    return repair.edits().fileEdits().size() > MOST_PATCHED
        && repair.edits().parentEdits().size() == repair.edits().fileEdits().size()
        && repair.edits().isInPlace();
  }

  private static String told(Edits.ParentEdit edit) {
    return Markdown.code(edit.path())
        + ": `down_revision` becomes "
        + (edit.to().isEmpty() ? "`None`" : Markdown.codes(edit.to(), 12))
        + " instead of "
        + (edit.from().isEmpty() ? "`None`" : Markdown.codes(edit.from(), 12));
  }

  private static String words(Prose prose) {
    return ProseMarkdown.of(prose, LONGEST_CLAUSE);
  }

  private static String told(Repair repair) {
    return RepairWords.markdown(repair) + " (" + Grade.of(repair.safety()) + ").";
  }

  /// What is left to do after it, as the history that was read again says.
  private String after(Repair repair) {
    Condition left = repair.proof();
    List<String> facts = new ArrayList<>();
    count(facts, Math.max(0, left.heads().size() - 1), "head too many", "heads too many");
    count(facts, left.missing().size(), "missing parent", "missing parents");
    count(facts, left.duplicates().size(), "id declared twice", "ids declared twice");
    count(facts, left.cycles().size(), "circle", "circles");
    return (facts.isEmpty()
            ? "Then the history is whole."
            : "Then there are left: " + String.join(", ", facts) + ".")
        + upgrade(repair);
  }

  /// What an empty database would say then, where it is not what was said of the step before.
  private String upgrade(Repair repair) {
    Optional<String> sentence =
        repair.upgrade().map(upgrade -> UpgradeWords.sentence(upgrade, Headline.Voice.MARKDOWN));
    if (sentence.isEmpty() || sentence.equals(upgrades)) {
      return "";
    }
    upgrades = sentence;
    return " " + sentence.get();
  }

  private static void count(List<String> facts, int count, String one, String many) {
    if (count > 0) {
      facts.add(Counted.of(count, one, many));
    }
  }

  private static String patch(Repair repair, String text) {
    String block = Markdown.block("diff", text);
    if (Limited.bytes(block) > LONGEST_PATCH) {
      return "The patch is too long for a page; `retort audit --format json` has it.";
    }
    String note =
        Visible.isPlain(text.replaceAll("[\\n\\t]", ""))
            ? ""
            : "\n\nSome characters of it cannot be seen and are written out here; `retort audit"
                + " --format json` has it as it is.";
    return "<details><summary>The patch ("
        + repair.strategy().word()
        + ")</summary>\n\n"
        + block
        + note
        + "\n\n</details>";
  }

  private void joinings() {
    if (plan.joinings().isEmpty()) {
      return;
    }
    page.add("### Other ways to one head");
    List<String> lines = new ArrayList<>();
    Joining done = plan.joinings().getFirst();
    lines.add("- " + name(done) + ": as the steps above do it" + obstacle(done) + ".");
    for (Joining joining : plan.joinings().subList(1, plan.joinings().size())) {
      String steps =
          joining.steps().isEmpty()
              ? ""
              : ": "
                  + Counted.of(joining.steps().size(), "step", "steps")
                  + " ("
                  + joining.steps().stream()
                      .map(repair -> Grade.of(repair.safety()))
                      .distinct()
                      .collect(Collectors.joining(", "))
                  + "), first "
                  + RepairWords.heading(joining.steps().getFirst());
      lines.add("- " + name(joining) + steps + obstacle(joining) + ".");
    }
    page.add(String.join("\n", lines) + "\n\nTheir patches are in `retort audit --format json`.");
  }

  private static String obstacle(Joining joining) {
    return joining.obstacle().map(text -> " – " + words(text)).orElse("");
  }

  private static String name(Joining joining) {
    return switch (joining.way()) {
      case MERGE -> "merge: one merge revision over all heads";
      case PAIRWISE -> "pairwise: a merge revision over two heads, and so on";
      case LINEAR -> "linear: no merge revision, each line continues the one before it";
    };
  }

  private void unrepaired() {
    List<Unrepaired> left = plan.unrepaired();
    if (left.isEmpty()) {
      return;
    }
    page.add("### What no step repairs");
    String shown = left.stream().limit(MOST_LEFT).map(this::left).collect(Collectors.joining("\n"));
    page.add(
        left.size() > MOST_LEFT
            ? shown + "\n- … and " + (left.size() - MOST_LEFT) + " more"
            : shown);
  }

  /// What is wrong has been said above, unless it is what the steps leave.
  private String left(Unrepaired each) {

    boolean said =
        audit.findings().stream()
            .anyMatch(finding ->
                finding.code() == each.fact().code()
                    && finding.path().equals(each.place().path())
                    && finding.line() == each.place().line());
    return "- **"
        + each.fact().code()
        + "** "
        + Markdown.code(each.place().path() + ":" + each.place().line())
        + " – "
        + (said ? "" : ProseMarkdown.of(each.fact().message(), 2_000) + " **Why:** ")
        + words(each.why());
  }

  private void chain() {
    List<String> chain = plan.chain();
    // A picture of one line says it already.
    History after = plan.outcome().after();
    boolean isLine =
        after.heads().size() == 1
            && after.revisions().stream().noneMatch(each -> each.downRevisions().size() > 1)
            && after.revisions().size() <= PictureSelection.NEVER_FOLDED;
    if (chain.isEmpty() || isLine) {
      return;
    }
    int hidden = chain.size() - 2 * MOST_OF_AN_END;
    String ids =
        hidden <= 0
            ? arrows(chain)
            : arrows(chain.subList(0, MOST_OF_AN_END))
                + " → … "
                + hidden
                + " more … → "
                + arrows(chain.subList(chain.size() - MOST_OF_AN_END, chain.size()));
    page.add("In one line, by parents, dates, file names and git, it would be: " + ids + ".");
  }

  private static String arrows(List<String> ids) {
    return ids.stream().map(Markdown::code).collect(Collectors.joining(" → "));
  }
}
