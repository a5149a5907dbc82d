package dev.retort.schema.body;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call's arguments, evaluated.
///
/// @param whole whether nothing else is passed
record Arguments(List<Sym> positional, Map<String, Sym> keywords, boolean whole) {
  /// The argument of a name, or of a position (-1 for none).
  Optional<Sym> get(int position, String name) {
    Sym named = keywords.get(name);
    if (named != null) {
      return Optional.of(named);
    }
    return position >= 0 && position < positional.size()
        ? Optional.of(positional.get(position))
        : Optional.empty();
  }

  Optional<String> text(int position, String name) {
    return get(position, name).flatMap(Sym::asText);
  }

  boolean isTrue(int position, String name) {
    return get(position, name).filter(value -> value.truth() == Truth.YES).isPresent();
  }

  List<Sym> from(int position) {
    return position >= positional.size()
        ? List.of()
        : positional.subList(position, positional.size());
  }

  /// The same where the default schema is named like any other.
  Arguments inFull() {
    Map<String, Sym> named = new LinkedHashMap<>(keywords);
    named.replaceAll((name, value) ->
        name.endsWith("schema") && value.asText().filter("public"::equals).isPresent()
            ? Sym.text(OpCalls.DEFAULT_SCHEMA)
            : value);
    return new Arguments(positional, named, whole);
  }

  /// The same where whoever is called takes all out of the iterators among them.
  ///
  /// @param sure whether it is really called
  Arguments drained(boolean sure) {
    boolean any = false;
    for (Sym each : positional) {
      any |= isIterator(each);
    }
    return !any
        ? this
        : new Arguments(
            positional.stream()
                .map(each -> isIterator(each) ? drained((Sym.Seq) each, sure) : each)
                .toList(),
            keywords,
            whole);
  }

  private static boolean isIterator(Sym value) {
    return value instanceof Sym.Seq seq && seq.kind == Sym.Seq.Kind.ITERATOR;
  }

  private static Sym drained(Sym.Seq iterator, boolean sure) {
    boolean whole = iterator.whole;
    return new Sym.Seq(Sym.Seq.Kind.OTHER, iterator.drain(sure), whole);
  }

  static Arguments of(Sym.Made made) {
    return new Arguments(made.arguments(), made.keywords(), made.whole());
  }
}
