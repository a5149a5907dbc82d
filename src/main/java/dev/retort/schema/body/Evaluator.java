package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.python.Value;
import dev.retort.schema.Gap;
import dev.retort.schema.body.Sym.Seq.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Evaluates expressions symbolically.
final class Evaluator {
  final Interpreter interpreter;
  final Run run;
  final Calls calls;
  private final Comprehensions comprehensions;
  private final Bindings bindings;

  Evaluator(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.run = interpreter.run;
    this.calls = new Calls(this);
    this.comprehensions = new Comprehensions(this);
    this.bindings = new Bindings(this);
  }

  /// An expression whose value nobody uses.
  Sym statement(Expression expression, Scope scope) {
    if (expression instanceof Expression.Await await) {
      return statement(await.value(), scope);
    }
    Sym value =
        expression instanceof Expression.Call call
            ? calls.call(call, scope, true)
            : evaluate(expression, scope);
    return value;
  }

  Sym evaluate(Expression expression, Scope scope) {
    if (!run.step()) {
      return new Sym.Unknown(1, Gap.OfCourse.TOO_MANY_STEPS);
    }
    Sym value = evaluated(expression, scope);
    // Whoever asks for a large value is about to go through it.
    run.charge(Growth.size(value));
    return Growth.isMaking(expression) && !run.bears(value)
        ? unknown(scope, expression, Gap.OfValue.TOO_LARGE)
        : value;
  }

  private Sym evaluated(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Constant constant -> constant(constant.value(), scope, expression);
      case Expression.Name name -> name(name, scope);
      case Expression.Attribute attribute ->
          attribute(evaluate(attribute.value(), scope), attribute.name(), scope, expression);
      case Expression.Call call -> calls.call(call, scope, false);
      case Expression.Tuple tuple -> sequence(Kind.TUPLE, tuple.elements(), scope);
      case Expression.ListDisplay list -> sequence(Kind.LIST, list.elements(), scope);
      case Expression.SetDisplay set -> sequence(Kind.SET, set.elements(), scope);
      case Expression.Dict dict -> dict(dict, scope);
      case Expression.BinOp operation ->
          Operators.binary(
              evaluate(operation.left(), scope),
              operation.operator(),
              evaluate(operation.right(), scope),
              scope.line(operation));
      case Expression.UnaryOp operation -> unary(operation, scope);
      case Expression.BoolOp operation -> bool(operation, scope);
      case Expression.Compare compare -> compare(compare, scope);
      case Expression.IfExp choice -> choose(choice, scope);
      case Expression.NamedExpr named -> {
        Sym value = evaluate(named.value(), scope);
        bindings.assign(named.target(), value, scope);
        yield value;
      }
      case Expression.Lambda lambda ->
          new Sym.Lambda(lambda, scope, calls.defaults(lambda.parameters(), scope));
      case Expression.ListComp list ->
          comprehensions.of(Kind.LIST, list.element(), list.generators(), scope);
      case Expression.SetComp set ->
          comprehensions.of(Kind.SET, set.element(), set.generators(), scope);
      case Expression.GeneratorExp each ->
          comprehensions.of(run.iterating(), each.element(), each.generators(), scope);
      case Expression.DictComp dict -> comprehensions.of(dict, scope);
      case Expression.Subscript subscript -> subscript(subscript, scope);
      case Expression.JoinedStr joined -> joined(joined, scope);
      case Expression.FormattedValue value -> evaluate(value.value(), scope);
      case Expression.Await await -> evaluate(await.value(), scope);
      case Expression.Starred starred -> evaluate(starred.value(), scope);
      case Expression.Yield each -> {
        interpreter.yielded(
            Sym.list(
                List.of(each.value().map(one -> evaluate(one, scope)).orElse(Sym.Nothing.NONE))));
        yield Sym.Nothing.NONE;
      }
      case Expression.YieldFrom each -> {
        interpreter.yielded(evaluate(each.value(), scope));
        yield Sym.Nothing.NONE;
      }
      case Expression.Slice _ -> unknown(scope, expression, Gap.OfValue.UNREAD);
    };
  }

  Sym.Unknown unknown(Scope scope, Expression where, Gap why) {
    return new Sym.Unknown(scope.line(where), why);
  }

  private Sym constant(Value value, Scope scope, Expression where) {
    return switch (value) {
      case Value.None _ -> Sym.Nothing.NONE;
      case Value.Truth truth -> new Sym.Bool(truth.value());
      case Value.Text text -> Sym.text(text.value());
      case Value.Whole whole -> new Sym.Num(whole.value());
      case Value.Real real -> new Sym.Real(real.literal());
      case Value.Octets octets -> Sym.text(octets.latin1());
      default -> unknown(scope, where, Gap.OfValue.UNREAD);
    };
  }

  private Sym name(Expression.Name name, Scope scope) {
    return scope
        .find(name.id())
        .orElseGet(() -> {
          if (name.id().equals("__file__")) {
            return Sym.text(scope.path);
          }
          return Builtin.NAMES.contains(name.id())
              ? new Sym.Ref("builtins." + name.id())
              : unknown(scope, name, new Gap.Name(name.id(), Gap.AboutName.ANYTHING));
        });
  }

  Sym attribute(Sym object, String name, Scope scope, Expression where) {
    return switch (object) {
      case Sym.Ref ref ->
          Imports.module(ref.name() + "." + name, scope, run)
              .orElseGet(() -> new Sym.Ref(ref.name() + "." + name));
      case Sym.Module module ->
          module
              .scope()
              .find(name)
              .orElseGet(() ->
                  Imports.module(dotted(module) + "." + name, scope, run)
                      .orElseGet(() ->
                          unknown(scope, where, new Gap.Name(name, Gap.AboutName.IN_MODULE))));
      case Sym.Type type ->
          Classes.attribute(type, name, this)
              .or(() -> Models.attribute(type, name, this, scope, where))
              .orElseGet(() -> unknown(scope, where, new Gap.Name(name, Gap.AboutName.IN_CLASS)));
      case Sym.Instance instance ->
          Classes.attribute(instance, name, this)
              .map(found ->
                  found instanceof Sym.Function function && Fields.isProperty(function)
                      ? interpreter.call(
                          function,
                          new Arguments(List.of(), Map.of(), true),
                          scope,
                          run.site(scope, where))
                      : found)
              .orElseGet(() -> new Sym.Method(instance, name));
      case Sym.Member member when name.equals("value") -> member.value();
      case Sym.Member member when name.equals("name") -> Sym.text(member.name());
      case Sym.DialectOf _ when name.equals("name") -> Sym.text(run.dialect().sqlName());
      case Sym.Connection connection when name.equals("dialect") -> new Sym.DialectOf();
      case Sym.Connection _ when name.equals("name") -> Sym.text(run.dialect().sqlName());
      case Sym.Connection _ when name.equals("url") -> Sym.text(run.dialect().sqlName() + Sym.HOLE);
      case Sym.Connection connection
          when name.equals("engine") || name.equals("bind") || name.equals("connection") ->
          connection;
      case Sym.Context _ when name.equals("dialect") -> new Sym.DialectOf();
      case Sym.Inspector _ when name.equals("dialect") -> new Sym.DialectOf();
      case Sym.Inspector _ when name.equals("bind") || name.equals("engine") ->
          new Sym.Connection();
      case Sym.Context _ when name.equals("bind") || name.equals("connection") ->
          new Sym.Connection();
      case Sym.Context _ when name.equals("version_table_schema") ->
          ConfigCalls.versionSchema(run.modules, scope.line(where));
      case Sym.Context _ when name.equals("as_sql") -> Sym.Bool.FALSE;
      case Sym.Rows rows when name.equals("rowcount") -> rows;
      case Sym.Made made when name.equals("name") && made.name().isPresent() -> made.name().get();
      case Sym.Made made when made.last().equals("Session") && name.equals("bind") ->
          new Sym.Connection();
      case Sym.Method column when name.equals("name") && TableColumns.name(column).isPresent() ->
          TableColumns.name(column).get();
      case Sym.Made made when made.last().equals("Path") -> Paths.attribute(made, name);
      case Sym.Made made when RevisionModules.attribute(made, name).isPresent() ->
          RevisionModules.attribute(made, name).get();
      default -> new Sym.Method(object, name);
    };
  }

  private static String dotted(Sym.Module module) {
    String path = module.scope().path;
    String plain = path.substring(0, path.length() - ".py".length()).replace('/', '.');
    return plain.endsWith(".__init__")
        ? plain.substring(0, plain.length() - ".__init__".length())
        : plain;
  }

  private Sym sequence(Kind kind, List<Expression> elements, Scope scope) {
    Sym.Seq seq = new Sym.Seq(kind, List.of(), true);
    for (Expression element : elements) {
      if (element instanceof Expression.Starred starred) {
        Sym inner = evaluate(starred.value(), scope);
        seq.whole &= Collections.extend(seq, iterate(inner), run);
      } else {
        seq.items.add(evaluate(element, scope));
      }
    }
    return kind == Kind.SET ? new Sym.Seq(kind, seq.items, seq.whole) : seq;
  }

  private Sym dict(Expression.Dict display, Scope scope) {
    Sym.Dict dict = new Sym.Dict();
    for (Expression.Dict.Entry entry : display.entries()) {
      Sym value = evaluate(entry.value(), scope);
      if (entry.key().isPresent()) {
        dict.entries.put(evaluate(entry.key().get(), scope), value);
      } else if (value instanceof Sym.Dict inner) {
        dict.entries.putAll(inner.entries);
        dict.whole &= inner.whole;
      } else {
        dict.whole = false;
      }
    }
    return dict;
  }

  private Sym unary(Expression.UnaryOp operation, Scope scope) {
    Sym operand = evaluate(operation.operand(), scope);
    if (operation.operator().equals("not")) {
      return Operators.bool(operand.truth().not(), scope.line(operation));
    }
    if (operation.operator().equals("-") && operand instanceof Sym.Num num) {
      return new Sym.Num(num.value().negate());
    }
    return operand instanceof Sym.Num && operation.operator().equals("+")
        ? operand
        : unknown(scope, operation, Gap.OfValue.UNREAD);
  }

  private Sym bool(Expression.BoolOp operation, Scope scope) {
    Sym last = Sym.Nothing.NONE;
    boolean undecided = false;
    for (Expression each : operation.values()) {
      last = evaluate(each, scope);
      Truth truth = last.truth();
      if (truth == (operation.and() ? Truth.NO : Truth.YES)) {
        return last;
      }
      undecided |= truth == Truth.UNKNOWN;
    }
    return undecided ? unknown(scope, operation, Gap.OfValue.CONDITION) : last;
  }

  private Sym compare(Expression.Compare compare, Scope scope) {
    Sym left = evaluate(compare.left(), scope);
    Truth all = Truth.YES;
    for (int i = 0; i < compare.operators().size(); i++) {
      Sym right = evaluate(compare.comparators().get(i), scope);
      Truth one = Operators.compare(left, compare.operators().get(i), right);
      if (right instanceof Sym.Seq seq) {
        seq.spoil();
      }
      if (one == Truth.NO) {
        return Sym.Bool.FALSE;
      }
      all = one == Truth.UNKNOWN ? one : all;
      left = right;
    }
    return Operators.bool(all, scope.line(compare));
  }

  private Sym choose(Expression.IfExp choice, Scope scope) {
    Truth truth = evaluate(choice.test(), scope).truth();
    if (truth != Truth.UNKNOWN) {
      return evaluate(truth == Truth.YES ? choice.body() : choice.otherwise(), scope);
    }
    int doubts = run.doubtCount();
    run.doubt(run.undecided(scope, choice, Gap.AboutBlock.CONDITION));
    Sym one = evaluate(choice.body(), scope);
    Sym two = evaluate(choice.otherwise(), scope);
    run.sureDownTo(doubts);
    return Sym.same(one, two) == Truth.YES
        ? one
        : Sym.Unknown.oneOf(one, two, scope.line(choice), Gap.OfValue.CONDITION);
  }

  private Sym subscript(Expression.Subscript subscript, Scope scope) {
    if (subscript.value() instanceof Expression.Call call
        && call.function() instanceof Expression.Name name
        && name.id().equals("globals")) {
      return evaluate(subscript.index(), scope)
          .asText()
          .flatMap(scope.module()::find)
          .orElseGet(() -> unknown(scope, subscript, Gap.OfValue.MODULE_NAME));
    }
    Sym object = evaluate(subscript.value(), scope);
    if (subscript.index() instanceof Expression.Slice slice) {
      return Slices.of(object, bounds(slice, scope), scope.line(subscript));
    }
    return Operators.item(object, evaluate(subscript.index(), scope), scope.line(subscript));
  }

  /// Lower, upper and step.
  List<Optional<Sym>> bounds(Expression.Slice slice, Scope scope) {
    return Stream.of(slice.lower(), slice.upper(), slice.step())
        .map(bound -> bound.map(each -> evaluate(each, scope)))
        .toList();
  }

  private Sym.Text joined(Expression.JoinedStr joined, Scope scope) {
    Growth.Text text = new Growth.Text();
    for (Expression piece : joined.pieces()) {
      if (piece instanceof Expression.FormattedValue field) {
        Sym value = evaluate(field.value(), scope);
        String spec = field.format().map(each -> joined(each, scope).value()).orElse("");
        text.append(
            field.itself()
                ? String.valueOf(Sym.HOLE)
                : Formats.field(value, field.conversion(), spec));
      } else if (evaluate(piece, scope) instanceof Sym.Text plain) {
        text.append(plain.value());
      } else {
        text.append(Sym.HOLE);
      }
    }
    return new Sym.Text(text.toString());
  }

  /// What a loop goes through, where all of it is known.
  Optional<List<Sym>> iterate(Sym iterable) {
    if (iterable instanceof Sym.Type type) {
      return Classes.members(type, this);
    }
    if (iterable instanceof Sym.Instance instance) {
      return Fields.each(instance, this);
    }
    if (iterable instanceof Sym.Text text && text.isWhole()) {
      List<Sym> characters = new ArrayList<>();
      text.value().codePoints().forEach(c -> characters.add(Sym.text(Character.toString(c))));
      return Optional.of(characters);
    }
    if (iterable instanceof Sym.Method columns) {
      return TableColumns.of(columns)
          .filter(each -> each.whole)
          .map(each -> List.copyOf(each.entries.values()));
    }
    Optional<List<Sym>> elements =
        iterable.elements().filter(each -> each.size() <= Growth.MOST_ELEMENTS);
    if (iterable instanceof Sym.Seq seq && elements.isPresent()) {
      var _ = seq.drain(!run.isDoubtful());
    }
    return elements;
  }

  void assign(Expression target, Sym value, Scope scope) {
    bindings.assign(target, value, scope);
  }

  void augment(Statement.AugAssign assign, Scope scope) {
    bindings.augment(assign, scope);
  }

  void delete(Statement.Delete delete, Scope scope) {
    bindings.delete(delete, scope);
  }
}
