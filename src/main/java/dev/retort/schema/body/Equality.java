package dev.retort.schema.body;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Python's `==`. A list equals no tuple and no set; sets and dictionaries are equal in whatever
/// order they stand; `True` is 1.
final class Equality {
  private Equality() {}

  static Truth of(Sym left, Sym right) {
    if (Sym.isOneObject(left, right)) {
      return left instanceof Sym.Unknown ? Truth.UNKNOWN : Truth.YES;
    }
    if (left instanceof Sym.Member a && right instanceof Sym.Member b) {
      return Truth.of(a.equals(b));
    }
    if (!left.isPlain() || !right.isPlain()) {
      return Truth.UNKNOWN;
    }
    if (left instanceof Sym.Text a && right instanceof Sym.Text b) {
      return Truth.of(a.value().equals(b.value()));
    }
    if (left instanceof Sym.Seq a && right instanceof Sym.Seq b) {
      return sequences(a, b);
    }
    if (left instanceof Sym.Dict a && right instanceof Sym.Dict b) {
      return dictionaries(a.entries, b.entries);
    }
    return Truth.of(number(left).equals(number(right)));
  }

  private static Sym number(Sym value) {
    return value instanceof Sym.Bool bool ? bool.asNumber() : value;
  }

  private static Truth sequences(Sym.Seq left, Sym.Seq right) {
    if (left.kind.isLazy() || right.kind.isLazy()) {
      return Truth.UNKNOWN;
    }
    if (left.kind != right.kind) {
      return Truth.NO;
    }
    if (left.kind == Sym.Seq.Kind.SET) {
      return within(left.items, right.items).and(within(right.items, left.items));
    }
    if (left.items.size() != right.items.size()) {
      return Truth.NO;
    }
    Truth all = Truth.YES;
    for (int i = 0; i < left.items.size() && all != Truth.NO; i++) {
      all = all.and(of(left.items.get(i), right.items.get(i)));
    }
    return all;
  }

  private static Truth within(List<Sym> part, List<Sym> all) {
    Truth every = Truth.YES;
    for (Sym each : part) {
      every = every.and(Operators.among(each, all, true));
    }
    return every;
  }

  private static Truth dictionaries(Map<Sym, Sym> left, Map<Sym, Sym> right) {
    if (left.size() != right.size()) {
      return Truth.NO;
    }
    Truth all = Truth.YES;
    for (Map.Entry<Sym, Sym> entry : left.entrySet()) {
      Optional<Sym> other =
          right.entrySet().stream()
              .filter(each -> of(each.getKey(), entry.getKey()) == Truth.YES)
              .map(Map.Entry::getValue)
              .findFirst();
      all = all.and(other.map(value -> of(entry.getValue(), value)).orElse(Truth.NO));
    }
    return all;
  }
}
