package dev.retort.rule;

import dev.retort.alembic.Problem;

/// What people are told of a problem, as plain text.
public final class Told {
  private Told() {}

  public static String of(Problem problem) {
    return Facts.of(problem).message().plain();
  }
}
