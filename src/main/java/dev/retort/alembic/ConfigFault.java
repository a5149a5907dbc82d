package dev.retort.alembic;

/// Why a file of Alembic's configuration, or a key in it, cannot be read.
public sealed interface ConfigFault {
  /// One that needs nothing else to be told.
  enum Plain implements ConfigFault {
    NOT_UTF8,
    NO_TOML,
    BYTE_ORDER_MARK,
    /// A line stands before the first section.
    NO_HEADER,
    /// A line is neither a header nor an assignment.
    NO_ASSIGNMENT,
    /// A reference that begins and does not end.
    OPEN_REFERENCE,
    REFERENCES_TOO_DEEP,
    REFERENCES_TOO_LONG,
    LONE_PERCENT,
    /// The same in TOML, where there is only one reference.
    PERCENT_IN_TOML,
    NO_TEXT,
    NO_BOOLEAN,
    NO_NUMBER,
    NO_LIST
  }

  /// A reference to a key that is not there.
  record Undefined(String name) implements ConfigFault {}

  record SectionTwice(String name) implements ConfigFault {}

  record KeyTwice(String key) implements ConfigFault {}

  /// What has to be a table of TOML and is none.
  record NoTable(String name) implements ConfigFault {}

  /// A separator of paths that Alembic does not know.
  record NoSeparator(String written) implements ConfigFault {}
}
