package dev.retort.report;

import dev.retort.alembic.BranchLabel;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.Severity;
import dev.retort.alembic.Undecidable;
import dev.retort.alembic.UnreadRevision;
import dev.retort.rule.Finding;
import dev.retort.rule.UndecidableWords;
import java.io.Writer;
import java.util.List;

/// Histories as JSON, written as a stream.
public final class GraphJson {
  private GraphJson() {}

  public static void write(List<ToldHistory> histories, Writer out) {
    JsonText.lines(form(), histories, out);
  }

  private record Placed<T>(History history, T value) {
    static <T> List<Placed<T>> each(History history, List<T> values) {
      return values.stream().map(value -> new Placed<>(history, value)).toList();
    }
  }

  static JsonObject<List<ToldHistory>> form() {
    return new JsonObject<List<ToldHistory>>().list("environments", all -> all, environment());
  }

  private static JsonObject<ToldHistory> environment() {
    return new JsonObject<ToldHistory>()
        .text("script_location", told -> told.history().environment().scriptLocation())
        .orNull("config", told -> told.history().environment().config(), JsonForm.TEXT)
        .texts("version_locations", told -> told.history().environment().versionLocations())
        .list(
            "revisions",
            told -> Placed.each(told.history(), told.history().revisions()),
            revision())
        .texts("heads", told -> told.history().heads())
        .texts("real_heads", told -> told.history().realHeads())
        .texts("bases", told -> told.history().bases())
        .texts("real_bases", told -> told.history().realBases())
        .list("undecidable", told -> told.history().undecidable(), undecidable())
        .list("problems", ToldHistory::problems, problem())
        .list("unread", told -> told.history().environment().unread(), unread());
  }

  private static JsonObject<Placed<Revision>> revision() {
    return new JsonObject<Placed<Revision>>()
        .text("revision", placed -> placed.value().id())
        .text("path", placed -> placed.value().path())
        .count("line", placed -> placed.value().line())
        .text("title", placed -> placed.value().docstring().message())
        .orNull("create_date", placed -> placed.value().docstring().createDate(), JsonForm.TEXT)
        .texts("down_revisions", placed -> placed.value().downRevisions())
        .texts("depends_on", placed -> dependencies(placed.value()))
        .list("branch_labels", placed -> placed.value().branchLabels(), label())
        .flag("is_head", placed -> placed.history().isHead(placed.value()))
        .flag("is_real_head", placed -> placed.history().isRealHead(placed.value()))
        .flag("is_base", placed -> placed.history().isBase(placed.value()))
        .flag("is_real_base", placed -> placed.history().isRealBase(placed.value()))
        .flag("is_branch_point", placed -> placed.history().isBranchPoint(placed.value()))
        .flag("is_merge_point", placed -> placed.history().isMergePoint(placed.value()));
  }

  /// An empty text depends on nothing.
  private static List<String> dependencies(Revision revision) {
    return revision.dependsOn().equals(List.of("")) ? List.of() : revision.dependsOn();
  }

  /// Whatever stands there: Alembic takes all of it.
  private static JsonForm<BranchLabel> label() {
    return new JsonForm.Of<>(
        (json, label) -> {
          if (label.isText()) {
            json.writeString(label.name());
          } else {
            json.writeRawValue(label.name());
          }
        },
        anything -> {});
  }

  static JsonObject<Undecidable> undecidable() {
    return new JsonObject<Undecidable>()
        .text("path", Undecidable::path)
        .count("line", Undecidable::line)
        .text("name", Undecidable::name)
        .text("reason", each -> UndecidableWords.reason(each.cause()).plain());
  }

  private static JsonObject<Finding> problem() {
    return new JsonObject<Finding>()
        .field("code", each -> each.code().toString(), JsonForm.CODE)
        .field("severity", Finding::severity, JsonForm.word(Severity.values(), Severity::word))
        .text("path", Finding::path)
        .count("line", Finding::line)
        .orNull("revision", Finding::revision, JsonForm.TEXT)
        .text("message", each -> each.fact().message().plain());
  }

  private static JsonObject<UnreadRevision> unread() {
    return new JsonObject<UnreadRevision>()
        .text("path", UnreadRevision::path)
        .orNull("revision", UnreadRevision::id, JsonForm.TEXT)
        .texts("down_revisions", UnreadRevision::downRevisions);
  }
}
