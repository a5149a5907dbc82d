package dev.retort.schema;

/// An index that migrations made, not one that a key keeps.
///
/// @param name as the database keeps it, with its schema unless that is the default one
/// @param spec what it says, its columns by their present names
public record Index(String name, IndexSpec spec, boolean sure, Provenance made) implements Entity {
  Index with(IndexSpec other) {
    return new Index(name, other, sure, made);
  }

  Index named(String other) {
    return new Index(other, spec.named(other), sure, made);
  }

  Index opened() {
    return new Index(name, spec, false, made);
  }
}
