package dev.retort.schema;

import dev.retort.alembic.RuleCode;
import java.util.Optional;

/// An operation that the database would refuse, where everything that takes part in it is known.
/// Never raised where an object, or the state as a whole, is open.
///
/// @param object as the inventory names it: `table users`, `column users.email`
/// @param earlier who made it (twice), who dropped it (missing), or who uses it (in use)
public record Clash(
    Kind kind, ObjectName object, Operation operation, Optional<Provenance> earlier) {
  /// The value of the enum that is there already; empty where it is about anything else.
  public Optional<String> value() {
    return operation instanceof Operation.AddEnumValue add && kind == Kind.MADE_TWICE
        ? Optional.of(add.value())
        : Optional.empty();
  }

  /// What is wrong, with the rule that tells of it.
  public enum Kind {
    /// It exists already: a table, column, index, constraint or enum value.
    MADE_TWICE(RuleCode.MADE_TWICE),
    /// The enum type exists already.
    TYPE_MADE_TWICE(RuleCode.ENUM_TYPE_MISMATCH),
    /// The enum type that a column asks for was never made.
    TYPE_NEVER_MADE(RuleCode.ENUM_TYPE_MISMATCH),
    /// No migration makes it, and nothing else can have made it.
    NEVER_MADE(RuleCode.NEVER_MADE),
    /// An ancestor dropped it.
    DROPPED_BEFORE(RuleCode.NEVER_MADE),
    /// Something known depends on it.
    IN_USE(RuleCode.NEVER_MADE),
    /// A constraint or index without a name cannot be dropped.
    UNNAMED(RuleCode.NEVER_MADE);

    private final RuleCode code;

    Kind(RuleCode code) {
      this.code = code;
    }

    public RuleCode code() {
      return code;
    }
  }
}
