package dev.retort.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What goes with a sequence, a domain, a function or a schema that is dropped with `CASCADE`.
/// Where that may not happen it is open.
final class CascadeEnactment {
  /// The sequence that a default counts with: one that is named by a value of type `text` is looked
  /// up by each row and does not depend on anything.
  private static final Pattern COUNTS =
      Pattern.compile("nextval\\(\\s*'([^']*)'(?!\\s*::\\s*(?:text|character|varchar))");

  private CascadeEnactment() {}

  static void of(Enactment at, Operation.DropObject drop) {
    switch (drop.kind()) {
      case SEQUENCE -> sequence(at, drop.name());
      case DOMAIN -> TypeEnactment.users(at, dropType(drop, drop.name()));
      case FUNCTION -> ExpressionUses.ofFunction(at, drop.name());
      case SCHEMA -> schema(at, drop);
      default -> {}
    }
  }

  private static Operation.DropType dropType(Operation.DropObject drop, String name) {
    return new Operation.DropType(drop.site(), name, true, true);
  }

  /// Columns stay and count no more.
  private static void sequence(Enactment at, String name) {
    for (Table table : List.copyOf(at.schema().tables())) {
      for (Column column : table.columns().values()) {
        if (counts(table, column, name)) {
          Column after =
              column.withValue(at.isPerhaps() ? ColumnDefault.UNKNOWN : ColumnDefault.NONE);
          at.update(table, old -> old.with(after));
          at.changed(ObjectName.column(table.name(), column.name()), column, after);
        }
      }
    }
    if (at.isPerhaps()) {
      at.doubtViewsOf(name);
    } else {
      at.dropViewsOf(name);
    }
  }

  private static boolean counts(Table table, Column column, String sequence) {
    return switch (column.value()) {
      case ColumnDefault.Expression(String sql, boolean quoted) when !quoted -> {
        Matcher matcher = COUNTS.matcher(sql.toLowerCase(Locale.ROOT));
        yield matcher.find() && plain(matcher.group(1)).equals(sequence);
      }
      case ColumnDefault.Generated(boolean identity) ->
          !identity && (table.name() + "_" + column.name() + "_seq").equals(sequence);
      default -> false;
    };
  }

  private static String plain(String name) {
    String unquoted = name.replace("\"", "");
    return unquoted.startsWith("public.") ? unquoted.substring("public.".length()) : unquoted;
  }

  private static void schema(Enactment at, Operation.DropObject drop) {
    String prefix = drop.name() + ".";
    for (Table table : List.copyOf(at.schema().tables())) {
      if (table.prefix().equals(prefix) && at.schema().table(table.name()).isPresent()) {
        TableEnactment.drop(at, new Operation.DropTable(drop.site(), table.name(), true, true));
      }
    }
    for (EnumType type : List.copyOf(at.schema().enums())) {
      if (type.name().startsWith(prefix)) {
        TypeEnactment.drop(at, dropType(drop, type.name()));
      }
    }
    for (ObjectName other : at.schema().others()) {
      if (other.name().startsWith(prefix) && other.kind() instanceof ObjectKind kind) {
        ObjectEnactment.drop(
            at,
            new Operation.DropObject(
                drop.site(), kind, other.name(), Optional.empty(), true, true));
        if (kind == ObjectKind.TYPE) {
          TypeEnactment.drop(at, dropType(drop, other.name()));
        }
      }
    }
    for (Table table : List.copyOf(at.schema().tables())) {
      for (Column column : List.copyOf(table.columns().values())) {
        if (TypeEnactment.elementType(column.type()).startsWith(prefix)) {
          ColumnEnactment.drop(
              at, new Operation.DropColumn(drop.site(), table.name(), column.name(), true, true));
        }
      }
    }
    ExpressionUses.ofSchema(at, drop.name());
  }
}
