package dev.retort.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
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

  /// What was told already: of a table that both make, its columns need not be told.
  private final Set<ObjectName> told = new LinkedHashSet<>();

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
    if (!collisions.isEmpty()) {
      return new Commutation.Collide(collisions);
    }
    doubts.addAll(one.unknown());
    doubts.addAll(other.unknown());
    changed(one, other);
    changed(other, one);
    resting(one, other);
    resting(other, one);
    rows(one, other);
    rows(other, one);
    if (one.isIdle() || other.isIdle()) {
      return new Commutation.Proved(true);
    }
    return doubts.isEmpty() ? new Commutation.Proved(false) : doubts.getFirst();
  }

  private void bothMake() {
    one.makes()
        .forEach((object, by) -> {
          Provenance too = other.makes().get(object);
          if (too == null || isTold(object)) {
            return;
          }
          told.add(object);
          if (one.forgiving().contains(by) || other.forgiving().contains(too)) {
            doubts.add(
                new Commutation.Unknown(new Gap.OfObject(object, Gap.AboutObject.BOTH_MAKE), by));
          } else {
            collisions.add(
                new Collision(Collision.Kind.BOTH_MAKE, Collision.Order.NONE, object, by, too));
          }
        });
  }

  private boolean isTold(ObjectName object) {
    return told.contains(object)
        || object
            .table()
            .map(ObjectName::table)
            .filter(table -> !table.equals(object))
            .filter(told::contains)
            .isPresent();
  }

  private void bothDrop() {
    one.drops()
        .forEach((object, by) -> {
          Provenance too = other.drops().get(object);
          if (too == null || isTold(object)) {
            return;
          }
          told.add(object);
          if (one.forgiving().contains(by) || other.forgiving().contains(too)) {
            doubts.add(
                new Commutation.Unknown(new Gap.OfObject(object, Gap.AboutObject.BOTH_DROP), by));
          } else {
            collisions.add(
                new Collision(Collision.Kind.BOTH_DROP, Collision.Order.NONE, object, by, too));
          }
        });
  }

  private void bothChange() {
    one.changes()
        .forEach((object, mine) -> {
          Footprint.Changed theirs = other.changes().get(object);
          if (theirs == null || isTold(object)) {
            return;
          }
          Optional<Entity> now = mine.now().filter(Entity::sure);
          Optional<Entity> then = theirs.now().filter(Entity::sure);
          if (now.isPresent() && then.isPresent() && isOneColumn(now.get(), then.get())) {
            told.add(object);
            collisions.add(
                new Collision(
                    Collision.Kind.ALTER_DIFFERENTLY,
                    Collision.Order.NONE,
                    object,
                    mine.by(),
                    theirs.by()));
          } else {
            doubts.add(
                new Commutation.Unknown(
                    new Gap.OfObject(object, Gap.AboutObject.BOTH_CHANGE), mine.by()));
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
    needy
        .missing()
        .forEach((object, by) -> {
          Provenance made = maker.makes().get(object);
          if (made != null && !isTold(object)) {
            told.add(object);
            Collision.Order order =
                turned ? Collision.Order.ONE_FIRST : Collision.Order.OTHER_FIRST;
            collisions.add(
                new Collision(
                    Collision.Kind.NEEDS, order, object, turned ? made : by, turned ? by : made));
          }
        });
  }

  /// What one side drops or renames and the other needs.
  private void drops(Footprint dropper, Footprint needy, boolean turned) {
    dropper
        .drops()
        .forEach((object, by) -> {
          Provenance needed = needy.needs().get(object);
          if (needed == null
              || isTold(object)
              || dropper.forgiving().contains(by)
              || needy.missing().containsKey(object)) {
            return;
          }
          told.add(object);
          Collision.Order order = turned ? Collision.Order.ONE_FIRST : Collision.Order.OTHER_FIRST;
          collisions.add(
              new Collision(
                  Collision.Kind.DROPS, order, object, turned ? needed : by, turned ? by : needed));
        });
  }

  /// What one side changes and the other needs as it is.
  private void changed(Footprint changer, Footprint needy) {
    changer
        .changes()
        .forEach((object, change) -> {
          if (needy.needs().containsKey(object)) {
            doubts.add(
                new Commutation.Unknown(
                    new Gap.OfObject(object, Gap.AboutObject.USED_BY_OTHER), change.by()));
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
            doubts.add(
                new Commutation.Unknown(
                    new Gap.OfObject(ObjectName.table(table), Gap.AboutObject.USED_BY_OTHER), by));
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
                doubts.add(
                    new Commutation.Unknown(
                        new Gap.OfObject(ObjectName.table(table), Gap.AboutObject.ROWS), by));
              }
            }));
  }
}
