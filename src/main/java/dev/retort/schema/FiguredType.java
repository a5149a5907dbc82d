package dev.retort.schema;

import java.util.Optional;

/// The reader of a type in an expression, by the name that PostgreSQL's catalogue has for it:
/// `integer` is `int4`.
final class FiguredType {
  private final ExpressionCursor cursor;
  private final int end;

  FiguredType(ExpressionCursor cursor, int end) {
    this.cursor = cursor;
    this.end = end;
  }

  /// Empty where none comes next; an array has the name of its elements' type.
  Optional<String> read() {
    boolean own =
        cursor.peek(0, end).kind() == ExpressionCursor.Kind.QUOTED || cursor.peek(1, end).is(".");
    Optional<String> name = cursor.name(end).map(each -> own ? sized(each) : kept(each));
    while (name.isPresent() && (cursor.sees("[", end) || cursor.accept("ARRAY", end))) {
      if (cursor.sees("[", end) && !cursor.bracket(end)) {
        return Optional.empty();
      }
    }
    return name;
  }

  private String kept(String word) {
    return switch (word) {
      case "national" -> {
        boolean named = cursor.accept("CHARACTER", end) || cursor.accept("CHAR", end);
        yield named ? varying("bpchar", "varchar") : sized(word);
      }
      case "character", "char", "nchar" -> varying("bpchar", "varchar");
      case "bit" -> varying("bit", "varbit");
      case "double" -> cursor.accept("PRECISION", end) ? "float8" : sized(word);
      case "int", "integer" -> "int4";
      case "smallint" -> "int2";
      case "bigint" -> "int8";
      case "real" -> "float4";
      case "float" -> approximate();
      case "dec", "decimal" -> sized("numeric");
      case "boolean" -> "bool";
      case "timestamp", "time" -> zoned(sized(word));
      default -> sized(word);
    };
  }

  private String varying(String fixed, String varying) {
    return sized(cursor.accept("VARYING", end) ? varying : fixed);
  }

  private String sized(String name) {
    if (cursor.sees("(", end)) {
      cursor.bracket(end);
    }
    return name;
  }

  private String approximate() {
    boolean single = cursor.sees("(", end) && cursor.peek(1, end).text().matches("1?\\d|2[0-4]");
    return sized(single ? "float4" : "float8");
  }

  private String zoned(String name) {
    boolean with = cursor.sees("WITH", end);
    if ((with || cursor.sees("WITHOUT", end)) && cursor.peek(1, end).is("TIME")) {
      cursor.moveTo(cursor.at() + 3);
    }
    return with ? name + "tz" : name;
  }
}
