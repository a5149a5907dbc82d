package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The search for the functions and procedures that a statement calls. Those that PostgreSQL has
/// itself, and words that only look like calls, are left out as far as statements are mostly made
/// of them: they change no schema, and nobody need look whether a migration made them.
final class RoutineCalls {
  private static final Set<String> WORDS =
      Set.of(
          "all",
          "and",
          "any",
          "array",
          "as",
          "between",
          "by",
          "call",
          "case",
          "cast",
          "conflict",
          "distinct",
          "do",
          "else",
          "elsif",
          "except",
          "execute",
          "exists",
          "extract",
          "filter",
          "from",
          "having",
          "if",
          "in",
          "intersect",
          "interval",
          "is",
          "join",
          "key",
          "lateral",
          "like",
          "limit",
          "loop",
          "materialized",
          "not",
          "on",
          "or",
          "over",
          "perform",
          "recursive",
          "return",
          "returning",
          "row",
          "select",
          "set",
          "some",
          "table",
          "then",
          "union",
          "using",
          "values",
          "varchar",
          "char",
          "numeric",
          "decimal",
          "when",
          "where",
          "while",
          "with",
          "within");

  private static final Set<String> OWN =
      Set.of(
          "abs",
          "array_agg",
          "array_append",
          "array_length",
          "array_remove",
          "avg",
          "btrim",
          "ceil",
          "coalesce",
          "concat",
          "concat_ws",
          "count",
          "currval",
          "date",
          "date_trunc",
          "floor",
          "format",
          "gen_random_uuid",
          "generate_series",
          "greatest",
          "initcap",
          "least",
          "left",
          "length",
          "lower",
          "lpad",
          "ltrim",
          "max",
          "md5",
          "min",
          "nextval",
          "now",
          "nullif",
          "overlay",
          "position",
          "quote_ident",
          "quote_literal",
          "random",
          "rank",
          "regexp_replace",
          "replace",
          "right",
          "round",
          "row_number",
          "rtrim",
          "set_config",
          "setval",
          "split_part",
          "strpos",
          "string_agg",
          "string_to_array",
          "substr",
          "substring",
          "sum",
          "timezone",
          "to_char",
          "to_date",
          "to_json",
          "to_jsonb",
          "to_regclass",
          "to_timestamp",
          "to_tsvector",
          "translate",
          "trim",
          "unnest",
          "upper",
          "uuid_generate_v4");

  private RoutineCalls() {}

  /// Adds the calls from here to the end.
  static void of(Cursor cursor, List<Operation> into) {
    Set<String> names = new LinkedHashSet<>();
    in(cursor.source(), cursor.at(), cursor.end(), names);
    names.forEach(each -> into.add(new Operation.CallRoutine(cursor.site(), each, false)));
  }

  /// Adds the names, each with its schema unless that is the default one.
  static void in(Source source, int start, int end, Set<String> into) {
    if (source.dialect() != Dialect.POSTGRESQL) {
      return;
    }
    for (int i = start; i + 1 < end; i++) {
      if (source.token(i).isName() && source.token(i + 1).isSymbol('(')) {
        int first = i;
        List<String> parts = new ArrayList<>(List.of(kept(source, i)));
        while (first - 2 >= start
            && source.token(first - 1).isSymbol('.')
            && source.token(first - 2).isName()) {
          first -= 2;
          parts.addFirst(kept(source, first));
        }
        if (!isDeclared(source, first, start) && (parts.size() > 1 || !isUsual(source.token(i)))) {
          into.add(Names.joined(parts, source.dialect(), source.namesInFull()));
        }
      }
    }
  }

  /// `INSERT INTO t (a)`, `WITH w (a) AS …`.
  private static boolean isDeclared(Source source, int at, int start) {
    Token before = source.token(Math.max(at - 1, start));
    return before.isWord("INTO") || before.isWord("WITH") || before.isWord("RECURSIVE");
  }

  private static String kept(Source source, int at) {
    return Names.kept(source.token(at), source.dialect());
  }

  private static boolean isUsual(Token token) {
    String name = token.text().toLowerCase(Locale.ROOT);
    return token.kind() == Token.Kind.WORD
        && (WORDS.contains(name)
            || OWN.contains(name)
            || name.startsWith("pg_")
            || name.startsWith("json"));
  }
}
