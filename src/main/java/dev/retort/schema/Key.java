package dev.retort.schema;

/// A key or constraint that migrations made.
///
/// @param name as the database keeps it
/// @param spec what it says, its columns by their present names
public record Key(String name, ConstraintSpec spec, boolean sure, Provenance made)
    implements Entity {
  Key with(ConstraintSpec other) {
    return new Key(name, other, sure, made);
  }

  Key named(String other) {
    return new Key(other, spec.named(other), sure, made);
  }

  Key opened() {
    return new Key(name, spec, false, made);
  }
}
