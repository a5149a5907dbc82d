package dev.retort.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What there is to say about a whole schema, of the objects that migrations make.
///
/// @param foreignKeysWithoutIndex as the inventory names them: a delete on the other side reads the
///   whole table
/// @param sameIndexes groups of indexes over the same columns
/// @param reservedWords tables and columns that have to be quoted
public record Inventory(
    int tables,
    int columns,
    int indexes,
    int foreignKeys,
    List<String> foreignKeysWithoutIndex,
    List<List<String>> sameIndexes,
    List<String> tablesWithoutPrimaryKey,
    List<String> reservedWords,
    List<String> unusedTypes) {
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
  }

  public static Inventory of(Schema schema) {
    int tables = 0;
    int columns = 0;
    int indexes = 0;
    int foreignKeys = 0;
    List<String> bare = new ArrayList<>();
    List<List<String>> same = new ArrayList<>();
    List<String> keyless = new ArrayList<>();
    List<String> reserved = new ArrayList<>();
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
            bare.add(ObjectNames.constraint(table.name(), key.name()));
          }
        }
      }
      if (!primary && !table.isOpen()) {
        keyless.add(ObjectNames.table(table.name()));
      }
      same.addAll(same(table));
    }
    List<String> unused =
        schema.enums().stream()
            .filter(type -> !used.contains(type.name()))
            .map(type -> ObjectNames.enumType(type.name()))
            .toList();
    return new Inventory(
        tables, columns, indexes, foreignKeys, bare, same, keyless, reserved, unused);
  }

  private static void reserved(Table table, List<String> into) {
    if (isReserved(table.plainName())) {
      into.add(ObjectNames.table(table.name()));
    }
    for (Column column : table.columns().values()) {
      if (isReserved(column.name())) {
        into.add(ObjectNames.column(table.name(), column.name()));
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

  private static List<List<String>> same(Table table) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Index index : table.indexes().values()) {
      groups
          .computeIfAbsent(
              index.spec().columns() + index.spec().method() + index.spec().where(),
              _ -> new ArrayList<>())
          .add(ObjectNames.index(index.name()));
    }
    Map<String, String> keys = new HashMap<>();
    for (Key key : table.keys().values()) {
      if (key.spec().kind() == ConstraintSpec.Kind.UNIQUE
          || key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
        keys.put(
            key.spec().columns() + "btreeOptional.empty",
            ObjectNames.constraint(table.name(), key.name()));
      }
    }
    List<List<String>> same = new ArrayList<>();
    groups.forEach((over, names) -> {
      List<String> all = new ArrayList<>(names);
      String key = keys.get(over);
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
