package dev.retort.schema;

import java.util.Optional;

/// A column as an operation asks for it. Keys and constraints that were written inside of it stand
/// beside it in the operation.
///
/// @param name cut to what the database keeps
/// @param type the database's own name (`character varying(255)`, as PostgreSQL's `format_type` has
///   it), or [#UNKNOWN_TYPE]
/// @param nullable empty where reading did not tell
/// @param line where it was written
public record ColumnSpec(
    String name, String type, Optional<Boolean> nullable, ColumnDefault value, int line) {
  /// The type that reading could not tell.
  public static final String UNKNOWN_TYPE = "?";

  public boolean isTypeKnown() {
    return !type.equals(UNKNOWN_TYPE);
  }
}
