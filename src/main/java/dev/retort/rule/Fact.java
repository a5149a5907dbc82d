package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import java.util.List;

/// A thing that a rule found, as values: ids, paths, counts. Whoever tells of it makes the words
/// from these; nobody reads them out of a sentence.
///
/// One record for each shape that a rule's findings have, beside the rule; this list names them
/// all.
public sealed interface Fact permits Sentence {
  RuleCode code();

  /// What is wrong, as one clause without a full stop, for a line that has no room for more.
  Prose headline();

  /// What is wrong and what to do next, in whole sentences.
  Prose message();

  /// The values that make it the same fact after another push: neither words nor lines.
  List<String> identity();
}
