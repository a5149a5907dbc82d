package dev.retort.report;

import dev.retort.rule.GapWords;
import dev.retort.schema.Gap;
import dev.retort.schema.Provenance;
import dev.retort.schema.Upgrade;

/// What an empty database says of a history, in a sentence for people.
public final class UpgradeWords {
  private static final int LONGEST = 200;

  private UpgradeWords() {}

  /// A sentence for a terminal.
  public static String plain(Upgrade upgrade) {
    return sentence(upgrade, Headline.Voice.PLAIN);
  }

  static String sentence(Upgrade upgrade, Headline.Voice voice) {
    return switch (upgrade) {
      case Upgrade.Whole _ -> "An empty " + database(upgrade) + " can be upgraded through it.";
      case Upgrade.Fails fails ->
          "An empty "
              + database(upgrade)
              + " would refuse it at "
              + place(fails.at(), voice)
              + ": "
              + reason(fails, voice)
              + ".";
      case Upgrade.Unknown(_, Provenance since, Gap gap) ->
          "Whether an empty "
              + database(upgrade)
              + " can be upgraded through it is not known from "
              + place(since, voice)
              + " on ("
              + text(gap, voice)
              + ").";
    };
  }

  private static String database(Upgrade upgrade) {
    return upgrade.dialect().displayName() + " database";
  }

  private static String reason(Upgrade.Fails fails, Headline.Voice voice) {
    return fails.value().map(value -> "the value " + voice.id(value) + " of ").orElse("")
        + fails.object().kind().words()
        + " "
        + voice.id(fails.object().label())
        + " "
        + fate(fails)
        + fails.other().map(each -> " (" + place(each, voice) + ")").orElse("");
  }

  static String fate(Upgrade.Fails fails) {
    boolean later = fails.other().isPresent();
    return switch (fails.kind()) {
      case MADE_TWICE, TYPE_MADE_TWICE -> "exists already";
      case NEVER_MADE, TYPE_NEVER_MADE -> later ? "is made only later" : "is made by no revision";
      case DROPPED_BEFORE -> "is dropped before";
      case IN_USE -> "is still in use";
      case UNNAMED -> "is dropped without its name";
    };
  }

  private static String text(Gap gap, Headline.Voice voice) {
    String reason = GapWords.of(gap).plain();
    return voice == Headline.Voice.PLAIN
        ? Visible.line(reason, LONGEST)
        : Markdown.text(Visible.cut(reason, LONGEST));
  }

  private static String place(Provenance at, Headline.Voice voice) {
    String place = at.path() + ":" + at.line();
    return voice == Headline.Voice.PLAIN ? Visible.line(place, LONGEST) : Markdown.code(place);
  }
}
