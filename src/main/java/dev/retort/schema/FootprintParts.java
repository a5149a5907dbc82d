package dev.retort.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was gathered of one side so far.
abstract class FootprintParts {
  final Schema schema;
  private final Set<String> revisions;
  final Map<ObjectName, Provenance> makes = new LinkedHashMap<>();
  final Map<ObjectName, Provenance> drops = new LinkedHashMap<>();
  final Map<ObjectName, Footprint.Changed> changes = new LinkedHashMap<>();
  final Map<ObjectName, Provenance> needs = new LinkedHashMap<>();
  final Map<ObjectName, Provenance> missing = new LinkedHashMap<>();
  final Map<String, Provenance> reads = new LinkedHashMap<>();
  final Map<String, Provenance> writes = new LinkedHashMap<>();
  final List<Commutation.Unknown> unknown = new ArrayList<>();
  final Map<String, Provenance> resting = new LinkedHashMap<>();
  final Map<String, Provenance> shaped = new LinkedHashMap<>();
  final Set<String> namedConstraints = new HashSet<>();
  final Set<String> namedIndexes = new HashSet<>();
  final Set<Provenance> forgiving = new HashSet<>();
  final Set<ObjectName> consequent = new HashSet<>();
  final Set<ObjectName> freely = new HashSet<>();
  final Map<ObjectName, Provenance> perhapsNeeded = new LinkedHashMap<>();
  final Map<ObjectName, Provenance> perhapsDropped = new LinkedHashMap<>();
  final Map<String, NameClaim> claims = new LinkedHashMap<>();
  final Set<String> freed = new HashSet<>();

  /// Tables that are renamed: the new name, with the old one and the line.
  final Map<String, Map.Entry<ObjectName, Provenance>> renamed = new HashMap<>();

  final Set<ObjectName> followed = new HashSet<>();

  /// What the operations of the step at hand themselves drop or rename.
  final Set<ObjectName> named = new HashSet<>();

  /// Whether the step at hand asks the database what exists already.
  boolean asking;

  /// Whether it or a step before it does: what was decided may be decided otherwise beside the
  /// other side, and what is needed then be there or not be needed.
  boolean asked;

  FootprintParts(Schema schema, Set<String> revisions) {
    this.schema = schema;
    this.revisions = revisions;
  }

  Footprint footprint() {
    return new Footprint(
        makes,
        drops,
        changes,
        needs,
        missing,
        new Footprint.Rows(reads, writes),
        new Footprint.Tables(resting, shaped),
        nature(),
        unknown);
  }

  private Footprint.Nature nature() {
    Set<ObjectName> passing = new HashSet<>();
    makes.keySet().stream().filter(each -> !exists(each)).forEach(passing::add);
    blocked();
    return new Footprint.Nature(
        forgiving,
        passing,
        consequent,
        freely,
        HeldObjects.of(schema, revisions, changes.keySet()),
        perhapsNeeded,
        perhapsDropped,
        followed,
        new Footprint.Names(claims, freed));
  }

  /// What is dropped while a foreign key refers to it goes only if that is gone.
  private void blocked() {
    Map<String, Provenance> tables = new HashMap<>();
    drops.forEach((object, by) -> {
      if (!freely.contains(object)) {
        object.table().ifPresent(table -> tables.putIfAbsent(table, by));
      }
    });
    for (Table table : schema.tables()) {
      for (Key key : table.keys().values()) {
        key.spec()
            .reference()
            .map(to -> tables.get(to.table()))
            .ifPresent(by -> {
              perhapsNeed(ObjectName.constraint(table.name(), key.name()), by);
              perhapsNeed(ObjectName.table(table.name()), by);
            });
      }
    }
  }

  private boolean exists(ObjectName object) {
    Optional<Table> table = object.table().flatMap(schema::table);
    return switch (object.kind()) {
      case ObjectName.Followed followedKind ->
          switch (followedKind) {
            case TABLE -> table.isPresent();
            case COLUMN ->
                table.filter(each -> each.columns().containsKey(object.name())).isPresent();
            case CONSTRAINT ->
                table.filter(each -> each.keys().containsKey(object.name())).isPresent();
            case INDEX -> schema.index(object.name()).isPresent();
            case ENUM -> schema.enumType(object.name()).isPresent();
          };
      case ObjectKind kind -> exists(kind, object.name());
    };
  }

  private boolean exists(ObjectKind kind, String name) {
    return switch (kind) {
      case TRIGGER, POLICY, RULE -> true;
      default -> kind.isTableLike() ? schema.table(name).isPresent() : schema.has(kind, name);
    };
  }

  void claim(ObjectName object, Provenance by, boolean chosen, Optional<Entity> entity) {
    for (String name : NameClaim.names(object, entity)) {
      boolean serial = entity.filter(NameClaim::isSerial).isPresent();
      claims.putIfAbsent(name, new NameClaim(object, by, chosen || serial, entity));
    }
  }

  void need(ObjectName object, Provenance by) {
    if (!asked && !makes.containsKey(object)) {
      needs.putIfAbsent(object, by);
    }
  }

  void needTable(String table, Provenance by) {
    ObjectName object = ObjectName.table(table);
    need(object, by);
    if (!asked && schema.table(table).filter(Table::foreign).isPresent()) {
      missing.putIfAbsent(object, by);
    }
  }

  void needColumns(String table, List<String> columns, Provenance by) {
    needTable(table, by);
    columns.forEach(column -> need(ObjectName.column(table, column), by));
  }

  void needType(String type, Provenance by) {
    need(ObjectName.enumType(type.replace("[]", "")), by);
  }

  void constraint(String table, ConstraintSpec spec, Provenance by) {
    spec.name()
        .ifPresent(name -> {
          namedConstraints.add(name);
          ObjectName key = ObjectName.constraint(table, name);
          make(key, by);
          if (spec.hasIndex()) {
            // Taken here, wherever the table goes afterwards.
            claims.putIfAbsent(
                NameClaim.ofIndex(table, name), new NameClaim(key, by, false, Optional.empty()));
          }
        });
    needColumns(table, spec.columns(), by);
    spec.text().ifPresent(text -> perhapsNeed(table, text, by));
    spec.reference()
        .ifPresent(to -> {
          needColumns(to.table(), to.columns(), by);
          HeldObjects.keyOf(schema, to).ifPresent(key -> need(key, by));
          HeldObjects.keysOf(schema, to).forEach(key -> perhapsNeed(key, by));
        });
  }

  void perhapsNeed(String table, String expression, Provenance by) {
    ExpressionWords.of(expression).forEach(word -> perhapsNeed(ObjectName.column(table, word), by));
  }

  void make(ObjectName object, Provenance by) {
    makes.putIfAbsent(object, by);
    claim(object, by, false, Optional.empty());
  }

  /// What an operation itself drops or renames.
  ///
  /// @param free whether nothing that rests on it stands in the way
  void drop(ObjectName object, boolean free, boolean tolerant, Provenance by) {
    named.add(object);
    if (free) {
      freely.add(object);
    }
    if (!tolerant && !makes.containsKey(object)) {
      drops.putIfAbsent(object, by);
    }
    freed.addAll(NameClaim.names(object, Optional.empty()));
    if (tolerant) {
      perhapsDropped.putIfAbsent(object, by);
    }
    tolerant(tolerant, by);
  }

  /// What an operation itself gives another name: what rests on it follows.
  void rename(ObjectName object, Provenance by) {
    named.add(object);
    freely.add(object);
    if (!asking && !makes.containsKey(object)) {
      drops.putIfAbsent(object, by);
    }
    freed.addAll(NameClaim.names(object, Optional.empty()));
  }

  void perhapsNeed(ObjectName object, Provenance by) {
    if (!makes.containsKey(object)) {
      perhapsNeeded.putIfAbsent(object, by);
    }
  }

  /// The schema of a table has to be there, of which nothing else is known.
  void needSchema(String table, Provenance by) {
    int dot = table.lastIndexOf('.');
    if (dot > 0) {
      perhapsNeed(new ObjectName(ObjectKind.SCHEMA, Optional.empty(), table.substring(0, dot)), by);
    }
  }

  /// `IF [NOT] EXISTS`, or to ask before, is no reason for doubt by itself, only where the other
  /// side does the same.
  void tolerant(boolean tolerant, Provenance by) {
    if (tolerant) {
      forgiving.add(by);
    }
  }
}
