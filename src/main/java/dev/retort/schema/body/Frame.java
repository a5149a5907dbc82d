package dev.retort.schema.body;

import java.util.Optional;
import java.util.function.Consumer;

/// One call of a function.
final class Frame {
  /// Whether it may have returned something in a branch that is not decided.
  boolean maybeReturned;

  /// What it has yielded, of one that does.
  Optional<Sym.Seq> yields = Optional.empty();

  /// What is done where it yields, of a context manager.
  final Optional<Consumer<Sym>> held;

  Frame(Optional<Consumer<Sym>> held) {
    this.held = held;
  }
}
