package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.alembic.RuleCode;
import dev.retort.audit.Audit;
import dev.retort.audit.Cause;
import dev.retort.audit.EnvironmentAudit;
import dev.retort.audit.Occasion;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.repair.Repair.Safety;
import dev.retort.rule.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What somebody reads who has to decide and not to repair: five lines.
final class AuditSummary {
  /// What stops Alembic before it has read the history.
  private static final Set<RuleCode> STOPS_LOADING =
      Set.of(
          RuleCode.MISSING_PARENT,
          RuleCode.MISSING_DEPENDENCY,
          RuleCode.CYCLE,
          RuleCode.LABEL_CONFLICT,
          RuleCode.SYNTAX_ERROR,
          RuleCode.NOT_A_REVISION,
          RuleCode.ILLEGAL_ID,
          RuleCode.UNREADABLE_ENCODING,
          RuleCode.MISSING_IMPORT,
          RuleCode.UNREADABLE_CONFIGURATION);

  private AuditSummary() {}

  static String of(Audit audit) {
    List<String> lines = new ArrayList<>();
    lines.add("- **State:** " + state(audit));
    lines.add("- **Since:** " + since(audit));
    lines.add("- **What stops:** " + stops(audit));
    lines.add("- **What to do:** " + next(audit));
    lines.add("- **Who decides:** " + decides(audit));
    return String.join("\n", lines);
  }

  /// Of which state the page speaks.
  static String occasion(Occasion occasion) {
    List<String> parts = new ArrayList<>();
    occasion
        .commit()
        .ifPresent(
            id -> parts.add("commit " + Markdown.code(id.substring(0, Math.min(10, id.length())))));
    occasion.day().ifPresent(day -> parts.add("of " + day));
    occasion.branch().ifPresent(branch -> parts.add("on branch " + Markdown.code(branch)));
    String what = parts.isEmpty() ? "the files as they lie here" : String.join(" ", parts);
    return "Speaks of "
        + what
        + (occasion.changed() ? ", with what the working tree has changed since" : "")
        + ". Written by Retort "
        + Markdown.text(occasion.version())
        + ".";
  }

  private static String state(Audit audit) {
    List<String> broken =
        audit.environments().stream()
            .filter(EnvironmentAudit::fails)
            .map(each -> Markdown.code(each.change().environment().scriptLocation()))
            .toList();
    long failures = audit.findings().filter(Finding::fails).count();
    return failures == 0
        ? "nothing fails."
        : "broken: "
            + Counted.of(failures, "thing", "things")
            + " to repair"
            + (broken.isEmpty() ? "." : " in " + String.join(", ", broken) + ".");
  }

  private static String since(Audit audit) {
    Optional<Cause.Evidence> oldest =
        audit.environments().stream()
            .flatMap(each -> each.causes().stream())
            .flatMap(cause -> cause.evidence().stream())
            .filter(each -> each.commit().isPresent() && each.day().isPresent())
            .min((one, other) -> one.day().orElse("").compareTo(other.day().orElse("")));
    return oldest
        .map(each ->
            each.day().orElse("")
                + ", commit "
                + Markdown.code(each.commit().map(id -> id.substring(0, 10)).orElse(""))
                + ", as far as git tells.")
        .orElse("git does not tell.");
  }

  private static String stops(Audit audit) {
    Set<RuleCode> codes =
        audit.findings().filter(Finding::fails).map(Finding::code).collect(Collectors.toSet());
    if (codes.isEmpty()) {
      return "nothing.";
    }
    if (codes.stream().anyMatch(STOPS_LOADING::contains)) {
      return "every command of Alembic: the history cannot even be loaded, so nothing can be"
          + " upgraded or deployed.";
    }
    return codes.contains(RuleCode.SECOND_HEAD) || codes.contains(RuleCode.SECOND_BASE)
        ? "`alembic upgrade head`, and with it the next deployment; databases stay as they are."
        : "the next upgrade or deployment; databases stay as they are.";
  }

  private static String next(Audit audit) {
    Map<Safety, Integer> counts = new EnumMap<>(Safety.class);
    int left = 0;
    int steps = 0;
    for (EnvironmentAudit each : audit.environments()) {
      left += each.fails() ? each.plan().unrepaired().size() : 0;
      for (Planned step : each.plan().planned()) {
        steps++;
        counts.merge(step.repair().safety(), 1, Integer::sum);
      }
    }
    if (steps == 0) {
      return left == 0 && !audit.fails() ? "nothing." : "by hand, what is listed below.";
    }
    String graded =
        counts.entrySet().stream()
            .map(each -> each.getValue() + " " + Grade.of(each.getKey()))
            .collect(Collectors.joining(", "));
    return Counted.of(steps, "step", "steps")
        + " ("
        + graded
        + ")"
        + (left == 0 ? "." : ", and " + left + " by hand.");
  }

  private static String decides(Audit audit) {
    Set<Safety> grades =
        audit.environments().stream()
            .flatMap(each -> each.plan().planned().stream())
            .map(step -> step.repair().safety())
            .collect(Collectors.toSet());
    if (grades.contains(Safety.SHOWN)) {
      return "whoever knows what the databases hold, for the steps that are for you to decide.";
    }
    return grades.contains(Safety.CONSENT)
        ? "whoever knows which databases have run these migrations."
        : "nobody has to: a reviewer is enough.";
  }
}
