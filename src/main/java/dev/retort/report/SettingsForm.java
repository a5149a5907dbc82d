package dev.retort.report;

import dev.retort.alembic.SettingsKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What `.github/retort.yml` takes, as its readers say it.
///
/// @param takes what may stand there
/// @param says what it is for; empty where nobody says
/// @param absent whether it may be left without a value
record SettingsForm(SettingsKey takes, String says, boolean absent)
    implements JsonSchema.Described {
  SettingsForm(SettingsKey takes) {
    this(takes, "", false);
  }

  @Override
  public void describe(JsonSchema schema) throws IOException {
    if (!says.isEmpty()) {
      schema.keyword("description", says);
    }
    switch (takes) {
      case SettingsKey.Flag _ -> type(schema, "boolean");
      case SettingsKey.OneOf(List<String> words) -> schema.oneOf(words, absent);
      case SettingsKey.Count(int least, int most) -> {
        type(schema, "integer");
        schema.keyword("minimum", least);
        schema.keyword("maximum", most);
      }
      case SettingsKey.Text(String pattern) -> {
        type(schema, "string");
        schema.keyword("pattern", pattern);
      }
      case SettingsKey.Listing list -> list(schema, list);
      case SettingsKey.Table(Map<String, SettingsKey.Entry> keys, List<String> required) -> {
        type(schema, "object");
        schema.properties(
            keys.entrySet().stream()
                .map(each ->
                    property(each.getKey(), each.getValue(), !required.contains(each.getKey())))
                .toList());
        schema.required(required);
        schema.never("additionalProperties");
      }
      case SettingsKey.Each(List<String> names, SettingsKey of) -> {
        type(schema, "object");
        schema.keyword("propertyNames", name -> name.oneOf(names));
        schema.keyword("additionalProperties", new SettingsForm(of));
      }
    }
  }

  private void list(JsonSchema schema, SettingsKey.Listing list) throws IOException {
    type(schema, "array");
    schema.keyword("items", new SettingsForm(list.of()));
    if (list.least() > 0) {
      schema.keyword("minItems", list.least());
    }
    if (list.most() < Integer.MAX_VALUE) {
      schema.keyword("maxItems", list.most());
    }
  }

  private void type(JsonSchema schema, String type) throws IOException {
    if (absent) {
      schema.type(type, "null");
    } else {
      schema.type(type);
    }
  }

  private static JsonSchema.Property property(
      String name, SettingsKey.Entry entry, boolean absent) {
    return new JsonSchema.Property(name, new SettingsForm(entry.takes(), entry.says(), absent));
  }
}
