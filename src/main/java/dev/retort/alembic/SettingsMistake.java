package dev.retort.alembic;

import java.util.List;
import java.util.Optional;

/// What is wrong with one line of `.github/retort.yml`, as values.
public sealed interface SettingsMistake {
  /// The file as a whole.
  ///
  /// @param said what the reader of YAML says more exactly; may be empty
  record NotRead(Unreadable why, String said) implements SettingsMistake {}

  /// Why nothing of a file can be taken.
  enum Unreadable {
    TOO_LARGE,
    NOT_UTF8,
    NO_YAML,
    ANCHOR,
    TAG,
    TOO_DEEP,
    SEVERAL_DOCUMENTS,
    KEY_IS_NO_TEXT,
    NO_TABLE
  }

  /// The file lies where it is not read.
  record Misplaced(String path) implements SettingsMistake {}

  /// A key that is there twice.
  record Repeated(String key) implements SettingsMistake {}

  /// A key that nothing reads.
  ///
  /// @param of the key that it stands below; empty for the file
  /// @param near what was probably meant
  /// @param known the keys that are read there
  record UnknownKey(String key, Optional<String> of, Optional<String> near, List<String> known)
      implements SettingsMistake {
    public UnknownKey {
      known = List.copyOf(known);
    }
  }

  /// The code of no rule.
  record UnknownRule(String code, Optional<String> near) implements SettingsMistake {}

  /// A value that is not of the kind that its key takes.
  ///
  /// @param near what was probably meant
  record WrongValue(String key, Wanted wanted, Shown shown, Optional<String> near)
      implements SettingsMistake {}

  /// What a key takes.
  sealed interface Wanted {
    record Table() implements Wanted {}

    /// `true` or `false`.
    record Flag() implements Wanted {}

    record OneOf(List<String> words) implements Wanted {
      public OneOf {
        words = List.copyOf(words);
      }
    }

    record Count(int least, int most) implements Wanted {}

    /// A list of names of branches.
    record Branches(int most) implements Wanted {}

    /// An item of such a list.
    record Branch() implements Wanted {}

    /// A list, such as this one.
    record Listing(Optional<String> example) implements Wanted {}

    /// A list of folders.
    record Folders() implements Wanted {}
  }

  /// What is there instead.
  sealed interface Shown {
    record Nothing() implements Shown {}

    /// As written, with its quotation marks.
    record Text(String text) implements Shown {}

    record Items() implements Shown {}

    record Table() implements Shown {}

    /// Nobody needs to be told.
    record Untold() implements Shown {}
  }

  /// An item of `environments` that is no table.
  record NoEnvironment() implements SettingsMistake {}

  /// An item of `environments` whose `script_location` is no folder.
  record NoScriptFolder(Optional<String> shown) implements SettingsMistake {}

  /// An environment that is listed twice.
  record ListedTwice(String folder) implements SettingsMistake {}

  /// An item of `ignore` that is no text.
  record IgnoredNoText() implements SettingsMistake {}

  /// A path that leads to no folder of the repository; as written where that is told.
  record NoFolder(Optional<String> path) implements SettingsMistake {}
}
