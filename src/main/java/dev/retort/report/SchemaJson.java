package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.retort.schema.Clash;
import dev.retort.schema.Column;
import dev.retort.schema.Effect;
import dev.retort.schema.Entity;
import dev.retort.schema.EnumType;
import dev.retort.schema.Index;
import dev.retort.schema.Inventory;
import dev.retort.schema.Key;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Provenance;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import dev.retort.schema.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Replayed schemas as JSON, written as a stream.
public final class SchemaJson {
  private SchemaJson() {}

  public static void write(List<SchemaView> views, Writer out) {
    JsonFactory factory = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeArrayFieldStart("environments");
      for (SchemaView view : views) {
        environment(json, view);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void environment(JsonGenerator json, SchemaView view) throws IOException {
    Replay replay = view.replay();
    var environment = replay.history().environment();
    json.writeStartObject();
    json.writeStringField("script_location", environment.scriptLocation());
    optional(json, "config", environment.config());
    texts(json, "version_locations", environment.versionLocations());
    json.writeStringField("dialect", replay.dialect().sqlName());
    opening(json, replay.schema());
    json.writeObjectFieldStart("objects");
    objects(json, replay.schema());
    json.writeEndObject();
    texts(json, "open", replay.schema().open());
    json.writeArrayFieldStart("revisions");
    for (Replay.Step step : view.steps()) {
      revision(json, step, view.effects() || view.change().isPresent());
    }
    json.writeEndArray();
    inventory(json, Inventory.of(replay));
    problems(json, replay, view.steps());
    json.writeEndObject();
  }

  static void problems(JsonGenerator json, Replay replay, List<Replay.Step> steps)
      throws IOException {
    json.writeArrayFieldStart("problems");
    for (Replay.Step step : steps) {
      for (Clash clash : step.clashes()) {
        problem(json, replay, step, clash);
      }
    }
    json.writeEndArray();
  }

  static void opening(JsonGenerator json, Schema schema) throws IOException {
    json.writeStringField("state", schema.isClosed() ? "closed" : "open");
    if (schema.opening().isPresent()) {
      Schema.Opening opening = schema.opening().get();
      json.writeObjectFieldStart("open_since");
      json.writeStringField("path", opening.since().path());
      json.writeNumberField("line", opening.since().line());
      json.writeStringField("revision", opening.since().revision());
      json.writeStringField("reason", opening.reason());
      json.writeEndObject();
    } else {
      json.writeNullField("open_since");
    }
  }

  private static void objects(JsonGenerator json, Schema schema) throws IOException {
    for (Table table : schema.tables()) {
      if (!table.foreign()) {
        field(json, ObjectName.table(table.name()), table);
      }
      for (Column column : table.columns().values()) {
        field(json, ObjectName.column(table.name(), column.name()), column);
      }
      for (Key key : table.keys().values()) {
        field(json, ObjectName.constraint(table.name(), key.name()), key);
      }
      for (Index index : table.indexes().values()) {
        field(json, ObjectName.index(index.name()), index);
      }
    }
    for (EnumType type : schema.enums()) {
      field(json, ObjectName.enumType(type.name()), type);
    }
  }

  private static void field(JsonGenerator json, ObjectName object, Entity entity)
      throws IOException {
    json.writeFieldName(object.toString());
    facts(json, entity, true);
  }

  private static void facts(JsonGenerator json, Entity entity, boolean made) throws IOException {
    if (entity instanceof EnumType type) {
      json.writeStartArray();
      for (String value : type.values().orElse(List.of())) {
        json.writeString(value);
      }
      json.writeEndArray();
      return;
    }
    json.writeStartObject();
    switch (entity) {
      case Table table -> json.writeStringField("kind", String.valueOf(table.kind()));
      case Column column -> column(json, column);
      case Key key -> key(json, key);
      case Index index -> index(json, index);
      case EnumType _ -> {}
    }
    if (made) {
      made(json, entity.made());
    }
    json.writeEndObject();
  }

  private static void made(JsonGenerator json, Provenance made) throws IOException {
    json.writeStringField("revision", made.revision());
    json.writeNumberField("line", made.line());
  }

  private static void column(JsonGenerator json, Column column) throws IOException {
    json.writeStringField("type", column.type());
    if (column.nullable().isPresent()) {
      json.writeBooleanField("null", column.nullable().get());
    } else {
      json.writeNullField("null");
    }
    optional(json, "default", SchemaFacts.shown(column.value()));
  }

  private static void key(JsonGenerator json, Key key) throws IOException {
    json.writeStringField("type", String.valueOf(key.spec().kind().letter()));
    texts(json, "columns", key.spec().columns());
    if (key.spec().reference().isPresent()) {
      var reference = key.spec().reference().get();
      json.writeStringField("ref", reference.table());
      texts(json, "refcols", reference.columns());
      optional(json, "ondelete", reference.onDelete());
    }
  }

  private static void index(JsonGenerator json, Index index) throws IOException {
    json.writeStringField("table", index.spec().table());
    texts(json, "columns", index.spec().columns());
    json.writeBooleanField("unique", index.spec().unique());
    json.writeStringField("method", index.spec().method());
    optional(json, "where", index.spec().where());
  }

  private static void revision(JsonGenerator json, Replay.Step step, boolean effects)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("revision", step.revision().id());
    json.writeStringField("path", step.revision().path());
    json.writeStringField("read", step.reading().extent().name().toLowerCase(Locale.ROOT));
    json.writeArrayFieldStart("reasons");
    for (Reading.Reason reason : step.reading().reasons()) {
      json.writeStartObject();
      json.writeNumberField("line", reason.line());
      json.writeStringField("reason", reason.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (effects) {
      json.writeArrayFieldStart("effects");
      for (Effect effect : step.effects()) {
        effect(json, effect);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void effect(JsonGenerator json, Effect effect) throws IOException {
    json.writeStartObject();
    fields(json, effect);
    json.writeEndObject();
  }

  static void fields(JsonGenerator json, Effect effect) throws IOException {
    json.writeStringField("do", effect.deed().name().toLowerCase(Locale.ROOT));
    json.writeStringField("object", effect.object().toString());
    json.writeNumberField("line", effect.line());
    if (effect.perhaps()) {
      json.writeBooleanField("perhaps", true);
    }
    if (effect.after().isPresent()) {
      json.writeFieldName("facts");
      facts(json, effect.after().get(), false);
    }
  }

  static void inventory(JsonGenerator json, Inventory inventory) throws IOException {
    json.writeObjectFieldStart("inventory");
    json.writeNumberField("tables", inventory.tables());
    json.writeNumberField("columns", inventory.columns());
    json.writeNumberField("indexes", inventory.indexes());
    json.writeNumberField("foreign_keys", inventory.foreignKeys());
    texts(json, "foreign_keys_without_index", inventory.foreignKeysWithoutIndex());
    json.writeArrayFieldStart("same_indexes");
    for (List<ObjectName> same : inventory.sameIndexes()) {
      json.writeStartArray();
      for (ObjectName each : same) {
        json.writeString(each.toString());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    texts(json, "tables_without_primary_key", inventory.tablesWithoutPrimaryKey());
    texts(json, "reserved_words", inventory.reservedWords());
    texts(json, "unused_types", inventory.unusedTypes());
    json.writeArrayFieldStart("drops_of_never_made");
    for (Inventory.NeverMade each : inventory.neverMade()) {
      json.writeStartObject();
      json.writeStringField("object", each.object().toString());
      json.writeStringField("path", each.at().path());
      json.writeNumberField("line", each.at().line());
      json.writeStringField("revision", each.at().revision());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void problem(JsonGenerator json, Replay replay, Replay.Step step, Clash clash)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("code", clash.kind().code().toString());
    json.writeStringField("severity", "failure");
    json.writeStringField("path", step.revision().path());
    json.writeNumberField("line", clash.operation().site().line());
    json.writeStringField("revision", step.revision().id());
    json.writeStringField("message", SchemaFacts.message(clash, replay.dialect()));
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  private static void texts(JsonGenerator json, String name, Collection<?> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Object text : texts) {
      json.writeString(text.toString());
    }
    json.writeEndArray();
  }
}
