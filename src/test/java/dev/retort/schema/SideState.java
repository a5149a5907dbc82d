package dev.retort.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the revisions of one line have made, as far as the next ones have to know.
final class SideState {
  /// The columns of each table, with their types in Python.
  final Map<String, Map<String, String>> tables = new LinkedHashMap<>();

  final List<String> enums = new ArrayList<>();
  final List<String> views = new ArrayList<>();
  final List<String> schemas = new ArrayList<>();

  /// Indexes and named keys, with their tables.
  final Map<String, String> indexes = new LinkedHashMap<>();

  final Map<String, String> keys = new LinkedHashMap<>();

  SideState copy() {
    SideState copy = new SideState();
    tables.forEach((table, columns) -> copy.tables.put(table, new LinkedHashMap<>(columns)));
    copy.enums.addAll(enums);
    copy.views.addAll(views);
    copy.schemas.addAll(schemas);
    copy.indexes.putAll(indexes);
    copy.keys.putAll(keys);
    return copy;
  }

  boolean holds(String relation) {
    return tables.containsKey(relation)
        || views.contains(relation)
        || enums.contains(relation)
        || indexes.containsKey(relation)
        || keys.containsKey(relation);
  }

  void forget(String table) {
    tables.remove(table);
    indexes.values().removeIf(table::equals);
    keys.values().removeIf(table::equals);
  }

  void rename(String table, String to) {
    Map<String, String> columns = tables.remove(table);
    tables.put(to, columns);
    indexes.replaceAll((_, on) -> on.equals(table) ? to : on);
    keys.replaceAll((_, on) -> on.equals(table) ? to : on);
  }
}
