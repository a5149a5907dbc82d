package dev.retort.schema.sql;

import java.util.Locale;
import java.util.Set;

/// The search for the table that a statement is about although the rest of it is not read.
final class Subject {
  private Subject() {}

  /// Adds what is named; the answer is whether nothing else can be meant.
  static boolean find(Cursor cursor, Set<String> into) throws UnreadException {
    if (cursor.seesOneOf("SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE")) {
      return true;
    }
    if (cursor.accept("ALTER", "TABLE") || cursor.accept("ALTER", "FOREIGN", "TABLE")) {
      cursor.acceptIfExists();
      cursor.accept("ONLY");
      into.add(cursor.name());
      return true;
    }
    if (cursor.sees("ALTER", "TYPE")
        || cursor.sees("DROP", "TYPE")
        || cursor.sees("DROP", "SCHEMA")
        || cursor.sees("DROP", "EXTENSION")) {
      return false;
    }
    if (cursor.accept("DROP", "VIEW")
        || cursor.accept("DROP", "MATERIALIZED", "VIEW")
        || cursor.accept("DROP", "FUNCTION")
        || cursor.accept("DROP", "TRIGGER")
        || cursor.accept("DROP", "POLICY")) {
      return !cursor
          .source()
          .text(cursor.at(), cursor.end())
          .toUpperCase(Locale.ROOT)
          .contains("CASCADE");
    }
    if (cursor.accept("DROP", "TABLE")) {
      cursor.acceptIfExists();
      into.add(cursor.name());
      return true;
    }
    if (!cursor.accept("CREATE")) {
      return false;
    }
    return created(cursor, into);
  }

  private static boolean created(Cursor cursor, Set<String> into) throws UnreadException {
    cursor.accept("OR", "REPLACE");
    cursor.acceptOneOf("GLOBAL", "LOCAL", "UNLOGGED");
    cursor.acceptOneOf("TEMP", "TEMPORARY");
    cursor.acceptOneOf("RECURSIVE", "MATERIALIZED", "UNIQUE");
    if (cursor.sees("VIEW")) {
      return true;
    }
    if (cursor.accept("TABLE")) {
      cursor.acceptIfNotExists();
      into.add(cursor.name());
      return true;
    }
    if (cursor.seesOneOf("INDEX", "TRIGGER", "POLICY", "RULE")) {
      while (!cursor.atEnd() && !cursor.sees("ON")) {
        cursor.skip();
      }
      cursor.expect("ON");
      cursor.accept("ONLY");
      into.add(cursor.name());
      return true;
    }
    return cursor.seesOneOf("FUNCTION", "PROCEDURE", "AGGREGATE", "EXTENSION", "SEQUENCE");
  }
}
