package dev.retort.schema;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What revisions do to tables and columns that have another name afterwards, and to those that are
/// gone with their rows.
///
/// @param renames what is kept under another name, as the inventory names it: from, to
/// @param lost tables, and columns of tables that stay, that are dropped
public record Losses(Map<String, String> renames, List<Effect> lost) {
  public Losses {
    renames = Map.copyOf(renames);
    lost = List.copyOf(lost);
  }

  public static Losses of(List<Replay.Step> steps) {
    Map<String, String> renames = new LinkedHashMap<>();
    Set<String> tables = new HashSet<>();
    for (Replay.Step step : steps) {
      for (Operation operation : step.reading().operations()) {
        rename(certain(operation), renames);
      }
      for (Effect effect : step.effects()) {
        if (effect.deed() == Effect.Deed.DROP && effect.before().orElse(null) instanceof Table) {
          tables.add(effect.object().substring("table ".length()));
        }
      }
    }
    List<Effect> lost =
        steps.stream()
            .flatMap(step -> step.effects().stream())
            .filter(effect -> effect.deed() == Effect.Deed.DROP)
            .filter(effect -> !renames.containsKey(effect.object()))
            .filter(effect -> holdsRows(effect, tables))
            .toList();
    return new Losses(renames, lost);
  }

  /// What an operation does if it happens.
  private static Operation certain(Operation operation) {
    return operation instanceof Operation.Perhaps perhaps
        ? certain(perhaps.operation())
        : operation;
  }

  private static void rename(Operation operation, Map<String, String> renames) {
    switch (operation) {
      case Operation.RenameTable rename ->
          renames.put(ObjectNames.table(rename.table()), ObjectNames.table(rename.to()));
      case Operation.RenameColumn rename ->
          renames.put(
              ObjectNames.column(rename.table(), rename.column()),
              ObjectNames.column(rename.table(), rename.to()));
      case Operation.RenameType rename ->
          renames.put(ObjectNames.enumType(rename.name()), ObjectNames.enumType(rename.to()));
      case Operation.RenameConstraint rename ->
          renames.put(
              ObjectNames.constraint(rename.table(), rename.name()),
              ObjectNames.constraint(rename.table(), rename.to()));
      case Operation.RenameIndex rename ->
          renames.put(ObjectNames.index(rename.name()), ObjectNames.index(rename.to()));
      default -> {}
    }
  }

  private static boolean holdsRows(Effect effect, Set<String> tables) {
    Optional<Entity> before = effect.before();
    if (before.isEmpty()) {
      return false;
    }
    return switch (before.get()) {
      case Table table -> table.kind() == 'r' || table.kind() == 'p';
      case Column _ -> {
        String name = effect.object().substring("column ".length());
        yield !tables.contains(name.substring(0, name.lastIndexOf('.')));
      }
      case Key _, Index _, EnumType _ -> false;
    };
  }
}
