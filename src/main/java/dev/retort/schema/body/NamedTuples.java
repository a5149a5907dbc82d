package dev.retort.schema.body;

import dev.retort.python.Statement;
import dev.retort.python.SyntaxTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `namedtuple('Name', 'one two')` and `NamedTuple('Name', [('one', str)])`: the class that `class
/// Name(NamedTuple)` makes with these fields.
final class NamedTuples {
  private static final String BASE = "NamedTuple";
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

  private NamedTuples() {}

  /// Empty where its name, a field or a default is not known.
  static Optional<Sym> of(Arguments given, Evaluator evaluator) {
    Optional<String> name = given.text(0, "typename");
    boolean plain = given.whole() && given.keywords().isEmpty() && given.positional().size() == 2;
    Optional<List<String>> fields =
        plain ? fields(given.positional().get(1), evaluator) : Optional.empty();
    return name.filter(each -> NAME.matcher(each).matches())
        .flatMap(each -> fields.flatMap(all -> type(each, all)));
  }

  private static Optional<List<String>> fields(Sym given, Evaluator evaluator) {
    if (given.asText().isPresent()) {
      return Optional.of(
          BETWEEN.splitAsStream(given.asText().get()).filter(each -> !each.isEmpty()).toList());
    }
    List<String> names = new ArrayList<>();
    for (Sym each : evaluator.iterate(given).orElse(List.of(Sym.Nothing.NONE))) {
      Sym name = each instanceof Sym.Seq pair && pair.items.size() == 2 ? pair.items.get(0) : each;
      if (name.asText().isEmpty()) {
        return Optional.empty();
      }
      names.add(name.asText().get());
    }
    return Optional.of(names);
  }

  private static Optional<Sym> type(String name, List<String> fields) {
    if (fields.isEmpty() || !fields.stream().allMatch(each -> NAME.matcher(each).matches())) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("class " + name + "(" + BASE + "):\n");
    fields.forEach(each -> text.append("    ").append(each).append(": object\n"));
    return SyntaxTree.of(text.toString().getBytes(StandardCharsets.UTF_8))
        .filter(tree -> tree.body().getFirst() instanceof Statement.ClassDef)
        .map(tree -> {
          Scope scope = Scope.ofModule(tree, "");
          scope.set(BASE, new Sym.Ref("typing." + BASE));
          return new Sym.Type((Statement.ClassDef) tree.body().getFirst(), scope);
        });
  }
}
