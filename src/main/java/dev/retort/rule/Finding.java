package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.python.Span;
import java.util.Comparator;
import java.util.Optional;

/// A fact about a change that somebody must act on.
///
/// @param code the rule that it breaks
/// @param path the file to look at, relative to the repository's root
/// @param line counted from 1, in the file as it would land
/// @param value the bytes to underline, where they are known
/// @param revision the revision concerned
/// @param counterpart the revision it collides with, where there is one
/// @param message what is wrong and what to do next; plain text that may hold a stranger's words,
///   to be escaped by whoever shows it
/// @param isNew false for what the base already had
/// @param accepted who lets it pass in this pull request, and why
/// @param origin who brought the counterpart, or what became of it, as a sentence, where it is
///   known
public record Finding(
    RuleCode code,
    Severity severity,
    String path,
    int line,
    Optional<Span> value,
    Optional<String> revision,
    Optional<String> counterpart,
    String message,
    boolean isNew,
    Optional<Acceptance> accepted,
    Optional<String> origin) {
  /// New ones first, the weightiest first, then by code and place.
  public static final Comparator<Finding> WEIGHTIEST_FIRST =
      Comparator.comparing((Finding each) -> !each.isNew())
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::code)
          .thenComparing(Finding::path)
          .thenComparingInt(Finding::line);

  /// One that nobody has accepted.
  public Finding(
      RuleCode code,
      Severity severity,
      String path,
      int line,
      Optional<Span> value,
      Optional<String> revision,
      Optional<String> counterpart,
      String message,
      boolean isNew) {
    this(
        code,
        severity,
        path,
        line,
        value,
        revision,
        counterpart,
        message,
        isNew,
        Optional.empty(),
        Optional.empty());
  }

  /// The same, with who brought its counterpart.
  ///
  /// @param how what may follow "it came with"
  public Finding broughtBy(String how) {
    return counterpart.map(id -> telling(Words.id(id) + " came with " + how + ".")).orElse(this);
  }

  /// Everything that people are told: the message, and what is known of the counterpart.
  public String told() {
    return origin.map(sentence -> message + " " + sentence).orElse(message);
  }

  /// The same, let pass: it is still told, and fails nothing.
  public Finding accepted(Acceptance acceptance) {
    return new Finding(
        code,
        Severity.NOTICE,
        path,
        line,
        value,
        revision,
        counterpart,
        message,
        isNew,
        Optional.of(acceptance),
        origin);
  }

  /// The same, with what else is known of its counterpart.
  ///
  /// @param sentence plain text that may hold a stranger's words
  public Finding telling(String sentence) {
    return new Finding(
        code,
        severity,
        path,
        line,
        value,
        revision,
        counterpart,
        message,
        isNew,
        accepted,
        Optional.of(origin.map(before -> before + " " + sentence).orElse(sentence)));
  }

  /// Whether it makes the check fail.
  public boolean fails() {
    return isNew && severity == Severity.FAILURE;
  }
}
