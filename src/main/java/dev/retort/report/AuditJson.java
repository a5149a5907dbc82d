package dev.retort.report;

import dev.retort.alembic.History;
import dev.retort.audit.Audit;
import dev.retort.audit.BranchPoint;
import dev.retort.audit.Cause;
import dev.retort.audit.EnvironmentAudit;
import dev.retort.audit.Statistics;
import dev.retort.audit.Structure;
import dev.retort.audit.Structure.Duplicate;
import dev.retort.audit.Structure.Reference;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.rule.Prose;
import dev.retort.schema.Inventory;
import dev.retort.schema.Replay;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// An audit for scripts, whole: only the heads of a branch are cut, and counted. Names are kept;
/// new ones may come. Texts are as they are in the repository, so whoever shows them has to escape
/// them.
public final class AuditJson {
  private AuditJson() {}

  /// One object, with a line feed at its end.
  public static String of(Audit audit) {
    return JsonText.indented(form(audit.depth()), audit);
  }

  /// @param depth how much of git's history was asked
  static JsonObject<Audit> form(Depth depth) {
    return new JsonObject<Audit>()
        .field(
            "conclusion",
            audit -> audit.fails() ? Conclusion.FAILURE : Conclusion.SUCCESS,
            JsonForm.word(Conclusion.values(), each -> each.name().toLowerCase(Locale.ROOT)))
        .field("git", Audit::depth, JsonForm.word(Depth.values(), Depth::word))
        .list("settings", Audit::mistakes, VerdictJson.finding())
        .list("environments", Audit::environments, environment(depth));
  }

  private enum Conclusion {
    SUCCESS,
    FAILURE
  }

  private static JsonObject<EnvironmentAudit> environment(Depth depth) {
    return new JsonObject<EnvironmentAudit>()
        .text("script_location", audit -> audit.change().environment().scriptLocation())
        .orNull("config", audit -> audit.change().environment().config(), JsonForm.TEXT)
        .texts("version_locations", audit -> audit.change().environment().versionLocations())
        .field("statistics", EnvironmentAudit::statistics, statistics())
        .list("undecidable", audit -> audit.statistics().undecidable(), GraphJson.undecidable())
        .all(EnvironmentAudit::structure, structure())
        .list("branch_points", EnvironmentAudit::branchPoints, branchPoint())
        .field("schema", EnvironmentAudit::change, schema())
        .list(
            "findings",
            audit -> VerdictJson.Placed.each(audit.change(), audit.findings()),
            VerdictJson.placed())
        .list("causes", EnvironmentAudit::causes, cause())
        .text("picture", AuditJson::picture)
        .field("plan", audit -> audit, PlanForm.plan())
        .texts("checklist", audit -> audit.checklist(depth).stream().map(Prose::plain).toList());
  }

  private static String picture(EnvironmentAudit audit) {
    History history = audit.change().after();
    return MermaidGraph.of(PictureSelection.whole(history, audit.findings()));
  }

  private static JsonObject<HistoryChange> schema() {
    return new JsonObject<HistoryChange>()
        .field("dialect", change -> change.replayed().dialect(), SchemaJson.dialect())
        .all(change -> change.replayed().schema(), SchemaJson.opening())
        .field("upgrades", HistoryChange::upgrade, UpgradeForm.word())
        .field("inventory", change -> Inventory.of(change.replayed()), SchemaJson.inventory())
        .list("problems", AuditJson::refused, SchemaJson.problem());
  }

  private static Iterable<SchemaJson.Refused> refused(HistoryChange change) {
    Replay replay = change.replayed();
    return SchemaJson.clashes(
        replay, replay.steps(), replay.refusesNothing() ? List.of() : change.replayedElsewhere());
  }

  private static JsonObject<Statistics> statistics() {
    return new JsonObject<Statistics>()
        .count("files", Statistics::files)
        .count("revisions", Statistics::revisions)
        .count("merges", Statistics::merges)
        .count("longest_chain", Statistics::longestChain)
        .orNull("years", Statistics::years, JsonForm.TEXT)
        .orNull("oldest", Statistics::oldest, day())
        .orNull("youngest", Statistics::youngest, day())
        .count("undated", Statistics::undated);
  }

  private static JsonForm<LocalDate> day() {
    return new JsonForm.Of<>(
        (json, day) -> json.writeString(day.toString()),
        schema -> {
          schema.type("string");
          schema.keyword("format", "date");
        });
  }

  private static JsonObject<Structure> structure() {
    return new JsonObject<Structure>()
        .texts("heads", structure -> structure.ends().heads())
        .texts("real_heads", structure -> structure.ends().realHeads())
        .texts("bases", structure -> structure.ends().bases())
        .texts("real_bases", structure -> structure.ends().realBases())
        .list("missing_parents", Structure::missingParents, reference())
        .list("missing_dependencies", Structure::missingDependencies, reference())
        .list("duplicates", Structure::duplicates, duplicate())
        .list("cycles", Structure::cycles, cycle())
        .list("self_loops", Structure::selfLoops, reference())
        .list("depends_on_merges", structure -> structure.merges().dependsOnly(), reference())
        .list("redundant_parents", structure -> structure.merges().redundantParents(), reference())
        .list("rival_merges", structure -> structure.merges().rivals(), reference());
  }

  private static JsonObject<Duplicate> duplicate() {
    return new JsonObject<Duplicate>()
        .text("revision", Duplicate::id)
        .texts("paths", Duplicate::paths)
        .field(
            "likeness",
            Duplicate::likeness,
            JsonForm.word(Structure.Likeness.values(), Structure.Likeness::words));
  }

  private static JsonObject<History.Cycle> cycle() {
    return new JsonObject<History.Cycle>()
        .texts("revisions", History.Cycle::ids)
        .flag("through_depends_on", History.Cycle::throughDependency)
        .flag("refused", History.Cycle::refused);
  }

  private static JsonForm<Reference> reference() {
    return JsonForm.named(
        "reference",
        new JsonObject<Reference>()
            .text("revision", Reference::from)
            .text("path", Reference::path)
            .count("line", Reference::line)
            .text("names", Reference::to));
  }

  private static JsonObject<BranchPoint> branchPoint() {
    return new JsonObject<BranchPoint>()
        .text("revision", BranchPoint::id)
        .list("branches", BranchPoint::offshoots, offshoot());
  }

  private static JsonObject<BranchPoint.Offshoot> offshoot() {
    return new JsonObject<BranchPoint.Offshoot>()
        .text("first", BranchPoint.Offshoot::first)
        .text("path", BranchPoint.Offshoot::path)
        .orNull("merged_in", BranchPoint.Offshoot::mergedIn, JsonForm.TEXT)
        .texts("ends_in", BranchPoint.Offshoot::heads)
        .count("more_ends", BranchPoint.Offshoot::moreHeads)
        .texts("labels", BranchPoint.Offshoot::labels);
  }

  private static JsonObject<Cause> cause() {
    return new JsonObject<Cause>()
        .field("kind", Cause::kind, JsonForm.word(Cause.Kind.values(), Cause.Kind::word))
        .text("what", cause -> cause.kind().sentence())
        .list(
            "evidence",
            Cause::evidence,
            new JsonObject<Cause.Evidence>()
                .text("text", evidence -> evidence.text().plain())
                .orNull("commit", Cause.Evidence::commit, JsonForm.TEXT)
                .orNull("day", Cause.Evidence::day, JsonForm.TEXT));
  }
}
