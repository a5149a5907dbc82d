package dev.retort.schema.sql;

import dev.retort.schema.ColumnSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Types as the database names them: PostgreSQL's as `format_type` has it, those of others as they
/// were written, in capitals.
final class TypeNames {
  private static final Set<String> AFTER_A_TYPE =
      Set.of(
          "NOT",
          "NULL",
          "DEFAULT",
          "PRIMARY",
          "UNIQUE",
          "REFERENCES",
          "CHECK",
          "GENERATED",
          "AS",
          "COLLATE",
          "CONSTRAINT",
          "AUTO_INCREMENT",
          "COMMENT",
          "ON",
          "FIRST",
          "AFTER",
          "KEY",
          "DEFERRABLE",
          "USING",
          "STORAGE",
          "COMPRESSION",
          "INVISIBLE",
          "VISIBLE",
          "INITIALLY");
  private static final Set<String> SERIALS =
      Set.of("serial", "bigserial", "smallserial", "serial4", "serial8", "serial2");
  private static final Set<String> INTERVAL_FIELDS =
      Set.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO");

  private TypeNames() {}

  static boolean isSerial(Token token) {
    return token.kind() == Token.Kind.WORD
        && SERIALS.contains(token.text().toLowerCase(Locale.ROOT));
  }

  /// A type; [ColumnSpec#UNKNOWN_TYPE] where a part of it is not known.
  static String read(Cursor cursor) throws UnreadException {
    if (cursor.peek().kind() == Token.Kind.HOLE) {
      cursor.skip();
      cursor.skipBracket();
      return ColumnSpec.UNKNOWN_TYPE;
    }
    return cursor.dialect() == Dialect.POSTGRESQL ? postgresql(cursor) : asWritten(cursor);
  }

  private static String asWritten(Cursor cursor) throws UnreadException {
    StringBuilder type = new StringBuilder();
    while (cursor.peek().isName() && !AFTER_A_TYPE.contains(cursor.upperWord())) {
      if (cursor.seesOneOf("CHARACTER", "CHARSET")
          && (cursor.peek(1).isWord("SET") || cursor.sees("CHARSET"))) {
        break;
      }
      type.append(type.isEmpty() ? "" : " ").append(cursor.peek().text().toUpperCase(Locale.ROOT));
      cursor.skip();
      if (cursor.peek().isSymbol('(')) {
        int start = cursor.at();
        int close = cursor.openBracket();
        cursor.moveTo(close + 1);
        type.append(cursor.source().text(start, close + 1).replace(" ", ""));
      }
    }
    return type.toString();
  }

  private static String postgresql(Cursor cursor) throws UnreadException {
    boolean quoted = cursor.peek().kind() == Token.Kind.QUOTED;
    String name = cursor.name();
    if (name.startsWith("pg_catalog.")) {
      name = name.substring("pg_catalog.".length());
    }
    if (!quoted) {
      name = secondWord(cursor, name);
    }
    List<String> sizes = sizes(cursor);
    String type = quoted ? name : sized(name, sizes, cursor);
    while (cursor.accept("ARRAY") || cursor.peek().isSymbol('[')) {
      while (cursor.peek().isSymbol('[')) {
        cursor.skipOne();
      }
      type = type.endsWith("[]") ? type : type + "[]";
    }
    return type;
  }

  private static String secondWord(Cursor cursor, String name) {
    return switch (name) {
      case "double" -> cursor.accept("PRECISION") ? "double precision" : name;
      case "character", "char", "bit" -> cursor.accept("VARYING") ? name + " varying" : name;
      case "national" -> {
        cursor.acceptOneOf("CHARACTER", "CHAR");
        yield cursor.accept("VARYING") ? "varchar" : "char";
      }
      default -> name;
    };
  }

  private static List<String> sizes(Cursor cursor) throws UnreadException {
    if (!cursor.peek().isSymbol('(')) {
      return List.of();
    }
    int close = cursor.openBracket();
    List<String> sizes =
        cursor
            .expression(close)
            .map(text -> List.of(text.split("\\s*,\\s*", -1)))
            .orElseThrow(() -> new UnreadException(Gap.OfSql.TYPE_IN_PART));
    cursor.moveTo(close + 1);
    return sizes;
  }

  private static String sized(String name, List<String> sizes, Cursor cursor) {
    String size = sizes.isEmpty() ? "" : "(" + String.join(",", sizes) + ")";
    return switch (name) {
      case "int", "int4", "serial", "serial4" -> "integer";
      case "int8", "bigserial", "serial8" -> "bigint";
      case "int2", "smallserial", "serial2" -> "smallint";
      case "bool" -> "boolean";
      case "float8" -> "double precision";
      case "float4" -> "real";
      case "float" -> sizes.isEmpty() || !isSingle(sizes.getFirst()) ? "double precision" : "real";
      case "varchar", "char varying", "character varying" -> "character varying" + size;
      case "char", "character" -> "character" + (size.isEmpty() ? "(1)" : size);
      case "varbit", "bit varying" -> "bit varying" + size;
      case "bit" -> "bit" + (size.isEmpty() ? "(1)" : size);
      case "decimal", "dec", "numeric" ->
          "numeric" + (sizes.size() == 1 ? "(" + sizes.getFirst() + ",0)" : size);
      case "timestamptz", "timetz" ->
          name.substring(0, name.length() - 2) + size + " with time zone";
      case "timestamp", "time" -> name + size + zone(cursor);
      case "interval" -> interval(cursor, size);
      default -> name + size;
    };
  }

  private static boolean isSingle(String bits) {
    return (bits.length() < 3 && bits.compareTo("24") <= 0) || bits.length() == 1;
  }

  private static String zone(Cursor cursor) {
    if (cursor.accept("WITH", "TIME", "ZONE")) {
      return " with time zone";
    }
    cursor.accept("WITHOUT", "TIME", "ZONE");
    return " without time zone";
  }

  private static String interval(Cursor cursor, String size) {
    StringBuilder type = new StringBuilder("interval").append(size);
    while (INTERVAL_FIELDS.contains(cursor.upperWord())) {
      type.append(' ').append(cursor.upperWord().toLowerCase(Locale.ROOT));
      cursor.skip();
    }
    return type.toString();
  }
}
