package dev.retort.schema.sql;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.TableSources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the columns and constraints of a table say, gathered while they are read.
final class TableParts {
  private final List<ColumnSpec> columns = new ArrayList<>();
  private final List<ConstraintSpec> constraints = new ArrayList<>();
  private final List<IndexSpec> indexes = new ArrayList<>();
  private final List<TableSources.LikeClause> likes = new ArrayList<>();
  private final boolean ofNewTable;
  private final Dialect dialect;
  private boolean whole = true;

  /// @param ofNewTable whether no columns exist but those that are read
  TableParts(boolean ofNewTable, Dialect dialect) {
    this.ofNewTable = ofNewTable;
    this.dialect = dialect;
  }

  boolean ofNewTable() {
    return ofNewTable;
  }

  void add(ColumnSpec column) {
    columns.add(column);
  }

  void add(ConstraintSpec constraint) {
    constraints.add(constraint);
  }

  void add(IndexSpec index) {
    indexes.add(index);
  }

  /// Adds a copy of another table, behind the columns that were read.
  void addLike(String table, Set<TableSources.Copied> copied, int line) {
    likes.add(new TableSources.LikeClause(table, columns.size(), copied, line));
  }

  List<TableSources.LikeClause> likes() {
    return likes;
  }

  /// Notes that there are columns that are not known.
  void open() {
    whole = false;
  }

  boolean isWhole() {
    return whole;
  }

  List<IndexSpec> indexes() {
    return indexes;
  }

  /// In order, those of the primary key not nullable, as the database makes them; SQLite lets a key
  /// be NULL, for the sake of an old mistake.
  List<ColumnSpec> columns() {
    if (dialect == Dialect.SQLITE) {
      return List.copyOf(columns);
    }
    Set<String> keys = new HashSet<>();
    for (ConstraintSpec constraint : constraints) {
      if (constraint.kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
        keys.addAll(constraint.columns());
      }
    }
    return columns.stream()
        .map(column -> keys.contains(column.name()) ? notNull(column) : column)
        .toList();
  }

  /// A check of a new table names columns of it and nothing else; which these are is open where it
  /// takes some from others.
  List<ConstraintSpec> constraints(boolean takesOthers) {
    Set<String> own = new HashSet<>();
    columns.forEach(column -> own.add(column.name()));
    return constraints.stream()
        .map(constraint ->
            ofNewTable && !takesOthers && constraint.kind() == ConstraintSpec.Kind.CHECK
                ? constraint.withColumns(
                    constraint.columns().stream().filter(own::contains).toList())
                : constraint)
        .toList();
  }

  private static ColumnSpec notNull(ColumnSpec column) {
    return new ColumnSpec(
        column.name(), column.type(), Optional.of(false), column.value(), column.line());
  }

  /// A default of an expression that may not be known.
  static ColumnDefault expression(Optional<String> sql) {
    return sql.<ColumnDefault>map(text -> new ColumnDefault.Expression(text, false))
        .orElse(ColumnDefault.UNKNOWN);
  }
}
