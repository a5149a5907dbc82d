package dev.retort.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which tables are partitions of others or inherit from them, so that what is done to one comes to
/// the others (PostgreSQL's `pg_inherits`).
final class Hierarchies {
  /// The partitioned tables of partitions.
  private final Map<String, String> wholes = new LinkedHashMap<>();

  /// The tables from which one inherits.
  private final Map<String, Set<String>> parents = new LinkedHashMap<>();

  /// Columns and checks that a child has of its own as well, so that they may stay when the parent
  /// loses them.
  private final Set<ObjectName> own = new HashSet<>();

  /// Tables with a key or an index that their partitions need not have.
  private final Set<String> apart = new HashSet<>();

  /// The indexes of partitions that were made parts of others by hand, and of which.
  private final Map<String, String> attached = new HashMap<>();

  /// Tables with partitions that are not known.
  private final Set<String> unseen = new HashSet<>();

  Hierarchies copy() {
    Hierarchies copy = new Hierarchies();
    copy.wholes.putAll(wholes);
    parents.forEach((child, each) -> copy.parents.put(child, new LinkedHashSet<>(each)));
    copy.own.addAll(own);
    copy.apart.addAll(apart);
    copy.unseen.addAll(unseen);
    copy.attached.putAll(attached);
    return copy;
  }

  void putPartition(String partition, String whole) {
    wholes.put(partition, whole);
  }

  void removePartition(String partition) {
    wholes.remove(partition);
  }

  void putChild(String child, String parent) {
    parents.computeIfAbsent(child, _ -> new LinkedHashSet<>()).add(parent);
  }

  void removeChild(String child, String parent) {
    parents.computeIfPresent(
        child,
        (_, each) -> {
          each.remove(parent);
          return each.isEmpty() ? null : each;
        });
  }

  /// The partitions of a table, which go with it.
  List<String> partitionsOf(String whole) {
    return wholes.entrySet().stream()
        .filter(each -> each.getValue().equals(whole))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The tables that inherit from one, its partitions not among them.
  List<String> heirsOf(String parent) {
    return parents.entrySet().stream()
        .filter(each -> each.getValue().contains(parent))
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean isEmpty() {
    return wholes.isEmpty() && parents.isEmpty() && unseen.isEmpty();
  }

  boolean isPartition(String table) {
    return wholes.containsKey(table);
  }

  /// Whether a table inherits from several.
  boolean hasSeveralParents(String child) {
    return parents.getOrDefault(child, Set.of()).size() > 1;
  }

  /// The tables next above and below one.
  Set<String> relativesOf(String table) {
    Set<String> relatives = new LinkedHashSet<>(partitionsOf(table));
    relatives.addAll(heirsOf(table));
    Optional.ofNullable(wholes.get(table)).ifPresent(relatives::add);
    relatives.addAll(parents.getOrDefault(table, Set.of()));
    return relatives;
  }

  void markOwn(ObjectName object) {
    own.add(object);
  }

  boolean isOwn(ObjectName object) {
    return own.contains(object);
  }

  void markApart(String table) {
    apart.add(table);
  }

  void markUnseen(String whole) {
    unseen.add(whole);
  }

  /// Whether a table has partitions that are not known.
  boolean hasUnseen(String whole) {
    return unseen.contains(whole);
  }

  boolean isApart(String table) {
    return apart.contains(table);
  }

  /// An index of a partition becomes a part of one of its table, and goes with it.
  void attach(String index, String whole) {
    attached.put(index, whole);
  }

  /// The indexes that were made parts of one by hand.
  List<String> attachedTo(String whole) {
    return attached.entrySet().stream()
        .filter(each -> each.getValue().equals(whole))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// An index has another name from now on.
  void moveIndex(String from, String to) {
    attached.replaceAll((_, whole) -> whole.equals(from) ? to : whole);
    Optional.ofNullable(attached.remove(from)).ifPresent(whole -> attached.put(to, whole));
  }

  void removeIndex(String index) {
    attached.remove(index);
    attached.values().removeIf(index::equals);
  }

  /// A table has another name from now on.
  void move(String from, String to) {
    wholes.replaceAll((_, whole) -> whole.equals(from) ? to : whole);
    Optional.ofNullable(wholes.remove(from)).ifPresent(whole -> wholes.put(to, whole));
    parents.replaceAll((_, each) ->
        each.stream()
            .map(parent -> parent.equals(from) ? to : parent)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
    Optional.ofNullable(parents.remove(from)).ifPresent(each -> parents.put(to, each));
    for (ObjectName object : List.copyOf(own)) {
      if (object.table().equals(Optional.of(from))) {
        own.add(object.movedTo(to));
      }
    }
    if (apart.contains(from)) {
      apart.add(to);
    }
    if (unseen.remove(from)) {
      unseen.add(to);
    }
  }

  /// A table does not exist any more; those that inherited from it are on their own.
  void remove(String table) {
    wholes.remove(table);
    parents.remove(table);
    heirsOf(table).forEach(child -> removeChild(child, table));
    own.removeIf(object -> object.table().equals(Optional.of(table)));
    apart.remove(table);
    unseen.remove(table);
  }
}
