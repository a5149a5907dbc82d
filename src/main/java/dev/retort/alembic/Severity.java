package dev.retort.alembic;

/// How much a problem weighs. Only `FAILURE` makes a check fail; `OFF` is a rule switched off.
public enum Severity {
  OFF,
  NOTICE,
  WARNING,
  FAILURE;

  /// The word used in JSON and in configuration.
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
