package dev.retort.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The values of a fact that make it the same one after another push, as texts.
final class Identity {
  private Identity() {}

  /// @param values texts, numbers, truths, constants of enums, and collections and options of these
  static List<String> of(Object... values) {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      add(texts, value);
    }
    return List.copyOf(texts);
  }

  /// How many there are is told first, so that two lists cannot run into one another.
  private static void add(List<String> texts, Object value) {
    switch (value) {
      case Collection<?> many -> {
        texts.add(Integer.toString(many.size()));
        many.forEach(each -> add(texts, each));
      }
      case Optional<?> maybe -> add(texts, maybe.stream().toList());
      case Enum<?> constant -> texts.add(constant.name());
      default -> texts.add(value.toString());
    }
  }
}
