package dev.retort.report;

import dev.retort.alembic.Condition;
import dev.retort.alembic.Problem;
import dev.retort.plan.WholePlan;
import dev.retort.plan.WholePlan.Joining;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.plan.WholePlan.Unrepaired;
import dev.retort.repair.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How a whole history becomes whole again, as passages of Markdown: the steps with their patches,
/// other ways, what is left, and the chain as it would be.
final class PlanMarkdown {
  private static final int MOST_STEPS = 200;
  private static final int MOST_LEFT = 100;
  private static final int MOST_TOLD = 10;

  /// Ids shown from either end of a long chain.
  private static final int MOST_OF_AN_END = 20;

  private static final int LONGEST_PATCH = 24_000;

  private final Limited page;
  private final WholePlan plan;

  private PlanMarkdown(Limited page, WholePlan plan) {
    this.page = page;
    this.plan = plan;
  }

  /// @param broken whether something fails, so that a plan is expected
  static void write(Limited page, WholePlan plan, boolean broken) {
    if (broken || !plan.planned().isEmpty()) {
      new PlanMarkdown(page, plan).write();
    }
  }

  static void picture(Limited page, Neighbourhood neighbourhood) {
    page.add("```mermaid\n" + MermaidGraph.of(neighbourhood) + "```");
    if (neighbourhood.left() > 0) {
      page.add("(" + neighbourhood.left() + " more that no picture could hold.)");
    }
  }

  private void write() {
    page.add("### The repair, step by step");
    List<Planned> steps = plan.planned();
    if (steps.isEmpty()) {
      page.add("No step can be computed.");
    } else {
      page.add(
          "In this order: each patch belongs to the tree that the steps before it leave, and was"
              + " proved by reading that tree again."
              + (plan.joinings().isEmpty()
                  ? ""
                  : " The patches of other ways are in `retort audit --format json`."));
    }
    for (int i = 0; i < Math.min(MOST_STEPS, steps.size()); i++) {
      step(i + 1, steps.get(i));
    }
    if (steps.size() > MOST_STEPS) {
      page.add((steps.size() - MOST_STEPS) + " more steps are in `retort audit --format json`.");
    }
    joinings();
    unrepaired();
    if (!steps.isEmpty()) {
      page.add("### The chain as it would be");
      picture(page, PictureSelection.whole(plan.outcome().after(), List.of(), plan.steps()));
      chain();
    }
  }

  private void step(int number, Planned step) {
    Repair repair = step.repair();
    page.add("#### Step " + number + ": " + heading(step));
    List<String> lines = new ArrayList<>();
    lines.add("- Cures " + step.code() + " (" + Markdown.codes(step.about(), 12) + ")");
    step.evidence().forEach(clause -> lines.add("- Because " + Markdown.text(clause)));
    lines.add("- " + Grade.told(repair.safety()) + ". " + after(repair));
    step.instead().forEach(other -> lines.add("- Or: " + told(other)));
    page.add(String.join("\n", lines));
    page.add(patch(repair, "The patch"));
  }

  /// What a repair does; the reasons behind it have lines of their own.
  private static String heading(Planned step) {
    String summary = step.repair().summary();
    int reasons =
        step.evidence().stream()
            .findFirst()
            .map(first -> summary.indexOf(" (" + first))
            .orElse(summary.length());
    return Markdown.text(reasons > 0 ? summary.substring(0, reasons) : summary);
  }

  private static String heading(Repair repair) {
    int reasons = repair.summary().indexOf(" (");
    return Markdown.text(reasons > 0 ? repair.summary().substring(0, reasons) : repair.summary());
  }

  private static String told(Repair repair) {
    return Markdown.text(repair.summary()) + " (" + Grade.of(repair.safety()) + ").";
  }

  /// What is left to do after it, as the history that was read again says.
  private static String after(Repair repair) {
    Condition left = repair.proof();
    List<String> facts = new ArrayList<>();
    count(facts, Math.max(0, left.heads().size() - 1), "head too many", "heads too many");
    count(facts, left.missing().size(), "missing parent", "missing parents");
    count(facts, left.duplicates().size(), "id declared twice", "ids declared twice");
    count(facts, left.cycles().size(), "circle", "circles");
    return facts.isEmpty()
        ? "Then the history is whole."
        : "Then there are left: " + String.join(", ", facts) + ".";
  }

  private static void count(List<String> facts, int count, String one, String many) {
    if (count > 0) {
      facts.add(Headline.count(count, one, many));
    }
  }

  private static String patch(Repair repair, String title) {
    String block = Markdown.block("diff", repair.patch());
    if (Limited.bytes(block) > LONGEST_PATCH) {
      return title + " is too long for a page; `retort audit --format json` has it.";
    }
    String note =
        Visible.isPlain(repair.patch().replaceAll("[\\n\\t]", ""))
            ? ""
            : "\n\nSome characters of it cannot be seen and are written out here; `retort audit"
                + " --format json` has it as it is.";
    return "<details><summary>"
        + title
        + " ("
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
    page.add("### The ways to one head");
    boolean first = true;
    for (Joining joining : plan.joinings()) {
      page.add("**" + name(joining) + "**" + (first ? ", as the steps above do it." : "."));
      joining.obstacle().ifPresent(obstacle -> page.add(Markdown.text(obstacle)));
      if (!first && !joining.steps().isEmpty()) {
        page.add(
            joining.steps().stream()
                .limit(MOST_TOLD)
                .map(repair -> "- " + heading(repair) + " (" + Grade.of(repair.safety()) + ")")
                .collect(Collectors.joining("\n")));
      }
      first = false;
    }
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
    String shown =
        left.stream().limit(MOST_LEFT).map(PlanMarkdown::left).collect(Collectors.joining("\n"));
    page.add(
        left.size() > MOST_LEFT
            ? shown + "\n- … and " + (left.size() - MOST_LEFT) + " more"
            : shown);
  }

  private static String left(Unrepaired each) {
    Problem problem = each.problem();
    return "- **"
        + problem.code()
        + "** "
        + Markdown.code(problem.path() + ":" + problem.line())
        + " – "
        + Markdown.text(Limited.cut(problem.message(), 2_000))
        + " **Why:** "
        + Markdown.text(each.why());
  }

  private void chain() {
    List<String> chain = plan.chain();
    if (chain.isEmpty()) {
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
