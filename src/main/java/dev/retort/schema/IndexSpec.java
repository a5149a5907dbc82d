package dev.retort.schema;

import java.util.List;
import java.util.Optional;

/// An index as an operation asks for it.
///
/// @param name empty where the database chooses one
/// @param table with its schema, unless that is the default one
/// @param columns in order, without direction and operator class; an expression as it was written
/// @param method `btree` where none was named
/// @param where the condition of a partial one
/// @param line where it was written
public record IndexSpec(
    Optional<String> name,
    String table,
    List<String> columns,
    boolean unique,
    String method,
    Optional<String> where,
    int line) {
  public IndexSpec {
    columns = List.copyOf(columns);
  }

  public IndexSpec withColumns(List<String> others) {
    return new IndexSpec(name, table, others, unique, method, where, line);
  }

  public IndexSpec named(String other) {
    return new IndexSpec(Optional.of(other), table, columns, unique, method, where, line);
  }

  public IndexSpec on(String other) {
    return new IndexSpec(name, other, columns, unique, method, where, line);
  }
}
