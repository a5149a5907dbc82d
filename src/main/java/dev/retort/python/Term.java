package dev.retort.python;

import java.util.List;
import java.util.Map;

/// An expression as it is written, for readers that know what some calls mean. What they cannot
/// make anything of is [Other].
public sealed interface Term {
  /// A string literal, or several side by side.
  record Text(String text) implements Term {}

  record Name(String name) implements Term {}

  record Attribute(Term of, String name) implements Term {}

  /// @param keywords the arguments that are given by name
  record Call(Term function, List<Term> arguments, Map<String, Term> keywords, int line)
      implements Term {
    public Call {
      arguments = List.copyOf(arguments);
      keywords = Map.copyOf(keywords);
    }
  }

  /// An element of something.
  record Element(Term of, Term key) implements Term {}

  record Whole(long value) implements Term {}

  /// A tuple or a list.
  record Items(List<Term> elements) implements Term {
    public Items {
      elements = List.copyOf(elements);
    }
  }

  /// Two operands with `+` or `/` between them.
  record Joined(Term left, char sign, Term right) implements Term {}

  /// A formatted string: texts, and fields that are plain expressions.
  record Formatted(List<Term> parts) implements Term {
    public Formatted {
      parts = List.copyOf(parts);
    }
  }

  record Other() implements Term {}

  /// The name behind the last dot: of `a.b.c` and of `c` it is `c`; empty where there is none.
  default String lastName() {
    return switch (this) {
      case Name name -> name.name();
      case Attribute attribute -> attribute.name();
      default -> "";
    };
  }

  /// The dotted name as written, such as `os.path.join`; empty where it is none.
  default String dotted() {
    return switch (this) {
      case Name name -> name.name();
      case Attribute attribute -> {
        String of = attribute.of().dotted();
        yield of.isEmpty() ? "" : of + "." + attribute.name();
      }
      default -> "";
    };
  }
}
