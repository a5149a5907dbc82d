package dev.retort.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a series of effects comes to, object by object.
final class NetEffects {
  private NetEffects() {}

  static List<Effect> of(List<Effect> effects) {
    Map<ObjectName, Effect> net = new LinkedHashMap<>();
    for (Effect effect : effects) {
      Effect earlier = net.remove(effect.object());
      if (earlier == null) {
        net.put(effect.object(), effect);
      } else {
        both(earlier, effect).ifPresent(each -> net.put(each.object(), each));
      }
    }
    return List.copyOf(net.values());
  }

  private static Optional<Effect> both(Effect first, Effect second) {
    Optional<Entity> before = first.before();
    Optional<Entity> after = second.after();
    if (first.deed() == Effect.Deed.ADD && second.deed() == Effect.Deed.ADD) {
      // The first one was not sure.
      return Optional.of(second);
    }
    boolean existed = first.deed() != Effect.Deed.ADD;
    boolean exists = second.deed() != Effect.Deed.DROP;
    if (existed && before.isEmpty() && first.perhaps() && second.deed() == Effect.Deed.ADD) {
      // Nothing says that there was one before.
      return Optional.of(second);
    }
    if (existed == exists && isAsBefore(second.object(), before, after)) {
      return Optional.empty();
    }
    Effect.Deed deed = !existed ? Effect.Deed.ADD : exists ? Effect.Deed.CHANGE : Effect.Deed.DROP;
    return Optional.of(
        new Effect(
            deed,
            second.object(),
            second.line(),
            before,
            after,
            first.perhaps() || second.perhaps()));
  }

  private static boolean isAsBefore(
      ObjectName object, Optional<Entity> before, Optional<Entity> after) {
    if (before.isPresent() && after.isPresent()) {
      return alike(before.get(), after.get());
    }
    // A table that was not known and is made anew is told by its parts.
    return before.isEmpty() && (after.isEmpty() || object.isTable());
  }

  /// Whether two say the same, whoever made them. Of a table that was made anew its parts tell.
  static boolean alike(Entity one, Entity two) {
    return switch (one) {
      case Table a when two instanceof Table b -> a.kind() == b.kind();
      case Column a when two instanceof Column b ->
          a.type().equals(b.type())
              && a.nullable().equals(b.nullable())
              && a.value().equals(b.value());
      case Key a when two instanceof Key b ->
          a.spec().kind() == b.spec().kind()
              && a.spec().columns().equals(b.spec().columns())
              && a.spec().reference().equals(b.spec().reference())
              && a.spec().text().equals(b.spec().text());
      case Index a when two instanceof Index b ->
          a.spec().table().equals(b.spec().table())
              && a.spec().columns().equals(b.spec().columns())
              && a.spec().unique() == b.spec().unique()
              && a.spec().method().equals(b.spec().method())
              && a.spec().where().equals(b.spec().where());
      case EnumType a when two instanceof EnumType b -> a.values().equals(b.values());
      default -> false;
    };
  }
}
