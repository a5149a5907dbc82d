package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Expression.Comprehension;
import dev.retort.schema.body.Sym.Seq.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Displays that are made of a loop: `[x for x in y if z]`.
final class Comprehensions {
  private final Evaluator evaluator;

  Comprehensions(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  Sym of(Kind kind, Expression element, List<Comprehension> generators, Scope scope) {
    Sym.Seq result = new Sym.Seq(kind, List.of(), true);
    result.whole =
        generate(
            generators,
            0,
            scope.inner(),
            (inner, sure) -> {
              if (sure) {
                result.items.add(evaluator.evaluate(element, inner));
              }
            });
    return result;
  }

  Sym of(Expression.DictComp comprehension, Scope scope) {
    Sym.Dict result = new Sym.Dict();
    result.whole =
        generate(
            comprehension.generators(),
            0,
            scope.inner(),
            (inner, sure) -> {
              if (sure) {
                result.entries.put(
                    evaluator.evaluate(comprehension.key(), inner),
                    evaluator.evaluate(comprehension.value(), inner));
              }
            });
    return result;
  }

  /// Goes through the rounds of a comprehension.
  ///
  /// @return whether all are known
  private boolean generate(
      List<Comprehension> generators, int at, Scope scope, BiConsumer<Scope, Boolean> round) {
    if (at == generators.size()) {
      round.accept(scope, true);
      return true;
    }
    Comprehension generator = generators.get(at);
    Sym iterable = evaluator.evaluate(generator.iterable(), scope);
    Optional<List<Sym>> all = evaluator.iterate(iterable);
    List<Sym> known =
        all.orElseGet(() -> iterable instanceof Sym.Seq seq ? List.copyOf(seq.items) : List.of());
    boolean whole = all.isPresent();
    for (Sym element : known) {
      evaluator.assign(generator.target(), element, scope);
      Truth wanted = Truth.YES;
      for (Expression condition : generator.conditions()) {
        Truth one = evaluator.evaluate(condition, scope).truth();
        wanted =
            one == Truth.NO || wanted == Truth.NO ? Truth.NO : one == Truth.UNKNOWN ? one : wanted;
        if (wanted == Truth.NO) {
          break;
        }
      }
      if (wanted == Truth.YES) {
        whole &= generate(generators, at + 1, scope, round);
      } else if (wanted == Truth.UNKNOWN) {
        whole = false;
      }
    }
    return whole;
  }

  /// What each of several targets takes; empty where there are too few or too many elements.
  static Optional<List<Sym>> unpacked(List<Expression> targets, List<Sym> elements) {
    int more = elements.size() - targets.size();
    List<Sym> parts = new ArrayList<>();
    int at = 0;
    for (Expression target : targets) {
      boolean star = target instanceof Expression.Starred && parts.size() == at;
      int end = star ? at + more + 1 : at + 1;
      if (end < at || end > elements.size()) {
        return Optional.empty();
      }
      parts.add(star ? Sym.list(elements.subList(at, end)) : elements.get(at));
      at = end;
    }
    return at == elements.size() ? Optional.of(parts) : Optional.empty();
  }
}
