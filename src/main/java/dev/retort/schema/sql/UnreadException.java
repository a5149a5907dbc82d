package dev.retort.schema.sql;

/// A statement is not one that is read; the message is the reason, one clause.
final class UnreadException extends Exception {
  UnreadException(String why) {
    super(why, null, false, false);
  }

  String why() {
    String why = getMessage();
    return why == null ? "is not read" : why;
  }
}
