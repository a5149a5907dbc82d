package dev.retort.schema.body;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What one inspector was told. It asks the database once for each thing (SQLAlchemy's
/// `reflection.cache`), and says the same again whatever was done in between, until
/// `clear_cache()`. For some methods only SQLAlchemy 2 keeps the answer.
final class Inspections {
  private static final Set<String> OF_SOME_VERSIONS =
      Set.of("Table", "has_table", "has_index", "get_enums", "has_schema", "has_sequence");

  private final Map<Question, Answer> answers = new HashMap<>();

  private record Question(String method, List<Sym> positional, Map<String, Sym> keywords) {}

  /// @param sure whether it was really asked
  /// @param done how many operations there were
  private record Answer(Sym value, boolean sure, int done) {}

  /// The answer to a question, as the inspector gives it.
  Sym answer(String method, Arguments given, Run run, Sym unknown, Supplier<Sym> fresh) {
    if (method.equals("clear_cache")) {
      answers.replaceAll(
          (_, each) -> new Answer(each.value(), each.sure() && !run.isDoubtful(), each.done()));
      if (!run.isDoubtful()) {
        answers.clear();
      }
      return fresh.get();
    }
    Question question = new Question(method, given.positional(), given.keywords());
    Answer known = answers.get(question);
    if (known == null) {
      Sym value = fresh.get();
      answers.put(question, new Answer(value, !run.isDoubtful(), run.count()));
      return copy(value);
    }
    boolean nothingDone = known.done() == run.count();
    if (nothingDone || (known.sure() && !OF_SOME_VERSIONS.contains(method))) {
      return copy(known.value());
    }
    Sym now = fresh.get();
    return Sym.same(known.value(), now) == Truth.YES ? now : unknown;
  }

  /// Who changes a list changes no answer.
  private static Sym copy(Sym value) {
    return value instanceof Sym.Seq seq ? new Sym.Seq(seq.kind, seq.items, seq.whole) : value;
  }
}
