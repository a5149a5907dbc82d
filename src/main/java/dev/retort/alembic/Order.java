package dev.retort.alembic;

import java.util.Comparator;
import java.util.function.Function;

/// An order by values: the first that differs decides. What [Comparator] puts together itself can
/// be serialized, and Java's start-up cache keeps nothing of that kind, so that every command would
/// put it together anew.
public interface Order<T> extends Comparator<T> {
  /// Paths that lie less deep come first. No constant: of an interface that has to be initialized
  /// the cache keeps nothing either.
  static Order<String> shallowestFirst() {
    return by(Order::depth);
  }

  private static int depth(String path) {
    int depth = 0;
    for (int i = 0; i < path.length(); i++) {
      depth += path.charAt(i) == '/' ? 1 : 0;
    }
    return depth;
  }

  static <T, K extends Comparable<? super K>> Order<T> by(Function<? super T, ? extends K> value) {
    return (one, other) -> value.apply(one).compareTo(value.apply(other));
  }

  /// By values that are ordered in their own way.
  static <T, K> Order<T> by(Function<? super T, ? extends K> value, Comparator<? super K> order) {
    return (one, other) -> order.compare(value.apply(one), value.apply(other));
  }

  /// The same, and by another value where this says nothing.
  default <K extends Comparable<? super K>> Order<T> thenBy(
      Function<? super T, ? extends K> value) {
    return then(by(value));
  }

  /// The same, and by another order where this says nothing.
  default Order<T> then(Comparator<? super T> next) {
    return (one, other) -> {
      int order = compare(one, other);
      return order == 0 ? next.compare(one, other) : order;
    };
  }
}
