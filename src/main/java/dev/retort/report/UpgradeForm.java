package dev.retort.report;

import dev.retort.rule.GapWords;
import dev.retort.schema.Gap;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Provenance;
import dev.retort.schema.Upgrade;
import java.util.Locale;
import java.util.Optional;

/// What an empty database says of a history, as facts for scripts: `upgrades` with the word, and
/// `upgrades_at` with the place where it fails or since when it is not known.
final class UpgradeForm {
  private UpgradeForm() {}

  static JsonObject<Upgrade> upgrade() {
    return new JsonObject<Upgrade>()
        .field("upgrades", upgrade -> upgrade, word())
        .maybe("upgrades_at", UpgradeForm::stop, stop());
  }

  static JsonForm<Upgrade> word() {
    return JsonForm.as(
        Word::of, JsonForm.word(Word.values(), word -> word.name().toLowerCase(Locale.ROOT)));
  }

  private enum Word {
    WHOLE,
    FAILS,
    UNKNOWN;

    static Word of(Upgrade upgrade) {
      return switch (upgrade) {
        case Upgrade.Whole _ -> WHOLE;
        case Upgrade.Fails _ -> FAILS;
        case Upgrade.Unknown _ -> UNKNOWN;
      };
    }
  }

  /// Where it stops.
  ///
  /// @param object what is refused, where something is
  private record Stop(Provenance at, String reason, Optional<ObjectName> object) {}

  private static Optional<Stop> stop(Upgrade upgrade) {
    return switch (upgrade) {
      case Upgrade.Whole _ -> Optional.empty();
      case Upgrade.Fails fails ->
          Optional.of(new Stop(fails.at(), UpgradeWords.fate(fails), Optional.of(fails.object())));
      case Upgrade.Unknown(_, Provenance since, Gap gap) ->
          Optional.of(new Stop(since, GapWords.of(gap).plain(), Optional.empty()));
    };
  }

  private static JsonObject<Stop> stop() {
    return new JsonObject<Stop>()
        .all(Stop::at, place())
        .text("reason", Stop::reason)
        .maybe("object", stop -> stop.object().map(ObjectName::toString), JsonForm.TEXT);
  }

  static JsonObject<Provenance> place() {
    return new JsonObject<Provenance>()
        .text("path", Provenance::path)
        .count("line", Provenance::line)
        .text("revision", Provenance::revision);
  }
}
