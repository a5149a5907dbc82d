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
    DROPS
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
    return new Collision(kind, turned, object, /* one= */ other, /* other= */ one);
  }
}
