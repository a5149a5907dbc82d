package dev.retort.schema;

/// What the database puts in where a row gives no value for a column.
public sealed interface ColumnDefault {
  ColumnDefault NONE = new None();
  ColumnDefault UNKNOWN = new Unknown();

  /// Nothing: the value is NULL.
  record None() implements ColumnDefault {}

  /// An expression.
  ///
  /// @param sql as the database reads it: a text in quotes, `now()`, `false`
  /// @param quoted whether the migration gave plain text, which SQLAlchemy writes as a literal
  record Expression(String sql, boolean quoted) implements ColumnDefault {}

  /// A sequence of its own (`SERIAL`), or an identity column.
  record Generated(boolean identity) implements ColumnDefault {}

  /// A value computed of other columns.
  record Computed(String sql) implements ColumnDefault {}

  /// There may be one; reading did not tell.
  record Unknown() implements ColumnDefault {}
}
