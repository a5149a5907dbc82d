package dev.retort.audit;

import dev.retort.evidence.GitEvidence.Trace;
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
    PARALLEL_WORK("Two changes were merged that continue the same revision"),
    ONE_CHANGE("One commit brought revisions that continue the same one"),
    DELETED_FILE("A file was deleted while other revisions build on it"),
    LOST_IN_MERGE("A file got lost in a merge of branches"),
    OTHER_BRANCH("A revision waits on another branch"),
    CHANGED_ID("The id of a revision was changed while others name the old one"),
    NAMED_FILE("A file's name was written where its id belongs"),
    OTHER_FOLDER("A revision lies in a folder that its environment does not read"),
    MISTYPED_ID("An id was mistyped"),
    UNKNOWN_PARENT("A revision names one that was never here"),
    COPIED_FILE("A file is there twice"),
    COPIED_TEMPLATE("A revision was copied as a template, with its id"),
    COUNTED_ID("Ids are counted by hand, and two people counted alike"),
    DEPENDS_ONLY_MERGE("A merge was written with `depends_on`"),
    RIVAL_MERGES("Several people merged the same heads"),
    REDUNDANT_PARENT("A merge names what lies below its other parents"),
    EDITED_PARENTS("Parents were edited so that the history runs in a circle"),
    SECOND_BEGINNING("The history was started again"),
    LEFT_BEHIND("An environment was left behind when another took its place");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
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
  /// @param text one sentence of plain text that may hold a stranger's words, to be escaped by
  ///   whoever shows it
  /// @param commit the one that tells, where git was asked and knew: its full id
  /// @param day of that commit
  public record Evidence(String text, Optional<String> commit, Optional<String> day) {
    static Evidence of(String text) {
      return new Evidence(text, Optional.empty(), Optional.empty());
    }

    static Evidence of(String text, Trace trace) {
      return new Evidence(text, Optional.of(trace.commit()), Optional.of(trace.day()));
    }

    static Evidence of(String text, Optional<Trace> trace) {
      return trace.map(each -> of(text, each)).orElseGet(() -> of(text));
    }
  }
}
