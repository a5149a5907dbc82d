package dev.retort.report;

import dev.retort.alembic.Condition;
import dev.retort.repair.Edits;
import dev.retort.repair.Repair;
import java.util.List;

/// A repair as scripts read it, wherever there is one.
final class RepairForm {
  private RepairForm() {}

  static JsonForm<Repair> repair() {
    return JsonForm.named(
        "repair",
        new JsonObject<Repair>()
            .field(
                "strategy",
                Repair::strategy,
                JsonForm.word(Repair.Strategy.values(), Repair.Strategy::word))
            .text("summary", repair -> repair.summary().line().plain())
            .list("edits", repair -> repair.edits().parentEdits(), edit())
            .orNull("adds", repair -> repair.edits().adds(), added())
            .texts(
                "puts", repair -> repair.edits().puts().stream().map(Edits.PutFile::path).toList())
            .texts("removes", repair -> repair.edits().removes())
            .field(
                "safety",
                Repair::safety,
                JsonForm.word(Repair.Safety.values(), Repair.Safety::word))
            .field("proof", Repair::proof, condition())
            .text("patch", Repair::patch)
            .allMaybe(Repair::upgrade, UpgradeForm.upgrade()));
  }

  private static JsonObject<Edits.ParentEdit> edit() {
    return new JsonObject<Edits.ParentEdit>()
        .text("path", Edits.ParentEdit::path)
        .text("revision", Edits.ParentEdit::revision)
        .texts("from", Edits.ParentEdit::from)
        .texts("to", Edits.ParentEdit::to);
  }

  private static JsonObject<Edits.AddedRevision> added() {
    return new JsonObject<Edits.AddedRevision>()
        .text("path", Edits.AddedRevision::path)
        .text("revision", Edits.AddedRevision::revision)
        .texts("down_revisions", Edits.AddedRevision::downRevisions);
  }

  static JsonForm<Condition> condition() {
    return JsonForm.named(
        "condition",
        new JsonObject<Condition>()
            .texts("heads", Condition::heads)
            .list("missing", Condition::missing, pair())
            .texts("duplicates", Condition::duplicates)
            .list("cycles", Condition::cycles, JsonForm.TEXTS));
  }

  /// The child, and the parent that is missing.
  private static JsonForm<Condition.Missing> pair() {
    return new JsonForm.Of<>(
        (json, missing) -> JsonForm.TEXTS.write(json, List.of(missing.child(), missing.parent())),
        schema -> {
          schema.type("array");
          schema.keyword("items", JsonForm.TEXT);
          schema.keyword("minItems", 2);
          schema.keyword("maxItems", 2);
        });
  }
}
