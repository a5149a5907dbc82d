package dev.retort.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Collision;
import dev.retort.schema.Commutation;
import dev.retort.schema.Effect;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import dev.retort.verdict.Verdict.Judged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a change does to the schema: a few lines for people, all of it for scripts.
final class SchemaOfChange {
  private static final int MOST_LINES = 12;
  private static final int LONGEST_LINE = 300;

  private SchemaOfChange() {}

  /// A list of at most twelve lines; empty where the change does nothing to the schema, and where
  /// there is no base that it could change.
  static Optional<String> section(Judged judged) {
    HistoryChange change = judged.change();
    if (change.before().revisions().isEmpty() || change.added().isEmpty()) {
      return Optional.empty();
    }
    EffectLines.Told all = EffectLines.of(steps(change));
    List<String> lines = all.effects();
    if (lines.isEmpty() && all.remarks().isEmpty()) {
      return Optional.empty();
    }
    int room = MOST_LINES - all.remarks().size();
    int told = lines.size() <= room ? lines.size() : room - 1;
    StringBuilder section = new StringBuilder("What it does to the schema:\n\n```text\n");
    // Each line begins with its sign, so that no name can close the block.
    lines
        .subList(0, told)
        .forEach(line -> section.append(Visible.line(line, LONGEST_LINE)).append('\n'));
    if (told < lines.size()) {
      section.append("… and ").append(lines.size() - told).append(" more\n");
    }
    all.remarks().forEach(line -> section.append(Visible.line(line, LONGEST_LINE)).append('\n'));
    section.append("```");
    return Optional.of(section.toString());
  }

  /// Of the revisions that only the change has, in the order of the replay.
  static List<Replay.Step> steps(HistoryChange change) {
    Set<String> added = change.addedIds();
    return change.replayed().steps().stream()
        .filter(step -> added.contains(step.revision().id()))
        .toList();
  }

  static void write(JsonGenerator json, Judged judged) throws IOException {
    HistoryChange change = judged.change();
    Replay replay = change.replayed();
    List<Replay.Step> steps = steps(change);
    json.writeObjectFieldStart("schema");
    json.writeStringField("state", replay.schema().isClosed() ? "closed" : "open");
    json.writeArrayFieldStart("effects");
    for (Replay.Step step : steps) {
      for (Effect effect : step.effects()) {
        json.writeStartObject();
        json.writeStringField("revision", step.revision().id());
        json.writeStringField("path", step.revision().path());
        SchemaJson.fields(json, effect);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unfollowed");
    for (Replay.Step step : steps) {
      for (Reading.Reason reason : step.reading().reasons()) {
        json.writeStartObject();
        json.writeStringField("path", step.revision().path());
        json.writeNumberField("line", reason.line());
        json.writeStringField("reason", reason.text());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeStringField("heads", heads(change));
    UpgradeWords.write(json, change.upgrade());
    json.writeEndObject();
  }

  /// The worst of what any two heads are to each other.
  private static String heads(HistoryChange change) {
    List<String> heads = change.after().heads();
    List<String> found = new ArrayList<>();
    for (int i = 1; i < heads.size(); i++) {
      found.add(
          switch (change.commutation(heads.get(i), heads.getFirst())) {
            case Commutation.Proved _ -> "commute";
            case Commutation.Collide(List<Collision> _) -> "collide";
            case Commutation.Unknown _ -> "unknown";
          });
    }
    if (found.isEmpty()) {
      return "one";
    }
    return found.contains("collide")
        ? "collide"
        : found.contains("unknown") ? "unknown" : "commute";
  }
}
