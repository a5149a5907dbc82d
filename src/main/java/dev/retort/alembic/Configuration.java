package dev.retort.alembic;

import dev.retort.alembic.Flaw.Misconfigured.Where;
import dev.retort.alembic.Options.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The environment that is made of one section of the configuration files that Alembic reads
/// together.
final class Configuration {
  private static final String SCRIPT_LOCATION = "script_location";
  private static final List<String> CARRIED =
      List.of(
          "file_template",
          "truncate_slug_length",
          "timezone",
          "output_encoding",
          "revision_environment",
          "prepend_sys_path");

  private final Folders folders;
  private final Options.ConfigFiles files;
  private final Options options;
  private final String section;
  private final List<String> workingDirectories;
  private final Packages packages;

  /// @param workingDirectories what relative locations may be relative to, the likeliest first
  Configuration(
      Folders folders, Options.ConfigFiles files, String section, List<String> workingDirectories) {
    this.folders = folders;
    this.files = files;
    this.options = new Options(files, section);
    this.section = section;
    this.workingDirectories = workingDirectories;
    this.packages = new Packages(folders);
  }

  /// @param environment as configured
  /// @param pointedAt the folder that the configuration names, also where another one is taken
  record Reading(Environment environment, Optional<String> pointedAt) {}

  /// @param overriding the script location that Flask-Migrate would set whatever is written
  /// @param fallback the one to show where the configuration names none that exists
  Reading read(Optional<String> overriding, Optional<String> fallback) {
    Optional<Found> written = options.text(SCRIPT_LOCATION);
    boolean refused = !options.problems().isEmpty();
    options.number("truncate_slug_length");
    List<String> paths = options.prependSysPath();
    boolean recursive = options.flag("recursive_version_locations");
    Map<String, String> carried = carried();
    boolean sourceless = options.flag("sourceless");
    Optional<Options.Locations> locations = options.versionLocations();
    hooks();

    Optional<String> pointedAt =
        written.flatMap(found -> firstExisting(targets(Options.textOf(found), paths)));
    Optional<String> script = overriding.or(() -> pointedAt);
    if (script.isEmpty() && !refused) {
      if (written.isPresent()) {
        pointlessScriptLocation(written.get(), paths);
      } else {
        noScriptLocation();
      }
    }
    String scriptLocation = script.or(() -> fallback).orElse(Folders.parent(files.mainPath()));
    List<String> versions =
        locations
            .map(set -> versionFolders(set, scriptLocation, paths))
            .orElseGet(() -> List.of(Folders.join(scriptLocation, "versions")));
    return new Reading(
        new Environment(
            scriptLocation,
            Optional.of(files.mainPath()),
            versions,
            recursive,
            sourceless,
            carried,
            options.problems()),
        pointedAt);
  }

  private Map<String, String> carried() {
    Map<String, String> carried = new LinkedHashMap<>();
    for (String key : CARRIED) {
      options
          .get(key)
          .ifPresent(found -> {
            switch (found.value()) {
              case PyProject.Value.Text text ->
                  carried.put(key, text.text().replace(Options.HERE_ROOT, "."));
              case PyProject.Value.Whole number -> carried.put(key, Long.toString(number.number()));
              case PyProject.Value.Flag flag -> carried.put(key, Boolean.toString(flag.flag()));
              case PyProject.Value.Texts _, PyProject.Value.Other _ -> {}
            }
          });
    }
    options.driver().ifPresent(driver -> carried.put("sqlalchemy.url", driver));
    return carried;
  }

  /// Alembic expands all of `[post_write_hooks]` when it starts.
  private void hooks() {
    if (files.ini().hasSection("post_write_hooks")) {
      try {
        files.ini().expandAll("post_write_hooks");
      } catch (ConfigException e) {
        options.refuse(files.mainPath(), e.line(), "[post_write_hooks]", e.fault());
      }
    }
  }

  private void noScriptLocation() {
    Optional<String> almost =
        files.ini().sectionNames().stream()
            .filter(name -> name.equalsIgnoreCase(section) && !name.equals(section))
            .findFirst();
    if (almost.isPresent() && !files.ini().hasSection(section)) {
      options.refuse(
          files.mainPath(),
          files.ini().headerLine(almost.get()),
          new Flaw.Misconfigured.Section(almost.get(), section));
      return;
    }
    options.refuse(
        files.mainPath(), 1, new Flaw.Misconfigured.NoScriptLocation(/* inCode= */ false));
  }

  private void pointlessScriptLocation(Found written, List<String> paths) {
    String text = Options.textOf(written);
    List<Target> targets = targets(text, paths);
    Where where =
        targets.isEmpty()
            ? Where.FOREIGN_PACKAGE
            : targets.stream().noneMatch(Target::inside) ? Where.OUTSIDE : Where.NOWHERE;
    options.refuse(
        written.path(),
        written.line(),
        new Flaw.Misconfigured.Pointless("script_location", shown(text), where));
  }

  private List<String> versionFolders(
      Options.Locations locations, String scriptLocation, List<String> paths) {
    Set<String> found = new LinkedHashSet<>();
    Found written = locations.written();
    boolean letters = written.fromToml() && written.value() instanceof PyProject.Value.Text;
    for (String part : locations.parts()) {
      if (isListOfFolders(part, paths)) {
        options.refuse(written.path(), written.line(), locations(part, Where.LIST_AS_PACKAGE));
        for (String folder : part.split(":", -1)) {
          places(folder, workingDirectories).stream()
              .filter(this::exists)
              .findFirst()
              .ifPresent(found::add);
        }
        continue;
      }
      List<Target> targets = targets(part, paths);
      Optional<String> existing = firstExisting(targets);
      if (existing.isPresent()) {
        found.add(existing.get());
      } else if (!letters) {
        absent(written, part, targets).ifPresent(found::add);
      }
    }
    if (found.isEmpty() && !letters) {
      found.add(Folders.join(scriptLocation, "versions"));
    }
    return List.copyOf(found);
  }

  /// Whether a location with a colon is several folders to whoever wrote it, and to Alembic a
  /// package that it cannot import: a folder is one without `__init__.py` only where imports look.
  private boolean isListOfFolders(String part, List<String> paths) {
    String[] folders = part.split(":", -1);
    if (folders.length < 2 || part.startsWith("/")) {
      return false;
    }
    boolean allThere = true;
    for (String folder : folders) {
      allThere &= places(folder, workingDirectories).stream().anyMatch(this.folders::isFolder);
    }
    boolean importable =
        paths.stream()
                .flatMap(path -> places(path, workingDirectories).stream())
                .anyMatch(root -> this.folders.isFolder(Folders.join(root, folders[0])))
            || places(folders[0], workingDirectories).stream()
                .anyMatch(home -> this.folders.isFile(Folders.join(home, "__init__.py")));
    return allThere && !importable;
  }

  /// A version location that is not there, said so; its place in the tree where it would have one.
  private Optional<String> absent(Found written, String part, List<Target> targets) {
    if (targets.isEmpty()) {
      options.refuse(written.path(), written.line(), locations(part, Where.FOREIGN_PACKAGE));
    } else if (targets.stream().noneMatch(Target::inside)) {
      options.refuse(written.path(), written.line(), locations(part, Where.OUTSIDE));
    } else {
      missing(written, part);
      return targets.stream().filter(Target::inside).map(Target::path).findFirst();
    }
    return Optional.empty();
  }

  private static Flaw locations(String part, Where where) {
    return new Flaw.Misconfigured.Pointless("version_locations", shown(part), where);
  }

  private void missing(Found written, String part) {
    options
        .problems()
        .add(
            new Problem(
                Severity.WARNING,
                written.path(),
                written.line(),
                Optional.empty(),
                new Flaw.NoLocation.NotThere(shown(part))));
  }

  /// A place that a location may mean.
  ///
  /// @param inside whether it lies in the tree; if not, the path means nothing
  private record Target(String path, boolean inside) {
    static Target of(Optional<String> path) {
      return new Target(path.orElse(""), path.isPresent());
    }
  }

  private Optional<String> firstExisting(List<Target> targets) {
    return targets.stream()
        .filter(Target::inside)
        .map(Target::path)
        .filter(this::exists)
        .findFirst();
  }

  private boolean exists(String path) {
    return folders.resolve(path).what() != Folders.What.NOTHING;
  }

  /// What a location may mean: one place for an absolute one, one for each working directory for a
  /// relative one, those that hold it for one in a package; none where no package does.
  private List<Target> targets(String location, List<String> paths) {
    if (location.startsWith("/")) {
      return placed(location, workingDirectories);
    }
    if (location.indexOf(':') >= 0) {
      List<String> roots = new ArrayList<>();
      for (String path : paths) {
        for (Target target : path.indexOf(':') < 0 ? targets(path, List.of()) : List.<Target>of()) {
          if (target.inside()) {
            roots.add(target.path());
          }
        }
      }
      roots.addAll(workingDirectories);
      return packages
          .find(location, roots)
          .map(path -> List.of(new Target(path, true)))
          .orElse(List.of());
    }
    return placed(location, workingDirectories);
  }

  /// Where in the tree a plain path may lead: one place for an absolute one, one for each working
  /// directory for a relative one.
  static List<String> places(String location, List<String> workingDirectories) {
    return placed(location, workingDirectories).stream()
        .filter(Target::inside)
        .map(Target::path)
        .toList();
  }

  private static List<Target> placed(String location, List<String> workingDirectories) {
    if (location.startsWith(Options.HERE_ROOT)
        && (location.length() == Options.HERE_ROOT.length()
            || location.charAt(Options.HERE_ROOT.length()) == '/')) {
      String rest = location.substring(Options.HERE_ROOT.length()).replaceFirst("^/+", "");
      return List.of(Target.of(Folders.normalise(Folders.ROOT, rest)));
    }
    if (location.startsWith("/")) {
      return List.of(new Target("", false));
    }
    return workingDirectories.stream()
        .map(folder -> Target.of(Folders.normalise(folder, location)))
        .toList();
  }

  private static String shown(String location) {
    return location.replace(Options.HERE_ROOT + "/", "").replace(Options.HERE_ROOT, ".");
  }
}
