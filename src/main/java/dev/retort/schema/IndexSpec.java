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
/// @param include the columns that it only carries (`INCLUDE`)
/// @param line where it was written
public record IndexSpec(
    Optional<String> name,
    String table,
    List<String> columns,
    boolean unique,
    String method,
    Optional<String> where,
    List<String> include,
    int line) {
  public IndexSpec {
    columns = List.copyOf(columns);
    include = List.copyOf(include);
  }

  /// One that carries nothing else.
  public IndexSpec(
      Optional<String> name,
      String table,
      List<String> columns,
      boolean unique,
      String method,
      Optional<String> where,
      int line) {
    this(name, table, columns, unique, method, where, List.of(), line);
  }

  /// The columns after which the database names it.
  List<String> allColumns() {
    return ConstraintSpec.joined(columns, include);
  }

  public IndexSpec including(List<String> others) {
    return new IndexSpec(name, table, columns, unique, method, where, others, line);
  }

  public IndexSpec withColumns(List<String> others) {
    return new IndexSpec(name, table, others, unique, method, where, include, line);
  }

  public IndexSpec named(String other) {
    return new IndexSpec(Optional.of(other), table, columns, unique, method, where, include, line);
  }

  public IndexSpec on(String other) {
    return new IndexSpec(name, other, columns, unique, method, where, include, line);
  }
}
