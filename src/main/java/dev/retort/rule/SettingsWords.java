package dev.retort.rule;

import dev.retort.alembic.SettingsFile;
import dev.retort.alembic.SettingsMistake;
import dev.retort.alembic.SettingsMistake.Shown;
import dev.retort.alembic.SettingsMistake.Wanted;
import java.util.List;
import java.util.Optional;

/// What is said of mistakes in `.github/retort.yml`.
final class SettingsWords {
  private SettingsWords() {}

  static Prose headline(SettingsMistake mistake) {
    return switch (mistake) {
      case SettingsMistake.NotRead(var why, String said) ->
          Prose.of("This file cannot be read: ")
              .text(unreadable(why))
              .when(!said.isBlank(), Prose.of(" (").quote(said).text(")"));
      case SettingsMistake.Repeated(String key) ->
          Prose.of("Key ").code(key).text(" is there twice");
      case SettingsMistake.UnknownKey unknown -> unknown(unknown);
      case SettingsMistake.UnknownRule(String code, Optional<String> near) ->
          Prose.EMPTY.code(code).text(" is the code of no rule").then(meant(near));
      case SettingsMistake.WrongValue wrong ->
          subject(wrong)
              .text(" has to be ")
              .then(wanted(wrong.wanted()))
              .then(shown(wrong.shown()))
              .then(meant(wrong.near()));
      case SettingsMistake.NoEnvironment _ ->
          Prose.of("An environment has to be a table with ").code("script_location");
      case SettingsMistake.Misplaced(String path) ->
          Prose.EMPTY.path(path).text(" is read by nobody");
      case SettingsMistake.NoScriptFolder(Optional<String> shown) ->
          Prose.of("An environment needs a ")
              .code("script_location")
              .text(" that is a folder of this repository")
              .then(
                  shown.map(folder -> Prose.of("; there is no ").path(folder)).orElse(Prose.EMPTY));
      case SettingsMistake.ListedTwice(String folder) ->
          Prose.EMPTY.path(folder).text(" is listed twice with the same version locations");
      case SettingsMistake.IgnoredNoText _ -> Prose.of("An ignored folder has to be text");
      case SettingsMistake.NoFolder(Optional<String> path) ->
          path.map(Prose.EMPTY::path)
              .orElse(Prose.of("This"))
              .text(" is no folder of this repository");
    };
  }

  static Prose sequel(SettingsMistake mistake) {
    return switch (mistake) {
      case SettingsMistake.Repeated _ -> Prose.of("; the first one holds.");
      case SettingsMistake.UnknownKey unknown -> there(unknown);
      case SettingsMistake.UnknownRule _ ->
          Prose.of("; ").code("retort rules").text(" lists them all.");
      case SettingsMistake.Misplaced _ ->
          Prose.of("; settings count in ").code(SettingsFile.PATH).text(" alone.");
      case SettingsMistake.ListedTwice _ -> Prose.of("; take one of the two out.");
      case SettingsMistake.NotRead _,
          SettingsMistake.WrongValue _,
          SettingsMistake.NoEnvironment _,
          SettingsMistake.NoScriptFolder _,
          SettingsMistake.IgnoredNoText _,
          SettingsMistake.NoFolder _ ->
          Prose.of(".");
    };
  }

  private static String unreadable(SettingsMistake.Unreadable why) {
    return switch (why) {
      case TOO_LARGE -> "it is larger than 64 KiB";
      case NOT_UTF8 -> "it is not UTF-8";
      case NO_YAML -> "it is no valid YAML";
      case ANCHOR -> "anchors and aliases are not taken here";
      case TAG -> "tags are not taken here";
      case TOO_DEEP -> "it is nested too deeply";
      case SEVERAL_DOCUMENTS -> "it holds more than one document";
      case KEY_IS_NO_TEXT -> "a key has to be text";
      case NO_TABLE -> "it has to be a table of keys";
    };
  }

  /// As it was told before it said more, when acceptances were kept by the words.
  static SettingsMistake former(SettingsMistake mistake) {
    return switch (mistake) {
      case SettingsMistake.NoScriptFolder _ -> new SettingsMistake.NoScriptFolder(Optional.empty());
      case SettingsMistake.NotRead(var why, String _) -> new SettingsMistake.NotRead(why, "");
      default -> mistake;
    };
  }

  /// What makes it the same mistake.
  static List<String> values(SettingsMistake mistake) {
    return switch (mistake) {
      case SettingsMistake.Repeated(String key) -> List.of(key);
      case SettingsMistake.UnknownKey unknown -> List.of(unknown.of().orElse(""), unknown.key());
      case SettingsMistake.UnknownRule(String code, Optional<String> _) -> List.of(code);
      case SettingsMistake.WrongValue wrong ->
          wrong.shown() instanceof Shown.Text(String text)
              ? List.of(wrong.key(), text)
              : List.of(wrong.key());
      case SettingsMistake.ListedTwice(String folder) -> List.of(folder);
      case SettingsMistake.Misplaced(String path) -> List.of(path);
      case SettingsMistake.NoFolder(Optional<String> path) -> path.stream().toList();
      case SettingsMistake.NotRead _,
          SettingsMistake.NoEnvironment _,
          SettingsMistake.NoScriptFolder _,
          SettingsMistake.IgnoredNoText _ ->
          List.of();
    };
  }

  private static boolean isEnvironment(SettingsMistake.UnknownKey unknown) {
    return unknown.of().filter("environments"::equals).isPresent();
  }

  private static Prose unknown(SettingsMistake.UnknownKey unknown) {
    Prose no = Prose.EMPTY.code(unknown.key()).text(" is no key of ");
    Prose of =
        isEnvironment(unknown)
            ? no.text("an environment")
            : unknown.of().map(no::code).orElse(no.text("this file"));
    return of.then(meant(unknown.near()));
  }

  private static Prose there(SettingsMistake.UnknownKey unknown) {
    if (isEnvironment(unknown)) {
      return Prose.of("; there are ").then(listed(unknown.known(), " and ")).text(".");
    }
    return Prose.of("; there ")
        .text(unknown.known().size() == 1 ? "is only " : "are ")
        .then(listed(unknown.known(), " and "))
        .text(".");
  }

  private static Prose subject(SettingsMistake.WrongValue wrong) {
    return wrong.wanted() instanceof Wanted.Branch
        ? Prose.of("An item of ").code(wrong.key())
        : Prose.EMPTY.code(wrong.key());
  }

  private static Prose wanted(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Table _ -> Prose.of("a table of keys");
      case Wanted.Flag _ -> Prose.EMPTY.code("true").text(" or ").code("false");
      case Wanted.OneOf(List<String> words) -> listed(words, " or ");
      case Wanted.Count(int least, int most) ->
          Prose.of("a whole number from " + least + " to " + most);
      case Wanted.Branches(int most) ->
          Prose.of("a list of at most " + most + " branches, such as ")
              .code("[main, \"release/*\"]");
      case Wanted.Branch _ ->
          Prose.of("the name of a branch, in which ")
              .code("*")
              .text(" may stand for any characters but ")
              .code("/");
      case Wanted.Listing(Optional<String> example) ->
          example
              .map(list -> Prose.of("a list of folders, such as ").code(list))
              .orElse(Prose.of("a list"));
      case Wanted.Folders _ -> Prose.of("a list of folders");
    };
  }

  private static Prose shown(Shown shown) {
    return switch (shown) {
      case Shown.Nothing _ -> Prose.of(", but is empty");
      case Shown.Text(String text) -> Prose.of(", not ").code(text);
      case Shown.Items _ -> Prose.of(", not a list");
      case Shown.Table _ -> Prose.of(", not a table");
      case Shown.Untold _ -> Prose.EMPTY;
    };
  }

  private static Prose meant(Optional<String> near) {
    return near.map(word -> Prose.of(" (is ").code(word).text(" meant?)")).orElse(Prose.EMPTY);
  }

  private static Prose listed(List<String> words, String last) {
    Prose list = Prose.EMPTY;
    for (int i = 0; i < words.size(); i++) {
      list = i == 0 ? list : list.text(i == words.size() - 1 ? last : ", ");
      list = list.code(words.get(i));
    }
    return list;
  }
}
