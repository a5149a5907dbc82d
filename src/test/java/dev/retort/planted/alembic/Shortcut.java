package dev.retort.planted.alembic;

import org.treesitter.TSParser;

/// Breaks a privilege: only one room knows tree-sitter.
final class Shortcut {
  private Shortcut() {}

  static Class<?> parser() {
    return TSParser.class;
  }
}
