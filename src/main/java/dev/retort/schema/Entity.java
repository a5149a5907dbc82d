package dev.retort.schema;

/// Something that a schema holds.
public sealed interface Entity permits Table, Column, Key, Index, EnumType {
  /// Who made it.
  Provenance made();

  /// Whether it surely exists with all that is said of it; otherwise it is open.
  boolean sure();
}
