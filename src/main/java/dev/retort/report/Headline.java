package dev.retort.report;

import dev.retort.alembic.Condition;
import dev.retort.alembic.Counted;
import dev.retort.alembic.RuleCode;
import dev.retort.rule.Finding;
import dev.retort.rule.Prose;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A verdict in one line: what would be wrong, or that nothing is.
final class Headline {
  private static final int MOST_IDS = 4;

  /// What says most about the graph comes first; other codes follow in their own order.
  private static final List<RuleCode> BY_WEIGHT =
      List.of(
          RuleCode.CYCLE,
          RuleCode.DUPLICATE_REVISION,
          RuleCode.MISSING_PARENT,
          RuleCode.SECOND_HEAD,
          RuleCode.SECOND_BASE,
          RuleCode.COMPETING_MERGES,
          RuleCode.DEPENDS_ON_MERGE,
          RuleCode.MISSING_DEPENDENCY,
          RuleCode.LABEL_CONFLICT);

  /// What keeps a verdict from being one.
  private static final List<RuleCode> LEAVES_UNJUDGED =
      List.of(RuleCode.NOT_DECIDABLE, RuleCode.UNLOADED_FILE);

  private static final List<String> NUMBERS =
      List.of("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten");

  /// How ids and sentences are written where the line will stand.
  enum Voice {
    PLAIN {
      @Override
      String id(String id) {
        return Visible.line(id, 40);
      }

      @Override
      String name(String name) {
        return '"' + Visible.line(name, 40) + '"';
      }

      @Override
      String prose(Prose text, RevisionNames names) {
        return Visible.line(text.plain(), 180);
      }
    },
    MARKDOWN {
      @Override
      String id(String id) {
        return Markdown.code(id);
      }

      @Override
      String name(String name) {
        return ProseMarkdown.quoted(name);
      }

      @Override
      String prose(Prose text, RevisionNames names) {
        return ProseMarkdown.of(text, 400, names);
      }
    };

    abstract String id(String id);

    abstract String name(String name);

    abstract String prose(Prose text, RevisionNames names);

    String ids(List<String> ids) {
      return Counted.few(ids, MOST_IDS, this::id);
    }
  }

  private final Verdict verdict;
  private final Voice voice;
  private final RevisionNames names;
  private final boolean byRule;

  private Headline(Verdict verdict, Voice voice, RevisionNames names, boolean byRule) {
    this.verdict = verdict;
    this.voice = voice;
    this.names = names;
    this.byRule = byRule;
  }

  /// With ids alone, for a terminal.
  static String of(Verdict verdict, Voice voice) {
    return new Headline(verdict, voice, RevisionNames.NONE, false).text();
  }

  /// The same, where revisions are called by their names too.
  static String named(Verdict verdict, Voice voice) {
    return new Headline(verdict, voice, RevisionNames.of(verdict), false).text();
  }

  /// The same beside annotations, which say of each line what exactly is wrong: what has no line of
  /// its own here is called by its rule and place.
  static String beside(Verdict verdict) {
    return new Headline(verdict, Voice.MARKDOWN, RevisionNames.of(verdict), true).text();
  }

  private String text() {
    return switch (verdict.conclusion()) {
      case FAILURE -> failure();
      case SUCCESS -> success();
      case NEUTRAL -> neutral();
    };
  }

  private String failure() {
    List<Finding> failing = verdict.findings().filter(Finding::fails).toList();
    Optional<Finding> first =
        failing.stream()
            .min(Comparator.comparingInt(Headline::weight).thenComparing(Finding::code));
    if (first.isEmpty()) {
      return "The history cannot be judged";
    }
    Finding finding = first.get();
    Judged judged =
        verdict.environments().stream()
            .filter(each -> each.findings().contains(finding))
            .findFirst()
            .orElseThrow();
    long others = failing.stream().filter(each -> each.code() != finding.code()).count();
    return of(finding, judged)
        + (verdict.environments().size() > 1
            ? " in " + voice.id(judged.change().environment().scriptLocation())
            : "")
        + (others > 0
            ? " (and " + Counted.of(others, "other problem", "other problems") + ")"
            : "");
  }

  private static int weight(Finding finding) {
    int place = BY_WEIGHT.indexOf(finding.code());
    return place < 0 ? BY_WEIGHT.size() : place;
  }

  private String of(Finding finding, Judged judged) {
    Condition before = judged.change().before().condition();
    Condition after = judged.change().after().condition();
    return switch (finding.code()) {
      case SECOND_HEAD ->
          after.heads().size() > 1
              ? number(after.heads().size()) + " heads would land: " + revisions(after.heads())
              : fallback(finding);
      case MISSING_PARENT ->
          after.missing().stream()
              .filter(missing -> !before.missing().contains(missing))
              .findFirst()
              .map(missing ->
                  "A parent is missing: "
                      + revision(missing.child())
                      + " builds on "
                      + voice.id(missing.parent())
                      + (byRule ? "" : ", which no file declares"))
              .orElseGet(() -> fallback(finding));
      case DUPLICATE_REVISION -> {
        List<String> fresh = fresh(before.duplicates(), after.duplicates());
        yield fresh.isEmpty()
            ? fallback(finding)
            : (fresh.size() == 1 ? "A revision id" : number(fresh.size()) + " revision ids")
                + " would be declared twice: "
                + revisions(fresh);
      }
      case CYCLE ->
          after.cycles().stream()
              .filter(cycle -> !before.cycles().contains(cycle))
              .findFirst()
              .map(cycle -> "The history would run in a circle: " + revisions(cycle))
              .orElseGet(() -> fallback(finding));
      default -> fallback(finding);
    };
  }

  /// A revision by its name and its id.
  private String revision(String id) {
    return names.of(id).map(name -> voice.name(name) + " ").orElse("") + voice.id(id);
  }

  private String revisions(List<String> ids) {
    return Counted.few(ids, MOST_IDS, this::revision);
  }

  private static List<String> fresh(List<String> before, List<String> after) {
    Set<String> known = new HashSet<>(before);
    return after.stream().filter(id -> !known.contains(id)).toList();
  }

  private String fallback(Finding finding) {
    if (byRule && MarkdownSections.isAnnotated(finding)) {
      return finding.code()
          + MarkdownSections.page(finding.code()).map(page -> " " + page.name()).orElse("")
          + " at "
          + Markdown.code(finding.path() + ":" + finding.line());
    }
    return finding.code() + ": " + voice.prose(finding.fact().headline(), names);
  }

  private String success() {
    List<Judged> environments = verdict.environments();
    if (environments.isEmpty()) {
      return "No migrations in this change";
    }
    long accepted = verdict.findings().filter(each -> each.accepted().isPresent()).count();
    if (accepted > 0) {
      return "Nothing fails; "
          + Counted.of(accepted, "finding is accepted", "findings are accepted");
    }
    List<List<String>> heads =
        environments.stream().map(each -> each.change().after().heads()).toList();
    boolean whole =
        environments.stream().allMatch(each -> each.change().after().condition().whole());
    if (whole) {
      if (heads.size() > 1) {
        return "Every history has one head, as it should be";
      }
      return heads.getFirst().isEmpty()
          ? "No revisions yet"
          : "One head, as it should be: " + revision(heads.getFirst().getFirst());
    }
    boolean asBefore =
        environments.stream()
            .allMatch(each ->
                each.change().after().heads().size() <= each.change().before().heads().size());
    if (asBefore) {
      return "Nothing is made worse; what was wrong before stays";
    }
    List<String> all = heads.stream().flatMap(List::stream).toList();
    if (all.size() <= heads.size()) {
      return all.size() == 1
          ? "Nothing fails; one head: " + revision(all.getFirst())
          : "Nothing fails";
    }
    return "More than one head, as the branch labels or the configuration allow";
  }

  private String neutral() {
    return verdict
        .findings()
        .filter(Finding::isNew)
        .min(Comparator.comparing(finding -> !LEAVES_UNJUDGED.contains(finding.code())))
        .map(finding -> "Not judged in full: " + fallback(finding))
        .orElseGet(() ->
            verdict.conflicts().isEmpty()
                ? "Not judged in full"
                : "Not judged in full: "
                    + Counted.of(verdict.conflicts().size(), "file conflicts", "files conflict")
                    + " with the base branch");
  }

  static String number(int number) {
    return number < NUMBERS.size() ? NUMBERS.get(number) : Integer.toString(number);
  }
}
