package dev.retort.schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What PostgreSQL does with pairs of its types: which it turns into which without being told how
/// (`pg_cast`, as an assignment), and which a foreign key compares (`pg_amop`, or an implicit
/// cast). Of types that are not among them nothing is said.
public final class PostgresTypes {
  private static final List<String> STRINGS = List.of("text", "character varying", "character");
  private static final String TIMESTAMP = "timestamp without time zone";
  private static final String TIMESTAMPTZ = "timestamp with time zone";
  private static final String TIME = "time without time zone";
  private static final String TIMETZ = "time with time zone";
  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");

  /// Beside what any type becomes: a string.
  private static final Map<String, Set<String>> CASTS =
      Map.ofEntries(
          Map.entry("date", Set.of(TIMESTAMP, TIMESTAMPTZ)),
          Map.entry(TIMESTAMP, Set.of("date", TIMESTAMPTZ, TIME)),
          Map.entry(TIMESTAMPTZ, Set.of("date", TIMESTAMP, TIME, TIMETZ)),
          Map.entry(TIME, Set.of(TIMETZ, "interval")),
          Map.entry(TIMETZ, Set.of(TIME)),
          Map.entry("interval", Set.of(TIME)),
          Map.entry("json", Set.of("jsonb")),
          Map.entry("jsonb", Set.of("json")),
          Map.entry("inet", Set.of("cidr")),
          Map.entry("cidr", Set.of("inet")),
          Map.entry("bit", Set.of("bit varying")),
          Map.entry("bit varying", Set.of("bit")),
          Map.entry("boolean", Set.of()),
          Map.entry("uuid", Set.of()),
          Map.entry("bytea", Set.of()),
          Map.entry("tsvector", Set.of()),
          Map.entry("text", Set.of()),
          Map.entry("character varying", Set.of()),
          Map.entry("character", Set.of()));

  /// What a column may point at beside its own type.
  private static final Map<String, Set<String>> COMPARED =
      Map.ofEntries(
          Map.entry("smallint", NUMBERS),
          Map.entry("integer", NUMBERS),
          Map.entry("bigint", NUMBERS),
          Map.entry("numeric", Set.of("real", "double precision")),
          Map.entry("real", Set.of("double precision")),
          Map.entry("double precision", Set.of("real")),
          Map.entry("date", Set.of(TIMESTAMP, TIMESTAMPTZ)),
          Map.entry(TIMESTAMP, Set.of("date", TIMESTAMPTZ)),
          Map.entry(TIMESTAMPTZ, Set.of("date", TIMESTAMP)),
          Map.entry(TIME, Set.of(TIMETZ, "interval")),
          Map.entry("inet", Set.of("cidr")),
          Map.entry("cidr", Set.of("inet")),
          Map.entry("bit", Set.of("bit varying")),
          Map.entry("bit varying", Set.of("bit")));

  private PostgresTypes() {}

  /// Whether `ALTER COLUMN … TYPE` finds a way by itself; empty where that is not known.
  ///
  /// @param enums the enum types that are known
  public static Optional<Boolean> converts(String from, String to, Set<String> enums) {
    boolean arrays = from.endsWith("[]") && to.endsWith("[]");
    String one = arrays ? element(from) : from;
    String other = arrays ? element(to) : to;
    if (!isKnown(element(one), enums) || !isKnown(element(other), enums)) {
      return Optional.empty();
    }
    if (plain(one).equals(plain(other)) || STRINGS.contains(plain(other))) {
      return Optional.of(true);
    }
    if (one.endsWith("[]") || other.endsWith("[]")) {
      return Optional.of(false);
    }
    boolean numbers = NUMBERS.contains(plain(one)) && NUMBERS.contains(plain(other));
    return Optional.of(numbers || CASTS.getOrDefault(plain(one), Set.of()).contains(plain(other)));
  }

  /// Whether a column of one type can point at a column of the other; empty where that is not
  /// known.
  ///
  /// @param enums the enum types that are known
  public static Optional<Boolean> compares(String from, String to, Set<String> enums) {
    if (from.endsWith("[]")
        || to.endsWith("[]")
        || !isKnown(from, enums)
        || !isKnown(to, enums)
        || plain(from).startsWith("json")
        || plain(to).startsWith("json")) {
      return Optional.empty();
    }
    boolean strings = STRINGS.contains(plain(from)) && STRINGS.contains(plain(to));
    return Optional.of(
        strings
            || plain(from).equals(plain(to))
            || COMPARED.getOrDefault(plain(from), Set.of()).contains(plain(to)));
  }

  private static boolean isKnown(String type, Set<String> enums) {
    return NUMBERS.contains(plain(type)) || CASTS.containsKey(plain(type)) || enums.contains(type);
  }

  private static String element(String type) {
    return TypeEnactment.elementType(type);
  }

  /// Without length and precision: `timestamp(3) with time zone` is a `timestamp with time zone`.
  private static String plain(String type) {
    int open = type.indexOf('(');
    int close = type.indexOf(')', open + 1);
    return open < 0 || close < 0
        ? type
        : (type.substring(0, open) + type.substring(close + 1)).toLowerCase(Locale.ROOT);
  }
}
