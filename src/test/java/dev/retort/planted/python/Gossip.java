package dev.retort.planted.python;

import dev.retort.planted.report.Page;

/// Breaks an arrow: the lowest room knows a high one.
final class Gossip {
  private Gossip() {}

  static Page page() {
    return new Page("overheard");
  }
}
