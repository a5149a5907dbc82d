package dev.retort.rule;

import dev.retort.alembic.Condition.Missing;
import dev.retort.alembic.Counted;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Findings that are there only because of another one, which therefore says so; whoever heeds
/// their own advice would build on what is wrong.
final class Consequences {
  /// Of findings on one line, the first of these is the cause and a second head only its
  /// consequence.
  private static final List<RuleCode> CAUSES_OF_A_SECOND_HEAD =
      List.of(
          RuleCode.MISSING_PARENT,
          RuleCode.SECOND_BASE,
          RuleCode.COMPETING_MERGES,
          RuleCode.EDITED_PARENTS,
          RuleCode.INSERTED_BELOW);

  /// What an id that several files declare makes of a graph.
  private static final List<RuleCode> FOLLOW_FROM_A_DUPLICATE =
      List.of(
          RuleCode.SECOND_HEAD,
          RuleCode.CYCLE,
          RuleCode.SECOND_BASE,
          RuleCode.REDUNDANT_PARENT,
          RuleCode.INSERTED_BELOW,
          RuleCode.EDITED_PARENTS);

  private final HistoryChange change;
  private final List<Finding> findings;
  private final Map<Finding, Finding> causes = new LinkedHashMap<>();

  private Consequences(HistoryChange change, List<Finding> findings) {
    this.change = change;
    this.findings = findings;
  }

  /// The findings without those that follow from another that fails; that one tells of them.
  static List<Finding> told(HistoryChange change, List<Finding> findings) {
    Consequences consequences = new Consequences(change, findings);
    consequences.duplicates();
    consequences.missing();
    consequences.rivals();
    consequences.sameLine();
    consequences.docstrings();
    return consequences.told();
  }

  /// A docstring that speaks for other parents than the missing ones is what the finding about
  /// these rests on.
  private void docstrings() {
    for (Finding cause : findings) {
      boolean rests =
          cause.fact() instanceof MissingParent.Found found
              && found.clue() instanceof MissingParent.Clue.InDocstring;
      for (Finding each : rests ? findings : List.<Finding>of()) {
        if (each.code() == RuleCode.REVISES_DISAGREES && each.path().equals(cause.path())) {
          causes.putIfAbsent(each, cause);
        }
      }
    }
  }

  /// Of two merges of the same, either may be the one that begins a second head.
  private void rivals() {
    for (Finding cause : findings) {
      if (cause.fails() && cause.fact() instanceof CompetingMerges.Found found) {
        findings.stream()
            .filter(each -> each.code() == RuleCode.SECOND_HEAD)
            .filter(each ->
                each.revision().filter(List.of(found.id(), found.other())::contains).isPresent())
            .forEach(each -> causes.putIfAbsent(each, cause));
      }
    }
  }

  private void sameLine() {
    Map<String, Finding> byLine = new LinkedHashMap<>();
    findings.stream()
        .filter(each -> each.fails() && CAUSES_OF_A_SECOND_HEAD.contains(each.code()))
        .forEach(each -> byLine.putIfAbsent(each.path() + ":" + each.line(), each));
    for (Finding each : findings) {
      Optional<Finding> cause = Optional.ofNullable(byLine.get(each.path() + ":" + each.line()));
      if (each.code() == RuleCode.SECOND_HEAD) {
        cause.ifPresent(found -> causes.putIfAbsent(each, found));
      }
      // Parents that are no text are parents nevertheless.
      if (each.code() == RuleCode.SECOND_HEAD || each.code() == RuleCode.SECOND_BASE) {
        findings.stream()
            .filter(other -> other.fails() && other.code() == RuleCode.ILLEGAL_ID)
            .filter(other -> other.path().equals(each.path()) && other.line() == each.line())
            .findFirst()
            .ifPresent(found -> causes.putIfAbsent(each, found));
      }
    }
  }

  /// What is said of an id that several files declare, of what one of them revises, of what revises
  /// it, or of a circle that goes through it, depends on which of them is meant.
  private void duplicates() {
    History history = change.after();
    for (Finding cause : findings) {
      Optional<String> id = cause.counterpart().filter(any -> isDuplicate(cause));
      if (id.isEmpty()) {
        continue;
      }
      Set<String> touched = new HashSet<>(Set.of(id.get()));
      history.declaring(id.get()).forEach(each -> touched.addAll(each.downRevisions()));
      touched.addAll(history.children(id.get()));
      for (Finding each : findings) {
        // Another line that ends beside it is a head of its own, whichever file is meant.
        boolean speaksOfIt =
            each.code() == RuleCode.CYCLE
                ? circlesThrough(id.get(), each)
                : each.revision().filter(touched::contains).isPresent();
        if (each.fails() && FOLLOW_FROM_A_DUPLICATE.contains(each.code()) && speaksOfIt) {
          causes.putIfAbsent(each, cause);
        }
      }
    }
  }

  private static boolean isDuplicate(Finding finding) {
    return finding.fails() && finding.code() == RuleCode.DUPLICATE_REVISION;
  }

  private boolean circlesThrough(String id, Finding circle) {
    return change.after().cycles().stream()
        .filter(each -> circle.revision().filter(each.ids()::contains).isPresent())
        .anyMatch(each -> each.ids().contains(id));
  }

  /// A revision whose parent is missed begins a line of its own, and one that is missed under
  /// another name has nothing above it: both make ends that are none.
  private void missing() {
    Map<String, Finding> byParent = new LinkedHashMap<>();
    findings.stream()
        .filter(each -> each.fails() && each.code() == RuleCode.MISSING_PARENT)
        .forEach(each -> each.counterpart().ifPresent(id -> byParent.putIfAbsent(id, each)));
    Optional<Finding> leaning = findings.stream().filter(Consequences::leans).findFirst();
    if (byParent.isEmpty() && leaning.isEmpty()) {
      return;
    }
    Map<String, Finding> concerned = new LinkedHashMap<>();
    List<Missing> all = change.after().condition().missing();
    Set<Missing> searched =
        all.stream().limit(MissingParent.MOST_SEARCHED).collect(Collectors.toSet());
    for (Missing missing : all) {
      Optional.ofNullable(byParent.get(missing.parent()))
          .or(() -> leaning)
          .ifPresent(cause -> {
            concerned.putIfAbsent(missing.child(), cause);
            if (searched.contains(missing)) {
              meant(missing, change.after()).ifPresent(id -> concerned.putIfAbsent(id, cause));
            }
          });
    }
    for (Finding each : findings) {
      Optional<Finding> cause = each.revision().map(concerned::get);
      if (each.code() == RuleCode.SECOND_HEAD && each.fails()) {
        cause
            .or(() -> each.counterpart().map(concerned::get))
            .ifPresent(found -> causes.putIfAbsent(each, found));
      }
    }
    apart(concerned);
  }

  private static boolean leans(Finding finding) {
    return finding.code() == RuleCode.MISSING_PARENT && finding.fact() instanceof OtherHistory;
  }

  /// Two lines of which one begins where a parent is missed: nobody can tell yet in which order
  /// they run.
  private void apart(Map<String, Finding> concerned) {
    boolean leaning = concerned.values().stream().anyMatch(Consequences::leans);
    for (Finding each : findings) {
      boolean ends = leaning && each.code() == RuleCode.SECOND_HEAD;
      if ((each.code() == RuleCode.HEADS_COLLIDE || ends) && each.fails()) {
        Stream.of(each.revision(), each.counterpart())
            .flatMap(Optional::stream)
            .flatMap(id -> Stream.concat(Stream.of(id), change.after().ancestors(id).stream()))
            .map(concerned::get)
            .filter(Objects::nonNull)
            .findFirst()
            .ifPresent(found -> causes.putIfAbsent(each, found));
      }
    }
  }

  /// The revision that is missed under a name that is not its id.
  static Optional<String> meant(Missing missing, History history) {
    return NamedFile.of(missing.parent(), history, Set.of(missing.child()))
        .or(() -> DocstringWitness.formerly(missing.parent(), history, Set.of(missing.child())))
        .map(Revision::id)
        .or(() -> NearId.of(missing.parent(), history, Set.of(missing.child(), missing.parent())));
  }

  private List<Finding> told() {
    if (causes.isEmpty()) {
      return findings;
    }
    List<Finding> told = new ArrayList<>();
    for (Finding each : findings) {
      if (!causes.containsKey(each)) {
        told.add(following(each).map(each::telling).orElse(each));
      }
    }
    return told;
  }

  /// What follows from a finding, as a sentence; nothing of what is on its own line, of which it
  /// speaks itself.
  private Optional<Prose> following(Finding cause) {
    Map<RuleCode, Integer> counts = new EnumMap<>(RuleCode.class);
    causes.forEach((each, of) -> {
      boolean ownLine = each.path().equals(cause.path()) && each.line() == cause.line();
      boolean said =
          each.code() == RuleCode.REVISES_DISAGREES
              || (ownLine && each.code() == RuleCode.SECOND_HEAD);
      if (of.equals(cause) && !said) {
        counts.merge(each.code(), 1, Integer::sum);
      }
    });
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Prose.of("Only because of that ")
                .list(
                    counts.entrySet(),
                    (said, each) -> said.text(words(each.getKey(), each.getValue())))
                .text("."));
  }

  private static String words(RuleCode code, int count) {
    return switch (code) {
      case CYCLE -> "the history would run in a circle";
      case SECOND_HEAD ->
          "it would have "
              + (count == 1 ? "a head" : Counted.of(count, "head", "heads"))
              + " too many";
      case HEADS_COLLIDE -> "nobody can tell in which order its lines run";
      case SECOND_BASE -> "it would begin a second time";
      case REDUNDANT_PARENT -> "a merge would name a parent for nothing";
      default -> "revisions of the base would change their place";
    };
  }
}
