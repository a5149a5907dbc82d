package dev.retort.python;

import java.util.List;
import java.util.Optional;

/// An expression as Python's own `ast` has it, except that there is no `ctx` (what is assigned to
/// stands in the fields of the statement that assigns) and that an operator is its sign.
public sealed interface Expression extends Syntax {
  /// The name behind the last dot: of `a.b.c` and of `c` it is `c`; empty where there is none.
  default String lastName() {
    return switch (this) {
      case Name name -> name.id();
      case Attribute attribute -> attribute.name();
      default -> "";
    };
  }

  /// The dotted name as written, such as `os.path.join`; empty where it is none.
  default String dotted() {
    return switch (this) {
      case Name name -> name.id();
      case Attribute attribute -> {
        String of = attribute.value().dotted();
        yield of.isEmpty() ? "" : of + "." + attribute.name();
      }
      default -> "";
    };
  }

  /// A literal; strings that stand side by side are one.
  ///
  /// @param value `None`, `Truth`, `Text` (decoded), `Octets`, `Whole`, `Real` or `Ellipsis`; for
  ///   text with a character name that is not known here `Unknown`
  record Constant(int start, int end, Value value) implements Expression {}

  /// A name.
  ///
  /// @param id as Python compares it (NFKC)
  record Name(int start, int end, String id) implements Expression {}

  /// `value.name`.
  record Attribute(int start, int end, Expression value, String name) implements Expression {}

  /// `value[index]`.
  ///
  /// @param index a `Tuple` where there are commas; holds `Slice` where there are colons
  record Subscript(int start, int end, Expression value, Expression index) implements Expression {}

  /// `lower:upper:step` inside a subscript.
  record Slice(
      int start,
      int end,
      Optional<Expression> lower,
      Optional<Expression> upper,
      Optional<Expression> step)
      implements Expression {}

  /// `function(arguments, keywords)`.
  ///
  /// @param arguments in order; `*x` is `Starred`
  /// @param keywords in order; `**x` has no name
  record Call(
      int start, int end, Expression function, List<Expression> arguments, List<Keyword> keywords)
      implements Expression {
    /// The value of a keyword argument that is given by name.
    public Optional<Expression> keyword(String name) {
      for (Keyword keyword : keywords) {
        if (keyword.name().isPresent() && keyword.name().get().equals(name)) {
          return Optional.of(keyword.value());
        }
      }
      return Optional.empty();
    }
  }

  /// `*value`.
  record Starred(int start, int end, Expression value) implements Expression {}

  /// Elements with commas between them, with or without brackets.
  record Tuple(int start, int end, List<Expression> elements) implements Expression {}

  /// `[elements]`.
  record ListDisplay(int start, int end, List<Expression> elements) implements Expression {}

  /// `{elements}`.
  record SetDisplay(int start, int end, List<Expression> elements) implements Expression {}

  /// `{key: value}`.
  record Dict(int start, int end, List<Entry> entries) implements Expression {
    /// @param key empty for `**value`
    public record Entry(Optional<Expression> key, Expression value) {}
  }

  /// `left operator right`.
  ///
  /// @param operator such as `+` or `//`
  record BinOp(int start, int end, Expression left, String operator, Expression right)
      implements Expression {}

  /// `operator operand`.
  ///
  /// @param operator `+`, `-`, `~` or `not`
  record UnaryOp(int start, int end, String operator, Expression operand) implements Expression {}

  /// Operands between `and` or between `or`.
  ///
  /// @param values at least two
  record BoolOp(int start, int end, boolean and, List<Expression> values) implements Expression {}

  /// `left operator comparator operator comparator …`.
  ///
  /// @param operators such as `<`, `not in`, `is not`; as many as comparators
  record Compare(
      int start, int end, Expression left, List<String> operators, List<Expression> comparators)
      implements Expression {}

  /// `body if test else otherwise`.
  record IfExp(int start, int end, Expression test, Expression body, Expression otherwise)
      implements Expression {}

  /// `target := value`.
  record NamedExpr(int start, int end, Name target, Expression value) implements Expression {}

  /// `lambda parameters: body`.
  record Lambda(int start, int end, List<Parameter> parameters, Expression body)
      implements Expression {}

  /// `[element for …]`.
  record ListComp(int start, int end, Expression element, List<Comprehension> generators)
      implements Expression {}

  /// `{element for …}`.
  record SetComp(int start, int end, Expression element, List<Comprehension> generators)
      implements Expression {}

  /// `{key: value for …}`.
  record DictComp(
      int start, int end, Expression key, Expression value, List<Comprehension> generators)
      implements Expression {}

  /// `(element for …)`.
  record GeneratorExp(int start, int end, Expression element, List<Comprehension> generators)
      implements Expression {}

  /// `await value`.
  record Await(int start, int end, Expression value) implements Expression {}

  /// `yield value`.
  record Yield(int start, int end, Optional<Expression> value) implements Expression {}

  /// `yield from value`.
  record YieldFrom(int start, int end, Expression value) implements Expression {}

  /// A formatted string, with the plain strings beside it.
  ///
  /// @param pieces `Constant` with `Text` and `FormattedValue`, in order
  record JoinedStr(int start, int end, List<Expression> pieces) implements Expression {}

  /// A field of a formatted string.
  ///
  /// @param conversion `s`, `r` or `a`; empty where there is none
  /// @param format what stands behind the colon
  /// @param itself whether it has a `=`, so that its own text is part of the string too; unlike in
  ///   Python's `ast`, that text is no piece of the string
  record FormattedValue(
      int start,
      int end,
      Expression value,
      String conversion,
      Optional<JoinedStr> format,
      boolean itself)
      implements Expression {
    /// Whether nothing but the value decides the text.
    public boolean isPlain() {
      return conversion.isEmpty() && format.isEmpty() && !itself;
    }
  }

  /// `for target in iterable if conditions` inside a comprehension.
  record Comprehension(
      int start,
      int end,
      boolean async,
      Expression target,
      Expression iterable,
      List<Expression> conditions)
      implements Syntax {}

  /// A keyword argument.
  ///
  /// @param name empty for `**value`
  record Keyword(int start, int end, Optional<String> name, Expression value) implements Syntax {}
}
