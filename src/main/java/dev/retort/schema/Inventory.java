package dev.retort.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What there is to say about a whole schema, of the objects that migrations make.
///
/// @param foreignKeysWithoutIndex as the inventory names them: a delete on the other side reads the
///   whole table
/// @param sameIndexes groups of indexes over the same columns
/// @param reservedWords tables and columns that have to be quoted
/// @param neverMade drops of what no migration makes before
public record Inventory(
    Counts counts,
    List<ObjectName> foreignKeysWithoutIndex,
    List<List<ObjectName>> sameIndexes,
    List<ObjectName> tablesWithoutPrimaryKey,
    List<ObjectName> reservedWords,
    List<ObjectName> unusedTypes,
    List<NeverMade> neverMade) {
  /// How many objects there are.
  public record Counts(int tables, int columns, int indexes, int foreignKeys) {}

  private static final Set<String> RESERVED =
      Set.of(
          "all",
          "analyse",
          "analyze",
          "and",
          "any",
          "array",
          "as",
          "asc",
          "asymmetric",
          "both",
          "case",
          "cast",
          "check",
          "collate",
          "column",
          "constraint",
          "create",
          "current_catalog",
          "current_date",
          "current_role",
          "current_time",
          "current_timestamp",
          "current_user",
          "default",
          "deferrable",
          "desc",
          "distinct",
          "do",
          "else",
          "end",
          "except",
          "false",
          "fetch",
          "for",
          "foreign",
          "from",
          "grant",
          "group",
          "having",
          "in",
          "initially",
          "intersect",
          "into",
          "lateral",
          "leading",
          "limit",
          "localtime",
          "localtimestamp",
          "not",
          "null",
          "offset",
          "on",
          "only",
          "or",
          "order",
          "placing",
          "primary",
          "references",
          "returning",
          "select",
          "session_user",
          "some",
          "symmetric",
          "system_user",
          "table",
          "then",
          "to",
          "trailing",
          "true",
          "union",
          "unique",
          "user",
          "using",
          "variadic",
          "when",
          "where",
          "window",
          "with");

  public Inventory {
    foreignKeysWithoutIndex = List.copyOf(foreignKeysWithoutIndex);
    sameIndexes = List.copyOf(sameIndexes);
    tablesWithoutPrimaryKey = List.copyOf(tablesWithoutPrimaryKey);
    reservedWords = List.copyOf(reservedWords);
    unusedTypes = List.copyOf(unusedTypes);
    neverMade = List.copyOf(neverMade);
  }

  /// A drop of what no migration makes before it.
  ///
  /// @param object as the inventory names it
  public record NeverMade(ObjectName object, Provenance at) {}

  public static Inventory of(Replay replay) {
    Schema schema = replay.schema();
    int tables = 0;
    int columns = 0;
    int indexes = 0;
    int foreignKeys = 0;
    List<ObjectName> bare = new ArrayList<>();
    List<List<ObjectName>> same = new ArrayList<>();
    List<ObjectName> keyless = new ArrayList<>();
    List<ObjectName> reserved = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (Table table : schema.tables()) {
      indexes += table.indexes().size();
      table
          .columns()
          .values()
          .forEach(column -> used.add(TypeEnactment.elementType(column.type())));
      if (table.foreign() || (table.kind() != 'r' && table.kind() != 'p')) {
        continue;
      }
      tables++;
      columns += table.columns().size();
      reserved(table, reserved);
      boolean primary = false;
      for (Key key : table.keys().values()) {
        primary |= key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY;
        if (key.spec().kind() == ConstraintSpec.Kind.FOREIGN_KEY) {
          foreignKeys++;
          if (!table.isOpen() && !isIndexed(table, key)) {
            bare.add(ObjectName.constraint(table.name(), key.name()));
          }
        }
      }
      if (!primary && !table.isOpen()) {
        keyless.add(ObjectName.table(table.name()));
      }
      same.addAll(same(table));
    }
    List<ObjectName> unused =
        schema.enums().stream()
            .filter(type -> !used.contains(type.name()))
            .map(type -> ObjectName.enumType(type.name()))
            .toList();
    return new Inventory(
        new Counts(tables, columns, indexes, foreignKeys),
        bare,
        same,
        keyless,
        reserved,
        unused,
        neverMade(replay));
  }

  /// Whether or not they are refused: what is dropped may have been made by hand once, and then a
  /// database that is built from nothing differs. Silent from where something unknown may have made
  /// anything, and of what is open.
  private static List<NeverMade> neverMade(Replay replay) {
    Optional<String> unknown =
        replay
            .schema()
            .opening()
            .filter(opening -> !opening.elsewhere())
            .map(opening -> opening.since().revision());
    Set<ObjectName> open = replay.schema().open();
    Set<ObjectName> made = new HashSet<>();
    List<NeverMade> found = new ArrayList<>();
    for (Replay.Step step : replay.steps()) {
      if (unknown.filter(step.revision().id()::equals).isPresent()) {
        break;
      }
      step.effects().stream()
          .filter(effect -> effect.after().isPresent())
          .forEach(effect -> made.add(effect.object()));
      // What is in a table that gets another name is called otherwise in between.
      boolean followed =
          step.reading().extent() == Reading.Extent.COMPLETE
              && step.reading().operations().stream()
                  .noneMatch(Operation.RenameTable.class::isInstance);
      for (Operation operation : step.reading().operations()) {
        created(operation).ifPresent(made::add);
        dropped(operation)
            .filter(object -> followed && !made.contains(object) && !open.contains(object))
            .filter(object ->
                tableOf(operation).map(ObjectName::table).filter(open::contains).isEmpty())
            .map(object ->
                new NeverMade(
                    object,
                    new Provenance(
                        step.revision().id(), step.revision().path(), operation.site().line())))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<String> tableOf(Operation drop) {
    return switch (drop) {
      case Operation.DropColumn column -> Optional.of(column.table());
      case Operation.DropConstraint constraint -> Optional.of(constraint.table());
      case Operation.DropIndex index -> index.table();
      default -> Optional.empty();
    };
  }

  private static Optional<ObjectName> created(Operation operation) {
    return switch (operation) {
      case Operation.CreateTable create -> Optional.of(ObjectName.table(create.table()));
      case Operation.AddColumn add ->
          Optional.of(ObjectName.column(add.table(), add.column().name()));
      case Operation.CreateConstraint create ->
          create.constraint().name().map(name -> ObjectName.constraint(create.table(), name));
      case Operation.CreateIndex create -> create.index().name().map(ObjectName::index);
      case Operation.RenameColumn rename ->
          Optional.of(ObjectName.column(rename.table(), rename.to()));
      case Operation.RenameConstraint rename ->
          Optional.of(ObjectName.constraint(rename.table(), rename.to()));
      case Operation.RenameIndex rename -> Optional.of(ObjectName.index(rename.to()));
      case Operation.Perhaps perhaps -> created(perhaps.operation());
      default -> Optional.empty();
    };
  }

  private static Optional<ObjectName> dropped(Operation operation) {
    return switch (operation) {
      case Operation.DropTable drop -> Optional.of(ObjectName.table(drop.table()));
      case Operation.DropColumn drop -> Optional.of(ObjectName.column(drop.table(), drop.column()));
      case Operation.DropConstraint drop ->
          drop.name().map(name -> ObjectName.constraint(drop.table(), name));
      case Operation.DropIndex drop -> drop.name().map(ObjectName::index);
      default -> Optional.empty();
    };
  }

  private static void reserved(Table table, List<ObjectName> into) {
    if (isReserved(table.plainName())) {
      into.add(ObjectName.table(table.name()));
    }
    for (Column column : table.columns().values()) {
      if (isReserved(column.name())) {
        into.add(ObjectName.column(table.name(), column.name()));
      }
    }
  }

  private static boolean isReserved(String name) {
    return RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  /// Whether an index or key starts with a foreign key's columns, in any order.
  private static boolean isIndexed(Table table, Key key) {
    List<List<String>> covers = new ArrayList<>();
    table.indexes().values().stream()
        .filter(index -> index.spec().where().isEmpty())
        .forEach(index -> covers.add(index.spec().columns()));
    table.keys().values().stream()
        .filter(each ->
            each.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY
                || each.spec().kind() == ConstraintSpec.Kind.UNIQUE)
        .forEach(each -> covers.add(each.spec().columns()));
    Set<String> wanted = new HashSet<>(key.spec().columns());
    return covers.stream()
        .anyMatch(columns ->
            columns.size() >= wanted.size()
                && new HashSet<>(columns.subList(0, wanted.size())).equals(wanted));
  }

  /// What an index is over.
  private record Over(List<String> columns, String method, Optional<String> where) {}

  private static List<List<ObjectName>> same(Table table) {
    Map<Over, List<ObjectName>> groups = new LinkedHashMap<>();
    for (Index index : table.indexes().values()) {
      groups
          .computeIfAbsent(
              new Over(index.spec().columns(), index.spec().method(), index.spec().where()),
              _ -> new ArrayList<>())
          .add(ObjectName.index(index.name()));
    }
    Map<Over, ObjectName> keys = new HashMap<>();
    for (Key key : table.keys().values()) {
      if (key.spec().kind() == ConstraintSpec.Kind.UNIQUE
          || key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
        keys.put(
            new Over(key.spec().columns(), "btree", Optional.empty()),
            ObjectName.constraint(table.name(), key.name()));
      }
    }
    List<List<ObjectName>> same = new ArrayList<>();
    groups.forEach((over, names) -> {
      List<ObjectName> all = new ArrayList<>(names);
      ObjectName key = keys.get(over);
      if (key != null) {
        all.add(key);
      }
      if (all.size() > 1) {
        same.add(List.copyOf(all));
      }
    });
    return same;
  }
}
