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
  private static final String CATALOGUE = "pg_catalog.";

  /// Names in `pg_type` of types that have other names too, or a length.
  private static final Set<String> CATALOGUE_NAMES =
      Set.of(
          "bit",
          "bool",
          "bpchar",
          "char",
          "float4",
          "float8",
          "int2",
          "int4",
          "int8",
          "interval",
          "numeric",
          "serial2",
          "serial4",
          "serial8",
          "bigserial",
          "serial",
          "smallserial",
          "time",
          "timestamp",
          "timestamptz",
          "timetz",
          "varbit",
          "varchar");

  /// Others of PostgreSQL's own, for the names of their arrays.
  private static final Set<String> UNSIZED =
      Set.of(
          "bytea",
          "cidr",
          "date",
          "inet",
          "json",
          "jsonb",
          "macaddr",
          "money",
          "name",
          "oid",
          "text",
          "tsvector",
          "uuid",
          "xml");

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
    boolean catalogue = name.startsWith(CATALOGUE);
    if (catalogue) {
      name = name.substring(CATALOGUE.length());
    }
    boolean plural = name.startsWith("_") && isOwn(name.substring(1));
    if (plural) {
      name = name.substring(1);
    }
    boolean exact = quoted || catalogue || plural;
    if (!exact) {
      name = secondWord(cursor, name);
    }
    List<String> sizes = sizes(cursor);
    String type = exact ? exactly(name, sizes, cursor) : sized(name, sizes, cursor);
    type = plural ? type + "[]" : type;
    while (cursor.accept("ARRAY") || cursor.peek().isSymbol('[')) {
      while (cursor.peek().isSymbol('[')) {
        cursor.skipOne();
      }
      type = type.endsWith("[]") ? type : type + "[]";
    }
    return type;
  }

  private static boolean isOwn(String name) {
    return CATALOGUE_NAMES.contains(name) || UNSIZED.contains(name);
  }

  /// A type by its name in `pg_type`: without the grammar's own words for it, and of the length
  /// that is written alone.
  private static String exactly(String name, List<String> sizes, Cursor cursor)
      throws UnreadException {
    boolean bare = sizes.isEmpty() && (name.equals("char") || name.equals("bit"));
    if (bare) {
      return "\"" + name + "\"";
    }
    return CATALOGUE_NAMES.contains(name) ? sized(name, sizes, cursor) : name + inBrackets(sizes);
  }

  private static String inBrackets(List<String> sizes) {
    return sizes.isEmpty() ? "" : "(" + String.join(",", sizes) + ")";
  }

  private static String secondWord(Cursor cursor, String name) {
    return switch (name) {
      case "double" -> cursor.accept("PRECISION") ? "double precision" : name;
      case "character", "char", "bit" -> cursor.accept("VARYING") ? name + " varying" : name;
      case "nchar" -> cursor.accept("VARYING") ? "varchar" : "char";
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

  private static String sized(String name, List<String> sizes, Cursor cursor)
      throws UnreadException {
    String size = inBrackets(sizes);
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
      case "bpchar" -> size.isEmpty() ? name : "character" + size;
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

  /// The precision of the seconds stands behind them where fields are named.
  private static String interval(Cursor cursor, String size) throws UnreadException {
    StringBuilder type = new StringBuilder("interval").append(size);
    while (INTERVAL_FIELDS.contains(cursor.upperWord())) {
      type.append(' ').append(cursor.upperWord().toLowerCase(Locale.ROOT));
      cursor.skip();
    }
    return type.append(inBrackets(sizes(cursor))).toString();
  }
}
