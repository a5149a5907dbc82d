package dev.retort.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A database's schema as far as migrations tell: objects that are known, objects that are open,
/// and whether anything else may exist. Changed by an [Enactment] alone; a copy costs little,
/// because objects are values.
public final class Schema {
  private final Dialect dialect;
  private final Map<String, Table> tables = new LinkedHashMap<>();

  /// The tables of all indexes, by the index's name.
  private final Map<String, String> indexTables = new HashMap<>();

  /// How many tables have a key of a name, by that name behind their schema's.
  private final Map<String, Integer> keyNames = new HashMap<>();

  private ObjectTexts texts = new ObjectTexts();

  private Hierarchies hierarchies = new Hierarchies();

  /// Columns that had another name before, by their present ones.
  private final Set<ObjectName> renamed = new HashSet<>();

  /// Tables that may have copies of keys and indexes whose names are not known.
  private final Set<String> unnamed = new HashSet<>();

  /// Names that tables had which have another one now.
  private final Set<String> former = new HashSet<>();

  /// What views show.
  private final Map<String, Set<String>> shown = new HashMap<>();

  private final Map<String, EnumType> enums = new LinkedHashMap<>();
  private final Map<ObjectName, Provenance> others = new LinkedHashMap<>();
  private final Map<ObjectName, Provenance> dropped = new HashMap<>();

  /// Objects that may exist or not, besides those above that are not sure.
  private final Set<ObjectName> openNames = new LinkedHashSet<>();

  /// Who made what was there when something happened that may have done anything.
  private final Set<Provenance> forgotten = new HashSet<>();

  private Optional<Opening> opening = Optional.empty();

  /// Whether a migration has left a search path behind, so that nobody knows what a name without a
  /// schema means.
  private boolean pathLeft;

  public Schema(Dialect dialect) {
    this.dialect = dialect;
  }

  /// Since when not everything is known.
  ///
  /// @param missed the table that no migration before makes, where its first use told that the base
  ///   is made elsewhere
  public record Opening(Provenance since, Gap gap, Optional<ObjectName> missed) {
    /// Whether it is only that the base is made elsewhere.
    public boolean elsewhere() {
      return missed.isPresent();
    }
  }

  public Schema copy() {
    Schema copy = new Schema(dialect);
    copy.tables.putAll(tables);
    copy.indexTables.putAll(indexTables);
    copy.keyNames.putAll(keyNames);
    copy.texts = texts.copy();
    copy.hierarchies = hierarchies.copy();
    copy.renamed.addAll(renamed);
    copy.unnamed.addAll(unnamed);
    copy.former.addAll(former);
    copy.shown.putAll(shown);
    copy.enums.putAll(enums);
    copy.others.putAll(others);
    copy.dropped.putAll(dropped);
    copy.openNames.addAll(openNames);
    copy.forgotten.addAll(forgotten);
    copy.opening = opening;
    copy.pathLeft = pathLeft;
    return copy;
  }

  public Dialect dialect() {
    return dialect;
  }

  /// Whether nothing else exists than what is said to.
  public boolean isClosed() {
    return opening.isEmpty();
  }

  public Optional<Opening> opening() {
    return opening;
  }

  public Collection<Table> tables() {
    return Collections.unmodifiableCollection(tables.values());
  }

  public Optional<Table> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  public Collection<EnumType> enums() {
    return Collections.unmodifiableCollection(enums.values());
  }

  public Optional<EnumType> enumType(String name) {
    return Optional.ofNullable(enums.get(name));
  }

  public Optional<Index> index(String name) {
    return indexTable(name).map(table -> table.indexes().get(name));
  }

  /// The table that an index belongs to.
  public Optional<Table> indexTable(String name) {
    return Optional.ofNullable(indexTables.get(name)).flatMap(this::table);
  }

  /// Whether a table has a key of this name.
  ///
  /// @param prefix the schema of the table, as [Table#prefix] gives it
  boolean hasKey(String prefix, String name) {
    return keyNames.containsKey(prefix + name);
  }

  /// Whether something that is known by its name alone was made and not dropped.
  public boolean has(ObjectKind kind, String name) {
    return others.containsKey(key(kind, name));
  }

  /// Who dropped an object that does not exist any more.
  public Optional<Provenance> droppedBy(ObjectName object) {
    return Optional.ofNullable(dropped.get(object));
  }

  /// Whether an object that is not among those above may exist all the same.
  public boolean mayHold(ObjectName object) {
    return !isClosed() || openNames.contains(object);
  }

  /// What is open, as the inventory names it.
  public Set<ObjectName> open() {
    Set<ObjectName> open = new LinkedHashSet<>(openNames);
    for (Table table : tables.values()) {
      if (table.isOpen() && table.kind() != 'v' && table.kind() != 'f') {
        open.add(ObjectName.table(table.name()));
      }
      for (Column column : table.columns().values()) {
        if (!column.sure()) {
          open.add(ObjectName.column(table.name(), column.name()));
        }
      }
      for (Key key : table.keys().values()) {
        if (!key.sure()) {
          open.add(ObjectName.constraint(table.name(), key.name()));
        }
      }
      for (Index index : table.indexes().values()) {
        if (!index.sure()) {
          open.add(ObjectName.index(index.name()));
        }
      }
    }
    for (EnumType type : enums.values()) {
      if (!type.sure() || type.values().isEmpty()) {
        open.add(ObjectName.enumType(type.name()));
      }
    }
    return open;
  }

  void open(Provenance since, Gap gap, Optional<ObjectName> missed) {
    // That the base is made elsewhere is the weaker reason: what cannot be read replaces it never,
    // because the first one stays the one from which nothing is said to be missing.
    if (opening.isEmpty()) {
      opening = Optional.of(new Opening(since, gap, missed));
    }
  }

  /// Something happened that may have done anything to what is there.
  void forget() {
    for (Table table : tables.values()) {
      forgotten.add(table.made());
      table.columns().values().forEach(each -> forgotten.add(each.made()));
      table.keys().values().forEach(each -> forgotten.add(each.made()));
      table.indexes().values().forEach(each -> forgotten.add(each.made()));
    }
    enums.values().forEach(each -> forgotten.add(each.made()));
    forgotten.addAll(others.values());
  }

  /// Whether what somebody made is surely as it was made, or as known operations left it.
  boolean isCertain(Provenance made) {
    return !forgotten.contains(made);
  }

  /// Opens an object that may or may not be there by now.
  void doubt(ObjectName object) {
    String name = object.name();
    Optional<Table> owner = object.table().flatMap(this::table);
    if (!(object.kind() instanceof ObjectName.Followed followed)) {
      return;
    }
    switch (followed) {
      case TABLE -> owner.ifPresent(table -> put(table.opened()));
      case INDEX ->
          indexTable(name)
              .ifPresent(table ->
                  Optional.ofNullable(table.indexes().get(name))
                      .ifPresent(index -> put(table.with(index.opened()))));
      case ENUM -> enumType(name).ifPresent(type -> put(type.opened()));
      case COLUMN ->
          owner.ifPresent(table -> {
            Column column = table.columns().get(name);
            put(column == null ? table.opened() : table.with(column.opened()));
          });
      case CONSTRAINT ->
          owner.ifPresent(table -> {
            Key key = table.keys().get(name);
            put(key == null ? table.opened() : table.with(key.opened()));
          });
    }
  }

  /// Whether names without a schema may mean other objects than those of the default one.
  public boolean isPathLeft() {
    return pathLeft;
  }

  void leavePath(boolean left) {
    pathLeft = left;
  }

  void openName(ObjectName object) {
    openNames.add(object);
  }

  void put(Table table) {
    Table before = tables.put(table.name(), table);
    if (before == null) {
      count(table, 1);
    } else if (!before.keys().equals(table.keys())) {
      count(before, -1);
      count(table, 1);
    }
    dropped.remove(ObjectName.table(table.name()));
    openNames.remove(ObjectName.table(table.name()));
    for (String index : table.indexes().keySet()) {
      indexTables.put(index, table.name());
    }
  }

  private void count(Table table, int more) {
    for (String key : table.keys().keySet()) {
      String name = table.prefix() + key;
      int count = keyNames.getOrDefault(name, 0) + more;
      if (count == 0) {
        keyNames.remove(name);
      } else {
        keyNames.put(name, count);
      }
    }
  }

  void remove(Table table, Provenance by) {
    Table before = tables.remove(table.name());
    if (before != null) {
      count(before, -1);
    }
    hierarchies.remove(table.name());
    unnamed.remove(table.name());
    table.indexes().keySet().forEach(indexTables::remove);
    table.indexes().keySet().forEach(hierarchies::removeIndex);
    dropped.put(ObjectName.table(table.name()), by);
  }

  void markUnnamed(String table) {
    unnamed.add(table);
  }

  /// Whether a name that the database chooses in a table may be taken by what is not known.
  boolean hasUnnamed(String table) {
    // Partitions keep keys that were named after them when they had another name.
    return unnamed.contains(table) || (former.contains(table) && !hierarchies.isEmpty());
  }

  /// Whether another table had this name before, and may still have keys that are named after it.
  boolean isFormerName(String table) {
    return former.contains(table);
  }

  void markRenamed(ObjectName column) {
    renamed.add(column);
  }

  /// Whether a column had another name before.
  boolean isRenamed(ObjectName column) {
    return renamed.contains(column);
  }

  void putShown(String view, Set<String> tables) {
    shown.put(view, tables);
  }

  /// The tables and views that a view shows; empty where it is not known.
  Set<String> shownBy(String view) {
    return shown.getOrDefault(view, Set.of());
  }

  /// Those that are known by their names alone.
  List<ObjectName> others() {
    return List.copyOf(others.keySet());
  }

  ObjectTexts texts() {
    return texts;
  }

  /// What a call of a function or procedure may do; empty where that changes no schema, as far as
  /// migrations made it.
  public Optional<Routine> called(String routine) {
    return texts.called(routine);
  }

  /// Which tables are partitions of others or inherit from them.
  Hierarchies hierarchies() {
    return hierarchies;
  }

  /// Partitions and views follow a table to its new name, and a partition keeps its table.
  void move(String from, String to) {
    hierarchies.move(from, to);
    former.add(from);
    // What is not known of it may keep names that are made of the former one.
    if (unnamed.contains(from)) {
      unnamed.add(to);
    }
    shown.replaceAll((_, tables) ->
        tables.stream()
            .map(table -> table.equals(from) ? to : table)
            .collect(Collectors.toUnmodifiableSet()));
    List.copyOf(renamed).stream()
        .filter(column -> column.table().equals(Optional.of(from)))
        .forEach(column -> renamed.add(column.movedTo(to)));
  }

  void forgetIndex(String index, Provenance by) {
    indexTables.remove(index);
    hierarchies.removeIndex(index);
    dropped.put(ObjectName.index(index), by);
  }

  void put(EnumType type) {
    enums.put(type.name(), type);
    dropped.remove(ObjectName.enumType(type.name()));
  }

  void remove(EnumType type, Provenance by) {
    enums.remove(type.name());
    dropped.put(ObjectName.enumType(type.name()), by);
  }

  void put(ObjectKind kind, String name, Provenance made) {
    others.put(key(kind, name), made);
  }

  void remove(ObjectKind kind, String name) {
    others.remove(key(kind, name));
  }

  void markDropped(ObjectName object, Provenance by) {
    dropped.put(object, by);
  }

  void unmarkDropped(ObjectName object) {
    dropped.remove(object);
  }

  private static ObjectName key(ObjectKind kind, String name) {
    return new ObjectName(kind, Optional.empty(), name);
  }
}
