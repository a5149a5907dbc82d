package dev.retort.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What some revisions make, drop, change and need, and whose rows they read or write. Objects are
/// named as the inventory names them; of several operations on one object the first is kept.
///
/// @param makes what the database itself named is left out of it: it would name the next one
///   otherwise
/// @param changes with the object as it is then
/// @param needs what has to exist and is not made by the revisions themselves
/// @param missing of these, what nothing before them makes
/// @param tables whose shape is changed, or matters
/// @param forgiving the lines that say `IF EXISTS`, `IF NOT EXISTS` or `OR REPLACE`, and those of a
///   revision that asks the database what exists already: it may do something else beside the other
/// @param unknown what keeps it from being whole
record Footprint(
    Map<ObjectName, Provenance> makes,
    Map<ObjectName, Provenance> drops,
    Map<ObjectName, Changed> changes,
    Map<ObjectName, Provenance> needs,
    Map<ObjectName, Provenance> missing,
    Rows rows,
    Tables tables,
    Set<Provenance> forgiving,
    List<Commutation.Unknown> unknown) {

  /// The tables whose rows are read and written.
  record Rows(Map<String, Provenance> reads, Map<String, Provenance> writes) {}

  /// @param resting those on whose shape something rests that is made of them: a copy, a partition,
  ///   what comes to partitions and children
  /// @param shaped those that are made, dropped or changed, or something of theirs
  record Tables(Map<String, Provenance> resting, Map<String, Provenance> shaped) {}

  /// @param now as the object is after it
  record Changed(Provenance by, Optional<Entity> now) {}

  /// Of some of the revisions that a replay ran.
  static Footprint of(Replay replay, Set<String> revisions) {
    Gathering gathering = new Gathering(replay.schema());
    for (Replay.Step step : replay.steps()) {
      if (revisions.contains(step.revision().id())) {
        gathering.step(step);
      }
    }
    return gathering.footprint();
  }

  /// Whether nothing at all is done.
  boolean isIdle() {
    return makes.isEmpty()
        && drops.isEmpty()
        && changes.isEmpty()
        && needs.isEmpty()
        && rows.reads().isEmpty()
        && rows.writes().isEmpty()
        && unknown.isEmpty();
  }

  /// The work of going over the steps.
  private static final class Gathering {
    private final Schema schema;
    private final Map<ObjectName, Provenance> makes = new LinkedHashMap<>();
    private final Map<ObjectName, Provenance> drops = new LinkedHashMap<>();
    private final Map<ObjectName, Changed> changes = new LinkedHashMap<>();
    private final Map<ObjectName, Provenance> needs = new LinkedHashMap<>();
    private final Map<ObjectName, Provenance> missing = new LinkedHashMap<>();
    private final Map<String, Provenance> reads = new LinkedHashMap<>();
    private final Map<String, Provenance> writes = new LinkedHashMap<>();
    private final List<Commutation.Unknown> unknown = new ArrayList<>();
    private final Map<String, Provenance> resting = new LinkedHashMap<>();
    private final Map<String, Provenance> shaped = new LinkedHashMap<>();
    private final Set<String> namedConstraints = new HashSet<>();
    private final Set<String> namedIndexes = new HashSet<>();
    private final Set<Provenance> forgiving = new HashSet<>();

    /// Whether the step at hand asks the database what exists already.
    private boolean asking;

    Gathering(Schema schema) {
      this.schema = schema;
    }

    Footprint footprint() {
      return new Footprint(
          makes,
          drops,
          changes,
          needs,
          missing,
          new Rows(reads, writes),
          new Tables(resting, shaped),
          forgiving,
          unknown);
    }

    void step(Replay.Step step) {
      asking = step.reading().consulted();
      for (Operation operation : step.reading().operations()) {
        operation(operation, step);
      }
      if (asking) {
        unknown.add(
            new Commutation.Unknown(Gap.OfSides.ASKS_DATABASE, at(step, step.revision().line())));
      }
      Set<Integer> dropping = new HashSet<>();
      for (Effect effect : step.effects()) {
        if (effect.deed() == Effect.Deed.DROP && effect.object().isTable()) {
          dropping.add(effect.line());
        }
      }
      for (Effect effect : step.effects()) {
        Provenance by = at(step, effect.line());
        tolerant(asking, by);
        boolean table = effect.object().isTable();
        // What goes with its table need not be told of.
        if (table || effect.deed() != Effect.Deed.DROP || !dropping.contains(effect.line())) {
          effect(effect, by);
        }
        Optional<String> owner = effect.table();
        owner.ifPresent(each -> shaped.putIfAbsent(each, by));
        owner.ifPresent(each ->
            schema
                .hierarchies()
                .relativesOf(each)
                .forEach(other -> resting.putIfAbsent(other, by)));
        if (!table) {
          owner.ifPresent(each -> needTable(each, by));
        }
      }
      for (Clash clash : step.clashes()) {
        boolean none =
            clash.kind() == Clash.Kind.NEVER_MADE || clash.kind() == Clash.Kind.TYPE_NEVER_MADE;
        if (none && !asking) {
          missing.putIfAbsent(clash.object(), at(step, clash.operation().site().line()));
        }
      }
    }

    private static Provenance at(Replay.Step step, int line) {
      return new Provenance(step.revision().id(), step.revision().path(), line);
    }

    private void effect(Effect effect, Provenance by) {
      switch (effect.deed()) {
        case ADD -> {
          if (!isChosen(effect.object())) {
            makes.putIfAbsent(effect.object(), by);
          }
        }
        case DROP -> {
          // What was made on the same side is nobody else's.
          if (makes.remove(effect.object()) == null) {
            drops.putIfAbsent(effect.object(), by);
          }
        }
        case CHANGE -> {
          if (!makes.containsKey(effect.object())) {
            Changed first = changes.get(effect.object());
            changes.put(
                effect.object(), new Changed(first == null ? by : first.by(), effect.after()));
          }
        }
      }
    }

    /// Whether the database chose the name of a constraint or index.
    private boolean isChosen(ObjectName object) {
      return (object.kind() == ObjectName.Followed.CONSTRAINT
              && !namedConstraints.contains(object.name()))
          || (object.kind() == ObjectName.Followed.INDEX && !namedIndexes.contains(object.name()));
    }

    private void need(ObjectName object, Provenance by) {
      if (!asking && !makes.containsKey(object)) {
        needs.putIfAbsent(object, by);
      }
    }

    private void needTable(String table, Provenance by) {
      ObjectName object = ObjectName.table(table);
      need(object, by);
      if (!asking && schema.table(table).filter(Table::foreign).isPresent()) {
        missing.putIfAbsent(object, by);
      }
    }

    private void needColumns(String table, List<String> columns, Provenance by) {
      needTable(table, by);
      columns.forEach(column -> need(ObjectName.column(table, column), by));
    }

    private void needType(String type, Provenance by) {
      need(ObjectName.enumType(type.replace("[]", "")), by);
    }

    private void constraint(String table, ConstraintSpec spec, Provenance by) {
      spec.name().ifPresent(namedConstraints::add);
      needColumns(table, spec.columns(), by);
      spec.reference().ifPresent(to -> needColumns(to.table(), to.columns(), by));
    }

    private void operation(Operation operation, Replay.Step step) {
      Provenance by = at(step, operation.site().line());
      tolerant(asking, by);
      switch (operation) {
        case Operation.CreateTable o -> gather(o, by);
        case Operation.DropTable o -> gather(o, by);
        case Operation.RenameTable o -> gather(o, by);
        case Operation.AddColumn o -> gather(o, by);
        case Operation.DropColumn o -> gather(o, by);
        case Operation.RenameColumn o -> gather(o, by);
        case Operation.AlterColumn o -> gather(o, by);
        case Operation.CreateConstraint o -> constraint(o.table(), o.constraint(), by);
        case Operation.CreateKeyOfIndex o -> gather(o, by);
        case Operation.DropConstraint o -> gather(o, by);
        case Operation.RenameConstraint o -> gather(o, by);
        case Operation.AlterParent o -> gather(o, by);
        case Operation.CreateIndex o -> gather(o, by);
        case Operation.DropIndex o -> tolerant(o.ifExists(), by);
        case Operation.RenameIndex o -> namedIndexes.add(o.to());
        case Operation.CreateEnum o -> gather(o, by);
        case Operation.AddEnumValue o -> need(ObjectName.enumType(o.name()), by);
        case Operation.RenameEnumValue o -> need(ObjectName.enumType(o.name()), by);
        case Operation.WriteEnum o ->
            o.name().ifPresent(name -> need(ObjectName.enumType(name), by));
        case Operation.NeedEnum o -> need(ObjectName.enumType(o.name()), by);
        case Operation.RenameType o -> need(ObjectName.enumType(o.name()), by);
        case Operation.DropType o -> tolerant(o.ifExists(), by);
        case Operation.CreateObject o -> gather(o, by);
        case Operation.DropObject o -> gather(o, by);
        case Operation.RenameObject o -> gather(o, by);
        case Operation.ReadData o -> gather(o, by);
        case Operation.WriteData o -> gather(o, by);
        case Operation.CallRoutine _,
            Operation.CreateTemporary _,
            Operation.SetSearchPath _,
            Operation.Harmless _,
            Operation.Raise _ -> {}
        case Operation.Perhaps o -> unknown.add(new Commutation.Unknown(o.gap(), by));
        case Operation.Opaque o -> unknown.add(new Commutation.Unknown(o.gap(), by));
      }
    }

    private void gather(Operation.CreateTable o, Provenance by) {
      makes.putIfAbsent(ObjectName.table(o.table()), by);
      o.columns().forEach(column -> needType(column.type(), by));
      o.columns()
          .forEach(column -> makes.putIfAbsent(ObjectName.column(o.table(), column.name()), by));
      o.constraints().forEach(each -> constraint(o.table(), each, by));
      for (String source : o.sources().tables()) {
        needTable(source, by);
        resting.putIfAbsent(source, by);
      }
      tolerant(o.ifNotExists(), by);
    }

    private void gather(Operation.DropTable o, Provenance by) {
      tolerant(o.ifExists(), by);
      if (o.cascade()) {
        unknown.add(new Commutation.Unknown(Gap.OfSides.DROPS_WITH_CASCADE, by));
      }
    }

    private void gather(Operation.RenameTable o, Provenance by) {
      needTable(o.table(), by);
      makes.putIfAbsent(ObjectName.table(o.to()), by);
    }

    private void gather(Operation.AddColumn o, Provenance by) {
      needTable(o.table(), by);
      needType(o.column().type(), by);
      makes.putIfAbsent(ObjectName.column(o.table(), o.column().name()), by);
      tolerant(o.ifNotExists(), by);
    }

    private void gather(Operation.DropColumn o, Provenance by) {
      needTable(o.table(), by);
      tolerant(o.ifExists(), by);
    }

    private void gather(Operation.RenameColumn o, Provenance by) {
      needColumns(o.table(), List.of(o.column()), by);
      makes.putIfAbsent(ObjectName.column(o.table(), o.to()), by);
    }

    private void gather(Operation.AlterColumn o, Provenance by) {
      needColumns(o.table(), List.of(o.column()), by);
      o.type().ifPresent(type -> needType(type, by));
    }

    private void gather(Operation.CreateKeyOfIndex o, Provenance by) {
      constraint(o.table(), o.key(), by);
      namedConstraints.add(o.key().name().orElse(o.index()));
    }

    private void gather(Operation.DropConstraint o, Provenance by) {
      needTable(o.table(), by);
      tolerant(o.ifExists(), by);
    }

    private void gather(Operation.RenameConstraint o, Provenance by) {
      namedConstraints.add(o.to());
      needTable(o.table(), by);
    }

    private void gather(Operation.AlterParent o, Provenance by) {
      needTable(o.table(), by);
      needTable(o.parent(), by);
      resting.putIfAbsent(o.table(), by);
      resting.putIfAbsent(o.parent(), by);
      shaped.putIfAbsent(o.table(), by);
    }

    private void gather(Operation.CreateIndex o, Provenance by) {
      o.index().name().ifPresent(namedIndexes::add);
      needColumns(o.index().table(), o.index().columns(), by);
      tolerant(o.ifNotExists(), by);
    }

    private void gather(Operation.CreateEnum o, Provenance by) {
      makes.putIfAbsent(ObjectName.enumType(o.name()), by);
      tolerant(o.ifNotExists(), by);
    }

    private void gather(Operation.CreateObject o, Provenance by) {
      makes.putIfAbsent(new ObjectName(o.kind(), o.table(), o.name()), by);
      o.table().ifPresent(table -> needTable(table, by));
      tolerant(o.tolerant(), by);
    }

    private void gather(Operation.DropObject o, Provenance by) {
      drops.putIfAbsent(new ObjectName(o.kind(), o.table(), o.name()), by);
      tolerant(o.ifExists(), by);
    }

    private void gather(Operation.RenameObject o, Provenance by) {
      drops.putIfAbsent(new ObjectName(o.kind(), Optional.empty(), o.name()), by);
      makes.putIfAbsent(new ObjectName(o.kind(), Optional.empty(), o.to()), by);
    }

    private void gather(Operation.ReadData o, Provenance by) {
      reads.putIfAbsent(o.table(), by);
      needTable(o.table(), by);
    }

    private void gather(Operation.WriteData o, Provenance by) {
      writes.putIfAbsent(o.table(), by);
      needTable(o.table(), by);
    }

    /// `IF [NOT] EXISTS`, or to ask before, is no reason for doubt by itself, only where the other
    /// side does the same.
    private void tolerant(boolean tolerant, Provenance by) {
      if (tolerant) {
        forgiving.add(by);
      }
    }
  }
}
