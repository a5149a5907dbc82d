package dev.retort.schema.body;

import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `sorted` and `list.sort` put in order: texts by their code points, numbers, and what is
/// made of them, by `key=` where one is given. Python keeps the order of what is equal, in
/// `reverse=True` too.
final class Ordering {
  private final Evaluator evaluator;
  private final Scope scope;
  private final Site site;

  Ordering(Evaluator evaluator, Scope scope, Site site) {
    this.evaluator = evaluator;
    this.scope = scope;
    this.site = site;
  }

  private record Keyed(Sym key, Sym element) {}

  /// Empty where the order is not known.
  Optional<List<Sym>> of(List<Sym> elements, Arguments given) {
    Sym key = given.get(-1, "key").orElse(Sym.Nothing.NONE);
    Truth reverse = given.get(-1, "reverse").map(Sym::truth).orElse(Truth.NO);
    if (!given.whole() || reverse == Truth.UNKNOWN) {
      return Optional.empty();
    }
    List<Keyed> keyed = new ArrayList<>();
    for (Sym each : elements) {
      keyed.add(new Keyed(key(key, each), each));
    }
    if (keyed.size() > 1
        && keyed.stream().anyMatch(each -> !isComparable(keyed.getFirst().key(), each.key()))) {
      return Optional.empty();
    }
    Comparator<Keyed> order = (one, two) -> compare(one.key(), two.key());
    keyed.sort(reverse == Truth.YES ? order.reversed() : order);
    return Optional.of(keyed.stream().map(Keyed::element).toList());
  }

  private Sym key(Sym key, Sym element) {
    if (key instanceof Sym.Nothing) {
      return element;
    }
    Arguments one = new Arguments(List.of(element), Map.of(), true);
    return evaluator.calls.apply(key, one, scope, site, false).orElse(Sym.Nothing.NONE);
  }

  private static boolean isComparable(Sym one, Sym two) {
    if (one instanceof Sym.Seq a && two instanceof Sym.Seq b) {
      boolean same =
          a.kind == b.kind && (a.kind == Sym.Seq.Kind.TUPLE || a.kind == Sym.Seq.Kind.LIST);
      for (int i = 0; same && i < Math.min(a.items.size(), b.items.size()); i++) {
        same = isComparable(a.items.get(i), b.items.get(i));
      }
      return same && a.whole && b.whole;
    }
    return (one instanceof Sym.Text a && two instanceof Sym.Text b && a.isWhole() && b.isWhole())
        || (number(one).isPresent() && number(two).isPresent());
  }

  private static Optional<Sym.Num> number(Sym value) {
    return switch (value) {
      case Sym.Num num -> Optional.of(num);
      case Sym.Bool bool -> Optional.of(bool.asNumber());
      default -> Optional.empty();
    };
  }

  private static int compare(Sym one, Sym two) {
    if (one instanceof Sym.Seq a && two instanceof Sym.Seq b) {
      for (int i = 0; i < Math.min(a.items.size(), b.items.size()); i++) {
        int first = compare(a.items.get(i), b.items.get(i));
        if (first != 0) {
          return first;
        }
      }
      return Integer.compare(a.items.size(), b.items.size());
    }
    if (one instanceof Sym.Text a && two instanceof Sym.Text b) {
      return a.value().compareTo(b.value());
    }
    return number(one).orElseThrow().value().compareTo(number(two).orElseThrow().value());
  }
}
