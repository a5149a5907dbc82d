package dev.retort.report;

import dev.retort.alembic.Severity;
import dev.retort.rule.GapWords;
import dev.retort.schema.Clash;
import dev.retort.schema.Dialect;
import dev.retort.schema.Effect;
import dev.retort.schema.Inventory;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Replayed schemas as JSON, written as a stream.
public final class SchemaJson {
  private static final String CLOSED = "closed";
  private static final String OPEN = "open";

  private SchemaJson() {}

  public static void write(List<SchemaView> views, Writer out) {
    JsonText.line(form(), views, out);
  }

  static JsonObject<List<SchemaView>> form() {
    return new JsonObject<List<SchemaView>>().list("environments", views -> views, environment());
  }

  private static JsonObject<SchemaView> environment() {
    return new JsonObject<SchemaView>()
        .text("script_location", view -> view.replay().history().environment().scriptLocation())
        .orNull("config", view -> view.replay().history().environment().config(), JsonForm.TEXT)
        .texts(
            "version_locations", view -> view.replay().history().environment().versionLocations())
        .field("dialect", view -> view.replay().dialect(), dialect())
        .all(view -> view.replay().schema(), opening())
        .field("objects", view -> view.replay().schema(), EntityForm.objects())
        .texts("open", view -> written(view.replay().schema().open()))
        .list("revisions", SchemaJson::revisions, revision())
        .field("inventory", view -> Inventory.of(view.replay()), inventory())
        .list(
            "problems", view -> clashes(view.replay(), view.steps(), view.elsewhere()), problem());
  }

  static JsonForm<Dialect> dialect() {
    return JsonForm.word(Dialect.values(), Dialect::sqlName);
  }

  /// Whether everything is known.
  static JsonForm<Boolean> state() {
    return JsonForm.word(new Boolean[] {true, false}, closed -> closed ? CLOSED : OPEN);
  }

  static JsonObject<Schema> opening() {
    return new JsonObject<Schema>()
        .field("state", Schema::isClosed, state())
        .orNull(
            "open_since",
            Schema::opening,
            new JsonObject<Schema.Opening>()
                .all(Schema.Opening::since, UpgradeForm.place())
                .text("reason", opening -> GapWords.of(opening.gap()).plain()))
        .nullWhere("open_since", "state", CLOSED);
  }

  /// @param effects empty where they are not asked for
  private record Told(Replay.Step step, Optional<List<Effect>> effects) {}

  private static List<Told> revisions(SchemaView view) {
    boolean effects = view.effects() || view.change().isPresent();
    return view.steps().stream()
        .map(step -> new Told(step, effects ? Optional.of(step.effects()) : Optional.empty()))
        .toList();
  }

  private static JsonObject<Told> revision() {
    return new JsonObject<Told>()
        .text("revision", told -> told.step().revision().id())
        .text("path", told -> told.step().revision().path())
        .field(
            "read",
            told -> told.step().extent(),
            JsonForm.word(Reading.Extent.values(), SchemaJson::lower))
        .list("reasons", told -> told.step().reasons(), reason())
        .maybe("effects", Told::effects, JsonForm.list(effect()));
  }

  static JsonObject<Reading.Reason> reason() {
    return new JsonObject<Reading.Reason>()
        .count("line", Reading.Reason::line)
        .text("reason", reason -> GapWords.of(reason.gap()).plain());
  }

  static JsonObject<Effect> effect() {
    return new JsonObject<Effect>()
        .field("do", Effect::deed, JsonForm.word(Effect.Deed.values(), SchemaJson::lower))
        .text("object", effect -> effect.object().toString())
        .count("line", Effect::line)
        .maybe(
            "perhaps",
            effect -> effect.perhaps() ? Optional.of(true) : Optional.empty(),
            JsonForm.FLAG)
        .maybe("facts", Effect::after, EntityForm.facts());
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  static JsonForm<Inventory> inventory() {
    return JsonForm.named(
        "inventory",
        new JsonObject<Inventory>()
            .count("tables", inventory -> inventory.counts().tables())
            .count("columns", inventory -> inventory.counts().columns())
            .count("indexes", inventory -> inventory.counts().indexes())
            .count("foreign_keys", inventory -> inventory.counts().foreignKeys())
            .texts(
                "foreign_keys_without_index",
                inventory -> written(inventory.foreignKeysWithoutIndex()))
            .list(
                "same_indexes",
                inventory -> inventory.sameIndexes().stream().map(SchemaJson::written).toList(),
                JsonForm.TEXTS)
            .texts(
                "tables_without_primary_key",
                inventory -> written(inventory.tablesWithoutPrimaryKey()))
            .texts("reserved_words", inventory -> written(inventory.reservedWords()))
            .texts("unused_types", inventory -> written(inventory.unusedTypes()))
            .list("drops_of_never_made", Inventory::neverMade, neverMade()));
  }

  private static JsonObject<Inventory.NeverMade> neverMade() {
    return new JsonObject<Inventory.NeverMade>()
        .text("object", each -> each.object().toString())
        .all(Inventory.NeverMade::at, UpgradeForm.place());
  }

  /// What the database would refuse, and where.
  ///
  /// @param everywhere whether each database that is named refuses it
  record Refused(Replay replay, Replay.Step step, Clash clash, boolean everywhere) {
    Severity severity() {
      return everywhere ? Severity.FAILURE : Severity.NOTICE;
    }
  }

  /// @param elsewhere the same history on the other databases that are named
  static List<Refused> clashes(Replay replay, List<Replay.Step> steps, List<Replay> elsewhere) {
    return steps.stream()
        .flatMap(step ->
            step.clashes().stream()
                .map(clash ->
                    new Refused(
                        replay,
                        step,
                        clash,
                        elsewhere.stream()
                            .allMatch(other -> other.refuses(step.revision(), clash)))))
        .toList();
  }

  static JsonObject<Refused> problem() {
    return new JsonObject<Refused>()
        .field("code", refused -> refused.clash().kind().code().toString(), JsonForm.CODE)
        .field(
            "severity",
            Refused::severity,
            JsonForm.word(new Severity[] {Severity.NOTICE, Severity.FAILURE}, Severity::word))
        .text("path", refused -> refused.step().revision().path())
        .count("line", refused -> refused.clash().operation().site().line())
        .text("revision", refused -> refused.step().revision().id())
        .text(
            "message", refused -> SchemaFacts.message(refused.clash(), refused.replay().dialect()));
  }

  private static List<String> written(Iterable<ObjectName> names) {
    List<String> texts = new ArrayList<>();
    names.forEach(name -> texts.add(name.toString()));
    return texts;
  }
}
