package dev.retort.audit;

import dev.retort.alembic.RuleCode;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.rule.Prose;
import java.util.List;
import java.util.Optional;

/// What probably happened, and what speaks for it.
///
/// @param evidence one entry for each place where it happened
public record Cause(Kind kind, List<Evidence> evidence) {
  public Cause {
    evidence = List.copyOf(evidence);
  }

  /// The ways in which histories fall apart.
  public enum Kind {
    PARALLEL_WORK("Two changes were merged that continue the same revision", RuleCode.SECOND_HEAD),
    ONE_CHANGE("One commit brought revisions that continue the same one", RuleCode.SECOND_HEAD),
    DELETED_FILE("A file was deleted while other revisions build on it", RuleCode.MISSING_PARENT),
    LOST_IN_MERGE("A file got lost in a merge of branches", RuleCode.MISSING_PARENT),
    OTHER_BRANCH("A revision waits on another branch", RuleCode.MISSING_PARENT),
    CHANGED_ID(
        "The id of a revision was changed while others name the old one", RuleCode.MISSING_PARENT),
    NAMED_FILE("A file's name was written where its id belongs", RuleCode.MISSING_PARENT),
    OTHER_FOLDER(
        "A revision lies in a folder that its environment does not read", RuleCode.MISSING_PARENT),
    MISTYPED_ID("An id was mistyped", RuleCode.MISSING_PARENT),
    UNKNOWN_PARENT("A revision names one that was never here", RuleCode.MISSING_PARENT),
    COPIED_FILE("A file is there twice", RuleCode.DUPLICATE_REVISION),
    COPIED_TEMPLATE(
        "A revision was copied as a template, with its id", RuleCode.DUPLICATE_REVISION),
    COUNTED_ID(
        "Ids are counted by hand, and two people counted alike", RuleCode.DUPLICATE_REVISION),
    DEPENDS_ONLY_MERGE("A merge was written with `depends_on`", RuleCode.DEPENDS_ON_MERGE),
    RIVAL_MERGES("Several people merged the same heads", RuleCode.COMPETING_MERGES),
    REDUNDANT_PARENT("A merge names what lies below its other parents", RuleCode.REDUNDANT_PARENT),
    EDITED_PARENTS("Parents were edited so that the history runs in a circle", RuleCode.CYCLE),
    SECOND_BEGINNING("The history was started again", RuleCode.SECOND_BASE),
    LEFT_BEHIND(
        "An environment was left behind when another took its place", RuleCode.UNUSED_ENVIRONMENT);

    private final String sentence;

    private final RuleCode finds;

    /// @param finds the rule that finds it
    Kind(String sentence, RuleCode finds) {
      this.sentence = sentence;
      this.finds = finds;
    }

    /// Whether what the rule finds may have come of this. What loses a parent loses a dependency as
    /// well.
    public boolean explains(RuleCode code) {
      return code == finds
          || (finds == RuleCode.MISSING_PARENT && code == RuleCode.MISSING_DEPENDENCY);
    }

    /// Plain text without a full stop.
    public String sentence() {
      return sentence;
    }

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /// What speaks for it in one place.
  ///
  /// @param text one sentence
  /// @param commit the one that tells, where git was asked and knew: its full id
  /// @param day of that commit
  public record Evidence(Prose text, Optional<String> commit, Optional<String> day) {
    static Evidence of(Prose text) {
      return new Evidence(text, Optional.empty(), Optional.empty());
    }

    static Evidence of(Prose text, Trace trace) {
      return new Evidence(text, Optional.of(trace.commit()), Optional.of(trace.day()));
    }

    static Evidence of(Prose text, Optional<Trace> trace) {
      return trace.map(each -> of(text, each)).orElseGet(() -> of(text));
    }
  }
}
