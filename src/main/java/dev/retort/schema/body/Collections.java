package dev.retort.schema.body;

import dev.retort.schema.body.Sym.Seq.Kind;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// Methods of lists, sets and dictionaries.
final class Collections {
  private Collections() {}

  static Optional<Sym> method(Sym.Seq seq, String name, Arguments given, Run run) {
    return switch (name) {
      case "append", "add" -> {
        Optional<List<Sym>> object = given.get(0, "object").map(List::of);
        seq.whole &= extend(seq, object, run) && !run.isDoubtful();
        yield Optional.of(Sym.Nothing.NONE);
      }
      case "extend", "update" -> {
        Optional<List<Sym>> more = given.get(0, "iterable").flatMap(Sym::elements);
        seq.whole &= extend(seq, more, run) && !run.isDoubtful();
        yield Optional.of(Sym.Nothing.NONE);
      }
      case "pop" -> pop(seq, given, run);
      case "insert", "remove", "discard", "clear" -> {
        seq.whole &= !run.isDoubtful() && change(seq, name, given, run);
        yield Optional.of(Sym.Nothing.NONE);
      }
      case "reverse" -> {
        java.util.Collections.reverse(seq.items);
        seq.whole &= !run.isDoubtful();
        yield Optional.of(Sym.Nothing.NONE);
      }
      case "copy" -> Optional.of(new Sym.Seq(seq.kind, seq.items, seq.whole));
      case "union" -> given.get(0, "other").map(other -> Operators.binary(seq, "|", other, 1));
      case "difference" -> given.get(0, "other").map(other -> Operators.binary(seq, "-", other, 1));
      case "intersection" ->
          given.get(0, "other").map(other -> Operators.binary(seq, "&", other, 1));
      case "issubset" -> {
        Sym.Seq other =
            given.get(0, "other").orElse(Sym.Nothing.NONE) instanceof Sym.Seq each
                ? each
                : new Sym.Seq(Kind.SET, List.of(), false);
        Truth all = seq.whole ? Truth.YES : Truth.UNKNOWN;
        for (Sym item : seq.items) {
          Truth in = Operators.in(item, other);
          if (in == Truth.NO) {
            yield Optional.of(Sym.Bool.FALSE);
          }
          all = in == Truth.UNKNOWN ? in : all;
        }
        yield Optional.of(Operators.bool(all, 1));
      }
      default -> Optional.empty();
    };
  }

  /// Puts elements behind those of a list.
  ///
  /// @return whether they are there now: not where they are not known, or too many
  static boolean extend(Sym.Seq seq, Optional<List<Sym>> more, Run run) {
    if (more.isEmpty() || seq.items.size() + more.get().size() > Growth.MOST_ELEMENTS) {
      return false;
    }
    for (Sym each : more.get()) {
      if (!bears(seq, each, run)) {
        return false;
      }
      if (seq.kind == Kind.SET && Sym.Seq.isScalar(each)) {
        run.charge(seq.items.size());
        seq.items.remove(each);
      }
      seq.items.add(each);
    }
    return true;
  }

  static boolean bears(Sym.Seq seq, Sym more, Run run) {
    seq.added += run.parts(more);
    return seq.added < Growth.MOST_PARTS && seq.items.size() < Growth.MOST_ELEMENTS;
  }

  /// Does what a method does to a list.
  ///
  /// @return whether its outcome is known; otherwise it is as it was
  private static boolean change(Sym.Seq seq, String method, Arguments given, Run run) {
    Optional<Sym> first = given.get(0, "");
    switch (method) {
      case "clear" -> seq.items.clear();
      case "insert" -> {
        Optional<Sym> object = given.get(1, "object");
        if (first.isEmpty()
            || object.isEmpty()
            || !(first.get() instanceof Sym.Num(BigInteger at))
            || at.signum() < 0
            || !bears(seq, object.get(), run)) {
          return false;
        }
        seq.items.add(at.min(BigInteger.valueOf(seq.items.size())).intValue(), object.get());
      }
      default -> {
        int at = 0;
        Truth is = Truth.NO;
        while (at < seq.items.size() && is == Truth.NO) {
          is = Sym.same(seq.items.get(at++), first.orElse(Sym.Nothing.NONE));
        }
        if (is != Truth.YES) {
          return is == Truth.NO && method.equals("discard");
        }
        seq.items.remove(at - 1);
      }
    }
    return true;
  }

  /// Puts an entry into a dictionary; one that makes it too large opens it.
  static void put(Sym.Dict dict, Sym key, Sym value, Run run) {
    dict.added += run.parts(value);
    boolean small = dict.added < Growth.MOST_PARTS;
    if (small) {
      dict.entries.put(key, value);
    }
    dict.whole &= small && !run.isDoubtful();
  }

  /// The last element, or that of a position, where all of the list is known.
  private static Optional<Sym> pop(Sym.Seq seq, Arguments given, Run run) {
    Optional<Integer> position =
        given.positional().isEmpty()
            ? Optional.of(seq.items.size() - 1)
            : given.positional().getFirst() instanceof Sym.Num num
                    && num.value().bitLength() < 31
                    && num.value().signum() >= 0
                ? Optional.of(num.value().intValue())
                : Optional.empty();
    boolean known =
        seq.whole
            && !run.isDoubtful()
            && position.filter(at -> at >= 0 && at < seq.items.size()).isPresent();
    seq.whole &= known;
    return known ? Optional.of(seq.items.remove((int) position.orElseThrow())) : Optional.empty();
  }

  static Optional<Sym> method(Sym.Dict dict, String name, Arguments given, Run run, int line) {
    return switch (name) {
      case "items" -> {
        Sym.Seq items = new Sym.Seq(Kind.OTHER, List.of(), dict.whole);
        dict.entries.forEach((key, value) -> items.items.add(Sym.tuple(List.of(key, value))));
        yield Optional.of(items);
      }
      case "keys" ->
          Optional.of(new Sym.Seq(Kind.OTHER, List.copyOf(dict.entries.keySet()), dict.whole));
      case "values" ->
          Optional.of(new Sym.Seq(Kind.OTHER, List.copyOf(dict.entries.values()), dict.whole));
      case "get" -> {
        Sym key = given.get(0, "key").orElse(Sym.Nothing.NONE);
        Truth in = Operators.in(key, dict);
        yield in == Truth.NO
            ? Optional.of(given.get(1, "default").orElse(Sym.Nothing.NONE))
            : in == Truth.YES ? Optional.of(Operators.item(dict, key, line)) : Optional.empty();
      }
      case "update" -> {
        if (given.get(0, "other").orElse(Sym.Nothing.NONE) instanceof Sym.Dict other) {
          dict.entries.putAll(other.entries);
          dict.whole &= other.whole && !run.isDoubtful();
        } else {
          dict.whole = false;
        }
        yield Optional.of(Sym.Nothing.NONE);
      }
      case "copy" -> {
        Sym.Dict copy = new Sym.Dict();
        copy.entries.putAll(dict.entries);
        copy.whole = dict.whole;
        yield Optional.of(copy);
      }
      case "pop" -> taken(dict, given, run, line);
      case "setdefault", "clear", "popitem" -> {
        dict.whole = false;
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /// `pop` with a key, and what stands in where it is not there.
  private static Optional<Sym> taken(Sym.Dict dict, Arguments given, Run run, int line) {
    Sym key = given.get(0, "key").orElse(Sym.Nothing.NONE);
    Truth in = Operators.in(key, dict);
    if (in == Truth.NO) {
      return given.get(1, "default");
    }
    if (in == Truth.UNKNOWN || run.isDoubtful()) {
      dict.whole = false;
      return Optional.empty();
    }
    Sym value = Operators.item(dict, key, line);
    dict.entries.keySet().removeIf(each -> Sym.same(each, key) == Truth.YES);
    return Optional.of(value);
  }
}
