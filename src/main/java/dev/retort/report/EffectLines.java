package dev.retort.report;

import dev.retort.schema.Column;
import dev.retort.schema.Effect;
import dev.retort.schema.Entity;
import dev.retort.schema.EnumType;
import dev.retort.schema.Index;
import dev.retort.schema.Key;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The effects of some revisions as lines: one for each table, column, index and type, and none for
/// what comes or goes with its table.
final class EffectLines {
  private final Set<String> made = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();
  private final Map<String, List<Entity>> within = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  private EffectLines() {}

  static List<String> of(List<Replay.Step> steps) {
    EffectLines lines = new EffectLines();
    List<Effect> effects = steps.stream().flatMap(step -> step.effects().stream()).toList();
    for (Effect effect : effects) {
      lines.gather(effect);
    }
    effects.forEach(lines::line);
    lines.unfollowed(steps);
    return lines.lines;
  }

  private void gather(Effect effect) {
    if (effect.object().startsWith("table ")) {
      String table = effect.object().substring("table ".length());
      if (effect.deed() == Effect.Deed.ADD) {
        made.add(table);
      } else if (effect.deed() == Effect.Deed.DROP) {
        dropped.add(table);
      }
    } else if (effect.deed() == Effect.Deed.ADD && effect.after().isPresent()) {
      within.computeIfAbsent(table(effect), _ -> new ArrayList<>()).add(effect.after().get());
    }
  }

  /// The table that an effect's object belongs to; empty for none.
  private static String table(Effect effect) {
    String name = effect.object().substring(effect.object().indexOf(' ') + 1);
    Optional<Entity> entity = effect.after().or(effect::before);
    if (entity.isPresent() && entity.get() instanceof Index index) {
      return index.spec().table();
    }
    if (effect.object().startsWith("column ")) {
      return name.substring(0, name.lastIndexOf('.'));
    }
    return effect.object().startsWith("constraint ") ? name.substring(0, name.indexOf('/')) : "";
  }

  private void line(Effect effect) {
    String table = table(effect);
    boolean with = made.contains(table) || dropped.contains(table);
    if (with) {
      return;
    }
    String told =
        switch (effect.deed()) {
          case ADD -> added(effect, effect.after());
          case DROP -> droppedLine(effect, effect.before());
          case CHANGE -> changed(effect);
        };
    if (!told.isEmpty()) {
      lines.add(told + (effect.perhaps() ? " (perhaps)" : ""));
    }
  }

  private String added(Effect effect, Optional<Entity> entity) {
    if (effect.object().startsWith("table ")) {
      return "+ " + effect.object() + contents(effect.object().substring("table ".length()));
    }
    if (entity.isEmpty()) {
      return "+ " + effect.object();
    }
    return switch (entity.get()) {
      case Column column ->
          "+ "
              + effect.object()
              + " "
              + brief(column.type())
              + (column.nullable().equals(Optional.of(false)) ? " not null" : "");
      case Key key ->
          "+ "
              + effect.object()
              + " "
              + key.spec().columns()
              + key.spec().reference().map(to -> " → " + to.table()).orElse("");
      case Index index ->
          "+ "
              + (index.spec().unique() ? "unique " : "")
              + effect.object()
              + " on "
              + index.spec().table()
              + " "
              + index.spec().columns();
      case EnumType type ->
          "+ type "
              + type.name()
              + type.values().map(values -> " (" + values.size() + " values)").orElse("");
      default -> "+ " + effect.object();
    };
  }

  private String contents(String table) {
    List<Entity> entities = within.getOrDefault(table, List.of());
    long columns = entities.stream().filter(Column.class::isInstance).count();
    Set<String> parts = new LinkedHashSet<>();
    if (columns > 0) {
      parts.add(columns + (columns == 1 ? " column" : " columns"));
    }
    for (Entity entity : entities) {
      if (entity instanceof Key key) {
        key.spec()
            .reference()
            .ifPresent(to ->
                parts.add(
                    "→ "
                        + to.table()
                        + (to.columns().isEmpty() ? "" : "." + String.join(", ", to.columns()))));
      }
    }
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }

  private String droppedLine(Effect effect, Optional<Entity> entity) {
    boolean data = effect.object().startsWith("table ") || effect.object().startsWith("column ");
    String object =
        entity.isPresent() && entity.get() instanceof EnumType type
            ? "type " + type.name()
            : effect.object();
    return "− " + object + (data ? " (data loss)" : "");
  }

  private static String changed(Effect effect) {
    if (effect.before().isPresent()
        && effect.after().isPresent()
        && effect.before().get() instanceof Column was
        && effect.after().get() instanceof Column is) {
      List<String> changes = new ArrayList<>();
      if (!was.type().equals(is.type())) {
        changes.add(brief(was.type()) + " → " + brief(is.type()));
      }
      if (!was.nullable().equals(is.nullable())) {
        changes.add(
            is.nullable().map(nullable -> nullable ? "may be null" : "not null").orElse("null?"));
      }
      if (!was.value().equals(is.value())) {
        changes.add("another default");
      }
      String name = effect.object().substring("column ".length());
      return changes.isEmpty() ? "" : "~ " + name + " " + String.join(", ", changes);
    }
    if (effect.after().isPresent() && effect.after().get() instanceof EnumType type) {
      return "~ type "
          + type.name()
          + type.values().map(values -> " (" + values.size() + " values)").orElse("");
    }
    return "~ " + effect.object();
  }

  private void unfollowed(List<Replay.Step> steps) {
    List<String> found = new ArrayList<>();
    for (Replay.Step step : steps) {
      for (Reading.Reason reason : step.reading().reasons()) {
        found.add(step.revision().path() + ":" + reason.line() + ", " + reason.text());
      }
    }
    if (!found.isEmpty()) {
      lines.add(
          "? "
              + found.size()
              + (found.size() == 1 ? " statement" : " statements")
              + " not followed ("
              + found.getFirst()
              + ")");
    }
  }

  /// Types as people write them.
  private static String brief(String type) {
    return type.replace("character varying", "varchar")
        .replace("timestamp with time zone", "timestamptz")
        .replace("timestamp without time zone", "timestamp");
  }
}
