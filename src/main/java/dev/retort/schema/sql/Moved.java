package dev.retort.schema.sql;

/// A name after its object was moved to another schema.
final class Moved {
  private Moved() {}

  static String into(String schema, String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return schema.equals("public") ? last : schema + "." + last;
  }
}
