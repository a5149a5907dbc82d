package dev.retort.alembic;

import dev.retort.alembic.IniFile.Option;
import dev.retort.python.Expression;
import dev.retort.python.Expression.Attribute;
import dev.retort.python.Expression.Call;
import dev.retort.python.Expression.Name;
import dev.retort.python.Outline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A configuration that code makes: what it sets with `set_main_option`, or hands to Flask-Migrate.
///
/// @param path of the code
/// @param ini the file that it starts from, as written
/// @param options what is set in full, by key
record CodeConfig(String path, Optional<String> ini, Map<String, Option> options) {
  private static final Needle SET_MAIN = Needle.of("set_main_option");
  private static final Needle SET_SECTION = Needle.of("set_section_option");
  private static final Needle VERSION_LOCATIONS = Needle.of("version_locations");
  private static final Needle DIRECTORY = Needle.of("directory");

  /// Of `Migrate` and `migrate`.
  private static final Needle MIGRATE = Needle.of("igrate");

  private static final String SCRIPT_LOCATION = "script_location";

  CodeConfig {
    options = Map.copyOf(options);
  }

  /// Whether a file may hold one; cheap.
  static boolean mayBeIn(byte[] content) {
    return SET_MAIN.isIn(content)
        || SET_SECTION.isIn(content)
        || (DIRECTORY.isIn(content) && MIGRATE.isIn(content));
  }

  /// Those of one file that name a script location, or start from a file that may.
  static List<CodeConfig> of(String path, byte[] content) {
    Outline outline = Outline.of(content);
    CodeTexts texts = new CodeTexts(path, outline);
    Map<String, Building> open = new LinkedHashMap<>();
    List<Building> all = new ArrayList<>();
    for (Outline.Mention mention : outline.mentions()) {
      switch (mention) {
        case Outline.Assignment assignment
            when assignment.value() instanceof Call call
                && call.function().lastName().equals("Config") -> {
          Building building = new Building(ini(call, texts));
          open.put(assignment.target().dotted(), building);
          all.add(building);
        }
        case Outline.Assignment _ -> {}
        case Outline.Called called -> take(called, texts, open, all);
      }
    }
    return all.stream()
        .filter(building -> !building.options.isEmpty())
        .map(building -> new CodeConfig(path, building.ini, building.options))
        .toList();
  }

  private static void take(
      Outline.Called called, CodeTexts texts, Map<String, Building> open, List<Building> all) {
    Call call = called.call();
    switch (call.function().lastName()) {
      case "set_main_option" -> option(called, 0, texts, open, all);
      case "set_section_option" -> {
        boolean main =
            call.arguments().size() == 3
                && texts.text(call.arguments().getFirst()).filter("alembic"::equals).isPresent();
        if (main) {
          option(called, 1, texts, open, all);
        }
      }
      case "Migrate", "init_app" -> {
        Optional<String> directory = call.keyword("directory").flatMap(texts::text);
        directory.ifPresent(folder -> {
          Building building = new Building(Optional.empty());
          building.options.put(SCRIPT_LOCATION, new Option(escaped(folder), called.line()));
          all.add(building);
        });
      }
      default -> {}
    }
  }

  private static void option(
      Outline.Called called,
      int first,
      CodeTexts texts,
      Map<String, Building> open,
      List<Building> all) {
    Call call = called.call();
    if (call.arguments().size() < first + 2 || !(call.function() instanceof Attribute function)) {
      return;
    }
    Optional<String> key = texts.text(call.arguments().get(first));
    Optional<String> value = texts.text(call.arguments().get(first + 1));
    if (key.isEmpty() || value.isEmpty()) {
      return;
    }
    String receiver = function.value().dotted();
    Building building = open.get(receiver);
    if (building == null || building.options.containsKey(key.get())) {
      Optional<String> ini = building == null ? Optional.empty() : building.ini;
      building = new Building(ini);
      open.put(receiver, building);
      all.add(building);
    }
    building.options.put(key.get(), new Option(value.get(), called.line()));
  }

  /// Flask-Migrate sets the text itself.
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  private static Optional<String> ini(Call call, CodeTexts texts) {
    return call.keyword("file_")
        .or(() -> call.arguments().stream().findFirst())
        .flatMap(texts::text);
  }

  private static final class Building {
    private final Optional<String> ini;
    private final Map<String, Option> options = new HashMap<>();

    Building(Optional<String> ini) {
      this.ini = ini;
    }
  }

  /// The version locations that an `env.py` sets on the running script directory.
  ///
  /// @param added whether they come to those that are configured
  /// @param paths empty where only running it would tell
  record ScriptLocations(boolean added, Optional<List<String>> paths, int line) {}

  /// The last such setting of a file.
  static Optional<ScriptLocations> scriptLocations(String path, byte[] content) {
    if (!VERSION_LOCATIONS.isIn(content)) {
      return Optional.empty();
    }
    Outline outline = Outline.of(content);
    CodeTexts texts = new CodeTexts(path, outline);
    Optional<ScriptLocations> found = Optional.empty();
    for (Outline.Mention mention : outline.mentions()) {
      switch (mention) {
        case Outline.Assignment set when isLocations(set.target()) ->
            found =
                Optional.of(
                    new ScriptLocations(set.extending(), texts.texts(set.value()), set.line()));
        case Outline.Called called
            when called.call().function() instanceof Attribute method
                && isLocations(method.value())
                && called.call().arguments().size() == 1 -> {
          Expression argument = called.call().arguments().getFirst();
          Optional<List<String>> more =
              switch (method.name()) {
                case "append" -> texts.text(argument).map(List::of);
                case "extend" -> texts.texts(argument);
                default -> Optional.empty();
              };
          found = Optional.of(new ScriptLocations(true, more, called.line()));
        }
        default -> {}
      }
    }
    return found;
  }

  private static boolean isLocations(Expression target) {
    return target instanceof Attribute attribute
        && attribute.name().equals("version_locations")
        && !(attribute.value() instanceof Name self && self.id().equals("self"));
  }
}
