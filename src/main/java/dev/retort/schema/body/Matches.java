package dev.retort.schema.body;

import dev.retort.python.Pattern;
import dev.retort.python.Statement;
import dev.retort.python.Value;
import dev.retort.schema.Gap;
import java.util.List;

/// `match`: the case that a known subject decides, or all that may be it.
final class Matches {
  private final Interpreter interpreter;

  Matches(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  Interpreter.End of(Statement.Match match, Scope scope) {
    return from(match.cases(), interpreter.evaluator.evaluate(match.subject(), scope), scope);
  }

  /// The first of these cases that fits.
  private Interpreter.End from(List<Statement.MatchCase> cases, Sym subject, Scope scope) {
    if (cases.isEmpty()) {
      return Interpreter.THROUGH;
    }
    Statement.MatchCase first = cases.getFirst();
    List<Statement.MatchCase> others = cases.subList(1, cases.size());
    Truth fits = fits(first.pattern(), subject, scope);
    if (fits == Truth.NO) {
      return from(others, subject, scope);
    }
    bind(first.pattern(), subject, scope);
    Truth guarded =
        first
            .guard()
            .map(each -> interpreter.evaluator.evaluate(each, scope).truth())
            .orElse(Truth.YES);
    if (guarded == Truth.NO) {
      return from(others, subject, scope);
    }
    return fits == Truth.YES && guarded == Truth.YES
        ? interpreter.block(first.body(), scope)
        : interpreter.either(
            () -> interpreter.block(first.body(), scope),
            () -> from(others, subject, scope),
            scope,
            Gap.OfCourse.CASE);
  }

  private Truth fits(Pattern pattern, Sym subject, Scope scope) {
    return switch (pattern) {
      case Pattern.MatchAs as ->
          as.pattern().map(each -> fits(each, subject, scope)).orElse(Truth.YES);
      case Pattern.MatchValue each ->
          Sym.same(subject, interpreter.evaluator.evaluate(each.value(), scope));
      case Pattern.MatchSingleton single -> is(subject, single.value());
      case Pattern.MatchOr or -> {
        Truth any = Truth.NO;
        for (Pattern each : or.patterns()) {
          Truth one = fits(each, subject, scope);
          if (one == Truth.YES) {
            yield one;
          }
          any = one == Truth.UNKNOWN ? one : any;
        }
        yield any;
      }
      case Pattern.MatchSequence _, Pattern.MatchMapping _ ->
          subject instanceof Sym.Text || subject instanceof Sym.Nothing ? Truth.NO : Truth.UNKNOWN;
      case Pattern.MatchClass _, Pattern.MatchStar _ -> Truth.UNKNOWN;
    };
  }

  private static Truth is(Sym subject, Value value) {
    return switch (subject) {
      case Sym.Nothing _ -> Truth.of(value instanceof Value.None);
      case Sym.Bool bool ->
          Truth.of(value instanceof Value.Truth truth && truth.value() == bool.value());
      case Sym.Text _, Sym.Num _ -> Truth.NO;
      default -> Truth.UNKNOWN;
    };
  }

  /// Sets the names of a pattern: of the subject itself, and of parts of it, which are not known.
  private void bind(Pattern pattern, Sym subject, Scope scope) {
    switch (pattern) {
      case Pattern.MatchAs as -> {
        as.name().ifPresent(name -> scope.set(name, subject));
        as.pattern().ifPresent(each -> bind(each, subject, scope));
      }
      case Pattern.MatchOr or -> or.patterns().forEach(each -> bind(each, subject, scope));
      case Pattern.MatchSequence sequence ->
          sequence.patterns().forEach(each -> bindPart(each, scope));
      case Pattern.MatchMapping mapping -> {
        mapping.patterns().forEach(each -> bindPart(each, scope));
        mapping.rest().ifPresent(name -> scope.set(name, part(pattern, scope)));
      }
      case Pattern.MatchClass type -> {
        type.patterns().forEach(each -> bindPart(each, scope));
        type.named().forEach(each -> bindPart(each, scope));
      }
      case Pattern.MatchStar star ->
          star.name().ifPresent(name -> scope.set(name, part(pattern, scope)));
      case Pattern.MatchValue _, Pattern.MatchSingleton _ -> {}
    }
  }

  private void bindPart(Pattern pattern, Scope scope) {
    bind(pattern, part(pattern, scope), scope);
  }

  private static Sym part(Pattern pattern, Scope scope) {
    return new Sym.Unknown(scope.line(pattern), Gap.OfValue.PART);
  }
}
