package dev.retort.report;

import dev.retort.change.HistoryChange;
import dev.retort.schema.Commutation;
import dev.retort.schema.Databases;
import dev.retort.schema.Dialect;
import dev.retort.schema.Effect;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;
import java.util.Locale;
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
    StringBuilder section =
        new StringBuilder("What it does to the schema" + where(change) + ":\n\n```text\n");
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

  /// Which database it is judged for, where that is not a matter of course.
  private static String where(HistoryChange change) {
    Databases databases = change.databases();
    return databases.equals(new Databases(Dialect.POSTGRESQL, Set.of()))
        ? ""
        : " on " + databases.first().displayName();
  }

  /// Of the revisions that only the change has, in the order of the replay.
  static List<Replay.Step> steps(HistoryChange change) {
    Set<String> added = change.addedIds();
    return change.replayed().steps().stream()
        .filter(step -> added.contains(step.revision().id()))
        .toList();
  }

  /// An effect, and the revision that has it.
  private record Caused(Replay.Step step, Effect effect) {}

  /// Something that was not followed, and the revision that it is in.
  private record Unfollowed(Replay.Step step, Reading.Reason reason) {}

  /// All of it, for scripts.
  static JsonObject<Judged> form() {
    return new JsonObject<Judged>()
        .field("dialect", judged -> judged.change().replayed().dialect(), SchemaJson.dialect())
        .field(
            "state", judged -> judged.change().replayed().schema().isClosed(), SchemaJson.state())
        .list("effects", SchemaOfChange::effects, effect())
        .list("unfollowed", SchemaOfChange::unfollowed, unfollowedForm())
        .field(
            "heads",
            judged -> heads(judged.change()),
            JsonForm.word(Heads.values(), heads -> heads.name().toLowerCase(Locale.ROOT)))
        .all(judged -> judged.change().upgrade(), UpgradeForm.upgrade());
  }

  private static List<Caused> effects(Judged judged) {
    return steps(judged.change()).stream()
        .flatMap(step -> step.effects().stream().map(effect -> new Caused(step, effect)))
        .toList();
  }

  private static JsonObject<Caused> effect() {
    return new JsonObject<Caused>()
        .text("revision", caused -> caused.step().revision().id())
        .text("path", caused -> caused.step().revision().path())
        .all(Caused::effect, SchemaJson.effect());
  }

  private static List<Unfollowed> unfollowed(Judged judged) {
    return steps(judged.change()).stream()
        .flatMap(
            step -> step.reading().reasons().stream().map(reason -> new Unfollowed(step, reason)))
        .toList();
  }

  private static JsonObject<Unfollowed> unfollowedForm() {
    return new JsonObject<Unfollowed>()
        .text("path", unfollowed -> unfollowed.step().revision().path())
        .all(Unfollowed::reason, SchemaJson.reason());
  }

  /// What the heads are to each other.
  private enum Heads {
    ONE,
    COMMUTE,
    UNKNOWN,
    COLLIDE
  }

  /// The worst of what any two heads are to each other.
  private static Heads heads(HistoryChange change) {
    List<String> heads = change.after().heads();
    Heads worst = Heads.ONE;
    for (int i = 1; i < heads.size(); i++) {
      Heads found =
          switch (change.commutation(heads.get(i), heads.getFirst())) {
            case Commutation.Proved _ -> Heads.COMMUTE;
            case Commutation.Collide _ -> Heads.COLLIDE;
            case Commutation.Unknown _ -> Heads.UNKNOWN;
          };
      worst = found.compareTo(worst) > 0 ? found : worst;
    }
    return worst;
  }
}
