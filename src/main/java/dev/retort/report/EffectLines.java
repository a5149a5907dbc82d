package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.schema.Column;
import dev.retort.schema.Descent;
import dev.retort.schema.Effect;
import dev.retort.schema.Entity;
import dev.retort.schema.EnumType;
import dev.retort.schema.Index;
import dev.retort.schema.Key;
import dev.retort.schema.Losses;
import dev.retort.schema.ObjectName;
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
/// what comes or goes with its table. What has another name afterwards is one line and no loss.
final class EffectLines {
  private static final int MOST_NAMES = 4;

  private final Set<String> made = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();
  private final Map<String, List<Entity>> within = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final Losses losses;

  private EffectLines(Losses losses) {
    this.losses = losses;
  }

  /// @param effects what is done, in order
  /// @param remarks what is not followed, and what a downgrade leaves: four lines at most
  record Told(List<String> effects, List<String> remarks) {
    Told {
      effects = List.copyOf(effects);
      remarks = List.copyOf(remarks);
    }
  }

  static Told of(List<Replay.Step> steps) {
    EffectLines lines = new EffectLines(Losses.of(steps));
    List<Effect> effects = steps.stream().flatMap(step -> step.effects().stream()).toList();
    for (Effect effect : effects) {
      lines.gather(effect);
    }
    effects.forEach(lines::line);
    return new Told(lines.lines, remarks(steps));
  }

  private void gather(Effect effect) {
    if (effect.object().isTable()) {
      String table = effect.object().name();
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
    return effect.object().isTable() ? "" : effect.table().orElse("");
  }

  private void line(Effect effect) {
    String table = table(effect);
    if (isTold(effect, table)) {
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

  /// Whether the line of its table, or of what it was called before, says it already.
  private boolean isTold(Effect effect, String table) {
    boolean moved = losses.renamed().containsValue(ObjectName.table(table));
    return switch (effect.deed()) {
      case ADD ->
          losses.renamed().containsValue(effect.object()) || (made.contains(table) && !moved);
      case CHANGE -> made.contains(table) && !moved;
      case DROP -> {
        Optional<ObjectName> now = Optional.ofNullable(losses.renamed().get(effect.object()));
        yield dropped.contains(table)
            && now.map(object -> object.name().equals(effect.object().name()))
                .orElse(!losses.renamed().containsKey(ObjectName.table(table)));
      }
    };
  }

  private String added(Effect effect, Optional<Entity> entity) {
    if (effect.object().isTable()) {
      return "+ " + effect.object() + contents(effect.object().name());
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
    Optional<ObjectName> now = Optional.ofNullable(losses.renamed().get(effect.object()));
    if (now.isPresent()) {
      return "~ " + effect.object() + " → " + now.get().label();
    }
    boolean data = losses.lost().contains(effect);
    String object =
        entity.isPresent() && entity.get() instanceof EnumType type
            ? "type " + type.name()
            : effect.object().toString();
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
      return changes.isEmpty()
          ? ""
          : "~ " + effect.object().label() + " " + String.join(", ", changes);
    }
    if (effect.after().isPresent() && effect.after().get() instanceof EnumType type) {
      return "~ type "
          + type.name()
          + type.values().map(values -> " (" + values.size() + " values)").orElse("");
    }
    return isMoved(effect) ? "" : "~ " + effect.object();
  }

  /// Whether an index is as it was, on a table that has another name.
  private static boolean isMoved(Effect effect) {
    return effect.before().orElse(null) instanceof Index was
        && effect.after().orElse(null) instanceof Index is
        && was.spec().columns().equals(is.spec().columns())
        && was.spec().unique() == is.spec().unique()
        && was.spec().where().equals(is.spec().where())
        && !was.spec().table().equals(is.spec().table());
  }

  private static List<String> remarks(List<Replay.Step> steps) {
    List<String> remarks = new ArrayList<>();
    List<String> unread = steps.stream().flatMap(step -> SchemaWords.reasons(step)).toList();
    if (!unread.isEmpty()) {
      remarks.add(
          "? "
              + unread.size()
              + (unread.size() == 1 ? " statement" : " statements")
              + " not followed ("
              + unread.getFirst()
              + ")");
    }
    Set<ObjectName> left = new LinkedHashSet<>();
    Set<ObjectName> lost = new LinkedHashSet<>();
    Set<ObjectName> otherwise = new LinkedHashSet<>();
    for (Replay.Step step : steps) {
      if (step.clashes().isEmpty() && step.reading().extent() == Reading.Extent.COMPLETE) {
        step.descent()
            .flatMap(Descent::remainder)
            .ifPresent(remainder -> {
              left.addAll(remainder.left());
              lost.addAll(remainder.lost());
              otherwise.addAll(remainder.otherwise());
            });
      }
    }
    if (!left.isEmpty()) {
      remarks.add("downgrade: leaves " + list(left));
    }
    if (!lost.isEmpty()) {
      remarks.add("downgrade: does not bring back " + list(lost));
    }
    if (!otherwise.isEmpty()) {
      remarks.add("downgrade: leaves " + list(otherwise) + " otherwise than before");
    }
    return remarks;
  }

  private static String list(Set<ObjectName> objects) {
    return Counted.few(
        objects,
        MOST_NAMES,
        object ->
            object.kind() == ObjectName.Followed.ENUM
                ? "type " + object.label()
                : object.toString());
  }

  /// Types as people write them.
  private static String brief(String type) {
    return type.replace("character varying", "varchar")
        .replace("timestamp with time zone", "timestamptz")
        .replace("timestamp without time zone", "timestamp");
  }
}
