package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.retort.alembic.Severity;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// A verdict as the code quality report of GitLab, which shows it in the merge request.
public final class CodeQuality {
  private CodeQuality() {}

  /// An array, empty where nothing was found.
  public static String of(Verdict verdict) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (Judged judged : verdict.environments()) {
        for (Finding finding : judged.findings()) {
          write(json, judged, finding);
        }
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return out.append('\n').toString();
  }

  private static void write(JsonGenerator json, Judged judged, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("description", Visible.lines(finding.told().plain()));
    json.writeStringField("check_name", finding.code().toString());
    json.writeStringField("fingerprint", Sarif.fingerprint(judged, finding));
    json.writeStringField("severity", severity(finding.severity()));
    json.writeObjectFieldStart("location");
    json.writeStringField("path", finding.path());
    json.writeObjectFieldStart("lines");
    json.writeNumberField("begin", Math.max(1, finding.line()));
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case FAILURE -> "critical";
      case WARNING -> "minor";
      case NOTICE, OFF -> "info";
    };
  }
}
