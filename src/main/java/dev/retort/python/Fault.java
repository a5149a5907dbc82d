package dev.retort.python;

/// Why a file is not a Python module that can be read.
public sealed interface Fault {
  /// Where, counted from 1.
  int line();

  /// Python refuses it.
  ///
  /// @param diagnostic what a compiler says of its place, one clause without a full stop: a text,
  ///   as a quotation of another program is, for nobody decides by it; what it names stands between
  ///   backticks
  record Syntax(int line, String diagnostic) implements Fault {}

  /// The bytes are not text in the encoding that the file declares.
  record Encoding(int line, Undecodable why) implements Fault {}

  /// Larger or deeper than we read; Python may or may not.
  record TooComplex(int line, Excess excess) implements Fault {}

  /// Some versions of Python accept it and others do not.
  record VersionDependent(int line) implements Fault {}

  /// Executing it certainly raises.
  record Raises(int line, Raising how) implements Fault {}

  /// Why bytes are not text.
  sealed interface Undecodable {
    record NulByte() implements Undecodable {}

    /// The file declares no encoding, and is not UTF-8.
    record NotUtf8() implements Undecodable {}

    /// The file starts with the byte order mark of UTF-8 and declares another encoding.
    record MarkedOtherwise(String encoding) implements Undecodable {}

    record UnknownEncoding(String encoding) implements Undecodable {}

    /// @param octet the first byte that is no text, 0 to 255
    record ForeignByte(int octet, String encoding) implements Undecodable {}
  }

  /// What a file has too much of.
  sealed interface Excess {
    /// One that needs nothing else to be told.
    enum Plain implements Excess {
      ASSIGNMENTS,
      BRACKETS,
      DIGITS,
      FORMATTED_STRINGS,
      NESTING
    }

    /// @param most how many are read
    record Bytes(long bytes, long most) implements Excess {}
  }

  /// What ends the execution.
  enum Raising {
    ASSERTION,
    EVERY_BRANCH,
    EXCEPTION,
    /// The program ends, as by `sys.exit()`.
    EXIT
  }
}
