package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.alembic.RuleCode;
import dev.retort.audit.Cause;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.EnvironmentAudit;
import dev.retort.plan.WholePlan.Planned;
import dev.retort.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is wrong, as a list by causes: what has happened, where, which commit tells, and which step
/// cures it, each said once. Findings that are alike share a line.
final class AuditFindings {
  private static final int MOST = 100;
  private static final int MOST_PLACES = 8;

  /// Causes of which git tells more than that it was so.
  private static final Set<Cause.Kind> TOLD_BY_GIT =
      Set.of(
          Cause.Kind.PARALLEL_WORK,
          Cause.Kind.DELETED_FILE,
          Cause.Kind.LOST_IN_MERGE,
          Cause.Kind.OTHER_BRANCH,
          Cause.Kind.CHANGED_ID,
          Cause.Kind.EDITED_PARENTS);

  private static final int LONGEST = 2_000;

  private final EnvironmentAudit audit;
  private final List<Explained> evidence = new ArrayList<>();
  private final Set<Explained> told = new LinkedHashSet<>();

  private AuditFindings(EnvironmentAudit audit) {
    this.audit = audit;
    for (Cause cause : audit.causes()) {
      cause.evidence().forEach(each -> evidence.add(new Explained(cause.kind(), each)));
    }
  }

  /// What happened, and what speaks for it.
  private record Explained(Cause.Kind kind, Evidence evidence) {
    boolean explains(Finding finding) {
      return kind.explains(finding.code())
          && (names(finding.revision())
              || names(finding.counterpart())
              || names(Optional.of(finding.path())));
    }

    private boolean names(Optional<String> text) {
      return text.filter(evidence.text()::mentions).isPresent();
    }
  }

  /// The list as blocks of Markdown; none where nothing was found.
  static List<String> of(EnvironmentAudit audit) {
    return new AuditFindings(audit).blocks();
  }

  /// Findings of no environment, one a line.
  static String list(List<Finding> findings) {
    return findings.stream().limit(MOST).map(MarkdownSections::bullet).collect(lines())
        + rest(findings.size());
  }

  private List<String> blocks() {
    Map<String, List<List<Finding>>> groups = new LinkedHashMap<>();
    int lines = 0;
    int left = 0;
    for (List<Finding> alike : alike()) {
      if (lines++ >= MOST) {
        left += alike.size();
        continue;
      }
      groups.computeIfAbsent(title(alike.getFirst()), none -> new ArrayList<>()).add(alike);
    }
    List<String> blocks = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    groups.forEach((title, findings) -> {
      String list = findings.stream().map(this::line).collect(lines());
      if (title.isEmpty()) {
        plain.add(list);
      } else {
        blocks.add("**" + Markdown.text(title) + "**\n\n" + list);
      }
    });
    boolean alone = blocks.isEmpty();
    plain.forEach(list -> blocks.add(alone ? list : "**And**\n\n" + list));
    if (left > 0) {
      blocks.add("- … and " + left + " more, all in `retort audit --format json`");
    }
    String others =
        evidence.stream()
            .filter(each -> !told.contains(each))
            .limit(MOST)
            .map(each ->
                "- "
                    + Markdown.text(each.kind().sentence() + ":")
                    + " "
                    + ProseMarkdown.of(each.evidence().text(), LONGEST))
            .collect(lines());
    if (!others.isEmpty()) {
      blocks.add(others);
    }
    return blocks;
  }

  /// Findings of one rule about the same pair of revisions; of those that do not fail, of one rule.
  private List<List<Finding>> alike() {
    Map<String, List<Finding>> alike = new LinkedHashMap<>();
    for (Finding each : audit.findings()) {
      Set<String> pair = new TreeSet<>();
      each.counterpart().ifPresent(pair::add);
      // Heads and bases too many are told once, whichever they are.
      boolean oneOfMany =
          each.code() == RuleCode.SECOND_HEAD || each.code() == RuleCode.SECOND_BASE;
      if (!oneOfMany || pair.isEmpty()) {
        each.revision().ifPresent(pair::add);
      }
      String subject = each.fails() ? pair.isEmpty() ? each.path() + each.line() : pair + "" : "";
      String key = each.code() + "\n" + each.severity() + "\n" + subject;
      alike.computeIfAbsent(key, none -> new ArrayList<>()).add(each);
    }
    return List.copyOf(alike.values());
  }

  private String title(Finding finding) {
    return explaining(finding).stream().findFirst().map(each -> each.kind().sentence()).orElse("");
  }

  private List<Explained> explaining(Finding finding) {
    return evidence.stream().filter(each -> each.explains(finding)).toList();
  }

  private String line(List<Finding> alike) {
    Finding first = alike.getFirst();
    StringBuilder line = new StringBuilder("- **" + first.code() + "** ");
    if (!first.fails()) {
      line.append('(').append(first.severity().word());
      line.append(alike.size() > 1 ? ", " + alike.size() + " times) " : ") ");
    }
    line.append(Markdown.code(place(first))).append(" – ");
    line.append(ProseMarkdown.of(first.told(), LONGEST));
    List<Finding> others = alike.subList(1, alike.size());
    if (!others.isEmpty()) {
      line.append(" The same ").append(others(first, others)).append('.');
    }
    List<Explained> causes = explaining(first);
    told.addAll(causes);
    // What came of the same cause elsewhere is told with the first, as far as it needs no sentence.
    List<Explained> elsewhere =
        others.stream()
            .flatMap(each -> explaining(each).stream())
            .filter(each -> !TOLD_BY_GIT.contains(each.kind()))
            .toList();
    told.addAll(elsewhere);
    causes.stream()
        .filter(each -> TOLD_BY_GIT.contains(each.kind()))
        .map(each -> " " + ProseMarkdown.of(each.evidence().text(), LONGEST))
        .forEach(line::append);
    Set<String> commits = new LinkedHashSet<>();
    Stream.concat(causes.stream(), elsewhere.stream())
        .filter(each -> !TOLD_BY_GIT.contains(each.kind()))
        .forEach(each -> commit(each.evidence()).ifPresent(commits::add));
    if (!commits.isEmpty()) {
      line.append(" It came with ").append(String.join(" and ", commits)).append('.');
    }
    line.append(step(alike));
    return line.toString();
  }

  /// Where else it is so, and of which revision.
  private static String others(Finding first, List<Finding> others) {
    return Counted.few(
        others,
        MOST_PLACES,
        each ->
            each.revision()
                    .filter(id -> !first.revision().equals(Optional.of(id)))
                    .map(id -> "of " + Markdown.code(id) + " at ")
                    .orElse("at ")
                + Markdown.code(place(each)));
  }

  private static String place(Finding finding) {
    return finding.path() + ":" + finding.line();
  }

  private static Optional<String> commit(Evidence evidence) {
    return evidence
        .commit()
        .map(id ->
            "commit "
                + Markdown.code(id.substring(0, Math.min(10, id.length())))
                + evidence.day().map(day -> " of " + Markdown.code(day)).orElse(""));
  }

  /// Which steps of the plan are about the same.
  private String step(List<Finding> alike) {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < audit.plan().planned().size(); i++) {
      Planned planned = audit.plan().planned().get(i);
      if (alike.stream().anyMatch(each -> cures(planned, each))) {
        steps.add(Integer.toString(i + 1));
      }
    }
    if (steps.isEmpty()) {
      return "";
    }
    return steps.size() == 1
        ? " **Step " + steps.getFirst() + "**."
        : " **Steps " + String.join(", ", steps) + "**.";
  }

  private static boolean cures(Planned planned, Finding finding) {
    boolean heads =
        planned.code() == RuleCode.SECOND_HEAD
            && (finding.code() == RuleCode.SECOND_HEAD || finding.code() == RuleCode.SECOND_BASE);
    return (planned.code() == finding.code() || heads)
        && (finding.revision().filter(planned.about()::contains).isPresent()
            || finding.counterpart().filter(planned.about()::contains).isPresent());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n");
  }

  private static String rest(int size) {
    return size > MOST
        ? "\n- … and " + (size - MOST) + " more, all in `retort audit --format json`"
        : "";
  }
}
