package dev.retort.schema;

import java.util.List;
import java.util.Random;

/// What the random operations of a side choose from: what is there by then.
abstract class RandomSide {
  final Random random;
  final SideState state;

  RandomSide(Random random, SideState state) {
    this.random = random;
    this.state = state;
  }

  static List<String> raw(String sql) {
    return List.of("op.execute(\"%s\")".formatted(sql));
  }

  /// A table that has columns.
  String table() {
    return any(
        state.tables.keySet().stream().filter(each -> !state.tables.get(each).isEmpty()).toList());
  }

  String column(String table) {
    return any(List.copyOf(state.tables.get(table).keySet()));
  }

  <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
