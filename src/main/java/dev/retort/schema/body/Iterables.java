package dev.retort.schema.body;

import dev.retort.schema.Site;
import dev.retort.schema.body.Sym.Seq.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What functions make of several iterables, or of one and a function.
final class Iterables {
  private Iterables() {}

  static Optional<Sym> filtered(Arguments given, Evaluator evaluator, Site site, Scope scope) {
    Optional<List<Sym>> elements = given.get(1, "iterable").flatMap(evaluator::iterate);
    Sym keeps = given.get(0, "function").orElse(Sym.Nothing.NONE);
    if (elements.isEmpty() || evaluator.run.isDoubtful()) {
      return Optional.empty();
    }
    Sym.Seq kept = new Sym.Seq(Kind.OTHER, List.of(), true);
    for (Sym each : elements.get()) {
      Truth truth =
          keeps instanceof Sym.Nothing
              ? each.truth()
              : evaluator
                  .calls
                  .apply(keeps, new Arguments(List.of(each), Map.of(), true), scope, site, false)
                  .map(Sym::truth)
                  .orElse(Truth.UNKNOWN);
      if (truth == Truth.UNKNOWN) {
        return Optional.empty();
      }
      if (truth == Truth.YES) {
        kept.items.add(each);
      }
    }
    return Optional.of(kept);
  }

  static Sym product(Arguments given, Evaluator evaluator, Sym unknown) {
    if (!given.keywords().isEmpty() || !given.whole()) {
      return unknown;
    }
    List<List<Sym>> rows = List.of(List.of());
    for (Sym each : given.positional()) {
      Optional<List<Sym>> elements = evaluator.iterate(each);
      if (elements.isEmpty() || rows.size() * (long) elements.get().size() > Growth.MOST_ELEMENTS) {
        return unknown;
      }
      List<List<Sym>> more = new ArrayList<>();
      for (List<Sym> row : rows) {
        for (Sym element : elements.get()) {
          List<Sym> longer = new ArrayList<>(row);
          longer.add(element);
          more.add(longer);
        }
      }
      rows = more;
    }
    return new Sym.Seq(Kind.OTHER, rows.stream().map(Sym::tuple).toList(), true);
  }
}
