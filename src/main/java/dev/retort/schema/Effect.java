package dev.retort.schema;

import java.util.Optional;

/// What one revision's upgrade did to one object of the schema.
///
/// @param object as the inventory names it: `table users`, `column users.email`, `constraint
///   users/users_pkey`, `index ix_users_email`, `enum status`
/// @param line of the operation in the revision's file
/// @param before as it was, of what is dropped or changed; empty where that is not known
/// @param after as it is, of what is added or changed; empty where that is not known
/// @param perhaps whether it may not have happened
public record Effect(
    Deed deed,
    ObjectName object,
    int line,
    Optional<Entity> before,
    Optional<Entity> after,
    boolean perhaps) {
  /// The table that the object is, or belongs to.
  public Optional<String> table() {
    return after.or(() -> before).orElse(null) instanceof Index index
        ? Optional.of(index.spec().table())
        : object.table();
  }

  /// What was done.
  public enum Deed {
    ADD,
    DROP,
    CHANGE
  }
}
