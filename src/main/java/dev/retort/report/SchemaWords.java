package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.rule.GapWords;
import dev.retort.schema.Column;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Effect;
import dev.retort.schema.Entity;
import dev.retort.schema.EnumType;
import dev.retort.schema.Index;
import dev.retort.schema.Inventory;
import dev.retort.schema.Key;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import dev.retort.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sentences about a schema, the same in text and Markdown.
final class SchemaWords {
  private static final int MOST = 8;

  private SchemaWords() {}

  static String column(Column column) {
    String null_ =
        column.nullable().map(each -> each ? "" : " not null").orElse(" null or not null");
    String value = SchemaFacts.shown(column.value()).map(each -> " default " + each).orElse("");
    return column.type() + null_ + value;
  }

  static String key(Key key) {
    ConstraintSpec spec = key.spec();
    String columns = "(" + String.join(", ", spec.columns()) + ")";
    return switch (spec.kind()) {
      case PRIMARY_KEY -> "primary key " + columns;
      case UNIQUE -> "unique " + columns;
      case CHECK -> "check " + spec.text().orElse(columns);
      case EXCLUSION -> "exclude";
      case FOREIGN_KEY ->
          "foreign key "
              + columns
              + spec.reference()
                  .map(to ->
                      " → "
                          + to.table()
                          + " ("
                          + String.join(", ", to.columns())
                          + ")"
                          + to.onDelete()
                              .map(each -> " on delete " + each.toLowerCase(Locale.ROOT))
                              .orElse(""))
                  .orElse("");
    };
  }

  static String index(Index index) {
    return (index.spec().unique() ? "unique index " : "index ")
        + "("
        + String.join(", ", index.spec().columns())
        + ")"
        + (index.spec().method().equals("btree") ? "" : " using " + index.spec().method())
        + index.spec().where().map(each -> " where " + each).orElse("");
  }

  /// What an effect did, as one line without its sign.
  static String effect(Effect effect) {
    String facts =
        effect
            .after()
            .map(SchemaWords::facts)
            .filter(each -> !each.isEmpty())
            .map(each -> ": " + each)
            .orElse("");
    String before =
        effect.deed() == Effect.Deed.CHANGE && effect.before().isPresent()
            ? ": "
                + facts(effect.before().get())
                + " → "
                + effect.after().map(SchemaWords::facts).orElse("")
            : facts;
    return effect.object() + before + (effect.perhaps() ? " (perhaps)" : "");
  }

  private static String facts(Entity entity) {
    return switch (entity) {
      case Table _ -> "";
      case Column column -> column(column);
      case Key key -> key(key);
      case Index index -> index(index);
      case EnumType type -> String.join(", ", type.values().orElse(List.of("?")));
    };
  }

  static String sign(Effect.Deed deed) {
    return switch (deed) {
      case ADD -> "+";
      case DROP -> "−";
      case CHANGE -> "~";
    };
  }

  static String counts(Schema schema, Inventory inventory) {
    return Counted.of(inventory.counts().tables(), "table")
        + ", "
        + Counted.of(inventory.counts().columns(), "column")
        + ", "
        + (inventory.counts().indexes() == 1
            ? "1 index"
            : inventory.counts().indexes() + " indexes")
        + ", "
        + Counted.of(inventory.counts().foreignKeys(), "foreign key")
        + ", "
        + Counted.of(schema.enums().size(), "enum type");
  }

  /// How far the schema is known.
  static String known(Schema schema) {
    int open = schema.open().size();
    return schema
        .opening()
        .map(opening ->
            "Not everything is known since "
                + opening.since().path()
                + ":"
                + opening.since().line()
                + ": "
                + GapWords.of(opening.gap()).plain()
                + ".")
        .orElse(
            open == 0
                ? "Everything in it is known."
                : open == 1
                    ? "One object in it is not known for sure."
                    : open + " objects in it are not known for sure.");
  }

  /// What is worth a look, a line each; nothing where there is nothing.
  static List<String> remarks(Replay replay, Inventory inventory) {
    return worthALook(replay, inventory).stream().map(Remark::line).toList();
  }

  /// The same in few words, as parts of a sentence.
  static List<String> subjects(Replay replay, Inventory inventory) {
    return worthALook(replay, inventory).stream().map(Remark::subject).toList();
  }

  private record Remark(String what, List<?> which) {
    String subject() {
      return what.substring(0, 1).toLowerCase(Locale.ROOT)
          + what.substring(1)
          + " ("
          + which.size()
          + ")";
    }

    String line() {
      String more = which.size() > MOST ? ", and " + (which.size() - MOST) + " more" : "";
      return what
          + " ("
          + which.size()
          + "): "
          + which.stream().limit(MOST).map(Object::toString).collect(Collectors.joining(", "))
          + more;
    }
  }

  private static List<Remark> worthALook(Replay replay, Inventory inventory) {
    List<Remark> remarks =
        List.of(
            new Remark("Foreign keys without an index", inventory.foreignKeysWithoutIndex()),
            new Remark(
                "Indexes over the same columns",
                inventory.sameIndexes().stream()
                    .map(each ->
                        each.stream().map(ObjectName::toString).collect(Collectors.joining(" = ")))
                    .toList()),
            new Remark("Tables without a primary key", inventory.tablesWithoutPrimaryKey()),
            new Remark("Names that are reserved words", inventory.reservedWords()),
            new Remark("Types that nothing uses", inventory.unusedTypes()),
            new Remark(
                "What the database refuses",
                replay.steps().stream()
                    .flatMap(step ->
                        step.clashes().stream()
                            .map(clash ->
                                step.revision().path()
                                    + ":"
                                    + clash.operation().site().line()
                                    + " "
                                    + clash.object()))
                    .toList()),
            new Remark(
                "Drops of what no migration makes",
                inventory.neverMade().stream()
                    .map(each -> each.at().path() + ":" + each.at().line() + " " + each.object())
                    .toList()));
    return remarks.stream().filter(each -> !each.which().isEmpty()).toList();
  }

  /// Why a revision was not read in full.
  static List<String> unread(Replay.Step step) {
    List<String> lines = new ArrayList<>();
    for (Reading.Reason reason : step.reasons()) {
      lines.add(
          step.revision().path() + ":" + reason.line() + " " + GapWords.of(reason.gap()).plain());
    }
    return lines;
  }

  /// The same for a sentence: where, and why.
  static Stream<String> reasons(Replay.Step step) {
    return step.reading().reasons().stream()
        .map(reason ->
            step.revision().path()
                + ":"
                + reason.line()
                + ", "
                + GapWords.of(reason.gap()).plain());
  }
}
