package dev.retort.schema.body;

import dev.retort.schema.Gap;
import dev.retort.schema.Site;
import dev.retort.schema.body.Sym.Seq.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Functions of Python's own library that a migration's values pass through.
final class Builtin {
  static final Set<String> NAMES =
      Set.of(
          "len",
          "any",
          "all",
          "list",
          "tuple",
          "set",
          "frozenset",
          "dict",
          "str",
          "repr",
          "int",
          "bool",
          "sorted",
          "reversed",
          "enumerate",
          "zip",
          "range",
          "next",
          "iter",
          "map",
          "filter",
          "open",
          "print",
          "isinstance",
          "hasattr",
          "getattr",
          "min",
          "max",
          "sum",
          "super",
          "type",
          "ValueError",
          "Exception",
          "RuntimeError",
          "NotImplementedError",
          "KeyError",
          "TypeError",
          "float",
          "callable",
          "id",
          "hash",
          "chr",
          "ord",
          "abs",
          "round",
          "object",
          "property",
          "staticmethod",
          "classmethod",
          "AssertionError",
          "LookupError",
          "OSError",
          "IOError",
          "ImportError",
          "ModuleNotFoundError",
          "setattr",
          "vars",
          "dir",
          "bytes",
          "input",
          "format",
          "exit",
          "quit");

  private Builtin() {}

  static Optional<Sym> call(
      Sym.Ref ref, Arguments given, Evaluator evaluator, Site site, Scope scope) {
    int line = site.line();
    Sym first = given.get(0, "").orElse(Sym.Nothing.NONE);
    Sym unknown = new Sym.Unknown(line, new Gap.Call(ref.last(), Gap.AboutCall.GIVES));
    return switch (ref.name()) {
      case "builtins.len" -> Optional.of(length(first, unknown));
      case "builtins.bool" -> Optional.of(Operators.bool(first.truth(), line));
      case "builtins.any" -> Optional.of(Operators.bool(any(first), line));
      case "builtins.all" -> Optional.of(Operators.bool(all(first), line));
      case "builtins.str" -> Optional.of(text(first, unknown));
      case "builtins.repr" -> Optional.of(Sym.text(Texts.repr(first)));
      case "builtins.format" -> Optional.of(formatted(given, first));
      case "builtins.list",
          "builtins.tuple",
          "builtins.set",
          "builtins.frozenset",
          "builtins.iter" ->
          Optional.of(copied(kind(ref), given, first, evaluator, unknown));
      case "builtins.reversed" -> Optional.of(Iterables.reversed(first, evaluator, unknown));
      case "builtins.sorted" ->
          Optional.of(Iterables.sorted(first, given, evaluator, site, scope, unknown));
      case "builtins.dict" -> Optional.of(dict(given, first, unknown));
      case "builtins.enumerate" -> Optional.of(Iterables.enumerated(given, evaluator, unknown));
      case "builtins.zip" -> Optional.of(Iterables.zipped(given, evaluator, unknown));
      case "builtins.filter", "builtins.isinstance", "itertools.product" ->
          Optional.of(asked(ref, given, evaluator, site, scope, unknown));
      case "builtins.range" -> Optional.of(range(given, unknown));
      case "builtins.next" -> Optional.of(Iterables.next(first, given, evaluator.run, unknown));
      case "builtins.map" -> Optional.of(Iterables.mapped(given, evaluator, site, scope, unknown));
      case "builtins.int" -> Optional.of(number(first, unknown));
      case "builtins.print", "builtins.setattr" -> Optional.of(Sym.Nothing.NONE);
      case "builtins.exit", "builtins.quit", "sys.exit" -> Optional.of(new Sym.Ended());
      case "builtins.getattr" -> Optional.of(attribute(given, evaluator, unknown));
      case "builtins.open" ->
          Optional.of(
              new Sym.Made(new Sym.Ref("builtins.open"), given.positional(), Map.of(), line, true));
      case "textwrap.dedent", "inspect.cleandoc" ->
          Optional.of(first instanceof Sym.Text text ? Texts.dedent(text) : unknown);
      case "os.getenv", "os.environ.get" -> Optional.of(ProcessVariable.of(given, unknown));
      case "collections.namedtuple", "typing.NamedTuple" -> NamedTuples.of(given, evaluator);
      case "itertools.chain" -> Optional.of(Iterables.chained(given, evaluator));
      case "copy.copy", "copy.deepcopy", "typing.cast" ->
          Optional.of(ref.last().equals("cast") ? given.get(1, "val").orElse(unknown) : first);
      default ->
          ref.root().equals("builtins")
              ? Optional.of(ofText(ref, given, first).orElse(unknown))
              : path(ref, given, first, line, unknown);
    };
  }

  private static Optional<Sym> path(
      Sym.Ref ref, Arguments given, Sym first, int line, Sym unknown) {
    return switch (ref.name()) {
      case "os.path.join" -> Optional.of(Paths.joined(given.positional()));
      case "os.path.dirname" ->
          Optional.of(
              Paths.text(first).<Sym>map(each -> Sym.text(Modules.folder(each))).orElse(unknown));
      case "os.path.abspath", "os.path.realpath", "os.path.normpath", "os.fspath" ->
          Optional.of(
              Paths.text(first).<Sym>map(each -> Sym.text(Paths.normal(each))).orElse(unknown));
      case "os.getcwd" -> Optional.of(Sym.text(""));
      case "pathlib.Path" ->
          Optional.of(
              given.positional().size() > 1
                  ? Paths.of(Texts.str(Paths.joined(given.positional())))
                  : new Sym.Made(ref, given.positional(), Map.of(), line, true));
      default -> Optional.empty();
    };
  }

  /// `str.lower` and the like as functions.
  private static Optional<Sym> ofText(Sym.Ref ref, Arguments given, Sym first) {
    return ref.name().equals("builtins.str." + ref.last()) && first instanceof Sym.Text text
        ? Texts.method(
            text, ref.last(), new Arguments(given.from(1), given.keywords(), given.whole()))
        : Optional.empty();
  }

  private static Sym length(Sym of, Sym unknown) {
    return switch (of) {
      case Sym.Text text when text.isWhole() -> Sym.num(text.value().length());
      case Sym.Seq seq when seq.whole -> Sym.num(seq.items.size());
      case Sym.Dict dict when dict.whole -> Sym.num(dict.entries.size());
      case Sym.Rows rows -> rows;
      case Sym.Seq seq when !seq.items.isEmpty() -> new Sym.Rows(Truth.YES);
      case Sym.Seq _ -> new Sym.Rows(Truth.UNKNOWN);
      default -> unknown;
    };
  }

  /// The elements of which some are asked.
  private static List<Sym> spent(Sym.Seq seq) {
    List<Sym> all = List.copyOf(seq.items);
    seq.spoil();
    return all;
  }

  private static Truth any(Sym of) {
    if (of instanceof Sym.Seq seq) {
      Truth result = seq.whole ? Truth.NO : Truth.UNKNOWN;
      for (Sym each : spent(seq)) {
        Truth one = each.truth();
        if (one == Truth.YES) {
          return one;
        }
        result = one == Truth.UNKNOWN ? one : result;
      }
      return result;
    }
    return of instanceof Sym.Rows rows ? rows.any() : Truth.UNKNOWN;
  }

  private static Truth all(Sym of) {
    if (of instanceof Sym.Seq seq) {
      Truth result = seq.whole ? Truth.YES : Truth.UNKNOWN;
      for (Sym each : spent(seq)) {
        Truth one = each.truth();
        if (one == Truth.NO) {
          return one;
        }
        result = one == Truth.UNKNOWN ? one : result;
      }
      return result;
    }
    return Truth.UNKNOWN;
  }

  private static Sym text(Sym first, Sym unknown) {
    if (first instanceof Sym.Made made && made.last().equals("Path")) {
      return Paths.text(made).<Sym>map(Sym::text).orElse(unknown);
    }
    return Sym.text(Texts.str(first));
  }

  private static Sym formatted(Arguments given, Sym first) {
    String spec = given.get(1, "").map(Texts::str).orElse("");
    return Sym.text(Formats.field(first, "", spec));
  }

  private static Kind kind(Sym.Ref ref) {
    return switch (ref.last()) {
      case "list" -> Kind.LIST;
      case "tuple" -> Kind.TUPLE;
      case "set", "frozenset" -> Kind.SET;
      default -> Kind.OTHER;
    };
  }

  private static Sym copied(
      Kind kind, Arguments given, Sym first, Evaluator evaluator, Sym unknown) {
    if (given.positional().isEmpty()) {
      return new Sym.Seq(kind, List.of(), true);
    }
    Kind made = kind == Kind.OTHER ? evaluator.run.iterating() : kind;
    if (first instanceof Sym.Seq seq && seq.kind == Kind.ITERATOR && made == Kind.ITERATOR) {
      return seq;
    }
    if (first instanceof Sym.Seq seq) {
      boolean whole = seq.whole;
      return new Sym.Seq(made, seq.drain(!evaluator.run.isDoubtful()), whole);
    }
    return evaluator.iterate(first).<Sym>map(each -> new Sym.Seq(made, each, true)).orElse(unknown);
  }

  /// Of numbers that nobody takes out of it.
  private static Sym.Seq other(List<Sym> items) {
    return new Sym.Seq(Kind.OTHER, items, true);
  }

  private static Sym number(Sym first, Sym unknown) {
    return first instanceof Sym.Num
        ? first
        : first
            .asText()
            .filter(digits -> digits.matches("\\d{1,9}"))
            .<Sym>map(digits -> Sym.num(Long.parseLong(digits)))
            .orElse(unknown);
  }

  private static Sym dict(Arguments given, Sym first, Sym unknown) {
    Sym.Dict dict = new Sym.Dict();
    if (!given.positional().isEmpty()) {
      if (first instanceof Sym.Dict other) {
        dict.entries.putAll(other.entries);
        dict.whole = other.whole;
      } else if (first instanceof Sym.Seq seq && seq.whole) {
        for (Sym pair : seq.items) {
          List<Sym> both = pair.elements().orElse(List.of());
          if (both.size() == 2) {
            dict.entries.put(both.get(0), both.get(1));
          }
        }
      } else {
        return unknown;
      }
    }
    given.keywords().forEach((name, value) -> dict.entries.put(Sym.text(name), value));
    return dict;
  }

  private static Sym asked(
      Sym.Ref ref, Arguments given, Evaluator evaluator, Site site, Scope scope, Sym unknown) {
    return switch (ref.last()) {
      case "filter" -> Iterables.filtered(given, evaluator, site, scope).orElse(unknown);
      case "product" -> Iterables.product(given, evaluator, unknown);
      default ->
          Operators.bool(
              Kinds.isOne(
                  given.get(0, "object").orElse(unknown),
                  given.get(1, "class").orElse(unknown),
                  evaluator.run.dialect()),
              site.line());
    };
  }

  private static Sym range(Arguments given, Sym unknown) {
    List<BigInteger> bounds = new ArrayList<>();
    for (Sym each : given.positional()) {
      if (!(each instanceof Sym.Num num) || num.value().bitLength() > 14) {
        return unknown;
      }
      bounds.add(num.value());
    }
    if (bounds.isEmpty() || bounds.size() > 2) {
      return unknown;
    }
    int from = bounds.size() == 1 ? 0 : bounds.getFirst().intValue();
    int to = bounds.getLast().intValue();
    List<Sym> numbers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      numbers.add(Sym.num(i));
    }
    return other(numbers);
  }

  private static Sym attribute(Arguments given, Evaluator evaluator, Sym unknown) {
    Optional<String> name = given.text(1, "name");
    return switch (given.get(0, "object").orElse(Sym.Nothing.NONE)) {
      case Sym.Ref ref when name.isPresent() -> new Sym.Ref(ref.name() + "." + name.get());
      case Sym.Type type when name.isPresent() ->
          Classes.attribute(type, name.get(), evaluator).orElse(unknown);
      case Sym.Module module when name.isPresent() ->
          module.scope().find(name.get()).orElse(unknown);
      default -> unknown;
    };
  }
}
