package dev.retort.schema;

/// Why something that a migration does, or a value that it does it with, could not be followed.
/// Names in it stand as the file has them; whoever shows one finds the words.
public sealed interface Gap {
  /// A value of Python.
  enum OfValue implements Gap {
    ADDED_TO_UNKNOWN,
    ARGUMENT,
    /// The result of an `async` function.
    ASYNCHRONOUS,
    CALCULATED,
    CONDITION,
    CONFIGURATION,
    /// A number that is counted up under a condition that is not decided.
    COUNTED,
    DIFFERENCE,
    ELEMENT,
    ENGINE,
    /// The error that a handler is given.
    ERROR,
    INSPECTED_CLASS,
    INTERSECTION,
    MODULE_NAME,
    NAME,
    NULLABILITY,
    OTHER_DATABASE,
    PART,
    PATH,
    /// What a call gives whose function is not known.
    RESULT,
    ROWS,
    /// What a statement that was run gives.
    ROWS_OF_DATABASE,
    /// A name that is set under a condition that is not decided.
    SET,
    SUPER,
    TOO_DEEP,
    TOO_LARGE,
    UNPACKED,
    UNREAD,
    VERSION_TABLE
  }

  /// What an operation is about.
  enum OfOperation implements Gap {
    CHECKED_TABLE,
    CHANGED_COLUMN,
    COLUMN_LIST,
    COLUMN_NAME,
    COLUMN_OR_KEY,
    CONSTRAINT_NAME,
    CONTEXT_MANAGER,
    CONVENTION,
    CREATED_TABLE,
    DROPPED_CONSTRAINT,
    DROPPED_ENUM_VALUES,
    DROPPED_INDEX,
    ENUM_NAME,
    EXCLUDING_TABLE,
    FOREIGN_KEY,
    INDEX_NAME,
    INDEXED_TABLE,
    KEY,
    KEY_COLUMNS,
    /// Of the column that an operation is about, not of one that comes with a table.
    NAME_OF_COLUMN,
    NEW_COLUMN_NAME,
    NULLABILITY_OF_COLUMN,
    REFERENCE,
    RENAMED_TABLE,
    RUN_ASYNC,
    SCHEMA_NAME,
    SCHEMA_OF_TABLE,
    SQL_TEXT,
    SQL_TEXT_IN_PART,
    TABLE
  }

  /// The way there.
  enum OfCourse implements Gap {
    CASE,
    NO_PYTHON,
    SUPPRESSED_ERRORS,
    TOO_MANY_STEPS
  }

  /// A statement of SQL, or a part of one.
  enum OfSql implements Gap {
    ALL_TABLES,
    BLOCK_TEXT,
    CASCADE,
    /// Tables, columns, keys or types are changed where the database describes them.
    CATALOGUE_WRITTEN,
    CHANGING_FUNCTION,
    /// What stands under the conditions of a `DO` block.
    DO_BLOCK,
    ENDS_EARLY,
    INDEX_COLUMNS,
    NESTED_TEXTS,
    OTHER_LANGUAGE,
    PARTITION_DROPPED,
    PARTITION_MOVED,
    /// What was done before is undone.
    ROLLED_BACK,
    /// What a `CREATE SCHEMA` makes in it.
    SCHEMA_ELEMENTS,
    SCHEMA_RENAMED,
    SEARCH_PATH,
    TEXT_IN_PART,
    TYPE_IN_PART,
    UNKNOWN_TABLE,
    WRITABLE_CATALOGUE
  }

  /// A history as a whole.
  enum OfHistory implements Gap {
    /// A file that Alembic refuses.
    FILE_REFUSED,
    FILE_UNREADABLE,
    NO_UPGRADE,
    REFUSED,
    TOO_MUCH
  }

  /// Two sides that are compared.
  enum OfSides implements Gap {
    ASKS_DATABASE,
    DROPS_WITH_CASCADE,
    TOO_MANY_HEADS
  }

  /// A call.
  ///
  /// @param function as it is called, without brackets
  record Call(String function, AboutCall what) implements Gap {}

  /// What is not known of a call.
  enum AboutCall {
    DOES,
    GIVES,
    /// It creates or drops what the models say.
    FOLLOWS_MODELS,
    /// It is a function that Retort does not know.
    MEANS,
    NOT_READ,
    /// It is called on something that is not known.
    OF_UNKNOWN,
    RETURNS,
    TABLE,
    TOO_DEEP,
    /// The name is that of no function that can be read.
    UNDEFINED
  }

  /// A name.
  record Name(String name, AboutName what) implements Gap {}

  /// What is not known of a name.
  enum AboutName {
    ANYTHING,
    IN_CLASS,
    IN_MODULE,
    PARAMETER
  }

  /// A statement of Python whose way is not decided.
  ///
  /// @param line where it begins
  record Block(int line, AboutBlock what) implements Gap {}

  /// One of a helper's file, which the migration calls.
  ///
  /// @param file its name
  /// @param line where it begins in that file
  record BlockOfHelper(String file, int line, AboutBlock what) implements Gap {}

  /// What is not known of a block.
  enum AboutBlock {
    CONDITION,
    ERROR_CAUGHT,
    LOOP_OVER_UNKNOWN,
    LOOP_TIMES
  }

  /// An object of the database.
  record OfObject(ObjectName object, AboutObject what) implements Gap {}

  /// What is not known of an object.
  enum AboutObject {
    BOTH_CHANGE,
    BOTH_DROP,
    BOTH_MAKE,
    /// Columns of a table that are not written where it is made.
    COLUMNS,
    /// Keys, indexes and columns that it takes from another one.
    COMES_TO,
    /// What is dropped together with it.
    GOES_WITH,
    /// The other side takes its name, or frees it.
    NAME_TAKEN,
    /// No migration before makes it.
    NEVER_MADE,
    /// What comes to those of its partitions that are not known.
    PARTITIONS,
    /// Whether both sides write the same of its rows.
    ROWS,
    USED_BY_OTHER,
    /// What it is besides what is done to it.
    WAS
  }

  /// A parent that no file declares.
  record MissingRevision(String revision) implements Gap {}

  /// A token of SQL that is not read where it stands.
  ///
  /// @param text in one line, abridged
  record Token(String text) implements Gap {}

  /// A statement of SQL of which a part is not read.
  ///
  /// @param keyword its first word, in capitals
  record Statement(String keyword, Gap part) implements Gap {}

  /// What is not known, and why it is not.
  record Because(OfOperation what, Gap why) implements Gap {}
}
