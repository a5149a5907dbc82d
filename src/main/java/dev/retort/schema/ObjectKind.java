package dev.retort.schema;

import java.util.Locale;

/// Things of a database that are known by their names alone.
public enum ObjectKind implements ObjectName.Kind {
  VIEW,
  MATERIALIZED_VIEW,
  FOREIGN_TABLE,
  SEQUENCE,
  FUNCTION,
  TRIGGER,
  EXTENSION,
  SCHEMA,
  DOMAIN,
  TYPE,
  POLICY,
  RULE,
  OTHER;

  /// Whether it is used like a table, under a name that no table has.
  public boolean isTableLike() {
    return this == VIEW || this == MATERIALIZED_VIEW || this == FOREIGN_TABLE;
  }

  @Override
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
