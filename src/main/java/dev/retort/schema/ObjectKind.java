package dev.retort.schema;

import java.util.Locale;

/// Things of a database that are known by their names alone.
public enum ObjectKind {
  VIEW,
  MATERIALIZED_VIEW,
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

  /// As SQL and people write it.
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
