package dev.retort.alembic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a key of `.github/retort.yml` takes. The readers of the file go by it, and the published
/// schema says it.
public sealed interface SettingsKey {
  /// `true` or `false`.
  record Flag() implements SettingsKey {}

  record OneOf(List<String> words) implements SettingsKey {
    public OneOf {
      words = List.copyOf(words);
    }
  }

  /// A whole number.
  record Count(int least, int most) implements SettingsKey {}

  /// A text.
  ///
  /// @param pattern what is found in it, in what the regular expressions of Java and of ECMAScript
  ///   have in common
  record Text(String pattern) implements SettingsKey {}

  /// A list.
  ///
  /// @param least how many items it has to have
  /// @param most how many it may have
  record Listing(SettingsKey of, int least, int most) implements SettingsKey {}

  /// A table of keys, of which one without a value is as good as absent.
  ///
  /// @param keys in the order in which they are told
  /// @param required those that have to be there
  record Table(Map<String, Entry> keys, List<String> required) implements SettingsKey {
    public Table {
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
      required = List.copyOf(required);
    }
  }

  /// A table whose keys are names of something.
  ///
  /// @param names all that there are
  record Each(List<String> names, SettingsKey of) implements SettingsKey {
    public Each {
      names = List.copyOf(names);
    }
  }

  /// A key of a table.
  ///
  /// @param says what it is for, a clause
  record Entry(String says, SettingsKey takes) {}

  /// The path of a folder in the repository.
  static SettingsKey folder() {
    return new Text("^\\s*(?!\\.\\.(?:/|\\s*$))[^/\\s]");
  }
}
