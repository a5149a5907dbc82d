package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.schema.Gap;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// What is put into names, elements and attributes.
final class Bindings {
  private final Evaluator evaluator;
  private final Run run;

  Bindings(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
  }

  void assign(Expression target, Sym value, Scope scope) {
    switch (target) {
      case Expression.Name name ->
          // What is joined behind a branch are the function's own names.
          scope.set(
              name.id(),
              run.isDoubtful() && scope.isElsewhere(name.id())
                  ? evaluator.unknown(scope, target, Gap.OfValue.SET)
                  : value);
      case Expression.Tuple tuple -> unpack(tuple.elements(), value, scope);
      case Expression.ListDisplay list -> unpack(list.elements(), value, scope);
      case Expression.Subscript subscript -> {
        Sym object = evaluator.evaluate(subscript.value(), scope);
        if (object instanceof Sym.Dict dict) {
          Collections.put(dict, evaluator.evaluate(subscript.index(), scope), value, run);
        } else if (object instanceof Sym.Seq seq) {
          element(seq, subscript.index(), value, scope);
        }
      }
      case Expression.Attribute attribute -> {
        if (evaluator.evaluate(attribute.value(), scope) instanceof Sym.Instance instance) {
          boolean sure = !run.isDoubtful() || instance.fields().get(attribute.name()).isEmpty();
          instance
              .fields()
              .set(
                  attribute.name(),
                  sure ? value : evaluator.unknown(scope, target, Gap.OfValue.SET));
        }
      }
      default -> {}
    }
  }

  /// Puts a value in the place of another one; where that is not known, each may be.
  private void element(Sym.Seq seq, Expression index, Sym value, Scope scope) {
    if (index instanceof Expression.Slice) {
      seq.items.clear();
      seq.whole = false;
      return;
    }
    Sym unknown = evaluator.unknown(scope, index, Gap.OfValue.SET);
    if (!(evaluator.evaluate(index, scope) instanceof Sym.Num(BigInteger number)) || !seq.whole) {
      seq.items.replaceAll(_ -> unknown);
      return;
    }
    BigInteger size = BigInteger.valueOf(seq.items.size());
    BigInteger at = number.signum() < 0 ? number.add(size) : number;
    if (at.signum() >= 0 && at.compareTo(size) < 0) {
      boolean bears = !run.isDoubtful() && Collections.bears(seq, value, run);
      seq.items.set(at.intValue(), bears ? value : unknown);
    }
  }

  private void unpack(List<Expression> targets, Sym value, Scope scope) {
    Optional<List<Sym>> parts =
        evaluator.iterate(value).flatMap(each -> Comprehensions.unpacked(targets, each));
    for (int i = 0; i < targets.size(); i++) {
      Expression target =
          targets.get(i) instanceof Expression.Starred star ? star.value() : targets.get(i);
      assign(
          target,
          parts.isPresent()
              ? parts.get().get(i)
              : evaluator.unknown(scope, target, Gap.OfValue.UNPACKED),
          scope);
    }
  }

  void augment(Statement.AugAssign assign, Scope scope) {
    Sym before = evaluator.evaluate(assign.target(), scope);
    Sym value = evaluator.evaluate(assign.value(), scope);
    if (before instanceof Sym.Seq seq
        && seq.kind != Sym.Seq.Kind.TUPLE
        && assign.operator().equals("+")) {
      seq.whole &= Collections.extend(seq, evaluator.iterate(value), run) && !run.isDoubtful();
      return;
    }
    assign(
        assign.target(),
        run.isDoubtful() && !(before instanceof Sym.Text)
            ? new Sym.Unknown(scope.line(assign), Gap.OfValue.COUNTED)
            : Operators.binary(before, assign.operator(), value, scope.line(assign)),
        scope);
  }

  void delete(Statement.Delete delete, Scope scope) {
    for (Expression target : delete.targets()) {
      if (target instanceof Expression.Subscript subscript
          && evaluator.evaluate(subscript.value(), scope) instanceof Sym.Dict dict) {
        dict.entries.remove(evaluator.evaluate(subscript.index(), scope));
      }
    }
  }
}
