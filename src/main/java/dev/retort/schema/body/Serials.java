package dev.retort.schema.body;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which columns of a table PostgreSQL counts by itself: a single integer key that points at
/// nothing, or the one of several that says so.
final class Serials {
  private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint");

  private final Dialect dialect;
  private final List<String> uncounted = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();

  Serials(Dialect dialect) {
    this.dialect = dialect;
  }

  /// Notes a column that says whether it is counted.
  void note(Arguments given, String column) {
    if (isOff(given) || isGiven(given)) {
      uncounted.add(column);
    } else if (given.isTrue(-1, "autoincrement")) {
      counted.add(column);
    }
  }

  private static boolean isOff(Arguments given) {
    return given.get(-1, "autoincrement").filter(each -> each.truth() == Truth.NO).isPresent();
  }

  /// Whether SQLAlchemy's own inserts have a value for it.
  private static boolean isGiven(Arguments given) {
    return given.get(-1, "default").filter(each -> !(each instanceof Sym.Nothing)).isPresent()
        || given.positional().stream().anyMatch(each -> each.libraryName().equals("Sequence"));
  }

  /// The default of a column that says itself that it is the key; an added one is counted too, and
  /// no key.
  ///
  /// @param foreign whether it points at another one
  ColumnDefault ofKey(Arguments given, boolean foreign, Types.Named type, ColumnDefault value) {
    return WHOLE.contains(type.name())
            && (!foreign || given.isTrue(-1, "autoincrement"))
            && !isOff(given)
            && !isGiven(given)
            && value instanceof ColumnDefault.None
            && dialect == Dialect.POSTGRESQL
        ? new ColumnDefault.Generated(false)
        : value;
  }

  /// The key's columns in the order in which SQLAlchemy writes them where they say themselves that
  /// they are the key: the counted one first.
  List<String> first(List<String> primary) {
    Optional<String> count = primary.stream().filter(counted::contains).findFirst();
    List<String> sorted = new ArrayList<>(primary);
    if (count.isPresent() && primary.size() > 1) {
      sorted.remove(count.get());
      sorted.addFirst(count.get());
    }
    return sorted;
  }

  /// The default of one of the key's columns, once all are known.
  ///
  /// @param referring the columns that point at others
  ColumnDefault among(List<String> primary, ColumnSpec column, Set<String> referring) {
    boolean says = counted.contains(column.name());
    boolean counts =
        says
            || (primary.size() == 1
                && !referring.contains(column.name())
                && !uncounted.contains(column.name()));
    if (counts
        && WHOLE.contains(column.type())
        && column.value() instanceof ColumnDefault.None
        && dialect == Dialect.POSTGRESQL) {
      return new ColumnDefault.Generated(false);
    }
    boolean serial =
        column.value() instanceof ColumnDefault.Generated(boolean identity) && !identity;
    return serial && !counts ? ColumnDefault.NONE : column.value();
  }
}
