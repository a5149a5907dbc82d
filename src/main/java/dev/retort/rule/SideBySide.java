package dev.retort.rule;

import dev.retort.change.HistoryChange;
import dev.retort.schema.Commutation;
import dev.retort.schema.Gap;
import dev.retort.schema.Provenance;
import java.util.Optional;

/// Words for whether two sides of a history may run in either order.
final class SideBySide {
  private SideBySide() {}

  /// Whether an offshoot and the head that it should continue may run in either order; nothing
  /// where the change has no revision of it.
  static Optional<Commutation> of(HistoryChange change, HeadCount.Offshoot offshoot) {
    return offshoot.own().isEmpty()
        ? Optional.empty()
        : Optional.of(change.commutation(offshoot.head(), offshoot.counterpart()));
  }

  /// A sentence with a space before it; nothing where one of the two does nothing.
  static Prose sentence(Optional<Commutation> commutation) {
    return commutation.map(SideBySide::sentence).orElse(Prose.EMPTY);
  }

  /// The same as it was said when acceptances were known by it.
  static Prose formerSentence(Optional<Commutation> commutation) {
    return commutation.map(SideBySide::formerSentence).orElse(Prose.EMPTY);
  }

  private static Prose formerSentence(Commutation commutation) {
    return switch (commutation) {
      case Commutation.Proved proved -> sentence(proved);
      case Commutation.Unknown(Gap gap, Provenance at) -> unknown(gap, at).text(").");
      case Commutation.Collide collide ->
          Prose.of(
              collide.oneIsLast()
                  ? " What it does needs what the other side does first, so re-pointing it is right"
                      + " and a merge revision is not."
                  : " What the two do to the schema collides.");
    };
  }

  private static Prose unknown(Gap gap, Provenance at) {
    return Prose.of(" Whether what they do to the schema commutes cannot be told (")
        .then(where(at))
        .text(": ")
        .then(GapWords.of(gap));
  }

  private static Prose sentence(Commutation commutation) {
    return switch (commutation) {
      case Commutation.Proved(boolean idle) ->
          idle
              ? Prose.EMPTY
              : Prose.of(
                  " What the two do to the schema commutes, so both ways leave the same schema.");
      case Commutation.Unknown(Gap gap, Provenance at) ->
          unknown(gap, at)
              .text(
                  "): merged, an empty database may run either first; re-pointed, this one runs last.");
      case Commutation.Collide collide ->
          Prose.of(
                  collide.oneIsLast()
                      ? " What it does needs what the other side does first ("
                      : " What the two do to the schema collides (")
              .then(where(collide.collisions().getFirst().one()))
              .text(" and ")
              .then(where(collide.collisions().getFirst().other()))
              .text(consequence(collide));
    };
  }

  /// What a merge revision and a re-point come to.
  private static String consequence(Commutation.Collide collide) {
    if (collide.oneIsLast()) {
      return "), so re-pointing it is right and a merge revision is not.";
    }
    if (collide.repeats()) {
      return "): merged or re-pointed, the database refuses whichever runs second, so one of the two"
          + " lines has to go.";
    }
    return collide.otherIsLast()
        ? "): it would have to run before the other, so neither a merge revision nor a re-point is"
            + " enough."
        : "): merged, either may run last; re-pointed, this one does.";
  }

  static Prose where(Provenance at) {
    return Prose.EMPTY.line(at.path(), at.line());
  }

  /// A revision with the line where it does something.
  static Prose who(Provenance at) {
    return Prose.EMPTY.id(at.revision()).text(" (").then(where(at)).text(")");
  }
}
