package dev.retort.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The work of going over the steps of one side.
final class FootprintGathering extends FootprintParts {
  FootprintGathering(Schema schema, Set<String> revisions) {
    super(schema, revisions);
  }

  void step(Replay.Step step) {
    asking = step.reading().consulted();
    asked |= asking;
    named.clear();
    Set<Integer> renaming = new HashSet<>();
    for (Operation operation : step.reading().operations()) {
      operation(operation, step);
      if (isRenaming(operation)) {
        renaming.add(operation.site().line());
      }
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
      if (!renaming.contains(effect.line()) || !isFollowing(effect)) {
        effect(effect, at(step, effect.line()), dropping);
      }
    }
    missing(step);
  }

  private void effect(Effect effect, Provenance by, Set<Integer> dropping) {
    tolerant(asking, by);
    boolean table = effect.object().isTable();
    if (effect.deed() == Effect.Deed.DROP) {
      freed.addAll(NameClaim.names(effect.object(), effect.before()));
    }
    // What goes with its table need not be told of.
    boolean gone = !table && effect.deed() == Effect.Deed.DROP && dropping.contains(effect.line());
    if (!gone) {
      effect(effect, by);
    }
    effect
        .table()
        .ifPresent(owner -> {
          shaped.putIfAbsent(owner, by);
          schema.hierarchies().relativesOf(owner).forEach(each -> resting.putIfAbsent(each, by));
          touch(owner, by);
          boolean follows = effect.deed() == Effect.Deed.DROP && !named.contains(effect.object());
          if (!table && !gone && follows) {
            // It would have gone with something else, or would not have been there.
            perhapsNeed(ObjectName.table(owner), by);
          } else if (!table && !gone) {
            needTable(owner, by);
          }
        });
  }

  private static boolean isRenaming(Operation operation) {
    return operation instanceof Operation.RenameTable
        || operation instanceof Operation.RenameColumn
        || operation instanceof Operation.RenameType;
  }

  /// Whether something only follows what it names: the database keeps no names in it.
  private static boolean isFollowing(Effect effect) {
    if (effect.deed() != Effect.Deed.CHANGE) {
      return false;
    }
    Optional<Entity> before = effect.before();
    Optional<Entity> after = effect.after();
    return before.isPresent()
        && after.isPresent()
        && switch (after.get()) {
          case Key _, Index _ -> true;
          case Column now when before.get() instanceof Column then ->
              now.nullable().equals(then.nullable()) && now.value().equals(then.value());
          default -> false;
        };
  }

  /// More is done with a table that has another name since.
  private void touch(String table, Provenance by) {
    Map.Entry<ObjectName, Provenance> from = renamed.get(table);
    if (from != null && !from.getValue().equals(by)) {
      followed.add(from.getKey());
    }
  }

  private void missing(Replay.Step step) {
    for (Clash clash : step.clashes()) {
      boolean none =
          clash.kind() == Clash.Kind.NEVER_MADE || clash.kind() == Clash.Kind.TYPE_NEVER_MADE;
      if (none && !asked) {
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
        boolean chosen = isChosen(effect);
        if (!chosen) {
          makes.putIfAbsent(effect.object(), by);
        }
        claim(effect.object(), by, chosen, effect.after());
      }
      case DROP -> {
        // What was made on the same side is nobody else's.
        if (!makes.containsKey(effect.object())) {
          drops.putIfAbsent(effect.object(), by);
          if (!named.contains(effect.object())) {
            consequent.add(effect.object());
          }
        }
      }
      case CHANGE -> {
        if (!makes.containsKey(effect.object())) {
          Footprint.Changed first = changes.get(effect.object());
          changes.put(
              effect.object(),
              new Footprint.Changed(first == null ? by : first.by(), effect.after()));
        }
      }
    }
  }

  /// Whether the database chose the name of a constraint or index. That of a primary key says
  /// nothing: a table has only one.
  private boolean isChosen(Effect effect) {
    ObjectName object = effect.object();
    boolean primary =
        effect
            .after()
            .filter(each ->
                each instanceof Key key && key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY)
            .isPresent();
    return (object.kind() == ObjectName.Followed.CONSTRAINT
            && !primary
            && !namedConstraints.contains(object.name()))
        || (object.kind() == ObjectName.Followed.INDEX && !namedIndexes.contains(object.name()));
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
      case Operation.DropIndex o ->
          o.name().ifPresent(name -> drop(ObjectName.index(name), o.cascade(), o.ifExists(), by));
      case Operation.RenameIndex o -> {
        rename(ObjectName.index(o.name()), by);
        namedIndexes.add(o.to());
      }
      case Operation.AttachIndex o -> {
        need(ObjectName.index(o.name()), by);
        need(ObjectName.index(o.partition()), by);
      }
      case Operation.CreateEnum o -> gather(o, by);
      case Operation.AddEnumValue o -> need(ObjectName.enumType(o.name()), by);
      case Operation.RenameEnumValue o -> need(ObjectName.enumType(o.name()), by);
      case Operation.WriteEnum o -> o.name().ifPresent(name -> need(ObjectName.enumType(name), by));
      case Operation.NeedEnum o -> need(ObjectName.enumType(o.name()), by);
      case Operation.RenameType o -> {
        need(ObjectName.enumType(o.name()), by);
        rename(ObjectName.enumType(o.name()), by);
      }
      case Operation.DropType o ->
          drop(ObjectName.enumType(o.name()), o.cascade(), o.ifExists(), by);
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
    needSchema(o.table(), by);
    make(ObjectName.table(o.table()), by);
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
    drop(ObjectName.table(o.table()), o.cascade(), o.ifExists(), by);
    if (o.cascade()) {
      unknown.add(new Commutation.Unknown(Gap.OfSides.DROPS_WITH_CASCADE, by));
    }
  }

  private void gather(Operation.RenameTable o, Provenance by) {
    needTable(o.table(), by);
    if (!asked && schema.table(o.to()).filter(Table::foreign).isPresent()) {
      missing.putIfAbsent(ObjectName.table(o.table()), by);
    }
    needSchema(o.to(), by);
    rename(ObjectName.table(o.table()), by);
    renamed.put(o.to(), Map.entry(ObjectName.table(o.table()), by));
    make(ObjectName.table(o.to()), by);
  }

  private void gather(Operation.AddColumn o, Provenance by) {
    needTable(o.table(), by);
    needType(o.column().type(), by);
    makes.putIfAbsent(ObjectName.column(o.table(), o.column().name()), by);
    tolerant(o.ifNotExists(), by);
  }

  private void gather(Operation.DropColumn o, Provenance by) {
    needTable(o.table(), by);
    drop(ObjectName.column(o.table(), o.column()), o.cascade(), o.ifExists(), by);
  }

  private void gather(Operation.RenameColumn o, Provenance by) {
    needColumns(o.table(), List.of(o.column()), by);
    rename(ObjectName.column(o.table(), o.column()), by);
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
    o.name()
        .ifPresent(
            name -> drop(ObjectName.constraint(o.table(), name), o.cascade(), o.ifExists(), by));
  }

  private void gather(Operation.RenameConstraint o, Provenance by) {
    namedConstraints.add(o.to());
    needTable(o.table(), by);
    rename(ObjectName.constraint(o.table(), o.name()), by);
  }

  private void gather(Operation.AlterParent o, Provenance by) {
    needTable(o.parent(), by);
    resting.putIfAbsent(o.parent(), by);
    if (!o.isOfUnknown()) {
      needTable(o.table(), by);
      resting.putIfAbsent(o.table(), by);
      shaped.putIfAbsent(o.table(), by);
    }
  }

  private void gather(Operation.CreateIndex o, Provenance by) {
    o.index()
        .name()
        .ifPresent(name -> {
          namedIndexes.add(name);
          make(ObjectName.index(name), by);
        });
    needTable(o.index().table(), by);
    for (String column : o.index().allColumns()) {
      if (IndexEnactment.isPlain(column)) {
        need(ObjectName.column(o.index().table(), column), by);
      } else {
        perhapsNeed(o.index().table(), column, by);
      }
    }
    o.index().where().ifPresent(where -> perhapsNeed(o.index().table(), where, by));
    tolerant(o.ifNotExists(), by);
  }

  private void gather(Operation.CreateEnum o, Provenance by) {
    make(ObjectName.enumType(o.name()), by);
    tolerant(o.ifNotExists(), by);
  }

  private void gather(Operation.CreateObject o, Provenance by) {
    make(new ObjectName(o.kind(), o.table(), o.name()), by);
    o.table().ifPresent(table -> needTable(table, by));
    tolerant(o.tolerant(), by);
  }

  private void gather(Operation.DropObject o, Provenance by) {
    ObjectName object = new ObjectName(o.kind(), o.table(), o.name());
    drops.putIfAbsent(object, by);
    named.add(object);
    named.add(ObjectName.table(o.name()));
    freed.addAll(NameClaim.names(object, Optional.empty()));
    if (o.ifExists()) {
      perhapsDropped.putIfAbsent(object, by);
      perhapsDropped.putIfAbsent(ObjectName.table(o.name()), by);
    }
    if (o.cascade()) {
      freely.add(object);
      freely.add(ObjectName.table(o.name()));
    }
    tolerant(o.ifExists(), by);
  }

  private void gather(Operation.RenameObject o, Provenance by) {
    ObjectName object = new ObjectName(o.kind(), Optional.empty(), o.name());
    rename(object, by);
    rename(ObjectName.table(o.name()), by);
    make(new ObjectName(o.kind(), Optional.empty(), o.to()), by);
  }

  private void gather(Operation.ReadData o, Provenance by) {
    reads.putIfAbsent(o.table(), by);
    needTable(o.table(), by);
  }

  private void gather(Operation.WriteData o, Provenance by) {
    writes.putIfAbsent(o.table(), by);
    needTable(o.table(), by);
  }
}
