package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.retort.rule.RulePage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/// What rules say about themselves, for scripts.
public final class RulesJson {
  private RulesJson() {}

  /// One object, with a line feed at its end.
  ///
  /// @param docs the folder of the rules' pages
  public static String of(List<RulePage> pages, String docs) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeArrayFieldStart("rules");
      for (RulePage page : pages) {
        write(json, page, docs);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return out.append('\n').toString();
  }

  private static void write(JsonGenerator json, RulePage page, String docs) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", page.code().toString());
    json.writeStringField("name", page.name());
    json.writeStringField("severity", page.severity().word());
    json.writeStringField("what", page.what());
    json.writeStringField("why", page.why());
    json.writeStringField("example", page.example());
    json.writeStringField("fix", page.fix());
    json.writeStringField("fix_safety", page.fixSafety());
    VerdictJson.strings(json, "alembic_says", page.alembicSays());
    json.writeStringField("help", RulePages.page(docs, page.code()));
    json.writeEndObject();
  }
}
