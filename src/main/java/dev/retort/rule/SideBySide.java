package dev.retort.rule;

import dev.retort.change.HistoryChange;
import dev.retort.schema.Commutation;
import dev.retort.schema.Provenance;
import java.util.Optional;

/// Words for whether two sides of a history may run in either order.
final class SideBySide {
  private SideBySide() {}

  /// Whether a branch and the head that it should continue may run in either order; nothing where
  /// the change has no revision of the branch.
  static Optional<Commutation> of(HistoryChange change, Branching.Branch branch) {
    return branch.own().isEmpty()
        ? Optional.empty()
        : Optional.of(change.commutation(branch.head(), branch.counterpart()));
  }

  /// A sentence with a space before it; nothing where one of the two does nothing.
  static Prose sentence(Optional<Commutation> commutation) {
    return commutation.map(SideBySide::sentence).orElse(Prose.EMPTY);
  }

  private static Prose sentence(Commutation commutation) {
    return switch (commutation) {
      case Commutation.Proved(boolean idle) ->
          idle
              ? Prose.EMPTY
              : Prose.of(
                  " What the two do to the schema commutes, so both ways leave the same schema.");
      case Commutation.Unknown(String reason, Provenance at) ->
          Prose.of(" Whether what they do to the schema commutes cannot be told (")
              .then(where(at))
              .text(": ")
              .quote(reason)
              .text(").");
      case Commutation.Collide collide ->
          Prose.of(
              collide.oneIsLast()
                  ? " What it does needs what the other side does first, so re-pointing it is right"
                      + " and a merge revision is not."
                  : " What the two do to the schema collides.");
    };
  }

  static Prose where(Provenance at) {
    return Prose.EMPTY.line(at.path(), at.line());
  }

  /// A revision with the line where it does something.
  static Prose who(Provenance at) {
    return Prose.EMPTY.id(at.revision()).text(" (").then(where(at)).text(")");
  }
}
