package dev.retort.schema.body;

import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `MetaData.create_all` and `drop_all`, of tables that the file itself makes.
final class MetadataCalls {
  private final Evaluator evaluator;
  private final Run run;
  private final OpCalls operations;
  private final TableCalls tables;

  MetadataCalls(Evaluator evaluator, OpCalls operations, TableCalls tables) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
    this.operations = operations;
    this.tables = tables;
  }

  /// One of the tables, with its name.
  private record Item(String name, TableParts parts, boolean whole) {
    boolean refersToOneOf(Set<String> others) {
      return parts.constraints.stream().anyMatch(each -> refers(each, others));
    }

    /// Whether a key points at one of these, and not at its own table.
    boolean refers(ConstraintSpec key, Set<String> others) {
      return key.reference()
          .filter(to -> !to.table().equals(name) && others.contains(to.table()))
          .isPresent();
    }
  }

  /// @return whether all that it does is known
  boolean all(Sym.Made metadata, boolean creates, Arguments given, Scope scope, Site site) {
    Optional<List<Sym.Made>> known = run.tables.of(metadata, scope.path);
    boolean models = declaresModels(scope) || declaresModels(scope.module());
    if (known.isEmpty() || models) {
      return false;
    }
    Optional<List<Sym.Made>> chosen = chosen(given, known.get());
    if (chosen.isEmpty()) {
      return false;
    }
    boolean looks = given.get(2, "checkfirst").map(each -> each.truth() != Truth.NO).orElse(true);
    Map<String, Types.EnumSpec> types = new LinkedHashMap<>();
    items(known.get(), site)
        .forEach(each -> each.parts().enums.forEach(type -> types.putIfAbsent(type.name(), type)));
    List<Item> ordered = ordered(items(chosen.get(), site));
    if (creates) {
      create(ordered, types, looks, site);
      return true;
    }
    return drop(ordered.reversed(), types, looks, site);
  }

  private boolean declaresModels(Scope scope) {
    return scope.own().values().stream()
        .anyMatch(each -> each instanceof Sym.Type type && Models.isDeclarative(type, evaluator));
  }

  /// The tables that are asked for, where all are known.
  private static Optional<List<Sym.Made>> chosen(Arguments given, List<Sym.Made> all) {
    Optional<Sym> wanted = given.get(1, "tables").filter(each -> !(each instanceof Sym.Nothing));
    if (wanted.isEmpty()) {
      return given.whole() ? Optional.of(all) : Optional.empty();
    }
    List<Sym.Made> chosen = new ArrayList<>();
    for (Sym each : wanted.flatMap(Sym::elements).orElse(List.of(wanted.get()))) {
      if (!(each instanceof Sym.Made table && all.contains(table))) {
        return Optional.empty();
      }
      chosen.add(table);
    }
    return Optional.of(chosen);
  }

  private List<Item> items(List<Sym.Made> made, Site site) {
    return made.stream()
        .map(table -> {
          String name = TableObjects.name(table).orElseThrow();
          return new Item(name, tables.parts(table, name, site), table.whole());
        })
        .toList();
  }

  /// The tables in the order of what points at what. Keys of a circle are made later.
  private static List<Item> ordered(List<Item> items) {
    List<Item> ordered = new ArrayList<>();
    List<Item> left = new ArrayList<>(items);
    while (!left.isEmpty()) {
      Set<String> names = new HashSet<>();
      left.forEach(each -> names.add(each.name()));
      List<Item> free = left.stream().filter(each -> !each.refersToOneOf(names)).toList();
      ordered.addAll(free);
      left.removeAll(free);
      if (free.isEmpty()) {
        left.forEach(each -> putOff(each, names));
      }
    }
    return ordered;
  }

  private static void putOff(Item item, Set<String> names) {
    TableParts parts = item.parts();
    parts.constraints.stream().filter(each -> item.refers(each, names)).forEach(parts.later::add);
    parts.constraints.removeIf(each -> item.refers(each, names));
  }

  private void create(
      List<Item> items, Map<String, Types.EnumSpec> types, boolean looks, Site site) {
    for (Types.EnumSpec type : types.values()) {
      boolean makes = type.comesWithTable() || (type.create() && looks);
      run.emit(
          makes
              ? new Operation.CreateEnum(site, type.name(), type.values(), looks, true)
              : new Operation.NeedEnum(site, type.name()));
    }
    List<Item> made =
        items.stream().filter(each -> !looks || tables.isThere(each.name()) != Truth.YES).toList();
    List<Item> perhaps =
        made.stream()
            .filter(each -> looks && tables.isThere(each.name()) == Truth.UNKNOWN)
            .toList();
    made.forEach(
        each -> operations.emitTable(each.name(), each.parts(), each.whole(), site, looks));
    for (Item each : made) {
      int doubts = run.doubtCount();
      if (perhaps.contains(each)) {
        run.doubt(new Gap.Call("create_all", Gap.AboutCall.DOES));
      }
      each.parts()
          .later
          .forEach(key -> run.emit(new Operation.CreateConstraint(site, each.name(), key)));
      run.sureDownTo(doubts);
    }
  }

  /// @return false where SQLAlchemy refuses: keys without a name cannot be dropped before their
  ///   table
  private boolean drop(
      List<Item> items, Map<String, Types.EnumSpec> types, boolean looks, Site site) {
    List<Item> there =
        items.stream().filter(each -> !looks || tables.isThere(each.name()) != Truth.NO).toList();
    boolean named =
        there.stream()
            .flatMap(each -> each.parts().later.stream())
            .allMatch(key -> key.name().isPresent());
    boolean whole = items.stream().allMatch(each -> each.whole() && each.parts().unread.isEmpty());
    if (!named || !whole) {
      return false;
    }
    for (Item each : there) {
      for (ConstraintSpec key : each.parts().later) {
        run.emit(
            new Operation.DropConstraint(
                site, each.name(), key.name(), Optional.of(key.kind()), looks, false));
      }
    }
    there.forEach(each -> run.emit(new Operation.DropTable(site, each.name(), looks, false)));
    for (Types.EnumSpec type : types.values()) {
      if (type.comesWithTable()) {
        run.emit(new Operation.DropType(site, type.name(), looks, false));
      }
    }
    return true;
  }
}
