package dev.retort.schema;

/// How the inventory names objects.
public final class ObjectNames {
  private ObjectNames() {}

  public static String table(String name) {
    return "table " + name;
  }

  public static String column(String table, String column) {
    return "column " + table + "." + column;
  }

  public static String constraint(String table, String name) {
    return "constraint " + table + "/" + name;
  }

  public static String index(String name) {
    return "index " + name;
  }

  public static String enumType(String name) {
    return "enum " + name;
  }
}
