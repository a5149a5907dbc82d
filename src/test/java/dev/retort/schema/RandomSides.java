package dev.retort.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Seeded pairs of lines of revisions on one base, out of so few names that they often meet. Each
/// line is one that the database takes on the base, or now and then on the base and the other line.
final class RandomSides {
  /// The bodies of the revisions, in order.
  record Sides(List<String> base, List<String> one, List<String> other) {
    Sides {
      base = List.copyOf(base);
      one = List.copyOf(one);
      other = List.copyOf(other);
    }
  }

  private final Random random;

  private RandomSides(long seed) {
    random = new Random(seed);
  }

  static Sides of(long seed) {
    RandomSides each = new RandomSides(seed);
    SideState state = new SideState();
    List<String> base = new ArrayList<>();
    base.add(each.foundation(state));
    for (int i = each.random.nextInt(3); i > 0; i--) {
      base.add(each.revision(state));
    }
    SideState first = state.copy();
    List<String> one = each.line(first);
    List<String> other = each.line(each.random.nextInt(7) == 0 ? first : state.copy());
    return each.random.nextBoolean() ? new Sides(base, one, other) : new Sides(base, other, one);
  }

  private String foundation(SideState state) {
    RandomSideTables tables = new RandomSideTables(random, state);
    List<String> lines = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      lines.addAll(tables.create());
    }
    lines.addAll(new RandomSideObjects(random, state).enumType());
    return String.join("\n", lines);
  }

  private List<String> line(SideState state) {
    List<String> line = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      line.add(revision(state));
    }
    return line;
  }

  private String revision(SideState state) {
    RandomSideTables tables = new RandomSideTables(random, state);
    RandomSideObjects objects = new RandomSideObjects(random, state);
    List<String> lines = new ArrayList<>();
    int operations = random.nextInt(3) == 0 ? 2 : 1;
    while (lines.isEmpty() || operations > 0) {
      List<String> more = random.nextInt(5) < 3 ? tables.operation() : objects.operation();
      lines.addAll(more);
      operations -= more.isEmpty() ? 0 : 1;
    }
    return String.join("\n", lines);
  }
}
