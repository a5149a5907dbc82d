package dev.retort.schema;

import java.util.Optional;

/// What is done to an object of which nothing is known but its name, because what is open may hold
/// it.
final class Unseen {
  private Unseen() {}

  /// Whether a schema may hold an object that is not among those that it knows: something of it is
  /// open, and nothing that is known took the object away.
  static boolean mayBe(Enactment at, ObjectName object) {
    return mayBe(at, object, at.schema().mayHold(object));
  }

  /// The same where more than the schema's openness speaks for it.
  static boolean mayBe(Enactment at, ObjectName object, boolean open) {
    return open && at.schema().droppedBy(object).isEmpty();
  }

  /// @param tolerant whether it is in order that it is not there (`IF EXISTS`)
  static void dropped(Enactment at, ObjectName object, boolean tolerant) {
    // What may be dropped or not leaves what is known of a schema as it is.
    if (!at.isPerhaps()) {
      note(at, Effect.Deed.DROP, object, Optional.empty(), tolerant);
    }
  }

  /// The same where more goes with it.
  static void droppedWithMore(Enactment at, ObjectName object, boolean tolerant) {
    dropped(at, object, tolerant);
    if (!tolerant && !at.isPerhaps()) {
      at.untold(object, Gap.AboutObject.GOES_WITH);
    }
  }

  /// The same of what need not be there in a table that need not be there either.
  static void droppedOfTable(Enactment at, ObjectName object) {
    ObjectName table = ObjectName.table(object.table().orElseThrow());
    if (mayBe(at, object, at.schema().mayHold(table))) {
      dropped(at, object, true);
    }
  }

  static void renamed(Enactment at, ObjectName from, ObjectName to) {
    dropped(at, from, false);
    if (!at.isPerhaps()) {
      note(at, Effect.Deed.ADD, to, Optional.empty(), false);
      at.untold(from, Gap.AboutObject.WAS);
    }
  }

  /// @param after as far as it is known
  static void changed(Enactment at, ObjectName object, Optional<Entity> after) {
    note(at, Effect.Deed.CHANGE, object, after, at.isPerhaps());
    at.untold(object, Gap.AboutObject.WAS);
  }

  private static void note(
      Enactment at, Effect.Deed deed, ObjectName object, Optional<Entity> after, boolean perhaps) {
    at.note(new Effect(deed, object, at.here().line(), Optional.empty(), after, perhaps));
  }
}
