package dev.retort.schema;

import java.util.List;
import java.util.Optional;

/// Whether two sides of a history may run in either order and leave the same schema.
public sealed interface Commutation {
  /// Nothing is unknown on either side, and nothing that one does is in reach of the other. It
  /// speaks of the schema, not of rows.
  ///
  /// @param idle whether one of them leaves the schema and all rows alone
  record Proved(boolean idle) implements Commutation {}

  /// They do not: each pair is of known operations, and says why.
  ///
  /// @param besides what is not known beside them; where there is anything, whether both run in the
  ///   order that the pairs leave is not known either
  record Collide(List<Collision> collisions, Optional<Unknown> besides) implements Commutation {
    public Collide {
      collisions = List.copyOf(collisions);
    }

    /// Whether the order in which both can run is the same for all pairs, and this side is the one
    /// that has to run last.
    public boolean oneIsLast() {
      return collisions.stream().allMatch(each -> each.order() == Collision.Order.OTHER_FIRST);
    }

    /// The same of the other side.
    public boolean otherIsLast() {
      return collisions.stream().allMatch(each -> each.order() == Collision.Order.ONE_FIRST);
    }

    /// Whether each pair makes or drops the same, so that one of the two lines has to go.
    public boolean repeats() {
      return collisions.stream()
          .allMatch(each ->
              each.kind() == Collision.Kind.BOTH_MAKE || each.kind() == Collision.Kind.BOTH_DROP);
    }
  }

  /// It cannot be told.
  ///
  /// @param at the line that it rests on
  record Unknown(Gap gap, Provenance at) implements Commutation {}

  /// The same seen from the other side.
  default Commutation mirrored() {
    return switch (this) {
      case Collide(List<Collision> collisions, Optional<Unknown> besides) ->
          new Collide(collisions.stream().map(Collision::mirrored).toList(), besides);
      case Proved proved -> proved;
      case Unknown unknown -> unknown;
    };
  }
}
