package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.schema.Gap;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What an expression of a migration stands for, without being run.
sealed interface Sym {
  /// Stands in a text for a part that is not known.
  char HOLE = '\uFFFC';

  record Nothing() implements Sym {
    static final Sym NONE = new Nothing();
  }

  record Bool(boolean value) implements Sym {
    static final Sym TRUE = new Bool(true);
    static final Sym FALSE = new Bool(false);

    Num asNumber() {
      return new Num(value ? BigInteger.ONE : BigInteger.ZERO);
    }
  }

  record Num(BigInteger value) implements Sym {}

  record Real(String literal) implements Sym {}

  /// @param conv whether it came through `op.f` or a convention, so that it is used as it is and
  ///   shortened where it is too long
  record Text(String value, boolean conv) implements Sym {
    Text(String value) {
      this(value, false);
    }

    boolean isWhole() {
      return value.indexOf(HOLE) < 0;
    }
  }

  /// A list, tuple or set; the same object where Python has the same object.
  final class Seq implements Sym {
    final Kind kind;
    final List<Sym> items;

    /// Whether nothing else is in it.
    boolean whole;

    /// The parts of what was put into it.
    long added;

    Seq(Kind kind, List<? extends Sym> items, boolean whole) {
      this.kind = kind;
      boolean once = kind == Kind.SET && items.stream().allMatch(Seq::isScalar);
      this.items = new ArrayList<>(once ? new LinkedHashSet<>(items) : items);
      this.whole = whole;
    }

    /// What is equal to another one where Python says so.
    static boolean isScalar(Sym value) {
      return (value instanceof Text text && text.isWhole()) || value instanceof Num;
    }

    /// What Python's own words for it are.
    enum Kind {
      LIST,
      TUPLE,
      SET,
      /// A view, a range; what a module's own evaluation goes through once is taken for one.
      OTHER,
      /// A generator, or what `map` and the like give: what was taken of it is gone.
      ITERATOR;

      /// Whether it is none of Python's own containers.
      boolean isLazy() {
        return this == OTHER || this == ITERATOR;
      }
    }

    /// Takes all that is there out of an iterator.
    ///
    /// @param sure whether that really happens
    List<Sym> drain(boolean sure) {
      List<Sym> all = List.copyOf(items);
      if (kind == Kind.ITERATOR) {
        items.clear();
        whole &= sure;
      }
      return all;
    }

    /// Nobody knows how many were taken out of an iterator.
    void spoil() {
      if (kind == Kind.ITERATOR) {
        var _ = drain(false);
      }
    }
  }

  /// A dictionary; the same object where Python has the same object.
  final class Dict implements Sym {
    final Map<Sym, Sym> entries = new LinkedHashMap<>();
    boolean whole = true;

    /// The parts of what was put into it.
    long added;
  }

  /// A function of a file that was read.
  ///
  /// @param self the object that it is a method of
  /// @param defaults what its definition in a function's run gave its parameters
  record Function(
      Statement.FunctionDef definition,
      Scope closure,
      Optional<Sym> self,
      Map<String, Sym> defaults)
      implements Sym {
    Function(Statement.FunctionDef definition, Scope closure) {
      this(definition, closure, Optional.empty(), Map.of());
    }

    /// The same as a method of an object.
    Function of(Sym object) {
      return new Function(definition, closure, Optional.of(object), defaults);
    }
  }

  /// @param defaults what its definition gave its parameters
  record Lambda(Expression.Lambda definition, Scope closure, Map<String, Sym> defaults)
      implements Sym {}

  /// A class of a file that was read.
  record Type(Statement.ClassDef definition, Scope closure) implements Sym {}

  /// An object of a class that was read.
  ///
  /// @param fields what was set of it
  record Instance(Type type, List<Sym> arguments, Map<String, Sym> keywords, Fields fields)
      implements Sym {
    Instance(Type type, List<Sym> arguments, Map<String, Sym> keywords) {
      this(type, arguments, keywords, new Fields());
    }
  }

  /// A member of a Python enumeration.
  record Member(Type type, String name, Sym value) implements Sym {}

  /// A module of the repository.
  record Module(Scope scope) implements Sym {}

  /// Something of a library, by its full name: `sqlalchemy.String`.
  record Ref(String name) implements Sym {
    String last() {
      return name.substring(name.lastIndexOf('.') + 1);
    }

    String root() {
      int dot = name.indexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }
  }

  /// What a call of a library's function or class gives: `sqlalchemy.Column('id', …)`.
  ///
  /// @param whole whether every argument is there
  record Made(Ref callee, List<Sym> arguments, Map<String, Sym> keywords, int line, boolean whole)
      implements Sym {
    String last() {
      return callee.last();
    }

    /// What SQLAlchemy calls its name.
    Optional<Sym> name() {
      boolean first =
          switch (last()) {
            case "Column", "Table", "Index", "column", "table" ->
                !arguments.isEmpty() && arguments.getFirst() instanceof Text;
            default -> false;
          };
      return keywords.containsKey("name")
          ? Optional.ofNullable(keywords.get("name"))
          : first ? Optional.of(arguments.getFirst()) : Optional.empty();
    }
  }

  /// `receiver.name`, where the receiver is an object.
  record Method(Sym receiver, String name) implements Sym {}

  /// A connection or engine.
  record Connection() implements Sym {}

  /// An inspector of the database, with what it was told.
  record Inspector(Inspections told) implements Sym {
    Inspector() {
      this(new Inspections());
    }
  }

  /// The dialect of a connection.
  record DialectOf() implements Sym {}

  /// `context`, or what `op.get_context()` gives.
  record Context() implements Sym {}

  /// The object that `batch_alter_table` gives.
  record Batch(String table) implements Sym {}

  /// What an import binds, looked up when the name is first read, because most of what modules
  /// import is never read; only a scope's own names show it.
  final class Imported implements Sym {
    private final Supplier<Sym> lookup;
    private final Sym meanwhile;
    private Optional<Sym> value = Optional.empty();
    private boolean underWay;

    /// @param meanwhile what it is for whoever asks while it is looked up, where imports go round
    Imported(Supplier<Sym> lookup, Sym meanwhile) {
      this.lookup = lookup;
      this.meanwhile = meanwhile;
    }

    Sym value() {
      if (value.isEmpty()) {
        if (underWay) {
          return meanwhile;
        }
        underWay = true;
        value = Optional.of(lookup.get());
        underWay = false;
      }
      return value.get();
    }
  }

  /// What a query gives of which only is known whether there are rows.
  ///
  /// @param row the values of the only one that there may be; empty where it is not known
  record Rows(Truth any, List<Sym> row) implements Sym {
    Rows(Truth any) {
      this(any, List.of());
    }

    /// What one of its methods gives.
    Sym called(String name) {
      if (row.isEmpty() || any != Truth.YES) {
        return this;
      }
      return switch (name) {
        case "scalar", "scalar_one", "scalar_one_or_none" -> row.getFirst();
        case "fetchone", "first", "one", "one_or_none" -> tuple(row);
        case "fetchall", "all" -> list(List.of(tuple(row)));
        default -> this;
      };
    }
  }

  /// What a call gives that ends the program.
  record Ended() implements Sym {}

  /// @param either the statements of SQL that it is one of, where that is known of it
  record Unknown(int line, Gap gap, List<Sym> either) implements Sym {
    private static final int MOST_STATEMENTS = 8;

    Unknown(int line, Gap gap) {
      this(line, gap, List.of());
    }

    /// What is one of two values, nobody knows which.
    static Unknown oneOf(Sym one, Sym two, int line, Gap gap) {
      List<Sym> first = statements(one);
      List<Sym> second = statements(two);
      List<Sym> both = new ArrayList<>(first);
      both.addAll(second);
      return first.isEmpty() || second.isEmpty() || both.size() > MOST_STATEMENTS
          ? new Unknown(line, gap)
          : new Unknown(line, gap, List.copyOf(both));
    }

    private static List<Sym> statements(Sym value) {
      return switch (value) {
        case Text text when text.isWhole() -> List.of(text);
        case Made made when DataCalls.isStatement(made) -> List.of(made);
        case Unknown unknown -> unknown.either;
        default -> List.of();
      };
    }
  }

  static Sym text(String value) {
    return new Text(value);
  }

  static Sym num(long value) {
    return new Num(BigInteger.valueOf(value));
  }

  static Seq list(List<? extends Sym> items) {
    return new Seq(Seq.Kind.LIST, items, true);
  }

  static Seq tuple(List<? extends Sym> items) {
    return new Seq(Seq.Kind.TUPLE, items, true);
  }

  /// What Python's `bool` makes of it.
  default Truth truth() {
    return switch (this) {
      case Nothing _ -> Truth.NO;
      case Bool bool -> Truth.of(bool.value());
      case Num num -> Truth.of(num.value().signum() != 0);
      case Text text -> Truth.of(!text.value().isEmpty());
      case Seq seq when seq.kind == Seq.Kind.ITERATOR -> Truth.YES;
      case Seq seq -> !seq.items.isEmpty() ? Truth.YES : seq.whole ? Truth.NO : Truth.UNKNOWN;
      case Dict dict -> !dict.entries.isEmpty() ? Truth.YES : dict.whole ? Truth.NO : Truth.UNKNOWN;
      case Rows rows -> rows.any();
      case Real _, Unknown _, Method _, Made _, Instance _ -> Truth.UNKNOWN;
      default -> Truth.YES;
    };
  }

  /// Whether the value is one that equality of texts and numbers decides.
  default boolean isPlain() {
    return switch (this) {
      case Text text -> text.isWhole();
      case Nothing _, Bool _, Num _ -> true;
      case Seq seq -> seq.whole && seq.items.stream().allMatch(Sym::isPlain);
      case Dict dict ->
          dict.whole
              && dict.entries.keySet().stream().allMatch(Sym::isPlain)
              && dict.entries.values().stream().allMatch(Sym::isPlain);
      default -> false;
    };
  }

  /// The same, an import looked up.
  default Sym lookedUp() {
    return this instanceof Imported imported ? imported.value() : this;
  }

  /// The last part of a library's name, or of that which a call of it was made by; empty of
  /// anything else.
  default String libraryName() {
    return switch (this) {
      case Ref ref -> ref.last();
      case Made made -> made.last();
      default -> "";
    };
  }

  /// What changes keeps its identity, as in Python; everything else is a value.
  @SuppressWarnings("ReferenceEquality")
  static boolean isOneObject(Sym left, Sym right) {
    return left == right;
  }

  /// Whether two values are equal for Python.
  static Truth same(Sym left, Sym right) {
    return Equality.of(left, right);
  }

  /// The text, where it is one and wholly known.
  default Optional<String> asText() {
    return this instanceof Text text && text.isWhole()
        ? Optional.of(text.value())
        : this instanceof Member member ? member.value().asText() : Optional.empty();
  }

  /// The elements of what iterates, where all are known to be there.
  default Optional<List<Sym>> elements() {
    return switch (this) {
      case Seq seq -> seq.whole ? Optional.of(List.copyOf(seq.items)) : Optional.empty();
      case Dict dict ->
          dict.whole ? Optional.of(List.copyOf(dict.entries.keySet())) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
