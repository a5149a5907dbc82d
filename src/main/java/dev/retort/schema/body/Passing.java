package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Expression.Keyword;
import dev.retort.python.Parameter;
import dev.retort.schema.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How arguments are evaluated, and how they reach parameters.
final class Passing {
  private final Evaluator evaluator;

  Passing(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  void bind(
      List<Parameter> parameters,
      Arguments given,
      Optional<Sym> self,
      Scope scope,
      Scope closure,
      Map<String, Sym> defaults) {
    List<Sym> positional = new ArrayList<>();
    self.ifPresent(positional::add);
    positional.addAll(given.positional());
    Map<String, Sym> keywords = new HashMap<>(given.keywords());
    int next = 0;
    for (Parameter parameter : parameters) {
      switch (parameter.kind()) {
        case VARIADIC -> {
          scope.set(
              parameter.name(),
              new Sym.Seq(
                  Sym.Seq.Kind.TUPLE,
                  positional.subList(Math.min(next, positional.size()), positional.size()),
                  given.whole()));
          next = positional.size();
        }
        case KEYWORDS -> {
          Sym.Dict dict = new Sym.Dict();
          dict.whole = given.whole();
          keywords.forEach((name, value) -> dict.entries.put(Sym.text(name), value));
          scope.set(parameter.name(), dict);
        }
        default -> {
          Sym value = keywords.remove(parameter.name());
          if (value == null
              && parameter.kind() != Parameter.Kind.KEYWORD_ONLY
              && next < positional.size()) {
            value = positional.get(next++);
          }
          if (value == null) {
            value =
                !given.whole()
                    ? new Sym.Unknown(closure.line(parameter), Gap.OfValue.ARGUMENT)
                    : Optional.ofNullable(defaults.get(parameter.name()))
                        .orElseGet(() -> usual(parameter, closure));
          }
          scope.set(parameter.name(), value);
        }
      }
    }
  }

  /// What the definition gives a parameter of a function that no function's run defined.
  private Sym usual(Parameter parameter, Scope closure) {
    return parameter
        .byDefault()
        .map(each -> evaluator.run.usual(parameter, () -> evaluator.evaluate(each, closure)))
        .orElseGet(() ->
            new Sym.Unknown(
                closure.line(parameter), new Gap.Name(parameter.name(), Gap.AboutName.PARAMETER)));
  }

  /// What Python evaluates with a definition.
  Map<String, Sym> defaults(List<Parameter> parameters, Scope scope) {
    Map<String, Sym> defaults = new HashMap<>();
    for (Parameter parameter : parameters) {
      parameter
          .byDefault()
          .ifPresent(each -> defaults.put(parameter.name(), evaluator.evaluate(each, scope)));
    }
    return defaults;
  }

  /// Evaluates arguments.
  Arguments arguments(Expression.Call call, Scope scope) {
    List<Sym> positional = new ArrayList<>();
    Map<String, Sym> keywords = new LinkedHashMap<>();
    boolean whole = true;
    for (Expression argument : call.arguments()) {
      if (argument instanceof Expression.Starred starred) {
        Optional<List<Sym>> elements =
            evaluator.iterate(evaluator.evaluate(starred.value(), scope));
        elements.ifPresent(positional::addAll);
        whole &= elements.isPresent();
      } else {
        positional.add(evaluator.evaluate(argument, scope));
      }
    }
    for (Keyword keyword : call.keywords()) {
      Sym value = evaluator.evaluate(keyword.value(), scope);
      if (keyword.name().isPresent()) {
        keywords.put(keyword.name().get(), value);
      } else if (value instanceof Sym.Dict dict) {
        whole &= dict.whole;
        dict.entries.forEach(
            (name, each) -> name.asText().ifPresent(text -> keywords.put(text, each)));
      } else {
        whole = false;
      }
    }
    return new Arguments(positional, keywords, whole);
  }
}
