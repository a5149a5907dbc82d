package dev.retort.alembic;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Numbers and lists in words, as every room writes them.
public final class Counted {
  private Counted() {}

  /// `1 index`, `2 indexes`.
  public static String of(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /// `1 head`, `2 heads`.
  public static String of(long number, String what) {
    return of(number, what, what + "s");
  }

  /// The first of many, and how many more there are: `a, b and 3 more`.
  public static <T> String few(Collection<T> items, int most, Function<T, String> shown) {
    return few(items, most, ", ", shown);
  }

  /// The same with something else between two of them.
  public static <T> String few(
      Collection<T> items, int most, String between, Function<T, String> shown) {
    String few = items.stream().limit(most).map(shown).collect(Collectors.joining(between));
    return items.size() <= most ? few : few + " and " + (items.size() - most) + " more";
  }
}
