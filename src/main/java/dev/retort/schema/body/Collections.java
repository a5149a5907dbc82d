package dev.retort.schema.body;

import java.util.List;
import java.util.Optional;

/// Methods of lists, sets and dictionaries.
final class Collections {
  private Collections() {}

  static Optional<Sym> method(Sym.Seq seq, String name, Arguments given, Run run) {
    switch (name) {
      case "append", "add" -> {
        given.get(0, "object").ifPresent(seq.items::add);
        seq.whole &= !run.isDoubtful();
        return Optional.of(Sym.NONE);
      }
      case "extend", "update" -> {
        Optional<List<Sym>> more = given.get(0, "iterable").flatMap(Sym::elements);
        more.ifPresent(seq.items::addAll);
        seq.whole &= more.isPresent() && !run.isDoubtful();
        return Optional.of(Sym.NONE);
      }
      case "insert", "remove", "pop", "clear", "sort", "discard" -> {
        seq.whole = false;
        return Optional.empty();
      }
      case "reverse" -> {
        java.util.Collections.reverse(seq.items);
        return Optional.of(Sym.NONE);
      }
      case "copy" -> {
        return Optional.of(new Sym.Seq(seq.items, seq.whole));
      }
      case "union" -> {
        return given.get(0, "other").map(other -> Operators.binary(seq, "|", other, 1));
      }
      case "difference" -> {
        return given.get(0, "other").map(other -> Operators.binary(seq, "-", other, 1));
      }
      case "intersection" -> {
        return given.get(0, "other").map(other -> Operators.binary(seq, "&", other, 1));
      }
      case "issubset" -> {
        Sym.Seq other =
            given.get(0, "other").orElse(Sym.NONE) instanceof Sym.Seq each
                ? each
                : new Sym.Seq(List.of(), false);
        Truth all = seq.whole ? Truth.YES : Truth.UNKNOWN;
        for (Sym item : seq.items) {
          Truth in = Operators.in(item, other);
          if (in == Truth.NO) {
            return Optional.of(Sym.FALSE);
          }
          all = in == Truth.UNKNOWN ? in : all;
        }
        return Optional.of(Operators.bool(all, 1));
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  static Optional<Sym> method(Sym.Dict dict, String name, Arguments given, Run run, int line) {
    switch (name) {
      case "items" -> {
        Sym.Seq items = new Sym.Seq(List.of(), dict.whole);
        dict.entries.forEach((key, value) -> items.items.add(Sym.list(List.of(key, value))));
        return Optional.of(items);
      }
      case "keys" -> {
        return Optional.of(new Sym.Seq(List.copyOf(dict.entries.keySet()), dict.whole));
      }
      case "values" -> {
        return Optional.of(new Sym.Seq(List.copyOf(dict.entries.values()), dict.whole));
      }
      case "get" -> {
        Sym key = given.get(0, "key").orElse(Sym.NONE);
        Truth in = Operators.in(key, dict);
        return in == Truth.NO
            ? Optional.of(given.get(1, "default").orElse(Sym.NONE))
            : in == Truth.YES ? Optional.of(Operators.item(dict, key, line)) : Optional.empty();
      }
      case "update" -> {
        if (given.get(0, "other").orElse(Sym.NONE) instanceof Sym.Dict other) {
          dict.entries.putAll(other.entries);
          dict.whole &= other.whole && !run.isDoubtful();
        } else {
          dict.whole = false;
        }
        return Optional.of(Sym.NONE);
      }
      case "copy" -> {
        Sym.Dict copy = new Sym.Dict();
        copy.entries.putAll(dict.entries);
        copy.whole = dict.whole;
        return Optional.of(copy);
      }
      case "pop", "setdefault", "clear", "popitem" -> {
        dict.whole = false;
        return Optional.empty();
      }
      default -> {
        return Optional.empty();
      }
    }
  }
}
