package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.retort.alembic.BranchLabel;
import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import dev.retort.alembic.Revision;
import dev.retort.alembic.Undecidable;
import dev.retort.alembic.UnreadRevision;
import dev.retort.rule.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collection;
import java.util.List;

/// Histories as JSON, written as a stream: no object mapping, which would cost more at start than
/// all the rest.
public final class GraphJson {
  private GraphJson() {}

  public static void write(List<History> histories, Writer out) {
    // Plain ASCII reads the same whatever the terminal's or the pipe's encoding is.
    JsonFactory factory = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeArrayFieldStart("environments");
      for (History history : histories) {
        environment(json, history);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void environment(JsonGenerator json, History history) throws IOException {
    json.writeStartObject();
    json.writeStringField("script_location", history.environment().scriptLocation());
    String config = history.environment().config().orElse(null);
    json.writeFieldName("config");
    json.writeString(config);
    texts(json, "version_locations", history.environment().versionLocations());
    json.writeArrayFieldStart("revisions");
    for (Revision revision : history.revisions()) {
      revision(json, history, revision);
    }
    json.writeEndArray();
    texts(json, "heads", history.heads());
    texts(json, "real_heads", history.realHeads());
    texts(json, "bases", history.bases());
    texts(json, "real_bases", history.realBases());
    json.writeArrayFieldStart("undecidable");
    for (Undecidable undecidable : history.undecidable()) {
      json.writeStartObject();
      json.writeStringField("path", undecidable.path());
      json.writeNumberField("line", undecidable.line());
      json.writeStringField("name", undecidable.name());
      json.writeStringField("reason", undecidable.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("problems");
    for (Problem problem : history.problems()) {
      problem(json, history, problem);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unread");
    for (UnreadRevision unread : history.environment().unread()) {
      json.writeStartObject();
      json.writeStringField("path", unread.path());
      json.writeFieldName("revision");
      json.writeString(unread.id().orElse(null));
      texts(json, "down_revisions", unread.downRevisions());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void revision(JsonGenerator json, History history, Revision revision)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("revision", revision.id());
    json.writeStringField("path", revision.path());
    json.writeNumberField("line", revision.line());
    texts(json, "down_revisions", revision.downRevisions());
    // An empty text depends on nothing.
    boolean none = revision.dependsOn().equals(List.of(""));
    texts(json, "depends_on", none ? List.of() : revision.dependsOn());
    json.writeArrayFieldStart("branch_labels");
    for (BranchLabel label : revision.branchLabels()) {
      if (label.isText()) {
        json.writeString(label.name());
      } else {
        json.writeRawValue(label.name());
      }
    }
    json.writeEndArray();
    json.writeBooleanField("is_head", history.isHead(revision));
    json.writeBooleanField("is_real_head", history.isRealHead(revision));
    json.writeBooleanField("is_base", history.isBase(revision));
    json.writeBooleanField("is_real_base", history.isRealBase(revision));
    json.writeBooleanField("is_branch_point", history.isBranchPoint(revision));
    json.writeBooleanField("is_merge_point", history.isMergePoint(revision));
    json.writeEndObject();
  }

  private static void problem(JsonGenerator json, History history, Problem problem)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("code", problem.code().toString());
    json.writeStringField("severity", problem.severity().word());
    json.writeStringField("path", problem.path());
    json.writeNumberField("line", problem.line());
    json.writeFieldName("revision");
    json.writeString(problem.revision().orElse(null));
    json.writeStringField("message", Facts.of(problem, history).message().plain());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
