package dev.retort.schema;

import java.util.Optional;

/// A column that migrations made.
///
/// @param type as in [ColumnSpec#type]
/// @param nullable empty where it is not known
public record Column(
    String name,
    String type,
    Optional<Boolean> nullable,
    ColumnDefault value,
    boolean sure,
    Provenance made)
    implements Entity {
  /// The column under another name.
  Column named(String other) {
    return new Column(other, type, nullable, value, sure, made);
  }

  Column withNullable(Optional<Boolean> other) {
    return new Column(name, type, other, value, sure, made);
  }

  Column withType(String other) {
    return new Column(name, other, nullable, value, sure, made);
  }

  Column withValue(ColumnDefault other) {
    return new Column(name, type, nullable, other, sure, made);
  }

  Column opened() {
    return new Column(name, type, nullable, value, false, made);
  }
}
