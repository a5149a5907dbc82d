package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.retort.alembic.Severity;
import dev.retort.change.Sha256;
import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import dev.retort.rule.Rule;
import dev.retort.rule.RulePage;
import dev.retort.rule.Rules;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A verdict in SARIF 2.1.0, as GitHub's code scanning takes it.
public final class Sarif {
  /// Code scanning shows no more results of one run.
  private static final int MOST_RESULTS = 5_000;

  private Sarif() {}

  /// @param version Retort's own
  public static String of(Verdict verdict, String version) {
    return of(verdict, version, RulePages.address(Map.of()));
  }

  /// @param docs the folder of the rules' pages
  public static String of(Verdict verdict, String version, String docs) {
    return run(
        version,
        docs,
        json -> {
          json.writeStringField("columnKind", "utf16CodeUnits");
          json.writeArrayFieldStart("results");
          int left = MOST_RESULTS;
          for (Judged judged : verdict.environments()) {
            Optional<Repair> proposed = SarifFix.of(judged);
            for (Finding finding : judged.findings()) {
              if (left-- > 0) {
                result(json, judged, finding, proposed);
              }
            }
          }
          json.writeEndArray();
        });
  }

  /// A run that came to no result, so that whoever reads it next is told why.
  ///
  /// @param reason one line
  public static String ofFailure(String reason, String version, String docs) {
    return run(
        version,
        docs,
        json -> {
          json.writeArrayFieldStart("invocations");
          json.writeStartObject();
          json.writeBooleanField("executionSuccessful", false);
          json.writeArrayFieldStart("toolExecutionNotifications");
          json.writeStartObject();
          json.writeStringField("level", "error");
          text(json, "message", unlinked(Visible.line(reason, 1_000)));
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
          json.writeArrayFieldStart("results");
          json.writeEndArray();
        });
  }

  /// What stands in a run behind the tool that made it.
  private interface Contents {
    void write(JsonGenerator json) throws IOException;
  }

  /// A log of one run.
  private static String run(String version, String docs, Contents contents) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      tool(json, version, docs);
      contents.write(json);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return out.append('\n').toString();
  }

  private static void tool(JsonGenerator json, String version, String docs) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "retort");
    json.writeStringField("version", version);
    json.writeArrayFieldStart("rules");
    for (Rule rule : Rules.all()) {
      RulePage page = rule.page();
      json.writeStartObject();
      json.writeStringField("id", page.code().toString());
      json.writeStringField("name", page.name());
      json.writeStringField("helpUri", RulePages.page(docs, page.code()));
      text(json, "shortDescription", page.what());
      text(json, "fullDescription", page.why());
      text(json, "help", page.fix() + "\n\n" + page.fixSafety());
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", level(page.severity()));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void result(
      JsonGenerator json, Judged judged, Finding finding, Optional<Repair> proposed)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", finding.code().toString());
    json.writeStringField("level", level(finding.severity()));
    text(json, "message", unlinked(Visible.lines(finding.told().plain())));
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(finding.path()));
    json.writeEndObject();
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", Math.max(1, finding.line()));
    Optional<SourceLine> source =
        SourceLine.of(judged.change(), finding).filter(found -> found.to() > found.from());
    if (source.isPresent()) {
      json.writeNumberField("startColumn", source.get().from() + 1);
      json.writeNumberField("endColumn", source.get().to() + 1);
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    SarifFix.write(json, proposed, finding);
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("retort/v1", fingerprint(judged, finding));
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeBooleanField("new", finding.isNew());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case FAILURE -> "error";
      case WARNING -> "warning";
      case NOTICE -> "note";
      case OFF -> "none";
    };
  }

  /// SARIF reads `[words](place)` in a message as a link.
  private static String unlinked(String message) {
    return message.contains("](") ? message.replace("[", "\\[") : message;
  }

  /// A path as a relative reference: everything but letters, digits and the unreserved signs is
  /// percent-encoded, so that no part of it can be taken for a scheme, a query or a host.
  static String uri(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean kept =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~/".indexOf(c) >= 0;
      uri.append(kept ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return uri.toString();
  }

  /// Stays the same while lines move.
  static String fingerprint(Judged judged, Finding finding) {
    String identity =
        String.join(
            "\0",
            List.of(
                finding.code().toString(),
                judged.change().environment().scriptLocation(),
                finding.path(),
                finding.revision().orElse(""),
                finding.counterpart().orElse("")));
    return Sha256.hex(identity, 16);
  }
}
