package dev.retort.schema.sql;

import dev.retort.schema.ObjectKind;
import java.util.Optional;

/// The words by which statements name kinds of things that are known by their names alone.
final class ObjectWords {
  private ObjectWords() {}

  /// Steps over the words of a kind; [ObjectKind#OTHER] for what no migration's schema holds
  /// (roles, servers, languages).
  static Optional<ObjectKind> accept(Cursor cursor) {
    if (cursor.accept("MATERIALIZED", "VIEW")) {
      return Optional.of(ObjectKind.MATERIALIZED_VIEW);
    }
    Optional<ObjectKind> kind = kind(cursor.upperWord());
    if (kind.isPresent()) {
      cursor.skip();
    }
    return kind;
  }

  private static Optional<ObjectKind> kind(String word) {
    return switch (word) {
      case "VIEW" -> Optional.of(ObjectKind.VIEW);
      case "SEQUENCE" -> Optional.of(ObjectKind.SEQUENCE);
      case "FUNCTION", "PROCEDURE", "ROUTINE", "AGGREGATE" -> Optional.of(ObjectKind.FUNCTION);
      case "TRIGGER" -> Optional.of(ObjectKind.TRIGGER);
      case "EXTENSION" -> Optional.of(ObjectKind.EXTENSION);
      case "SCHEMA" -> Optional.of(ObjectKind.SCHEMA);
      case "DOMAIN" -> Optional.of(ObjectKind.DOMAIN);
      case "POLICY" -> Optional.of(ObjectKind.POLICY);
      case "RULE" -> Optional.of(ObjectKind.RULE);
      case "ROLE",
          "USER",
          "GROUP",
          "DATABASE",
          "SERVER",
          "LANGUAGE",
          "PUBLICATION",
          "SUBSCRIPTION",
          "CAST",
          "OPERATOR",
          "COLLATION",
          "STATISTICS",
          "TEXT",
          "TABLESPACE",
          "CONVERSION",
          "ACCESS" ->
          Optional.of(ObjectKind.OTHER);
      default -> Optional.empty();
    };
  }

  static boolean belongsToTable(ObjectKind kind) {
    return kind == ObjectKind.TRIGGER || kind == ObjectKind.POLICY || kind == ObjectKind.RULE;
  }

  /// The table that follows a word, which is looked for from here on.
  static Optional<String> tableAfter(Cursor cursor, String word) throws UnreadException {
    while (!cursor.atEnd()) {
      if (cursor.accept(word)) {
        return Optional.of(cursor.name());
      }
      cursor.skipOne();
    }
    return Optional.empty();
  }
}
