package dev.retort.schema.sql;

import dev.retort.schema.Gap;

/// A statement is not one that is read.
final class UnreadException extends Exception {
  private final transient Gap gap;

  UnreadException(Gap gap) {
    super(null, null, false, false);
    this.gap = gap;
  }

  Gap gap() {
    return gap;
  }
}
