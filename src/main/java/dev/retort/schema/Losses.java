package dev.retort.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Of what revisions take away: what has only another name afterwards, and the tables and columns
/// that are gone with their rows.
///
/// @param renamed what is kept under another name, as the inventory names it: from, to
/// @param lost tables, and columns of tables that stay, that are dropped
public record Losses(Map<ObjectName, ObjectName> renamed, List<Effect> lost) {
  public Losses {
    renamed = Map.copyOf(renamed);
    lost = List.copyOf(lost);
  }

  public static Losses of(List<Replay.Step> steps) {
    List<UnaryOperator<ObjectName>> renames = new ArrayList<>();
    Set<ObjectName> added = new HashSet<>();
    List<Effect> gone = new ArrayList<>();
    for (Replay.Step step : steps) {
      step.reading()
          .operations()
          .forEach(operation -> {
            rename(operation, renames);
            follow(operation, step, renames);
          });
      Set<ObjectName> named = named(step);
      for (Effect effect : step.effects()) {
        switch (effect.deed()) {
          case ADD -> added.add(effect.object());
          case DROP -> {
            if (!isFollowed(effect, step, named)) {
              gone.add(effect);
            }
          }
          case CHANGE -> {}
        }
      }
    }
    Map<ObjectName, ObjectName> renamed = new LinkedHashMap<>();
    for (Effect effect : gone) {
      ObjectName now = effect.object();
      for (UnaryOperator<ObjectName> rename : renames) {
        now = rename.apply(now);
      }
      if (!now.equals(effect.object()) && added.contains(now)) {
        renamed.put(effect.object(), now);
      }
    }
    Set<String> tables = new HashSet<>();
    gone.stream()
        .map(Effect::object)
        .filter(object -> object.isTable() && !renamed.containsKey(object))
        .forEach(object -> tables.add(object.name()));
    List<Effect> lost =
        gone.stream()
            .filter(effect -> !renamed.containsKey(effect.object()) && holdsRows(effect, tables))
            .toList();
    return new Losses(renamed, lost);
  }

  private static void rename(Operation operation, List<UnaryOperator<ObjectName>> renames) {
    switch (operation) {
      case Operation.Perhaps perhaps -> rename(perhaps.operation(), renames);
      case Operation.RenameTable(_, String table, String to, _) ->
          renames.add(
              object -> object.table().equals(Optional.of(table)) ? object.movedTo(to) : object);
      case Operation.RenameColumn(_, String table, String column, String to) ->
          renames.add(exactly(ObjectName.column(table, column), ObjectName.column(table, to)));
      case Operation.RenameType(_, String name, String to) ->
          renames.add(exactly(ObjectName.enumType(name), ObjectName.enumType(to)));
      case Operation.RenameConstraint(_, String table, String name, String to) ->
          renames.add(
              exactly(ObjectName.constraint(table, name), ObjectName.constraint(table, to)));
      case Operation.RenameIndex(_, String name, String to, _) ->
          renames.add(exactly(ObjectName.index(name), ObjectName.index(to)));
      default -> {}
    }
  }

  /// Partitions and tables that inherit have the column under the new name too.
  private static void follow(
      Operation operation, Replay.Step step, List<UnaryOperator<ObjectName>> renames) {
    if (operation
        instanceof Operation.RenameColumn(Site site, String table, String from, String to)) {
      for (Effect effect : step.effects()) {
        ObjectName object = effect.object();
        if (object.isColumn()
            && object.name().equals(from)
            && effect.line() == site.line()
            && !object.table().equals(Optional.of(table))) {
          renames.add(exactly(object, ObjectName.column(object.table().orElseThrow(), to)));
        }
      }
    }
  }

  /// The columns that operations themselves drop.
  private static Set<ObjectName> named(Replay.Step step) {
    Set<ObjectName> named = new HashSet<>();
    for (Operation operation : step.reading().operations()) {
      Operation inner = operation instanceof Operation.Perhaps may ? may.operation() : operation;
      if (inner instanceof Operation.DropColumn drop) {
        named.add(ObjectName.column(drop.table(), drop.column()));
      }
    }
    return named;
  }

  /// Whether a column goes only because the same one of a table above goes, which is told of that.
  private static boolean isFollowed(Effect effect, Replay.Step step, Set<ObjectName> named) {
    return effect.object().isColumn()
        && !named.contains(effect.object())
        && step.effects().stream()
            .anyMatch(other ->
                other.deed() == Effect.Deed.DROP
                    && other.line() == effect.line()
                    && other.object().isColumn()
                    && other.object().name().equals(effect.object().name())
                    && named.contains(other.object()));
  }

  private static UnaryOperator<ObjectName> exactly(ObjectName from, ObjectName to) {
    return object -> object.equals(from) ? to : object;
  }

  /// @param tables those that are gone themselves
  private static boolean holdsRows(Effect effect, Set<String> tables) {
    return effect
        .before()
        .filter(before ->
            switch (before) {
              case Table table -> table.kind() == 'r' || table.kind() == 'p';
              case Column _ -> effect.object().table().filter(tables::contains).isEmpty();
              case Key _, Index _, EnumType _ -> false;
            })
        .isPresent();
  }
}
