package dev.retort.python;

import java.util.List;
import java.util.Optional;

/// A statement as Python's own `ast` has it.
public sealed interface Statement extends Syntax {
  /// `def`, also `async def`.
  ///
  /// @param start of the first decorator or of the definition
  /// @param definition first byte of the definition itself
  record FunctionDef(
      int start,
      int end,
      int definition,
      boolean async,
      String name,
      Signature signature,
      List<Expression> decorators,
      List<Statement> body)
      implements Statement {
    /// What stands between its name and its body.
    record Signature(
        List<TypeParameter> typeParameters,
        List<Parameter> parameters,
        Optional<Expression> returns) {}

    public List<TypeParameter> typeParameters() {
      return signature.typeParameters();
    }

    public List<Parameter> parameters() {
      return signature.parameters();
    }

    public Optional<Expression> returns() {
      return signature.returns();
    }
  }

  /// `class`.
  ///
  /// @param start of the first decorator or of the definition
  /// @param definition first byte of the definition itself
  record ClassDef(
      int start,
      int end,
      int definition,
      String name,
      List<TypeParameter> typeParameters,
      List<Expression> bases,
      List<Expression.Keyword> keywords,
      List<Expression> decorators,
      List<Statement> body)
      implements Statement {}

  /// `return`.
  record Return(int start, int end, Optional<Expression> value) implements Statement {}

  /// `del`.
  record Delete(int start, int end, List<Expression> targets) implements Statement {}

  /// `target = target = value`.
  ///
  /// @param written the bytes of the value with brackets around it, if there are any
  record Assign(int start, int end, List<Expression> targets, Expression value, Span written)
      implements Statement {}

  /// `target += value` and its kind.
  ///
  /// @param operator without the equals sign
  record AugAssign(int start, int end, Expression target, String operator, Expression value)
      implements Statement {}

  /// `target: annotation = value`.
  ///
  /// @param written the bytes of the value with brackets around it; those of the annotation where
  ///   there is no value
  record AnnAssign(
      int start,
      int end,
      Expression target,
      Expression annotation,
      Optional<Expression> value,
      Span written)
      implements Statement {}

  /// `type name = value`.
  record TypeAlias(
      int start, int end, String name, List<TypeParameter> typeParameters, Expression value)
      implements Statement {}

  /// `for`, also `async for`.
  record For(
      int start,
      int end,
      boolean async,
      Expression target,
      Expression iterable,
      List<Statement> body,
      List<Statement> otherwise)
      implements Statement {}

  /// `while`.
  record While(int start, int end, Expression test, List<Statement> body, List<Statement> otherwise)
      implements Statement {}

  /// `if`; an `elif` is an `If` alone in `otherwise`.
  record If(int start, int end, Expression test, List<Statement> body, List<Statement> otherwise)
      implements Statement {}

  /// `with`, also `async with`.
  record With(int start, int end, boolean async, List<WithItem> items, List<Statement> body)
      implements Statement {}

  /// `match`.
  record Match(int start, int end, Expression subject, List<MatchCase> cases)
      implements Statement {}

  /// `raise exception from cause`.
  record Raise(int start, int end, Optional<Expression> exception, Optional<Expression> cause)
      implements Statement {}

  /// `try`.
  ///
  /// @param star whether its handlers are `except*`
  record Try(
      int start,
      int end,
      boolean star,
      List<Statement> body,
      List<ExceptHandler> handlers,
      List<Statement> otherwise,
      List<Statement> last)
      implements Statement {}

  /// `assert test, message`.
  record Assert(int start, int end, Expression test, Optional<Expression> message)
      implements Statement {}

  /// `import names`.
  record Import(int start, int end, List<Alias> names) implements Statement {}

  /// `from module import names`.
  ///
  /// @param module with a dot before it for each level that it is relative, such as `..models`
  /// @param names one named `*` for all
  record ImportFrom(int start, int end, String module, List<Alias> names) implements Statement {}

  /// `global`.
  record Global(int start, int end, List<String> names) implements Statement {}

  /// `nonlocal`.
  record Nonlocal(int start, int end, List<String> names) implements Statement {}

  /// An expression alone.
  record Expr(int start, int end, Expression value) implements Statement {}

  /// `pass`.
  record Pass(int start, int end) implements Statement {}

  /// `break`.
  record Break(int start, int end) implements Statement {}

  /// `continue`.
  record Continue(int start, int end) implements Statement {}

  /// `name as bound` of an import.
  ///
  /// @param name dotted in a plain `import`
  /// @param bound the name that the import binds; the first part of a dotted name without `as`, `*`
  ///   for a star
  record Alias(int start, int end, String name, String bound) implements Syntax {}

  /// `except type as name` with its block.
  record ExceptHandler(
      int start, int end, Optional<Expression> type, Optional<String> name, List<Statement> body)
      implements Syntax {}

  /// `case pattern if guard` with its block.
  record MatchCase(
      int start, int end, Pattern pattern, Optional<Expression> guard, List<Statement> body)
      implements Syntax {}

  /// `context as target` of a `with`.
  record WithItem(int start, int end, Expression context, Optional<Expression> target)
      implements Syntax {}

  /// A type parameter in the square brackets of a definition.
  ///
  /// @param stars 0, 1 for a `TypeVarTuple`, 2 for a `ParamSpec`
  record TypeParameter(
      int start,
      int end,
      int stars,
      String name,
      Optional<Expression> bound,
      Optional<Expression> byDefault)
      implements Syntax {}
}
