package dev.retort.python;

/// Why a file is not a Python module that can be read.
///
/// @param line counted from 1
/// @param message one clause without a full stop
public record Fault(Kind kind, int line, String message) {
  /// The classes of faults.
  public enum Kind {
    /// Python refuses it.
    SYNTAX,
    /// The bytes are not text in the encoding that the file declares.
    ENCODING,
    /// Larger or deeper than we read; Python may or may not.
    TOO_COMPLEX,
    /// Some versions of Python accept it and others do not.
    VERSION,
    /// Executing it certainly raises.
    RAISES
  }
}
