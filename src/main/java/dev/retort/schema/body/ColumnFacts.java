package dev.retort.schema.body;

import dev.retort.schema.Column;
import dev.retort.schema.ColumnDefault;
import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import dev.retort.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What PostgreSQL's `information_schema.columns` says of one column beside that it is there, as it
/// is asked for in conditions and selected.
final class ColumnFacts {
  private static final String FACTS =
      "data_type|is_nullable|udt_name|column_default|character_maximum_length";

  /// Conditions that say which column is meant.
  private static final Set<String> NAMES =
      Set.of("table_name", "column_name", "table_schema", "table_catalog");

  private static final Pattern CONDITION =
      Pattern.compile(
          "(?i)(\\w+)\\s*(=|<>|!=|<|>|~|\\b(?:not\\s+)?(?:i?like|in|between)\\b|\\bis\\s+not\\b|\\bis\\b)\\s*('[^']*'|\\d{1,9}\\b|null\\b)?");

  private static final Pattern DENIED = Pattern.compile("(?i)(?<!\\bis\\s)\\bnot\\b");

  private static final Pattern SELECTED =
      Pattern.compile("(?i)(?:\\w+\\.)?(\\w+)(?:\\s+as\\s+\\w+)?");

  /// By the types as they are kept, what the database calls them itself.
  private static final Map<String, String> OWN_NAMES =
      Map.ofEntries(
          Map.entry("smallint", "int2"),
          Map.entry("integer", "int4"),
          Map.entry("bigint", "int8"),
          Map.entry("numeric", "numeric"),
          Map.entry("real", "float4"),
          Map.entry("double precision", "float8"),
          Map.entry("boolean", "bool"),
          Map.entry("text", "text"),
          Map.entry("character varying", "varchar"),
          Map.entry("character", "bpchar"),
          Map.entry("uuid", "uuid"),
          Map.entry("bytea", "bytea"),
          Map.entry("json", "json"),
          Map.entry("jsonb", "jsonb"),
          Map.entry("date", "date"),
          Map.entry("timestamp without time zone", "timestamp"),
          Map.entry("timestamp with time zone", "timestamptz"),
          Map.entry("time without time zone", "time"),
          Map.entry("time with time zone", "timetz"),
          Map.entry("interval", "interval"));

  private final Schema schema;
  private final Column column;

  private ColumnFacts(Schema schema, Column column) {
    this.schema = schema;
    this.column = column;
  }

  /// What a query gives.
  ///
  /// @param any whether the column is there
  /// @param column empty where it is not, or may not be
  static Sym.Rows rows(String sql, Truth any, Optional<Column> column, Schema schema) {
    String lower = sql.toLowerCase(Locale.ROOT);
    int from = lower.indexOf("from");
    int where = lower.indexOf("where", from);
    if (column.isEmpty() || any != Truth.YES || where < 0) {
      return new Sym.Rows(any);
    }
    ColumnFacts facts = new ColumnFacts(schema, column.get());
    return new Sym.Rows(
        facts.hold(sql.substring(where + "where".length())),
        facts.selected(sql.substring("select".length(), from)));
  }

  private List<Sym> selected(String list) {
    List<Sym> row = new ArrayList<>();
    boolean asked = false;
    for (String each : list.split(",", -1)) {
      Matcher matcher = SELECTED.matcher(each.strip());
      boolean fact = matcher.matches() && matcher.group(1).toLowerCase(Locale.ROOT).matches(FACTS);
      asked |= fact || each.toLowerCase(Locale.ROOT).matches("(?s).*\\b(?:" + FACTS + ")\\b.*");
      row.add(fact ? fact(matcher.group(1)) : unknown());
    }
    return asked ? row : List.of();
  }

  /// Whether all conditions hold that are about more than which column is meant.
  private Truth hold(String conditions) {
    Truth all = Truth.YES;
    Matcher matcher = CONDITION.matcher(conditions);
    while (matcher.find()) {
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      if (!NAMES.contains(name)) {
        all = all.and(holds(name, matcher.group(2), Optional.ofNullable(matcher.group(3))));
      }
    }
    return DENIED.matcher(conditions).find() ? Truth.UNKNOWN : all;
  }

  private Truth holds(String name, String operator, Optional<String> with) {
    if (!name.matches(FACTS) || with.isEmpty()) {
      return Truth.UNKNOWN;
    }
    Sym value = fact(name);
    if (with.get().equalsIgnoreCase("null")) {
      Truth isNull = Operators.compare(value, "is", Sym.Nothing.NONE);
      return switch (operator.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ")) {
        case "is" -> isNull;
        case "is not" -> isNull.not();
        default -> Truth.UNKNOWN;
      };
    }
    if (value instanceof Sym.Nothing) {
      return Truth.NO;
    }
    Sym other =
        with.get().startsWith("'")
            ? Sym.text(with.get().substring(1, with.get().length() - 1))
            : Sym.num(Integer.parseInt(with.get()));
    return switch (operator) {
      case "=" -> Operators.compare(value, "==", other);
      case "<>", "!=" -> Operators.compare(value, "!=", other);
      case "<", ">" ->
          value instanceof Sym.Num ? Operators.compare(value, operator, other) : Truth.UNKNOWN;
      default -> Truth.UNKNOWN;
    };
  }

  private Sym fact(String name) {
    if (schema.dialect() != Dialect.POSTGRESQL) {
      return unknown();
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "data_type" -> dataType();
      case "udt_name" -> ownName(column.type());
      case "is_nullable" ->
          column.nullable().<Sym>map(may -> Sym.text(may ? "YES" : "NO")).orElse(unknown());
      case "column_default" -> value();
      default -> length();
    };
  }

  private Sym dataType() {
    String type = plain(column.type());
    return type.endsWith("[]")
        ? Sym.text("ARRAY")
        : schema.enumType(type).isPresent()
            ? Sym.text("USER-DEFINED")
            : OWN_NAMES.containsKey(type) ? Sym.text(type) : unknown();
  }

  private Sym ownName(String type) {
    if (type.endsWith("[]")) {
      return ownName(type.substring(0, type.length() - "[]".length()))
              instanceof Sym.Text(String element, _)
          ? Sym.text("_" + element)
          : unknown();
    }
    String plain = plain(type);
    if (schema.enumType(plain).isPresent()) {
      return Sym.text(plain.substring(plain.lastIndexOf('.') + 1));
    }
    return OWN_NAMES.containsKey(plain) ? Sym.text(OWN_NAMES.get(plain)) : unknown();
  }

  private Sym value() {
    return switch (column.value()) {
      case ColumnDefault.None _, ColumnDefault.Computed _ -> Sym.Nothing.NONE;
      case ColumnDefault.Generated(boolean identity) ->
          identity ? Sym.Nothing.NONE : new Sym.Text("nextval(" + Sym.HOLE + ")");
      case ColumnDefault.Expression(String sql, boolean quoted)
          when quoted || !sql.toLowerCase(Locale.ROOT).contains("null") ->
          new Sym.Text(String.valueOf(Sym.HOLE));
      case ColumnDefault.Expression _, ColumnDefault.Unknown _ -> unknown();
    };
  }

  private Sym length() {
    Matcher matcher =
        Pattern.compile("character(?: varying)?\\((\\d{1,9})\\)").matcher(column.type());
    if (matcher.matches()) {
      return Sym.num(Integer.parseInt(matcher.group(1)));
    }
    boolean none = OWN_NAMES.containsKey(column.type()) && !column.type().equals("character");
    return none ? Sym.Nothing.NONE : unknown();
  }

  /// Without length and precision.
  private static String plain(String type) {
    return type.replaceFirst("\\([^)]*\\)", "");
  }

  private Sym unknown() {
    return new Sym.Unknown(column.made().line(), Gap.OfValue.ROWS_OF_DATABASE);
  }
}
