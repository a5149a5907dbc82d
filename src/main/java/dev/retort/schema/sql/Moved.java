package dev.retort.schema.sql;

import java.util.List;

/// A name after its object was moved to another schema.
final class Moved {
  private Moved() {}

  static String into(String schema, String name, Cursor cursor) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return Names.joined(List.of(schema, last), cursor.dialect(), cursor.source().namesInFull());
  }
}
