package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `@compiles(Type, 'postgresql')` of SQLAlchemy: a function of the file writes the type.
final class CompiledTypes {
  private CompiledTypes() {}

  /// What is written for a class of a file, a hole where the function does not plainly say it;
  /// empty where nobody writes another thing than the class itself.
  static Optional<String> written(Sym.Type type, Evaluator evaluator) {
    Scope module = type.closure().module();
    Optional<String> written = Optional.empty();
    for (Statement statement : module.tree.body()) {
      if (statement instanceof Statement.FunctionDef function) {
        for (Expression decorator : function.decorators()) {
          if (evaluator.evaluate(decorator, module) instanceof Sym.Made made
              && made.last().equals("compiles")
              && isMeant(made, type, evaluator)) {
            written = Optional.of(text(function, module, evaluator));
          }
        }
      }
    }
    return written;
  }

  private static boolean isMeant(Sym.Made compiles, Sym.Type type, Evaluator evaluator) {
    Arguments given = Arguments.of(compiles);
    boolean same =
        given.get(0, "class_").orElse(Sym.Nothing.NONE) instanceof Sym.Type of
            && of.definition().equals(type.definition());
    List<Sym> dialects = given.from(1);
    Sym here = Sym.text(evaluator.run.dialect().sqlName());
    return same
        && (dialects.isEmpty() || Operators.among(here, dialects, given.whole()) != Truth.NO);
  }

  private static String text(Statement.FunctionDef function, Scope module, Evaluator evaluator) {
    Sym value =
        evaluator.interpreter.call(
            FunctionCalls.bare(new Sym.Function(function, module)),
            new Arguments(List.of(), Map.of(), false),
            module,
            dev.retort.schema.Site.line(1));
    return value.asText().orElse(String.valueOf(Sym.HOLE));
  }
}
