package dev.retort.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retort.repair.FileEdit;
import dev.retort.repair.FileEdit.Replacement;
import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict.Judged;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The recommended repair as SARIF proposes it: with the finding whose file it edits, where all
/// that it does is to edit text. Source: SARIF 2.1.0, section 3.55.
final class SarifFix {
  private SarifFix() {}

  /// The repair that can be proposed.
  static Optional<Repair> of(Judged judged) {
    return judged
        .recommended()
        .filter(each -> each.safety() != Repair.Safety.SHOWN)
        .filter(each -> each.edits().isInPlace())
        .filter(each -> each.edits().fileEdits().stream().allMatch(SarifFix::isText));
  }

  /// Proposes it with a finding, where it belongs there.
  static void write(JsonGenerator json, Optional<Repair> proposed, Finding finding)
      throws IOException {
    Optional<Repair> repair =
        proposed.filter(each -> finding.fails() && edits(each, finding.path()));
    if (repair.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("fixes");
    json.writeStartObject();
    json.writeObjectFieldStart("description");
    json.writeStringField("text", RepairWords.plain(repair.get()));
    json.writeEndObject();
    json.writeArrayFieldStart("artifactChanges");
    for (FileEdit edit : repair.get().edits().fileEdits()) {
      change(json, edit);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static boolean edits(Repair repair, String path) {
    return repair.edits().fileEdits().stream().anyMatch(edit -> edit.path().equals(path));
  }

  private static boolean isText(FileEdit edit) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(edit.before()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void change(JsonGenerator json, FileEdit edit) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", Sarif.uri(edit.path()));
    json.writeEndObject();
    json.writeArrayFieldStart("replacements");
    for (Replacement replacement : edit.replacements()) {
      json.writeStartObject();
      json.writeObjectFieldStart("deletedRegion");
      json.writeNumberField("charOffset", characters(edit.before(), 0, replacement.span().start()));
      json.writeNumberField(
          "charLength",
          characters(edit.before(), replacement.span().start(), replacement.span().end()));
      json.writeEndObject();
      json.writeObjectFieldStart("insertedContent");
      json.writeStringField("text", new String(replacement.text(), StandardCharsets.UTF_8));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// In UTF-16, as SARIF counts unless a run says otherwise.
  private static int characters(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8).length();
  }
}
