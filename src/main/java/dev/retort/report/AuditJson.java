package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.Undecidable;
import dev.retort.audit.Audit;
import dev.retort.audit.BranchPoint;
import dev.retort.audit.Cause;
import dev.retort.audit.EnvironmentAudit;
import dev.retort.audit.Statistics;
import dev.retort.audit.Structure;
import dev.retort.audit.Structure.Duplicate;
import dev.retort.audit.Structure.Reference;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.GitEvidence;
import dev.retort.plan.WholePlan;
import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import dev.retort.schema.Inventory;
import dev.retort.schema.Replay;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;

/// An audit for scripts, whole: only the heads of a branch are cut, and counted. Names are kept;
/// new ones may come. Texts are as they are in the repository, so whoever shows them has to escape
/// them.
public final class AuditJson {
  private final JsonGenerator json;
  private GitEvidence.Reach reach = GitEvidence.Reach.NONE;

  private AuditJson(JsonGenerator json) {
    this.json = json;
  }

  /// One object, with a line feed at its end.
  public static String of(Audit audit) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      new AuditJson(json).write(audit);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return out.append('\n').toString();
  }

  private void write(Audit audit) throws IOException {
    json.writeStartObject();
    json.writeStringField("conclusion", audit.fails() ? "failure" : "success");
    json.writeStringField("git", audit.reach().word());
    reach = audit.reach();
    findings("settings", audit.mistakes());
    json.writeArrayFieldStart("environments");
    for (EnvironmentAudit environment : audit.environments()) {
      write(environment);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(EnvironmentAudit audit) throws IOException {
    Environment environment = audit.change().environment();
    json.writeStartObject();
    json.writeStringField("script_location", environment.scriptLocation());
    VerdictJson.orNull(json, "config", environment.config());
    VerdictJson.strings(json, "version_locations", environment.versionLocations());
    write(audit.statistics());
    write(audit.structure());
    json.writeArrayFieldStart("branch_points");
    for (BranchPoint point : audit.branchPoints()) {
      write(point);
    }
    json.writeEndArray();
    schema(audit.change());
    findings("findings", audit.findings());
    json.writeArrayFieldStart("causes");
    for (Cause cause : audit.causes()) {
      write(cause);
    }
    json.writeEndArray();
    History history = audit.change().after();
    json.writeStringField(
        "picture", MermaidGraph.of(PictureSelection.whole(history, audit.findings())));
    write(audit.plan(), history);
    VerdictJson.strings(json, "checklist", audit.checklist(reach));
    json.writeEndObject();
  }

  private void schema(HistoryChange change) throws IOException {
    Replay replay = change.replayed();
    json.writeObjectFieldStart("schema");
    json.writeStringField("dialect", replay.dialect().sqlName());
    SchemaJson.opening(json, replay.schema());
    json.writeStringField("upgrades", change.upgrade().word());
    SchemaJson.inventory(json, Inventory.of(replay));
    SchemaJson.problems(json, replay, replay.steps());
    json.writeEndObject();
  }

  private void write(Statistics statistics) throws IOException {
    json.writeObjectFieldStart("statistics");
    json.writeNumberField("files", statistics.files());
    json.writeNumberField("revisions", statistics.revisions());
    json.writeNumberField("merges", statistics.merges());
    json.writeNumberField("longest_chain", statistics.longestChain());
    VerdictJson.orNull(json, "years", statistics.years());
    VerdictJson.orNull(json, "oldest", statistics.oldest().map(LocalDate::toString));
    VerdictJson.orNull(json, "youngest", statistics.youngest().map(LocalDate::toString));
    json.writeNumberField("undated", statistics.undated());
    json.writeEndObject();
    json.writeArrayFieldStart("undecidable");
    for (Undecidable each : statistics.undecidable()) {
      json.writeStartObject();
      json.writeStringField("path", each.path());
      json.writeNumberField("line", each.line());
      json.writeStringField("name", each.name());
      json.writeStringField("reason", each.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(Structure structure) throws IOException {
    VerdictJson.strings(json, "heads", structure.heads());
    VerdictJson.strings(json, "real_heads", structure.realHeads());
    VerdictJson.strings(json, "bases", structure.bases());
    VerdictJson.strings(json, "real_bases", structure.realBases());
    references("missing_parents", structure.missingParents());
    references("missing_dependencies", structure.missingDependencies());
    json.writeArrayFieldStart("duplicates");
    for (Duplicate duplicate : structure.duplicates()) {
      json.writeStartObject();
      json.writeStringField("revision", duplicate.id());
      VerdictJson.strings(json, "paths", duplicate.paths());
      json.writeStringField("likeness", duplicate.likeness().words());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("cycles");
    for (History.Cycle cycle : structure.cycles()) {
      json.writeStartObject();
      VerdictJson.strings(json, "revisions", cycle.ids());
      json.writeBooleanField("through_depends_on", cycle.throughDependency());
      json.writeBooleanField("refused", cycle.refused());
      json.writeEndObject();
    }
    json.writeEndArray();
    references("self_loops", structure.selfLoops());
    references("depends_on_merges", structure.dependsOnlyMerges());
    references("redundant_parents", structure.redundantParents());
    references("rival_merges", structure.rivalMerges());
  }

  private void references(String name, List<Reference> references) throws IOException {
    json.writeArrayFieldStart(name);
    for (Reference reference : references) {
      json.writeStartObject();
      json.writeStringField("revision", reference.from());
      json.writeStringField("path", reference.path());
      json.writeNumberField("line", reference.line());
      json.writeStringField("names", reference.to());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(BranchPoint point) throws IOException {
    json.writeStartObject();
    json.writeStringField("revision", point.id());
    json.writeArrayFieldStart("branches");
    for (BranchPoint.Branch branch : point.branches()) {
      json.writeStartObject();
      json.writeStringField("first", branch.first());
      json.writeStringField("path", branch.path());
      VerdictJson.orNull(json, "merged_in", branch.mergedIn());
      VerdictJson.strings(json, "ends_in", branch.heads());
      json.writeNumberField("more_ends", branch.moreHeads());
      VerdictJson.strings(json, "labels", branch.labels());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void findings(String name, List<Finding> findings) throws IOException {
    json.writeArrayFieldStart(name);
    for (Finding finding : findings) {
      VerdictJson.write(json, finding);
    }
    json.writeEndArray();
  }

  private void write(Cause cause) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", cause.kind().word());
    json.writeStringField("what", cause.kind().sentence());
    json.writeArrayFieldStart("evidence");
    for (Cause.Evidence evidence : cause.evidence()) {
      json.writeStartObject();
      json.writeStringField("text", evidence.text());
      VerdictJson.orNull(json, "commit", evidence.commit());
      VerdictJson.orNull(json, "day", evidence.day());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(WholePlan plan, History before) throws IOException {
    json.writeObjectFieldStart("plan");
    json.writeArrayFieldStart("steps");
    for (WholePlan.Planned step : plan.planned()) {
      json.writeStartObject();
      json.writeStringField("code", step.code().toString());
      VerdictJson.strings(json, "about", step.about());
      VerdictJson.strings(json, "evidence", step.evidence());
      json.writeFieldName("repair");
      VerdictJson.write(json, step.repair());
      repairs("instead", step.instead());
      json.writeEndObject();
    }
    json.writeEndArray();
    History outcome = plan.outcome().after();
    VerdictJson.condition(json, "outcome", outcome.condition());
    json.writeStringField("picture", MermaidGraph.of(PictureSelection.whole(plan, before)));
    json.writeArrayFieldStart("unrepaired");
    for (WholePlan.Unrepaired each : plan.unrepaired()) {

      json.writeStartObject();
      json.writeStringField("code", each.fact().code().toString());
      json.writeStringField("path", each.place().path());
      json.writeNumberField("line", each.place().line());
      VerdictJson.orNull(json, "revision", each.place().revision());
      json.writeStringField("message", each.fact().message().plain());
      json.writeStringField("why", each.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("joinings");
    for (WholePlan.Joining joining : plan.joinings()) {
      json.writeStartObject();
      json.writeStringField("way", joining.way().word());
      VerdictJson.orNull(json, "obstacle", joining.obstacle());
      repairs("steps", joining.steps());
      json.writeEndObject();
    }
    json.writeEndArray();
    VerdictJson.strings(json, "chain", plan.chain());
    json.writeEndObject();
  }

  private void repairs(String name, List<Repair> repairs) throws IOException {
    json.writeArrayFieldStart(name);
    for (Repair repair : repairs) {
      VerdictJson.write(json, repair);
    }
    json.writeEndArray();
  }
}
