package dev.retort.report;

import dev.retort.alembic.Condition;
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
            .text("summary", Repair::summary)
            .list("edits", Repair::parentEdits, edit())
            .orNull("adds", Repair::adds, added())
            .texts("puts", repair -> repair.puts().stream().map(Repair.PutFile::path).toList())
            .texts("removes", Repair::removes)
            .field(
                "safety",
                Repair::safety,
                JsonForm.word(Repair.Safety.values(), Repair.Safety::word))
            .field("proof", Repair::proof, condition())
            .text("patch", Repair::patch)
            .allMaybe(Repair::upgrade, UpgradeForm.upgrade()));
  }

  private static JsonObject<Repair.ParentEdit> edit() {
    return new JsonObject<Repair.ParentEdit>()
        .text("path", Repair.ParentEdit::path)
        .text("revision", Repair.ParentEdit::revision)
        .texts("from", Repair.ParentEdit::from)
        .texts("to", Repair.ParentEdit::to);
  }

  private static JsonObject<Repair.AddedRevision> added() {
    return new JsonObject<Repair.AddedRevision>()
        .text("path", Repair.AddedRevision::path)
        .text("revision", Repair.AddedRevision::revision)
        .texts("down_revisions", Repair.AddedRevision::downRevisions);
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
