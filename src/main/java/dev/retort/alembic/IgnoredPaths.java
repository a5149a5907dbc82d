package dev.retort.alembic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The key `ignore` of `.github/retort.yml`: folders that are not looked into. What a configuration
/// outside of them, or `environments:`, names in them is read all the same.
public final class IgnoredPaths {
  /// What the key takes.
  public static final SettingsKey TAKES =
      new SettingsKey.Listing(SettingsKey.folder(), 0, Integer.MAX_VALUE);

  private IgnoredPaths() {}

  /// The paths that a settings file leaves out; none where it cannot be read.
  static Predicate<String> of(Optional<byte[]> yaml) {
    List<PathPattern> patterns = new ArrayList<>();
    yaml.ifPresent(content -> {
      try {
        if (SettingsFile.parse(content).top().entries().get("ignore")
            instanceof Setting.Items list) {
          for (Setting item : list.items()) {
            if (item instanceof Setting.Text text) {
              PathPattern.of(text.text()).ifPresent(patterns::add);
            }
          }
        }
      } catch (SettingsFile.SettingsException e) {
        // What is wrong with the file as a whole is said where it is read for its other keys.
      }
    });
    return path -> patterns.stream().anyMatch(pattern -> pattern.matches(path));
  }

  /// What is wrong with the key.
  public static List<Problem> problems(Setting ignore) {
    List<Problem> problems = new ArrayList<>();
    if (!(ignore instanceof Setting.Items list)) {
      return List.of(
          SettingsFile.problem(
              ignore.line(),
              new SettingsMistake.WrongValue(
                  "ignore",
                  new SettingsMistake.Wanted.Listing(Optional.of("[\"tests/**\"]")),
                  new SettingsMistake.Shown.Untold(),
                  Optional.empty())));
    }
    for (Setting item : list.items()) {
      if (!(item instanceof Setting.Text text)) {
        problems.add(SettingsFile.problem(item.line(), new SettingsMistake.IgnoredNoText()));
      } else if (PathPattern.of(text.text()).isEmpty()) {
        problems.add(
            SettingsFile.problem(
                item.line(), new SettingsMistake.NoFolder(Optional.of(text.text()))));
      }
    }
    return problems;
  }
}
