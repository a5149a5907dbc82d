package dev.retort.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The comparison of what two sides of a history do, pair by pair.
final class TwoSides {
  private final Footprint one;
  private final Footprint other;
  private final List<Collision> collisions = new ArrayList<>();
  private final List<Commutation.Unknown> doubts = new ArrayList<>();

  /// What was told already, and which order that leaves: of a table that both make, its columns
  /// need not be told.
  private final Map<ObjectName, Set<Collision.Order>> told = new HashMap<>();

  private TwoSides(Footprint one, Footprint other) {
    this.one = one;
    this.other = other;
  }

  static Commutation compare(Footprint one, Footprint other) {
    return new TwoSides(one, other).commutation();
  }

  private Commutation commutation() {
    bothMake();
    bothDrop();
    bothChange();
    needs(one, other, false);
    needs(other, one, true);
    drops(one, other, false);
    drops(other, one, true);
    doubts.addAll(one.unknown());
    doubts.addAll(other.unknown());
    changed(one, other);
    changed(other, one);
    resting(one, other);
    resting(other, one);
    rows(one, other);
    rows(other, one);
    made(one, other);
    made(other, one);
    doubts.addAll(SameNames.doubts(one, other));
    if (!collisions.isEmpty()) {
      return new Commutation.Collide(collisions, doubts.stream().findFirst());
    }
    if (one.isIdle() || other.isIdle()) {
      return new Commutation.Proved(true);
    }
    return doubts.isEmpty() ? new Commutation.Proved(false) : doubts.getFirst();
  }

  private void bothMake() {
    one.makes()
        .forEach((object, by) -> {
          Provenance too = other.makes().get(object);
          if (too == null || isTold(object, Collision.Order.NONE)) {
            return;
          }
          if (one.forgives(by)
              || other.forgives(too)
              || mayDrop(one, object)
              || mayDrop(other, object)
              || mayTake(one, object)
              || mayTake(other, object)
              || isElsewhere(one, object)
              || isElsewhere(other, object)) {
            doubt(object, Gap.AboutObject.BOTH_MAKE, by);
          } else {
            collide(Collision.Kind.BOTH_MAKE, Collision.Order.NONE, object, by, too);
          }
        });
  }

  /// Whether a key or an index may go with a column that a side drops.
  private static boolean mayTake(Footprint side, ObjectName object) {
    boolean key = object.kind() == ObjectName.Followed.CONSTRAINT;
    boolean index = object.kind() == ObjectName.Followed.INDEX;
    return (key || index)
        && side.drops().keySet().stream()
            .anyMatch(each -> each.isColumn() && (index || each.table().equals(object.table())));
  }

  private static boolean mayDrop(Footprint side, ObjectName object) {
    return side.nature().perhapsDropped().containsKey(object)
        || object
            .table()
            .map(ObjectName::table)
            .filter(side.nature().perhapsDropped()::containsKey)
            .isPresent();
  }

  /// Whether an object is gone at the end of a side, or its table is another one of the name.
  private static boolean isElsewhere(Footprint side, ObjectName object) {
    return side.nature().passing().contains(object) || side.remakes(object);
  }

  private void bothDrop() {
    one.drops()
        .forEach((object, by) -> {
          Provenance too = other.drops().get(object);
          if (too == null) {
            return;
          }
          boolean mine = one.nature().consequent().contains(object);
          boolean theirs = other.nature().consequent().contains(object);
          if (mine && theirs) {
            return;
          }
          if (one.forgives(by)
              || other.forgives(too)
              || one.remakes(object)
              || other.remakes(object)) {
            doubt(object, Gap.AboutObject.BOTH_DROP, by);
          } else if (mine || theirs) {
            Collision.Order order = mine ? Collision.Order.OTHER_FIRST : Collision.Order.ONE_FIRST;
            if (!isTold(object, order)) {
              collide(Collision.Kind.DROPS, order, object, by, too);
            }
          } else if (!isTold(object, Collision.Order.NONE)) {
            collide(Collision.Kind.BOTH_DROP, Collision.Order.NONE, object, by, too);
          }
        });
  }

  private void doubt(ObjectName object, Gap.AboutObject what, Provenance by) {
    doubts.add(new Commutation.Unknown(new Gap.OfObject(object, what), by));
  }

  private void collide(
      Collision.Kind kind,
      Collision.Order order,
      ObjectName object,
      Provenance by,
      Provenance too) {
    told.computeIfAbsent(object, _ -> new HashSet<>()).add(order);
    collisions.add(new Collision(kind, order, object, by, too));
  }

  /// Whether of an object, or of its table, the same was said, or that no order holds.
  private boolean isTold(ObjectName object, Collision.Order order) {
    return Stream.concat(Stream.of(object), object.table().map(ObjectName::table).stream())
        .map(each -> told.getOrDefault(each, Set.of()))
        .anyMatch(orders -> orders.contains(order) || orders.contains(Collision.Order.NONE));
  }

  private void bothChange() {
    one.changes()
        .forEach((object, mine) -> {
          Footprint.Changed theirs = other.changes().get(object);
          if (theirs == null || isTold(object, Collision.Order.NONE)) {
            return;
          }
          Optional<Entity> now = mine.now().filter(Entity::sure);
          Optional<Entity> then = theirs.now().filter(Entity::sure);
          if (now.isPresent()
              && then.isPresent()
              && isOneColumn(now.get(), then.get())
              && !one.remakes(object)
              && !other.remakes(object)) {
            collide(
                Collision.Kind.ALTER_DIFFERENTLY,
                Collision.Order.NONE,
                object,
                mine.by(),
                theirs.by());
          } else {
            doubt(object, Gap.AboutObject.BOTH_CHANGE, mine.by());
          }
        });
  }

  /// Whether two values of one column cannot both be the last: the same properties were changed, to
  /// different values.
  private static boolean isOneColumn(Entity now, Entity then) {
    return now instanceof Column mine
        && then instanceof Column theirs
        && !mine.type().equals(ColumnSpec.UNKNOWN_TYPE)
        && !theirs.type().equals(ColumnSpec.UNKNOWN_TYPE)
        && !mine.type().equals(theirs.type())
        && mine.nullable().equals(theirs.nullable());
  }

  /// What nothing below one side makes and the other side does make.
  private void needs(Footprint needy, Footprint maker, boolean turned) {
    Collision.Order order = turned ? Collision.Order.ONE_FIRST : Collision.Order.OTHER_FIRST;
    needy
        .missing()
        .forEach((object, by) -> {
          Provenance made = maker.makes().get(object);
          if (made == null || isTold(object, order)) {
            return;
          }
          if (isElsewhere(maker, object)) {
            doubt(object, Gap.AboutObject.USED_BY_OTHER, made);
          } else {
            collide(Collision.Kind.NEEDS, order, object, turned ? made : by, turned ? by : made);
          }
        });
  }

  /// What one side drops or renames and the other needs.
  private void drops(Footprint dropper, Footprint needy, boolean turned) {
    dropper
        .drops()
        .forEach((object, by) -> {
          Provenance needed = needy.needs().get(object);
          if (needed == null) {
            Provenance perhaps = needy.nature().perhapsNeeded().get(object);
            if (perhaps != null) {
              doubt(object, Gap.AboutObject.USED_BY_OTHER, by);
            }
          } else if (!needy.missing().containsKey(object)) {
            dropped(dropper, needy, object, by, needed, turned);
          }
        });
  }

  private void dropped(
      Footprint dropper,
      Footprint needy,
      ObjectName object,
      Provenance by,
      Provenance needed,
      boolean turned) {
    if (dropper.nature().followed().contains(object)) {
      doubt(object, Gap.AboutObject.USED_BY_OTHER, by);
    }
    if (dropper.forgives(by) || dropper.remakes(object)) {
      doubt(object, Gap.AboutObject.USED_BY_OTHER, by);
      return;
    }
    boolean stuck =
        needy.nature().held().contains(object)
            && !dropper.nature().freely().contains(object)
            && !dropper.nature().consequent().contains(object);
    Collision.Order order = turned ? Collision.Order.ONE_FIRST : Collision.Order.OTHER_FIRST;
    if (isTold(object, stuck ? Collision.Order.NONE : order)) {
      return;
    }
    Provenance first = turned ? needed : by;
    Provenance second = turned ? by : needed;
    if (stuck) {
      Collision.Kind kind = turned ? Collision.Kind.HOLDS_DROPPED : Collision.Kind.DROPS_HELD;
      collide(kind, Collision.Order.NONE, object, first, second);
    } else {
      collide(Collision.Kind.DROPS, order, object, first, second);
    }
  }

  /// What one side changes and the other needs as it is.
  private void changed(Footprint changer, Footprint needy) {
    changer
        .changes()
        .forEach((object, change) -> {
          if (needy.needs().containsKey(object)
              || needy.nature().perhapsNeeded().containsKey(object)) {
            doubt(object, Gap.AboutObject.USED_BY_OTHER, change.by());
          }
        });
  }

  /// What one side makes where the other would drop it if it were there, or may need it.
  private void made(Footprint maker, Footprint other) {
    maker
        .makes()
        .forEach((object, by) -> {
          if (other.nature().perhapsDropped().containsKey(object)
              || other.drops().containsKey(object)
              || other.nature().perhapsNeeded().containsKey(object)) {
            doubt(object, Gap.AboutObject.USED_BY_OTHER, by);
          }
        });
  }

  /// The tables on whose shape one side rests, in what the other shapes.
  private void resting(Footprint shaper, Footprint needy) {
    needy
        .tables()
        .resting()
        .forEach((table, by) -> {
          if (shaper.tables().shaped().containsKey(table)) {
            doubt(ObjectName.table(table), Gap.AboutObject.USED_BY_OTHER, by);
          }
        });
  }

  /// The rows that one side reads or writes, in what the other changes or writes.
  private void rows(Footprint reader, Footprint changer) {
    Map<String, Provenance> shaped = changer.tables().shaped();
    Stream.of(reader.rows().reads(), reader.rows().writes())
        .forEach(tables ->
            tables.forEach((table, by) -> {
              if (shaped.containsKey(table) || changer.rows().writes().containsKey(table)) {
                doubt(ObjectName.table(table), Gap.AboutObject.ROWS, by);
              }
            }));
  }
}
