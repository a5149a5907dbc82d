package dev.retort.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A table, or a view, that migrations made or use.
///
/// @param kind PostgreSQL's letter: `r` a table, `p` a partitioned one, `v` a view, `m` a
///   materialised one, `f` a foreign table, whose columns are not followed
/// @param columns by name, in order
/// @param keys by name
/// @param indexes by name; those that a key keeps are not among them
/// @param sure whether it surely exists
/// @param whole whether nothing else is in it
/// @param foreign whether no migration was seen to make it
public record Table(
    String name,
    char kind,
    Map<String, Column> columns,
    Map<String, Key> keys,
    Map<String, Index> indexes,
    boolean sure,
    boolean whole,
    boolean foreign,
    Provenance made)
    implements Entity {
  public Table {
    columns = Collections.unmodifiableMap(columns);
    keys = Collections.unmodifiableMap(keys);
    indexes = Collections.unmodifiableMap(indexes);
  }

  static Table empty(String name, char kind, boolean sure, boolean whole, Provenance made) {
    return new Table(name, kind, Map.of(), Map.of(), Map.of(), sure, whole, false, made);
  }

  /// A table that is used and that no migration was seen to make.
  static Table foreign(String name, Provenance first) {
    return new Table(name, 'r', Map.of(), Map.of(), Map.of(), false, false, true, first);
  }

  /// Whether something about it is unknown.
  public boolean isOpen() {
    return !sure || !whole;
  }

  /// The schema's name with a dot behind, or nothing for the default one.
  public String prefix() {
    return name.substring(0, name.lastIndexOf('.') + 1);
  }

  /// The name without its schema.
  public String plainName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  Table with(Column column) {
    Map<String, Column> more = new LinkedHashMap<>(columns);
    more.put(column.name(), column);
    return new Table(name, kind, more, keys, indexes, sure, whole, foreign, made);
  }

  Table with(Key key) {
    Map<String, Key> more = new LinkedHashMap<>(keys);
    more.put(key.name(), key);
    return new Table(name, kind, columns, more, indexes, sure, whole, foreign, made);
  }

  Table with(Index index) {
    Map<String, Index> more = new LinkedHashMap<>(indexes);
    more.put(index.name(), index);
    return new Table(name, kind, columns, keys, more, sure, whole, foreign, made);
  }

  Table withoutColumn(String column) {
    Map<String, Column> fewer = new LinkedHashMap<>(columns);
    fewer.remove(column);
    return new Table(name, kind, fewer, keys, indexes, sure, whole, foreign, made);
  }

  Table withoutKey(String key) {
    Map<String, Key> fewer = new LinkedHashMap<>(keys);
    fewer.remove(key);
    return new Table(name, kind, columns, fewer, indexes, sure, whole, foreign, made);
  }

  Table withoutIndex(String index) {
    Map<String, Index> fewer = new LinkedHashMap<>(indexes);
    fewer.remove(index);
    return new Table(name, kind, columns, keys, fewer, sure, whole, foreign, made);
  }

  /// The columns in the same order, one of them under another name.
  Table renaming(String column, String to) {
    Map<String, Column> others = new LinkedHashMap<>();
    columns.forEach((old, each) -> {
      Column kept = old.equals(column) ? each.named(to) : each;
      others.put(kept.name(), kept);
    });
    return new Table(name, kind, others, keys, indexes, sure, whole, foreign, made);
  }

  Table named(String other) {
    return new Table(other, kind, columns, keys, indexes, sure, whole, foreign, made);
  }

  Table opened() {
    return new Table(name, kind, columns, keys, indexes, sure, false, foreign, made);
  }

  Table doubted() {
    return new Table(name, kind, columns, keys, indexes, false, false, foreign, made);
  }
}
