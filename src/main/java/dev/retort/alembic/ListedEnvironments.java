package dev.retort.alembic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The key `environments` of `.github/retort.yml`: environments that discovery does not find, or
/// finds wrong. The items of one script location replace what was found under it, each an
/// environment of its own; with `ignore: true` an item takes it away. What they do not name stays
/// as it was found.
final class ListedEnvironments {
  /// What the key takes.
  static final SettingsKey TAKES = takes();

  private static final List<String> KEYS = List.copyOf(fields().keys().keySet());

  private final Folders folders;
  private final FoundEnvironments found;
  private final Map<String, List<Environment>> listed = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /// @param found what discovery found; changed in place
  ListedEnvironments(Folders folders, FoundEnvironments found) {
    this.folders = folders;
    this.found = found;
  }

  private static SettingsKey takes() {
    return new SettingsKey.Listing(fields(), 0, Integer.MAX_VALUE);
  }

  private static SettingsKey.Table fields() {
    Map<String, SettingsKey.Entry> keys = new LinkedHashMap<>();
    keys.put(
        "script_location",
        new SettingsKey.Entry("the folder that Alembic runs from", SettingsKey.folder()));
    keys.put(
        "version_locations",
        new SettingsKey.Entry(
            "the folders of its revisions",
            new SettingsKey.Listing(SettingsKey.folder(), 1, Integer.MAX_VALUE)));
    keys.put(
        "recursive_version_locations",
        new SettingsKey.Entry("whether folders below them count", new SettingsKey.Flag()));
    keys.put(
        "ignore",
        new SettingsKey.Entry(
            "whether what was found there is left alone", new SettingsKey.Flag()));
    return new SettingsKey.Table(keys, List.of("script_location"));
  }

  /// @return what is wrong with it; none of that is an environment's own
  List<Problem> apply(byte[] yaml) {
    try {
      environments(SettingsFile.parse(yaml).top());
    } catch (SettingsFile.SettingsException e) {
      problems.add(SettingsFile.unreadable(e));
    }
    return problems;
  }

  private void environments(Setting.Table top) {
    Setting listed = top.entries().get("environments");
    if (listed instanceof Setting.Items items) {
      items.items().forEach(this::item);
      this.listed.forEach(found::replace);
      found.change(environment ->
          environment.withProblems(
              environment.problems().stream().filter(each -> !isListed(each)).toList()));
    } else if (listed != null && !isEmpty(listed)) {
      refuse(
          listed.line(),
          wrong("environments", new SettingsMistake.Wanted.Listing(Optional.empty())));
    }
  }

  /// Whether a folder is no longer one that nobody names.
  private boolean isListed(Problem problem) {
    return problem.flaw() instanceof Flaw.LooksLikeEnvironment(String folder)
        && listed.containsKey(folder);
  }

  private void item(Setting setting) {
    if (!(setting instanceof Setting.Table written)) {
      refuse(setting.line(), new SettingsMistake.NoEnvironment());
      return;
    }
    Setting.Table table = withoutEmpty(written);
    for (String key : table.entries().keySet()) {
      if (!KEYS.contains(key)) {
        int line = table.keyLines().getOrDefault(key, table.line());
        problems.add(
            problem(
                line,
                new SettingsMistake.UnknownKey(
                    key, Optional.of("environments"), NearWord.of(key, KEYS), KEYS)));
      }
    }
    Optional<Setting.Text> named = text(table, "script_location");
    Optional<String> script =
        named.flatMap(t -> Folders.normalise(Folders.ROOT, t.text())).filter(folders::isFolder);
    if (script.isEmpty()) {
      int line = Optional.ofNullable(table.entries().get("script_location")).orElse(table).line();
      problems.add(
          problem(line, new SettingsMistake.NoScriptFolder(named.map(Setting.Text::text))));
      return;
    }
    String folder = script.get();
    boolean ignore = flag(table, "ignore");
    boolean recursive = flag(table, "recursive_version_locations");
    List<Environment> before = listed.computeIfAbsent(folder, none -> new ArrayList<>());
    if (ignore) {
      return;
    }
    Environment known = found.at(folder).stream().findFirst().orElse(null);
    boolean says = table.entries().containsKey("recursive_version_locations");
    Environment environment =
        new Environment(
            folder,
            Optional.of(SettingsFile.PATH),
            versions(table, folder, known),
            (says || known == null) ? recursive : known.recursive(),
            known != null && known.sourceless(),
            known == null ? Map.of() : known.options(),
            List.of());
    if (before.stream()
        .anyMatch(each -> each.versionLocations().equals(environment.versionLocations()))) {
      refuse(table.line(), new SettingsMistake.ListedTwice(folder));
      return;
    }
    before.add(environment);
  }

  private List<String> versions(Setting.Table table, String folder, @Nullable Environment known) {
    Setting listed = table.entries().get("version_locations");
    List<String> otherwise =
        known == null ? List.of(Folders.join(folder, "versions")) : known.versionLocations();
    if (listed == null) {
      return otherwise;
    }
    List<String> locations = new ArrayList<>();
    List<Setting> items = listed instanceof Setting.Items list ? list.items() : List.of();
    if (items.isEmpty()) {
      problems.add(
          problem(listed.line(), wrong("version_locations", new SettingsMistake.Wanted.Folders())));
    }
    for (Setting item : items) {
      Optional<String> location =
          item instanceof Setting.Text text && !text.text().isBlank()
              ? Folders.normalise(Folders.ROOT, text.text())
              : Optional.empty();
      if (location.isEmpty()) {
        problems.add(problem(item.line(), new SettingsMistake.NoFolder(Optional.empty())));
      } else {
        if (!folders.isFolder(location.get())) {
          problems.add(
              new Problem(
                  Severity.WARNING,
                  SettingsFile.PATH,
                  item.line(),
                  Optional.empty(),
                  new Flaw.NoLocation.Listed(location.get())));
        }
        locations.add(location.get());
      }
    }
    return locations.isEmpty() ? otherwise : locations.stream().distinct().toList();
  }

  /// A key without a value is as good as absent.
  private static Setting.Table withoutEmpty(Setting.Table table) {
    Map<String, Setting> entries = new LinkedHashMap<>(table.entries());
    entries.values().removeIf(ListedEnvironments::isEmpty);
    return new Setting.Table(entries, table.keyLines(), table.line());
  }

  private static Optional<Setting.Text> text(Setting.Table table, String key) {
    return table.entries().get(key) instanceof Setting.Text text && !text.text().isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  private boolean flag(Setting.Table table, String key) {
    Setting setting = table.entries().get(key);
    if (setting == null) {
      return false;
    }
    String written = setting instanceof Setting.Text text && !text.quoted() ? text.text() : "";
    if (!written.equals("true") && !written.equals("false")) {
      problems.add(problem(setting.line(), wrong(key, new SettingsMistake.Wanted.Flag())));
    }
    return written.equals("true");
  }

  private static boolean isEmpty(Setting setting) {
    return setting instanceof Setting.Text text
        && !text.quoted()
        && (text.text().isEmpty() || text.text().equals("null") || text.text().equals("~"));
  }

  private static SettingsMistake wrong(String key, SettingsMistake.Wanted wanted) {
    return new SettingsMistake.WrongValue(
        key, wanted, new SettingsMistake.Shown.Untold(), Optional.empty());
  }

  private void refuse(int line, SettingsMistake mistake) {
    problems.add(problem(line, mistake));
  }

  private static Problem problem(int line, SettingsMistake mistake) {
    return SettingsFile.problem(line, mistake);
  }
}
