package dev.retort.schema;

/// Two operations, one of each side, that cannot both run in either order.
///
/// @param object as the inventory names it
/// @param one who does it on the one side
/// @param other who does it on the other
public record Collision(
    Kind kind, Order order, ObjectName object, Provenance one, Provenance other) {
  /// What is wrong.
  public enum Kind {
    BOTH_MAKE,
    BOTH_DROP,
    ALTER_DIFFERENTLY,
    /// One side needs what the other makes.
    NEEDS,
    /// One side drops or renames what the other needs.
    DROPS,
    /// The one side drops what something rests on that the other makes: a foreign key, a column of
    /// the type, a view. The database refuses either order.
    DROPS_HELD,
    /// The same, where the other side drops it.
    HOLDS_DROPPED;

    private Kind mirrored() {
      return switch (this) {
        case DROPS_HELD -> HOLDS_DROPPED;
        case HOLDS_DROPPED -> DROPS_HELD;
        case BOTH_MAKE, BOTH_DROP, ALTER_DIFFERENTLY, NEEDS, DROPS -> this;
      };
    }
  }

  /// The only order that holds.
  public enum Order {
    ONE_FIRST,
    OTHER_FIRST,
    NONE
  }

  /// The same seen from the other side.
  public Collision mirrored() {
    Order turned =
        switch (order) {
          case ONE_FIRST -> Order.OTHER_FIRST;
          case OTHER_FIRST -> Order.ONE_FIRST;
          case NONE -> Order.NONE;
        };
    return new Collision(kind.mirrored(), turned, object, /* one= */ other, /* other= */ one);
  }
}
