package dev.retort.schema.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What `sa.Enum(…)` and `postgresql.ENUM(…)` say: their values and the name of their type.
final class Enumerations {
  private Enumerations() {}

  /// Empty where a value is not known.
  static Optional<List<String>> values(Sym.Made made, Evaluator evaluator) {
    Arguments given = Arguments.of(made);
    List<String> values = new ArrayList<>();
    if (!given.whole()) {
      return Optional.empty();
    }
    if (given.positional().size() == 1 && given.positional().getFirst() instanceof Sym.Type type) {
      return ofClass(type, given, evaluator);
    }
    for (Sym each : given.positional()) {
      Optional<List<Sym>> inner =
          each instanceof Sym.Seq ? each.elements() : Optional.of(List.of(each));
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      for (Sym value : inner.get()) {
        Optional<String> text = value.asText();
        if (text.isEmpty()) {
          return Optional.empty();
        }
        values.add(text.get());
      }
    }
    return Optional.of(values);
  }

  /// The names of a Python enumeration's members, or what `values_callable` makes of them.
  private static Optional<List<String>> ofClass(
      Sym.Type type, Arguments given, Evaluator evaluator) {
    Optional<List<Sym>> members = Classes.members(type, evaluator);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    Optional<Sym> callable = given.get(-1, "values_callable");
    if (callable.isEmpty()) {
      List<String> names = new ArrayList<>();
      for (Sym each : members.get()) {
        names.add(((Sym.Member) each).name());
      }
      return Optional.of(names);
    }
    Arguments argument = new Arguments(List.of(type), java.util.Map.of(), true);
    Sym result =
        switch (callable.get()) {
          case Sym.Lambda lambda -> evaluator.interpreter.call(lambda, argument);
          case Sym.Function function ->
              evaluator.interpreter.call(
                  function, argument, function.closure(), dev.retort.schema.Site.line(1));
          default -> Sym.Nothing.NONE;
        };
    List<String> values = new ArrayList<>();
    for (Sym each : result.elements().orElse(List.of())) {
      each.asText().ifPresent(values::add);
    }
    return values.size() == members.get().size() ? Optional.of(values) : Optional.empty();
  }

  static Optional<String> name(Sym.Made made, Evaluator evaluator) {
    Arguments given = Arguments.of(made);
    Optional<String> named = given.text(-1, "name");
    if (named.isPresent() || given.keywords().containsKey("name")) {
      return named;
    }
    return given.positional().size() == 1 && given.positional().getFirst() instanceof Sym.Type type
        ? Optional.of(type.definition().name().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
