package dev.retort.python;

import java.math.BigInteger;
import java.util.List;

/// What a name is bound to when the module has been executed, as far as reading alone can tell.
public sealed interface Value {
  /// `None`.
  record None() implements Value {}

  /// `True` or `False`.
  record Truth(boolean value) implements Value {}

  /// A string.
  record Text(String value) implements Value {}

  /// Bytes, one character (0 to 255) each.
  record Octets(String latin1) implements Value {}

  /// An integer.
  record Whole(BigInteger value) implements Value {}

  /// A float or complex number, as it was written.
  record Real(String literal) implements Value {}

  /// `...`.
  record Ellipsis() implements Value {}

  /// Something that iterates; of a dictionary only the keys.
  record Items(Shape shape, List<Value> elements) implements Value {
    public Items {
      elements = List.copyOf(elements);
    }
  }

  /// Something that is certainly neither text nor iterable.
  ///
  /// @param type as Python calls it, such as `function`
  record Opaque(String type) implements Value {}

  /// Only running the module would tell.
  ///
  /// @param line that stands in the way, counted from 1
  /// @param reason one clause
  record Unknown(int line, String reason) implements Value {}

  /// The kinds of displays.
  enum Shape {
    TUPLE,
    LIST,
    SET,
    DICT
  }

  /// Python's name of the value's type.
  default String typeName() {
    return switch (this) {
      case None _ -> "NoneType";
      case Truth _ -> "bool";
      case Text _ -> "str";
      case Octets _ -> "bytes";
      case Whole _ -> "int";
      case Real _ -> "float";
      case Ellipsis _ -> "ellipsis";
      case Items items -> items.shape().name().toLowerCase(java.util.Locale.ROOT);
      case Opaque opaque -> opaque.type();
      case Unknown _ -> "unknown";
    };
  }
}
