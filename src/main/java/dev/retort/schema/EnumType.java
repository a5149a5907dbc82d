package dev.retort.schema;

import java.util.List;
import java.util.Optional;

/// An enum type that migrations made.
///
/// @param values empty where they are not known
/// @param implicit whether a table's creation made it
public record EnumType(
    String name, Optional<List<String>> values, boolean implicit, boolean sure, Provenance made)
    implements Entity {
  public EnumType {
    values = values.map(List::copyOf);
  }

  EnumType named(String other) {
    return new EnumType(other, values, implicit, sure, made);
  }

  EnumType withValues(Optional<List<String>> others) {
    return new EnumType(name, others, implicit, sure, made);
  }

  EnumType opened() {
    return new EnumType(name, values, implicit, false, made);
  }
}
