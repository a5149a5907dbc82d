package dev.retort.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A replayed schema in the words of the program that asks the databases.
final class Told {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Told() {}

  static Map<String, String> of(Schema schema) {
    Map<String, String> told = new TreeMap<>();
    boolean sqlite = schema.dialect() == Dialect.SQLITE;
    for (Table table : schema.tables()) {
      told.put("table " + table.name(), "true");
      for (Column column : table.columns().values()) {
        told.put(
            "column " + table.name() + "." + column.name(),
            json(list(column.type().replace(", ", ","), column.nullable().orElse(null))));
      }
      for (Key key : table.keys().values()) {
        if (sqlite) {
          sqlite(table, key, told);
        } else {
          told.put("constraint " + table.name() + "/" + key.name(), json(facts(key)));
        }
      }
      for (Index index : table.indexes().values()) {
        told.put(
            "index " + index.name(),
            json(list(index.spec().table(), index.spec().unique(), index.spec().columns())));
      }
    }
    schema
        .enums()
        .forEach(type -> told.put("enum " + type.name(), json(type.values().orElse(List.of()))));
    return told;
  }

  private static List<@Nullable Object> facts(Key key) {
    if (key.spec().kind() == ConstraintSpec.Kind.CHECK) {
      return list("c");
    }
    var reference = key.spec().reference();
    return list(
        String.valueOf(key.spec().kind().letter()),
        key.spec().columns(),
        reference.map(ConstraintSpec.Reference::table).orElse(null),
        reference.map(ConstraintSpec.Reference::columns).orElse(List.of()),
        reference.flatMap(ConstraintSpec.Reference::onDelete).orElse(null));
  }

  /// SQLite's constraints mostly have no names.
  private static void sqlite(Table table, Key key, Map<String, String> told) {
    char kind = key.spec().kind().letter();
    if (kind == 'c') {
      return;
    }
    String columns =
        "["
            + String.join(", ", key.spec().columns().stream().map(c -> "'" + c + "'").toList())
            + "]";
    String object = "constraint " + table.name() + "/" + kind + " " + columns;
    told.put(
        object,
        key.spec()
            .reference()
            .map(to -> json(list(to.table(), to.columns(), to.onDelete().orElse(null))))
            .orElse("true"));
  }

  private static List<@Nullable Object> list(@Nullable Object... values) {
    List<@Nullable Object> list = new ArrayList<>();
    Collections.addAll(list, values);
    return list;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
