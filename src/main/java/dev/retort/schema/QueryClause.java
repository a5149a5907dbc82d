package dev.retort.schema;

import java.util.List;
import java.util.Optional;

/// The query whose rows a new table of PostgreSQL is made of (`AS SELECT`, `SELECT … INTO`). Its
/// columns have the types of what was selected, may all be NULL, and have no default.
///
/// @param sources what stands in its `FROM`
/// @param columns in order
public record QueryClause(List<Source> sources, List<Selected> columns, int line) {
  public QueryClause {
    sources = List.copyOf(sources);
    columns = List.copyOf(columns);
  }

  /// What rows are taken from.
  ///
  /// @param name that the query calls it by
  /// @param table as in an [Operation]; empty where it is none
  public record Source(String name, Optional<String> table) {}

  /// What is selected.
  public sealed interface Selected {}

  /// `*`, or all columns of one source.
  public record All(Optional<String> source) implements Selected {}

  /// A column of a source.
  ///
  /// @param name that the new column has
  public record Taken(Optional<String> source, String column, String name) implements Selected {}

  /// An expression.
  ///
  /// @param type as in [ColumnSpec#type]
  public record Computed(String name, String type) implements Selected {}

  /// The tables among the sources.
  List<String> tables() {
    return sources.stream().flatMap(source -> source.table().stream()).toList();
  }
}
