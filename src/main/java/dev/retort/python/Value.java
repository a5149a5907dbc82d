package dev.retort.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private static final int MOST_VALUES = 10_000;
    private static final int MOST_LEVELS = 30;

    public Items {
      elements = List.copyOf(elements);
    }

    /// The items, or something unknown where they are too many or too deep to be handled: values
    /// may share their parts, and a few lines of source can make more of them than memory holds.
    static Value bounded(Shape shape, List<Value> elements, int line) {
      return weigh(elements, MOST_VALUES, MOST_LEVELS) < 0
          ? new Unknown(line, Doubt.OfValue.TOO_LARGE)
          : new Items(shape, elements);
    }

    /// What is left of an allowance after every value in a list has taken one; negative where it
    /// does not suffice.
    private static int weigh(List<Value> values, int allowance, int levels) {
      int left = levels < 0 ? -1 : allowance;
      for (Value value : values) {
        if (--left < 0) {
          return -1;
        }
        if (value instanceof Items items) {
          left = weigh(items.elements(), left, levels - 1);
        }
      }
      return left;
    }
  }

  /// Something that is certainly neither text nor iterable.
  ///
  /// @param type as Python calls it, such as `function`
  record Opaque(String type) implements Value {}

  /// A class, or a member of an enumeration: something whose attributes can be said.
  ///
  /// @param type as Python calls it: `type` for a class
  /// @param attributes that it has by its own body and its bases'; others are not known to be
  ///   absent
  record Namespace(String type, Map<String, Value> attributes) implements Value {
    public Namespace {
      attributes = Map.copyOf(attributes);
    }

    /// The text that a member of an enumeration of texts is itself.
    public Optional<Text> text() {
      return type.equals("str") && attributes.get("value") instanceof Text text
          ? Optional.of(text)
          : Optional.empty();
    }
  }

  /// Only running the module would tell.
  ///
  /// @param line that stands in the way, counted from 1
  /// @param origin where it comes from, if that can be said; what is missing may be found there
  record Unknown(int line, Doubt reason, Optional<Origin> origin) implements Value {
    Unknown(int line, Doubt reason) {
      this(line, reason, Optional.empty());
    }
  }

  /// Where an unknown value comes from: something that whoever sees other files can follow.
  sealed interface Origin {
    /// `import module`, or `from module import name`.
    ///
    /// @param module dotted; with dots before it where it is relative
    /// @param name empty where it is the module itself
    record Imported(String module, Optional<String> name) implements Origin {}

    /// A name that `from module import *` may bind.
    ///
    /// @param module dotted; with dots before it where it is relative
    /// @param before what the name is where that import does not bind it; empty where it is not
    ///   bound then
    record Starred(String module, String name, Optional<Value> before) implements Origin {}

    /// Somewhere that was looked at in vain, which is said by whoever looked.
    non-sealed interface InVain extends Origin {}

    /// `object.name`.
    record Attribute(Value object, String name) implements Origin {}

    /// A display that unpacks something, `(*values, 'more')`.
    ///
    /// @param parts of the display; what is unpacked and known is replaced by what it holds
    /// @param unpacked the places of those parts that are still to be unpacked
    record Unpacked(Shape shape, List<Value> parts, Set<Integer> unpacked) implements Origin {
      public Unpacked {
        parts = List.copyOf(parts);
        unpacked = Set.copyOf(unpacked);
      }
    }

    /// A function or class of this module.
    record Defined(String name) implements Origin {}

    /// `callee(arguments, keywords)` without stars.
    ///
    /// @param callee mostly something unknown with an origin of its own
    record Called(Value callee, List<Value> arguments, Map<String, Value> keywords)
        implements Origin {
      public Called {
        arguments = List.copyOf(arguments);
        keywords = Map.copyOf(keywords);
      }
    }
  }

  /// The kinds of displays.
  enum Shape {
    TUPLE,
    LIST,
    SET,
    DICT
  }

  /// Where it comes from, if it is unknown and that can be said.
  default Optional<Origin> origin() {
    return Optional.empty();
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
      case Namespace namespace -> namespace.type();
      case Unknown _ -> "unknown";
    };
  }
}
