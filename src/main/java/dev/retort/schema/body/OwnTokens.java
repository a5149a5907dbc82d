package dev.retort.schema.body;

import dev.retort.python.Statement;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Functions of a naming convention's own, each told by what it makes of constraints of one to
/// three columns: the same as one of SQLAlchemy's tokens, or a text that only uniqueness decides.
final class OwnTokens {
  /// Stands before the texts for what is unique and what is not, divided by the same.
  static final String BY_UNIQUENESS = "|";

  private static final int MOST_COLUMNS = 3;
  private static final String TABLE = "table ";

  private final Evaluator evaluator;

  OwnTokens(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// What stands for a function: a token, or texts by uniqueness; empty for one that does anything
  /// else.
  Optional<String> of(Sym function) {
    List<String> all = new ArrayList<>();
    List<String> unspaced = new ArrayList<>();
    List<String> first = new ArrayList<>();
    List<String> table = new ArrayList<>();
    List<String> made = new ArrayList<>();
    for (int count = 1; count <= MOST_COLUMNS; count++) {
      List<String> columns = IntStream.range(0, count).mapToObj(each -> "column " + each).toList();
      for (boolean unique : new boolean[] {true, false}) {
        Optional<String> one = made(function, columns, unique);
        if (one.isEmpty()) {
          return Optional.empty();
        }
        made.add(one.get());
        all.add(String.join("_", columns));
        unspaced.add(String.join("", columns));
        first.add(columns.getFirst());
        table.add(TABLE);
      }
    }
    if (made.equals(all)) {
      return Optional.of("column_0_N_name");
    }
    if (made.equals(unspaced)) {
      return Optional.of("column_0N_name");
    }
    if (made.equals(first)) {
      return Optional.of("column_0_name");
    }
    if (made.equals(table)) {
      return Optional.of("table_name");
    }
    Set<String> unique = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (int i = 0; i < made.size(); i += 2) {
      unique.add(made.get(i));
      others.add(made.get(i + 1));
    }
    return unique.size() == 1 && others.size() == 1
        ? Optional.of(BY_UNIQUENESS + made.get(0) + BY_UNIQUENESS + made.get(1))
        : Optional.empty();
  }

  private Optional<String> made(Sym function, List<String> columns, boolean unique) {
    Scope scope;
    switch (function) {
      case Sym.Function each -> scope = each.closure();
      case Sym.Lambda each -> scope = each.closure();
      default -> {
        return Optional.empty();
      }
    }
    Fields fields = new Fields();
    fields.set("columns", Sym.list(columns.stream().map(each -> named("Column", each)).toList()));
    fields.set("unique", new Sym.Bool(unique));
    fields.set("table", named("Table", TABLE));
    Statement.ClassDef type =
        new Statement.ClassDef(
            0, 0, 0, "Constraint", List.of(), List.of(), List.of(), List.of(), List.of());
    Sym constraint = new Sym.Instance(new Sym.Type(type, scope), List.of(), Map.of(), fields);
    return evaluator
        .calls
        .apply(
            function,
            new Arguments(List.of(constraint, named("Table", TABLE)), Map.of(), true),
            scope,
            Site.line(1),
            false)
        .flatMap(Sym::asText);
  }

  private static Sym named(String kind, String name) {
    return new Sym.Made(
        new Sym.Ref("sqlalchemy." + kind), List.of(Sym.text(name)), Map.of(), 1, true);
  }
}
