package dev.retort.rule;

import dev.retort.alembic.Order;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.evidence.Origins.Origin;
import dev.retort.python.Span;
import java.util.Comparator;
import java.util.Optional;

/// A fact about a change that somebody must act on.
///
/// @param counterpart the revision it collides with, where there is one
/// @param isNew false for what the base already had
/// @param accepted who lets it pass in this pull request, and why
/// @param origin who brought the counterpart, or what became of it, in whole sentences, where it is
///   known
public record Finding(
    Fact fact,
    Severity severity,
    Place place,
    Optional<String> counterpart,
    boolean isNew,
    Optional<Acceptance> accepted,
    Optional<Prose> origin) {
  /// New ones first, the weightiest first, then by code and place.
  public static final Comparator<Finding> WEIGHTIEST_FIRST =
      Order.by((Finding each) -> !each.isNew())
          .then(Order.by(Finding::severity, Comparator.reverseOrder()))
          .thenBy(Finding::code)
          .thenBy(Finding::path)
          .thenBy(Finding::line);

  private static final Prose BEFORE = Prose.of("Already so on the base branch: ");

  /// One that nobody has accepted.
  public Finding(
      Fact fact, Severity severity, Place place, Optional<String> counterpart, boolean isNew) {
    this(fact, severity, place, counterpart, isNew, Optional.empty(), Optional.empty());
  }

  public RuleCode code() {
    return fact.code();
  }

  public String path() {
    return place.path();
  }

  public int line() {
    return place.line();
  }

  /// The bytes to underline, where they are known.
  public Optional<Span> value() {
    return place.value();
  }

  /// The revision concerned.
  public Optional<String> revision() {
    return place.revision();
  }

  /// What is wrong and what to do next.
  public Prose message() {
    return isNew ? fact.message() : BEFORE.then(fact.message());
  }

  /// The same, with who brought its counterpart.
  public Finding broughtBy(Origin by) {
    return counterpart
        .map(id ->
            telling(Prose.EMPTY.id(id).text(" came with ").then(OriginWords.of(by)).text(".")))
        .orElse(this);
  }

  /// The same, with its fact as somebody who knows more puts it.
  public Finding restated(Fact better) {
    return new Finding(better, severity, place, counterpart, isNew, accepted, origin);
  }

  /// Everything that people are told: the message, and what is known of the counterpart.
  public Prose told() {
    return origin.map(sentence -> message().text(" ").then(sentence)).orElse(message());
  }

  /// The same, let pass: it is still told, and fails nothing.
  public Finding accepted(Acceptance acceptance) {
    return new Finding(
        fact, Severity.NOTICE, place, counterpart, isNew, Optional.of(acceptance), origin);
  }

  /// The same, with what else is known of its counterpart.
  public Finding telling(Prose sentence) {
    return new Finding(
        fact,
        severity,
        place,
        counterpart,
        isNew,
        accepted,
        Optional.of(origin.map(before -> before.text(" ").then(sentence)).orElse(sentence)));
  }

  /// Whether it makes the check fail.
  public boolean fails() {
    return isNew && severity == Severity.FAILURE;
  }
}
