package dev.retort.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a real PostgreSQL holds in its schema `public`, and what a replay says of the same, in the
/// same words. Of an open object nothing is said.
final class RealSchema {
  private static final String COLUMNS =
      """
      select 'column ' || c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end
        || case when a.attidentity <> '' then ' identity' when a.attgenerated <> '' then ' generated'
           when pg_get_expr(d.adbin, d.adrelid) like 'nextval%' then ' serial'
           when d.oid is not null then ' default' else '' end
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
      and not a.attisdropped
      """;

  /// Foreign keys of a table to the partitions of one that it refers to are PostgreSQL's own
  /// affair.
  private static final String KEYS =
      """
      select 'constraint ' || c.relname || '/' || x.conname, x.contype::text || case when x.contype in ('c', 'x') then ''
        else ' ' || coalesce((select string_agg(a.attname::text, ',' order by u.o)
          from unnest(x.conkey) with ordinality u(n, o)
          join pg_attribute a on a.attrelid = x.conrelid and a.attnum = u.n), '')
        || coalesce(' ' || x.confrelid::regclass || '(' ||
          (select string_agg(a.attname::text, ',' order by u.o) from unnest(x.confkey) with ordinality u(n, o)
           join pg_attribute a on a.attrelid = x.confrelid and a.attnum = u.n) || ') ' || x.confdeltype, '') end
      from pg_constraint x join pg_class c on c.oid = x.conrelid
      where x.connamespace = 'public'::regnamespace and x.contype in ('p', 'u', 'f', 'c', 'x')
      and not exists (select 1 from pg_constraint o where o.oid = x.conparentid and o.conrelid = x.conrelid)
      """;

  private static final String INDEXES =
      """
      select 'index ' || i.relname, c.relname || case when x.indisunique then ' unique' else '' end || ' '
        || (select string_agg(trim(both '"' from pg_get_indexdef(x.indexrelid, k, true)), ',' order by k)
            from generate_series(1, x.indnatts) k)
        || case when x.indpred is null then '' else ' where' end
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
      where c.relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
      """;
  private static final String TABLES =
      """
      select 'table ' || relname, '' from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      """;

  private RealSchema() {}

  static Map<String, String> of(Connection connection) throws SQLException {
    Map<String, String> really = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      for (String query : List.of(TABLES, COLUMNS, KEYS, INDEXES)) {
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            really.put(rows.getString(1), rows.getString(2));
          }
        }
      }
    }
    return really;
  }

  /// Where a replay says something else than what is.
  static List<String> faults(Schema schema, Map<String, String> really) {
    List<String> faults = new ArrayList<>();
    Map<String, String> told = told(schema);
    told.forEach((object, said) -> {
      String is = really.get(object);
      String plain = said.endsWith("?") ? said.replaceFirst("\\?+$", "") : said;
      boolean right = is != null && (plain.equals(said) ? is.equals(said) : is.startsWith(plain));
      if (!right) {
        faults.add(object + " is [" + is + "], and was told as [" + said + "]");
      }
    });
    really.forEach((object, is) -> {
      Optional<Table> owner = schema.table(owner(object, is));
      boolean open =
          owner.isPresent()
              ? owner.get().isOpen() || schema.open().toString().contains(object)
              : schema.mayHold(ObjectName.table(owner(object, is)));
      if (!open && !told.containsKey(object)) {
        faults.add(object + " is [" + is + "], and was not told");
      }
    });
    return faults;
  }

  private static String owner(String object, String is) {
    String name = object.substring(object.indexOf(' ') + 1);
    return object.startsWith("index ") ? is.split(" ", 2)[0] : name.split("[./]", 2)[0];
  }

  private static Map<String, String> told(Schema schema) {
    Map<String, String> told = new TreeMap<>();
    for (Table table : schema.tables()) {
      if (!table.sure() || table.kind() == 'v' || table.kind() == 'm') {
        continue;
      }
      told.put("table " + table.name(), "");
      table.columns().values().stream()
          .filter(Column::sure)
          .forEach(column -> told.put("column " + table.name() + "." + column.name(), of(column)));
      table.keys().values().stream()
          .filter(Key::sure)
          .forEach(key -> told.put("constraint " + table.name() + "/" + key.name(), of(key)));
      table.indexes().values().stream()
          .filter(Index::sure)
          .forEach(index -> told.put("index " + index.name(), of(table, index)));
    }
    return told;
  }

  private static String of(Column column) {
    String value =
        switch (column.value()) {
          case ColumnDefault.None _ -> "";
          case ColumnDefault.Expression _ -> " default";
          case ColumnDefault.Generated(boolean identity) -> identity ? " identity" : " serial";
          case ColumnDefault.Computed _ -> " generated";
          case ColumnDefault.Unknown _ -> "?";
        };
    // Of a type that is not known, nothing more is compared.
    boolean partly = column.nullable().isEmpty() || column.type().equals(ColumnSpec.UNKNOWN_TYPE);
    return partly
        ? column.type() + "?"
        : column.type() + (column.nullable().get() ? "" : " not null") + value;
  }

  private static String of(Key key) {
    ConstraintSpec spec = key.spec();
    if (spec.kind() == ConstraintSpec.Kind.CHECK || spec.kind() == ConstraintSpec.Kind.EXCLUSION) {
      return String.valueOf(spec.kind().letter());
    }
    return spec.kind().letter()
        + " "
        + String.join(",", spec.columns())
        + spec.reference()
            .map(to ->
                " %s(%s) %s"
                    .formatted(
                        to.table(),
                        String.join(",", to.columns()),
                        to.onDelete().map(RealSchema::letter).orElse("a")))
            .orElse("");
  }

  private static String letter(String onDelete) {
    return switch (onDelete) {
      case "CASCADE" -> "c";
      case "SET NULL" -> "n";
      case "RESTRICT" -> "r";
      default -> "d";
    };
  }

  private static String of(Table table, Index index) {
    return table.name()
        + (index.spec().unique() ? " unique " : " ")
        + String.join(",", index.spec().allColumns())
        + (index.spec().where().isPresent() ? " where" : "");
  }
}
