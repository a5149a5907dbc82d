package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.retort.alembic.Condition;
import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A verdict for scripts. Names are kept; new ones may come. Texts are as they are in the
/// repository, so whoever shows them has to escape them.
public final class VerdictJson {
  private VerdictJson() {}

  /// One object, with a line feed at its end.
  public static String of(Verdict verdict) {
    return of(verdict, RulePages.address(Map.of()));
  }

  /// @param docs the folder of the rules' pages, which each finding links to
  public static String of(Verdict verdict, String docs) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      fields(json, verdict, docs);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return out.append('\n').toString();
  }

  static void fields(JsonGenerator json, Verdict verdict, String docs) throws IOException {
    json.writeStringField("conclusion", verdict.conclusion().word());
    strings(json, "conflicts", verdict.conflicts());
    json.writeArrayFieldStart("environments");
    for (Judged judged : verdict.environments()) {
      write(json, judged, docs);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Judged judged, String docs) throws IOException {
    json.writeStartObject();
    json.writeStringField("script_location", judged.change().environment().scriptLocation());
    condition(json, "before", judged.change().before().condition());
    condition(json, "after", judged.change().after().condition());
    json.writeArrayFieldStart("findings");
    for (Finding finding : judged.findings()) {
      json.writeStartObject();
      facts(json, finding);
      json.writeStringField("help", RulePages.page(docs, finding.code()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("repairs");
    for (Repair repair : judged.repairs()) {
      write(json, repair);
    }
    json.writeEndArray();
    if (judged.mend().isPresent()) {
      json.writeFieldName("mend");
      write(json, judged.mend().get());
    }
    SchemaOfChange.write(json, judged);
    json.writeEndObject();
  }

  static void write(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    facts(json, finding);
    json.writeEndObject();
  }

  private static void facts(JsonGenerator json, Finding finding) throws IOException {
    json.writeStringField("code", finding.code().toString());
    json.writeStringField("severity", finding.severity().word());
    json.writeStringField("path", finding.path());
    json.writeNumberField("line", finding.line());
    orNull(json, "revision", finding.revision());
    orNull(json, "counterpart", finding.counterpart());
    json.writeStringField("message", finding.told().plain());
    json.writeBooleanField("new", finding.isNew());
  }

  static void write(JsonGenerator json, Repair repair) throws IOException {
    json.writeStartObject();
    json.writeStringField("strategy", repair.strategy().word());
    json.writeStringField("summary", repair.summary());
    json.writeArrayFieldStart("edits");
    for (Repair.ParentEdit edit : repair.parentEdits()) {
      json.writeStartObject();
      json.writeStringField("path", edit.path());
      json.writeStringField("revision", edit.revision());
      strings(json, "from", edit.from());
      strings(json, "to", edit.to());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("adds");
    if (repair.adds().isPresent()) {
      Repair.AddedRevision added = repair.adds().get();
      json.writeStartObject();
      json.writeStringField("path", added.path());
      json.writeStringField("revision", added.revision());
      strings(json, "down_revisions", added.downRevisions());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    strings(json, "puts", repair.puts().stream().map(Repair.PutFile::path).toList());
    strings(json, "removes", repair.removes());
    json.writeStringField("safety", repair.safety().word());
    condition(json, "proof", repair.proof());
    json.writeStringField("patch", repair.patch());
    if (repair.upgrade().isPresent()) {
      UpgradeWords.write(json, repair.upgrade().get());
    }
    json.writeEndObject();
  }

  static void condition(JsonGenerator json, String name, Condition condition) throws IOException {
    json.writeObjectFieldStart(name);
    strings(json, "heads", condition.heads());
    json.writeArrayFieldStart("missing");
    for (Condition.Missing missing : condition.missing()) {
      strings(json, List.of(missing.child(), missing.parent()));
    }
    json.writeEndArray();
    strings(json, "duplicates", condition.duplicates());
    json.writeArrayFieldStart("cycles");
    for (List<String> cycle : condition.cycles()) {
      strings(json, cycle);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static void orNull(JsonGenerator json, String name, Optional<String> text) throws IOException {
    json.writeFieldName(name);
    if (text.isPresent()) {
      json.writeString(text.get());
    } else {
      json.writeNull();
    }
  }

  static void strings(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeFieldName(name);
    strings(json, texts);
  }

  static void strings(JsonGenerator json, List<String> texts) throws IOException {
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
