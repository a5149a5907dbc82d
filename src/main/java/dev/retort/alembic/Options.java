package dev.retort.alembic;

import dev.retort.alembic.PyProject.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The options of one environment, from an ini file and a `pyproject.toml` key by key, the ini
/// first. What Alembic would stop at is noted as a problem where it is met.
final class Options {
  /// The root of the repository in an expanded `%(here)s`: a path that nobody writes.
  static final String HERE_ROOT = "/\uE000";

  private static final Pattern SPACE_COMMA = Pattern.compile(", *|(?: +)");
  private static final Pattern SPACE_COMMA_COLON = Pattern.compile(", *|(?: +)|:");
  private static final Set<String> SEPARATORS = Set.of("space", "newline", "os", ":", ";");

  private final ConfigFiles files;
  private final String section;
  private final List<Problem> problems = new ArrayList<>();

  Options(ConfigFiles files, String section) {
    this.files = files;
    this.section = section;
  }

  /// The files that Alembic would read together.
  ///
  /// @param iniPath the path that problems of the ini name
  record ConfigFiles(
      IniFile ini, Optional<String> iniPath, PyProject toml, Optional<String> tomlPath) {
    String mainPath() {
      return iniPath.or(() -> tomlPath).orElse("alembic.ini");
    }
  }

  /// An option as found.
  ///
  /// @param path of the file that writes it
  record Found(String path, boolean fromToml, Value value) {
    int line() {
      return value.line();
    }
  }

  List<Problem> problems() {
    return problems;
  }

  void refuse(String path, int line, Flaw flaw) {
    problems.add(new Problem(Severity.FAILURE, path, line, Optional.empty(), flaw));
  }

  void refuse(String path, int line, String key, ConfigFault why) {
    refuse(path, line, new Flaw.Misconfigured.KeyNotRead(key, why));
  }

  Optional<Found> get(String key) {
    try {
      Optional<IniFile.Option> option = files.ini().get(section, key);
      if (option.isPresent()) {
        Value value = new Value.Text(option.get().text(), option.get().line());
        return Optional.of(new Found(files.iniPath().orElse(files.mainPath()), false, value));
      }
    } catch (ConfigException e) {
      refuse(files.iniPath().orElse(files.mainPath()), e.line(), key, e.fault());
      return Optional.empty();
    }
    String tomlPath = files.tomlPath().orElse(files.mainPath());
    try {
      return files.toml().get(key, hereOf(tomlPath)).map(value -> new Found(tomlPath, true, value));
    } catch (ConfigException e) {
      refuse(tomlPath, e.line(), key, e.fault());
      return Optional.empty();
    }
  }

  /// The driver that `sqlalchemy.url` names. Alembic leaves the address to `env.py`, so one that
  /// cannot be read is no problem here.
  Optional<String> driver() {
    int before = problems.size();
    Optional<String> address = get("sqlalchemy.url").map(Options::textOf);
    while (problems.size() > before) {
      problems.removeLast();
    }
    return address
        .filter(text -> text.indexOf("://") > 0)
        .map(text -> text.substring(0, text.indexOf("://")));
  }

  /// A text; anything else is refused.
  Optional<Found> text(String key) {
    Optional<Found> found = get(key);
    if (found.isPresent() && !(found.get().value() instanceof Value.Text)) {
      refuse(found.get().path(), found.get().line(), key, ConfigFault.Plain.NO_TEXT);
      return Optional.empty();
    }
    return found;
  }

  static String textOf(Found found) {
    return found.value() instanceof Value.Text text ? text.text() : "";
  }

  /// True is `true` and nothing else in an ini; a real boolean in TOML.
  boolean flag(String key) {
    Optional<Found> found = get(key);
    if (found.isEmpty()) {
      return false;
    }
    return switch (found.get().value()) {
      case Value.Text text when !found.get().fromToml() -> text.text().equals("true");
      case Value.Flag flag -> flag.flag();
      default -> {
        refuse(found.get().path(), found.get().line(), key, ConfigFault.Plain.NO_BOOLEAN);
        yield false;
      }
    };
  }

  /// Notes a value that Python's `int()` would refuse.
  void number(String key) {
    get(key)
        .ifPresent(found -> {
          boolean number =
              switch (found.value()) {
                case Value.Text text -> isInteger(text.text().strip());
                case Value.Whole _, Value.Flag _ -> true;
                default -> false;
              };
          if (!number) {
            refuse(found.path(), found.line(), key, ConfigFault.Plain.NO_NUMBER);
          }
        });
  }

  /// The version locations as written, split as Alembic would.
  ///
  /// @return empty where none are set
  Optional<Locations> versionLocations() {
    Optional<Found> found = get("version_locations");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Found set = found.get();
    return switch (set.value()) {
      case Value.Text text when text.text().isEmpty() -> Optional.empty();
      case Value.Text text when set.fromToml() -> {
        refuse(set.path(), set.line(), new Flaw.Misconfigured.Letters());
        List<String> letters = text.text().codePoints().mapToObj(Character::toString).toList();
        yield Optional.of(new Locations(letters, set));
      }
      case Value.Text text ->
          split(text.text(), List.of("path_separator", "version_path_separator"), SPACE_COMMA)
              .map(parts -> new Locations(parts, set));
      case Value.Texts list ->
          list.texts().isEmpty() ? Optional.empty() : Optional.of(new Locations(list.texts(), set));
      default -> {
        refuse(set.path(), set.line(), "version_locations", ConfigFault.Plain.NO_LIST);
        yield Optional.empty();
      }
    };
  }

  record Locations(List<String> parts, Found written) {}

  /// Where imports would look first; only a `package:path` needs it.
  List<String> prependSysPath() {
    Optional<Found> found = get("prepend_sys_path");
    if (found.isEmpty()) {
      return List.of();
    }
    return switch (found.get().value()) {
      case Value.Text text when !found.get().fromToml() && !text.text().isEmpty() ->
          split(text.text(), List.of("path_separator"), SPACE_COMMA_COLON).orElse(List.of());
      case Value.Texts list -> list.texts();
      default -> List.of();
    };
  }

  private Optional<List<String>> split(String text, List<String> separatorKeys, Pattern legacy) {
    for (String key : separatorKeys) {
      try {
        Optional<IniFile.Option> option = files.ini().get(section, key);
        if (option.isPresent()) {
          return separated(text, key, option.get());
        }
      } catch (ConfigException e) {
        refuse(files.iniPath().orElse(files.mainPath()), e.line(), key, e.fault());
        return Optional.empty();
      }
    }
    return Optional.of(List.of(legacy.split(text, -1)));
  }

  private Optional<List<String>> separated(String text, String key, IniFile.Option option) {
    String name = option.text();
    if (!SEPARATORS.contains(name)) {
      refuse(
          files.iniPath().orElse(files.mainPath()),
          option.line(),
          key,
          new ConfigFault.NoSeparator(name));
      return Optional.empty();
    }
    char separator =
        switch (name) {
          case "space" -> ' ';
          case "newline" -> '\n';
          case ";" -> ';';
          default -> ':';
        };
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == separator) {
        String part = text.substring(start, i).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        start = i + 1;
      }
    }
    return Optional.of(parts);
  }

  /// The folder of a file as an absolute path below [#HERE_ROOT].
  static String hereOf(String path) {
    String folder = Folders.parent(path);
    return folder.equals(Folders.ROOT) ? HERE_ROOT : HERE_ROOT + "/" + folder;
  }

  private static boolean isInteger(String text) {
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    return !digits.isEmpty()
        && digits.chars().allMatch(c -> Character.isDigit(c) || c == '_')
        && !digits.startsWith("_")
        && !digits.endsWith("_")
        && !digits.contains("__");
  }
}
