package dev.retort.schema.body;

import dev.retort.schema.Column;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Questions to the database's own catalogue whether something exists, answered by the replayed
/// schema.
final class ExistenceQueries {
  private static final Pattern CONDITION =
      Pattern.compile(
          "(?i)\\b(?:\\w+\\.)?(table_name|column_name|typname|indexname|conname|constraint_name|tablename"
              + "|relname|table_schema|schemaname|name|type|index_name|nspname|relkind|constraint_type)\\s*=\\s*(?:'([^']*)'|:(\\w+)|%\\((\\w+)\\)s)");
  private static final Pattern REGCLASS =
      Pattern.compile("(?i)to_reg(?:class|type)\\(\\s*'([^']*)'");

  private static final Pattern OR = Pattern.compile("\\bor\\b");

  /// One of these is in each text that asks a catalogue; looked for first, because most ask none.
  private static final List<String> CATALOGUES =
      List.of("pg_", "information_schema", "sqlite_", "to_reg");

  private ExistenceQueries() {}

  /// Empty where the text asks nothing of the kind.
  static Optional<Sym.Rows> answer(String sql, Optional<Sym> parameters, Run run) {
    String lower = sql.toLowerCase(Locale.ROOT).strip();
    if (!lower.startsWith("select") || sql.indexOf(Sym.HOLE) >= 0) {
      return Optional.empty();
    }
    if (CATALOGUES.stream().noneMatch(lower::contains) || OR.matcher(lower).find()) {
      return Optional.empty();
    }
    Matcher regclass = REGCLASS.matcher(sql);
    if (regclass.find()) {
      return run.schema()
          .map(schema ->
              lower.contains("to_regtype")
                  ? type(schema, plain(regclass.group(1)))
                  : relation(schema, plain(regclass.group(1))))
          .map(Sym.Rows::new);
    }
    Map<String, String> asked = new HashMap<>();
    Matcher matcher = CONDITION.matcher(sql);
    while (matcher.find()) {
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      String bound = matcher.group(3) == null ? matcher.group(4) : matcher.group(3);
      Optional<String> value =
          matcher.group(2) != null
              ? Optional.of(matcher.group(2))
              : parameters.flatMap(each -> Operators.item(each, Sym.text(bound), 1).asText());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      asked.put(name, value.get());
    }
    return from(lower)
        .flatMap(catalogue ->
            run.schema()
                .flatMap(schema ->
                    ask(schema, catalogue, asked)
                        .map(any ->
                            catalogue.equals("information_schema.columns")
                                ? ColumnFacts.rows(sql, any, column(schema, asked), schema)
                                : new Sym.Rows(any))));
  }

  private static Optional<Column> column(Schema schema, Map<String, String> asked) {
    return table(asked)
        .flatMap(schema::table)
        .map(each -> each.columns().get(asked.get("column_name")));
  }

  private static Optional<String> table(Map<String, String> asked) {
    return Optional.ofNullable(asked.get("table_name"))
        .or(() -> Optional.ofNullable(asked.get("tablename")))
        .map(each -> {
          String owner =
              asked.getOrDefault("table_schema", asked.getOrDefault("schemaname", "public"));
          return owner.equals("public") ? each : owner + "." + each;
        });
  }

  private static Optional<String> from(String sql) {
    Matcher matcher = Pattern.compile("\\bfrom\\s+([\\w.]+)").matcher(sql);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<Truth> ask(Schema schema, String catalogue, Map<String, String> asked) {
    Optional<String> table = table(asked);
    return switch (catalogue) {
      case "information_schema.columns" ->
          table.isPresent() && asked.containsKey("column_name")
              ? Optional.of(column(schema, table.get(), asked.get("column_name")))
              : Optional.empty();
      case "information_schema.tables",
          "pg_tables",
          "pg_catalog.pg_tables",
          "information_schema.views" ->
          table.map(each -> relation(schema, each));
      case "pg_type", "pg_catalog.pg_type" ->
          Optional.ofNullable(asked.get("typname")).map(each -> type(schema, each));
      case "pg_indexes", "pg_catalog.pg_indexes" ->
          Optional.ofNullable(asked.get("indexname")).map(each -> index(schema, each));
      case "pg_constraint", "pg_catalog.pg_constraint" ->
          Optional.ofNullable(asked.get("conname")).map(each -> constraint(schema, table, each));
      case "information_schema.table_constraints" ->
          Optional.ofNullable(asked.get("constraint_name"))
              .map(each -> constraint(schema, table, each));
      case "pg_class", "pg_catalog.pg_class" ->
          Optional.ofNullable(asked.get("relname"))
              .map(each -> index(schema, each) == Truth.YES ? Truth.YES : relation(schema, each));
      case "sqlite_master", "sqlite_schema" ->
          Optional.ofNullable(asked.get("name"))
              .map(each ->
                  "index".equals(asked.get("type")) ? index(schema, each) : relation(schema, each));
      default -> Optional.empty();
    };
  }

  private static String plain(String name) {
    String unquoted = name.replace("\"", "");
    return unquoted.startsWith("public.") ? unquoted.substring("public.".length()) : unquoted;
  }

  static Truth relation(Schema schema, String name) {
    return schema
        .table(name)
        .map(table -> table.sure() || table.foreign() ? Truth.YES : Truth.UNKNOWN)
        .orElseGet(() -> schema.mayHold(ObjectName.table(name)) ? Truth.UNKNOWN : Truth.NO);
  }

  static Truth column(Schema schema, String table, String column) {
    return schema
        .table(table)
        .map(each -> {
          if (each.columns().containsKey(column)) {
            return each.columns().get(column).sure() ? Truth.YES : Truth.UNKNOWN;
          }
          return each.isOpen() ? Truth.UNKNOWN : Truth.NO;
        })
        .orElseGet(() -> schema.mayHold(ObjectName.table(table)) ? Truth.UNKNOWN : Truth.NO);
  }

  static Truth index(Schema schema, String name) {
    return schema
        .index(name)
        .map(index -> index.sure() ? Truth.YES : Truth.UNKNOWN)
        .orElseGet(() -> {
          boolean key = schema.tables().stream().anyMatch(table -> table.keys().containsKey(name));
          boolean open = schema.tables().stream().anyMatch(dev.retort.schema.Table::isOpen);
          return key ? Truth.YES : open || !schema.isClosed() ? Truth.UNKNOWN : Truth.NO;
        });
  }

  private static Truth type(Schema schema, String name) {
    return schema
        .enumType(name)
        .map(type -> type.sure() ? Truth.YES : Truth.UNKNOWN)
        .orElseGet(() -> schema.mayHold(ObjectName.enumType(name)) ? Truth.UNKNOWN : Truth.NO);
  }

  private static Truth constraint(Schema schema, Optional<String> table, String name) {
    boolean there = false;
    boolean open = !schema.isClosed();
    for (var each : schema.tables()) {
      if (table.isPresent() && !table.get().equals(each.name())) {
        continue;
      }
      open |= each.isOpen();
      if (each.keys().containsKey(name)) {
        there |= each.keys().get(name).sure();
        open |= !each.keys().get(name).sure();
      }
    }
    return there ? Truth.YES : open ? Truth.UNKNOWN : Truth.NO;
  }
}
