package dev.retort.schema.body;

import dev.retort.alembic.Needle;
import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.python.Value;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Operations that a repository adds to Alembic's, as Alembic's documentation shows it for objects
/// that are replaced as a whole: `Operations.register_operation` puts a method of a class on `op`,
/// and `Operations.implementation_for` says which function does what an object of a class stands
/// for. Both are looked for in `env.py` and in what that or the calling file imports.
final class CustomOperations {
  private static final String REGISTER = "register_operation";
  private static final String IMPLEMENT = "implementation_for";
  private static final Needle REGISTERING = Needle.of(REGISTER);
  private static final Needle IMPLEMENTING = Needle.of(IMPLEMENT);

  /// Files that are looked through from a caller on: mostly it imports the one itself.
  private static final int MOST_OF_CALLER = 24;

  private static final Sym.Ref OPERATIONS = new Sym.Ref("alembic.op");

  private final Evaluator evaluator;
  private final Run run;

  CustomOperations(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
  }

  /// What a call of `op` gives; empty where nothing of the name is registered, or where it is not
  /// known what an object that is to be invoked stands for.
  Optional<Sym> call(String name, Arguments given, Scope scope, Site site) {
    Optional<Sym.Function> function =
        name.equals("invoke")
            ? given.get(0, "operation").flatMap(each -> implementation(each, scope))
            : registered(name, scope);
    return function.map(
        each -> evaluator.interpreter.call(FunctionCalls.bare(each), handed(given), scope, site));
  }

  private static Arguments handed(Arguments given) {
    List<Sym> all = new ArrayList<>(List.of(OPERATIONS));
    all.addAll(given.positional());
    return new Arguments(all, given.keywords(), given.whole());
  }

  private Optional<Sym.Function> registered(String name, Scope scope) {
    return modules(scope)
        .flatMap(module ->
            module.tree.body().stream()
                .filter(Statement.ClassDef.class::isInstance)
                .map(Statement.ClassDef.class::cast)
                .flatMap(type -> registered(name, type, module)))
        .findFirst();
  }

  private Stream<Sym.Function> registered(String name, Statement.ClassDef type, Scope module) {
    return type.decorators().stream()
        .flatMap(decorator -> method(decorator, name).stream())
        .flatMap(
            method -> Classes.attribute(new Sym.Type(type, module), method, evaluator).stream())
        .filter(Sym.Function.class::isInstance)
        .map(Sym.Function.class::cast);
  }

  /// The method that a decorator registers under a name: the one of that name unless it says which.
  private static Optional<String> method(Expression decorator, String name) {
    List<Expression> given = arguments(decorator, REGISTER);
    if (given.isEmpty() || !isText(given.getFirst(), name)) {
      return Optional.empty();
    }
    Optional<Expression> source =
        given.size() > 1
            ? Optional.of(given.get(1))
            : ((Expression.Call) decorator).keyword("sourcename");
    return source.isEmpty()
        ? Optional.of(name)
        : source.get() instanceof Expression.Constant(_, _, Value.Text(String text))
            ? Optional.of(text)
            : Optional.empty();
  }

  private static boolean isText(Expression expression, String text) {
    return expression instanceof Expression.Constant(_, _, Value.Text(String is))
        && is.equals(text);
  }

  private Optional<Sym.Function> implementation(Sym operation, Scope scope) {
    if (!(operation instanceof Sym.Instance instance)) {
      return Optional.empty();
    }
    return modules(scope)
        .flatMap(module ->
            module.tree.body().stream()
                .filter(Statement.FunctionDef.class::isInstance)
                .map(Statement.FunctionDef.class::cast)
                .filter(function ->
                    function.decorators().stream()
                        .anyMatch(each -> isFor(each, instance.type(), module)))
                .map(function -> new Sym.Function(function, module)))
        .findFirst();
  }

  private boolean isFor(Expression decorator, Sym.Type type, Scope module) {
    List<Expression> given = arguments(decorator, IMPLEMENT);
    return !given.isEmpty()
        && evaluator.evaluate(given.getFirst(), module) instanceof Sym.Type known
        && known.definition().equals(type.definition());
  }

  /// What a decorator of that name is given; empty where it is another one.
  private static List<Expression> arguments(Expression decorator, String name) {
    return decorator instanceof Expression.Call call
            && call.function() instanceof Expression.Attribute attribute
            && attribute.name().equals(name)
        ? call.arguments()
        : List.of();
  }

  /// The modules that register or implement something: those of `env.py` before those of the
  /// caller, which are looked for only where they are asked for.
  private Stream<Scope> modules(Scope scope) {
    return Stream.of(run.modules.env(), scope.path)
        .distinct()
        .flatMap(first -> run.modules.registering(first, this::registering).stream());
  }

  private List<Scope> registering(String first) {
    List<Scope> found = new ArrayList<>();
    int most = first.equals(run.modules.env()) ? ImportedFiles.MOST_FILES : MOST_OF_CALLER;
    // No answer, so that all are looked at.
    var _ =
        ImportedFiles.firstOf(
            run.modules,
            first,
            most,
            (path, content) -> {
              if (REGISTERING.isIn(content) || IMPLEMENTING.isIn(content)) {
                run.modules.load(path, run).ifPresent(found::add);
              }
              return Optional.empty();
            });
    return found;
  }
}
