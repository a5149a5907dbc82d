package dev.retort.schema.body;

import dev.retort.schema.Site;
import dev.retort.schema.body.Sym.Seq.Kind;
import java.math.BigInteger;
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
    Sym.Seq kept = iterator(evaluator, List.of());
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
    return iterator(evaluator, rows.stream().<Sym>map(Sym::tuple).toList());
  }

  static Sym enumerated(Arguments given, Evaluator evaluator, Sym unknown) {
    Optional<List<Sym>> elements =
        given.get(0, "iterable").flatMap(evaluator::iterate).filter(_ -> given.whole());
    if (elements.isEmpty()
        || !(given.get(1, "start").orElse(Sym.num(0)) instanceof Sym.Num(BigInteger start))) {
      return unknown;
    }
    List<Sym> pairs = new ArrayList<>();
    for (Sym each : elements.get()) {
      pairs.add(Sym.tuple(List.of(new Sym.Num(start.add(BigInteger.valueOf(pairs.size()))), each)));
    }
    return iterator(evaluator, pairs);
  }

  static Sym zipped(Arguments given, Evaluator evaluator, Sym unknown) {
    List<List<Sym>> all = new ArrayList<>();
    // `zip(rows, rows)` of one iterator makes pairs of its elements.
    boolean shared =
        given.positional().stream().distinct().count() < given.positional().size()
            && given.positional().stream().anyMatch(Iterables::isIterator);
    if (shared || !given.whole()) {
      return unknown;
    }
    for (Sym each : given.positional()) {
      Optional<List<Sym>> elements = evaluator.iterate(each);
      if (elements.isEmpty()) {
        return unknown;
      }
      all.add(elements.get());
    }
    int least = all.stream().mapToInt(List::size).min().orElse(0);
    List<Sym> rows = new ArrayList<>();
    for (int i = 0; i < least; i++) {
      int at = i;
      rows.add(Sym.tuple(all.stream().map(each -> each.get(at)).toList()));
    }
    return iterator(evaluator, rows);
  }

  static Sym mapped(Arguments given, Evaluator evaluator, Site site, Scope scope, Sym unknown) {
    Optional<List<Sym>> elements =
        given
            .get(1, "iterable")
            .filter(_ -> given.whole() && given.positional().size() == 2)
            .flatMap(evaluator::iterate);
    if (elements.isEmpty()) {
      return unknown;
    }
    List<Sym> results = new ArrayList<>();
    for (Sym each : elements.get()) {
      Arguments one = new Arguments(List.of(each), Map.of(), true);
      Sym function = given.get(0, "function").orElse(Sym.Nothing.NONE);
      results.add(evaluator.calls.apply(function, one, scope, site, true).orElse(unknown));
    }
    return iterator(evaluator, results);
  }

  static Sym chained(Arguments given, Evaluator evaluator) {
    Sym.Seq all = iterator(evaluator, List.of());
    all.whole = given.whole();
    for (Sym each : given.positional()) {
      Optional<List<Sym>> elements = evaluator.iterate(each);
      elements.ifPresent(all.items::addAll);
      all.whole &= elements.isPresent();
    }
    return all;
  }

  static Sym reversed(Sym first, Evaluator evaluator, Sym unknown) {
    return evaluator
        .iterate(first)
        .<Sym>map(each -> iterator(evaluator, each.reversed()))
        .orElse(unknown);
  }

  static Sym sorted(
      Sym first, Arguments given, Evaluator evaluator, Site site, Scope scope, Sym unknown) {
    Optional<List<Sym>> elements = evaluator.iterate(first);
    if (elements.isEmpty()) {
      return first instanceof Sym.Seq seq ? new Sym.Seq(Kind.LIST, seq.items, seq.whole) : unknown;
    }
    Optional<List<Sym>> sorted = new Ordering(evaluator, scope, site).of(elements.get(), given);
    return new Sym.Seq(Kind.LIST, sorted.orElse(elements.get()), sorted.isPresent());
  }

  /// A list put in order where it stands.
  static Sym sort(Sym.Seq seq, Arguments given, Evaluator evaluator, Site site, Scope scope) {
    Optional<List<Sym>> sorted = new Ordering(evaluator, scope, site).of(seq.items, given);
    boolean known = sorted.isPresent() && !evaluator.run.isDoubtful();
    if (known) {
      seq.items.clear();
      seq.items.addAll(sorted.orElseThrow());
    }
    seq.whole &= known;
    return Sym.Nothing.NONE;
  }

  /// The next element, which an iterator has no more then.
  static Sym next(Sym first, Arguments given, Run run, Sym unknown) {
    if (!(first instanceof Sym.Seq seq) || (seq.items.isEmpty() && !seq.whole)) {
      return unknown;
    }
    if (seq.items.isEmpty()) {
      return given.get(1, "default").orElse(unknown);
    }
    Sym next = seq.items.getFirst();
    if (seq.kind == Kind.ITERATOR && run.isDoubtful()) {
      seq.spoil();
    } else if (seq.kind == Kind.ITERATOR) {
      seq.items.removeFirst();
    }
    return next;
  }

  private static boolean isIterator(Sym value) {
    return value instanceof Sym.Seq seq && seq.kind == Kind.ITERATOR;
  }

  /// What is gone through once.
  private static Sym.Seq iterator(Evaluator evaluator, List<Sym> items) {
    return new Sym.Seq(evaluator.run.iterating(), items, true);
  }
}
