package dev.retort.alembic;

import dev.retort.alembic.Environments.Found;
import dev.retort.alembic.Options.ConfigFiles;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One search for the environments of a tree.
final class Discovery {
  private static final Needle SCRIPT_LOCATION = Needle.of("script_location");
  private static final String DEFAULT_SECTION = "alembic";

  /// A header of the table in TOML, or a key of it.
  private static final Pattern CONFIGURES =
      Pattern.compile("tool\\s*\\.\\s*[\"']?alembic|\\[\\s*tool\\s*\\][^\\[]*alembic");

  private final Folders folders;
  private final SourceTree tree;
  private final Environments.Request request;
  private final Optional<SourceTree> settings;
  private final Optional<LooseFiles> loose;
  private final FoundEnvironments found = new FoundEnvironments();
  private final Set<String> pointedAt = new HashSet<>();
  private final Set<String> governing = new LinkedHashSet<>();
  private Map<String, byte[]> contents = Map.of();

  /// @param loose where to look for what nothing loads; nothing is looked for without
  Discovery(
      SourceTree tree,
      Environments.Request request,
      Optional<SourceTree> settings,
      Optional<LooseFiles> loose) {
    this.tree = tree;
    this.loose = loose;
    this.folders = new Folders(tree);
    this.request = request;
    this.settings = settings;
  }

  Found found() {
    if (!request.versions().isEmpty()) {
      return new Found(List.of(givenVersions()), List.of());
    }
    if (!request.configs().isEmpty()) {
      contents = folders.readFollowing(request.configs());
      given(request.configs());
      return new Found(found.all(), List.of());
    }
    Survey everything = Survey.of(folders, tree);
    List<String> wanted = new ArrayList<>(everything.inis());
    wanted.addAll(everything.others());
    wanted.addAll(everything.tomls());
    if (settings.isEmpty()) {
      wanted.add(SettingsFile.PATH);
    }
    contents = folders.readFollowing(wanted);
    Optional<byte[]> yaml =
        Optional.ofNullable(
            settings
                .map(other -> other.read(List.of(SettingsFile.PATH)))
                .orElse(contents)
                .get(SettingsFile.PATH));
    Predicate<String> ignored = IgnoredPaths.of(yaml);
    Survey survey = everything.without(ignored);
    survey.inis().forEach(ini -> ini(ini, survey));
    survey.others().stream().filter(this::namesScripts).forEach(other -> ini(other, survey));
    survey.tomls().forEach(toml -> toml(toml, survey));
    survey.scriptFolders().forEach(folder -> unconfigured(folder, survey));
    lone(survey);
    // What lies in a folder to be left out is left out, whichever file names it; the one history
    // that there is has to be judged.
    Predicate<Environment> inside = each -> liesIn(each, ignored);
    if (found.stream().anyMatch(inside.negate())) {
      found.removeIf(inside);
    }
    new RunningLocations(tree, folders, this::workingDirectories).apply(found);
    new ChosenLocations(tree).apply(found, RunningLocations::isUndecided);
    List<Problem> mistakes =
        yaml.map(bytes -> new ListedEnvironments(folders, found).apply(bytes)).orElse(List.of());
    loose.ifPresent(
        files -> new UnreadRevisions(tree, folders, found, files, contents).settle(ignored));
    return new Found(found.all(), mistakes);
  }

  private static boolean liesIn(Environment environment, Predicate<String> ignored) {
    return Stream.concat(
            Stream.of(environment.scriptLocation()), environment.versionLocations().stream())
        .allMatch(folder -> ignored.test(Folders.join(folder, "env.py")));
  }

  private boolean namesScripts(String path) {
    return SCRIPT_LOCATION.isIn(contents.getOrDefault(path, new byte[0]));
  }

  private Environment givenVersions() {
    List<String> locations =
        request.versions().stream()
            .map(path -> Folders.normalise(Folders.ROOT, path).orElse(path))
            .distinct()
            .toList();
    return new Environment(
        Folders.parent(locations.getFirst()),
        Optional.empty(),
        locations,
        false,
        false,
        Map.of(),
        List.of());
  }

  private void given(List<String> configs) {
    Optional<String> toml =
        configs.stream().filter(c -> Folders.name(c).equals(Survey.TOML)).findFirst();
    Optional<String> ini =
        configs.stream().filter(c -> !Folders.name(c).equals(Survey.TOML)).findFirst();
    String folder = Folders.parent(ini.or(() -> toml).orElseThrow());
    read(ini, toml)
        .ifPresent(files -> {
          Optional<String> flask =
              files.ini().raw(section(), "script_location").isEmpty()
                      && !files.toml().configures()
                      && isScriptFolder(folder)
                  ? Optional.of(folder)
                  : Optional.empty();
          add(files, section(), List.of(request.workingDirectory()), flask, Optional.empty());
        });
  }

  private String section() {
    return request.section().orElse(DEFAULT_SECTION);
  }

  private void ini(String path, Survey survey) {
    String folder = Folders.parent(path);
    boolean main = Folders.name(path).equals(Survey.INI);
    Optional<String> toml =
        Optional.of(Folders.join(folder, Survey.TOML))
            .filter(t -> main && survey.tomls().contains(t));
    Optional<String> guess = guess(folder, survey);
    Optional<ConfigFiles> read = read(Optional.of(path), toml, guess, main);
    if (read.isEmpty()) {
      return;
    }
    ConfigFiles files = read.get();
    boolean flask = main && !folder.equals(Folders.ROOT) && isScriptFolder(folder);
    boolean located =
        files.ini().raw(section(), "script_location").isPresent() || files.toml().configures();
    List<String> others =
        request.section().isPresent()
            ? List.of()
            : files.ini().sectionNames().stream()
                .filter(name -> !name.equalsIgnoreCase(DEFAULT_SECTION))
                .filter(name -> files.ini().writes(name, "script_location"))
                .toList();
    boolean pointless = !located && !flask && (!others.isEmpty() || !main);
    if (isTemplate(files)) {
      return;
    }
    if (!pointless) {
      boolean rootScript = !located && isScriptFolder(folder);
      Optional<String> overriding = flask || rootScript ? Optional.of(folder) : Optional.empty();
      add(files, section(), workingDirectories(folder), overriding, guess);
    }
    for (String other : others) {
      add(files, other, workingDirectories(folder), Optional.empty(), Optional.empty());
    }
    if (!pointless || !others.isEmpty()) {
      governing.add(path);
    }
  }

  private void toml(String path, Survey survey) {
    String folder = Folders.parent(path);
    String text = new String(contents.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    if (survey.inis().contains(Folders.join(folder, Survey.INI))
        || !CONFIGURES.matcher(text).find()) {
      return;
    }
    Optional<String> guess = guess(folder, survey);
    Optional<ConfigFiles> read = read(Optional.empty(), Optional.of(path), guess, true);
    if (read.isPresent() && read.get().toml().configures() && !isTemplate(read.get())) {
      add(read.get(), section(), workingDirectories(folder), Optional.empty(), guess);
      governing.add(path);
    }
  }

  private List<String> workingDirectories(String folder) {
    if (!request.workingDirectory().equals(Folders.ROOT)) {
      return List.of(request.workingDirectory());
    }
    return folder.equals(Folders.ROOT) ? List.of(folder) : List.of(folder, Folders.ROOT);
  }

  /// The one script folder below a configuration, for where that cannot be read.
  private static Optional<String> guess(String folder, Survey survey) {
    List<String> below =
        survey.scriptFolders().stream().filter(s -> Folders.isWithin(s, folder)).toList();
    return below.size() == 1 ? Optional.of(below.getFirst()) : Optional.empty();
  }

  private boolean isScriptFolder(String folder) {
    return (folders.isFile(Folders.join(folder, "env.py"))
            || folders.isFile(Folders.join(folder, "script.py.mako")))
        && folders.isFolder(Folders.join(folder, "versions"));
  }

  private void add(
      ConfigFiles files,
      String section,
      List<String> workingDirectories,
      Optional<String> overriding,
      Optional<String> fallback) {
    Configuration.Reading reading =
        new Configuration(folders, files, section, workingDirectories).read(overriding, fallback);
    reading.pointedAt().ifPresent(pointedAt::add);
    found.add(reading.environment());
  }

  /// Whether a generator has yet to fill in where the scripts are.
  private boolean isTemplate(ConfigFiles files) {
    Stream<String> ini =
        files.ini().sectionNames().stream()
            .flatMap(name ->
                Stream.of("script_location", "version_locations")
                    .flatMap(key -> files.ini().raw(name, key).stream()))
            .map(option -> option.text());
    return Stream.concat(ini, files.toml().places()).anyMatch(Survey::hasPlaceholder);
  }

  private Optional<ConfigFiles> read(Optional<String> ini, Optional<String> toml) {
    return read(ini, toml, Optional.empty(), true);
  }

  /// @param loud whether a file that cannot be read makes an environment with that problem
  private Optional<ConfigFiles> read(
      Optional<String> ini, Optional<String> toml, Optional<String> guess, boolean loud) {
    String at = ini.or(() -> toml).orElse(Survey.INI);
    int line = 1;
    ConfigFault why;
    try {
      IniFile iniFile = IniFile.empty();
      if (ini.isPresent() && contents.containsKey(ini.get())) {
        iniFile = IniFile.parse(decoded(ini.get()), Options.hereOf(ini.get()));
      }
      PyProject pyProject = PyProject.empty();
      if (toml.isPresent() && contents.containsKey(toml.get())) {
        at = toml.get();
        pyProject = PyProject.parse(decoded(toml.get()));
      }
      return Optional.of(new ConfigFiles(iniFile, ini, pyProject, toml));
    } catch (CharacterCodingException e) {
      why = ConfigFault.Plain.NOT_UTF8;
    } catch (ConfigException e) {
      line = e.line();
      why = e.fault();
    }
    if (loud && !Survey.generates(text(at), line)) {
      unreadable(at, line, why, guess);
      governing.add(at);
    }
    return Optional.empty();
  }

  private void unreadable(String path, int line, ConfigFault why, Optional<String> guess) {
    String script = guess.orElse(Folders.parent(path));
    found.add(
        new Environment(
            script,
            Optional.of(path),
            List.of(Folders.join(script, "versions")),
            false,
            false,
            Map.of(),
            List.of(
                new Problem(
                    Severity.FAILURE,
                    path,
                    line,
                    Optional.empty(),
                    new Flaw.Misconfigured.NotRead(why)))));
  }

  private String text(String path) {
    return new String(contents.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
  }

  private String decoded(String path) throws CharacterCodingException {
    byte[] bytes = contents.getOrDefault(path, new byte[0]);
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /// A script folder that no configuration points at: an environment of its own where nothing
  /// governs it, and otherwise worth a notice on the environment of the configuration that does.
  private void unconfigured(String folder, Survey survey) {
    if (isKnown(folder)) {
      return;
    }
    Optional<String> governor =
        governing.stream()
            .filter(config -> Folders.isWithin(folder, Folders.parent(config)))
            .reduce((_, nearer) -> nearer);
    Optional<Environment> governed =
        governor.flatMap(config ->
            found.stream().filter(e -> e.config().equals(Optional.of(config))).findFirst());
    if (governed.isPresent()) {
      Environment owner = governed.get();
      found.change(each -> each.equals(owner) ? each.with(secondEnvironment(folder)) : each);
      return;
    }
    Optional<String> mute =
        survey.tomls().stream()
            .filter(toml -> Folders.isWithin(folder, Folders.parent(toml)))
            .filter(toml -> survey.python().stream().allMatch(p -> Folders.isWithin(p, folder)))
            .findFirst();
    found.add(
        new Environment(
            folder,
            Optional.empty(),
            List.of(Folders.join(folder, "versions")),
            false,
            false,
            Map.of(),
            mute.map(Discovery::nothingConfigures).map(List::of).orElse(List.of())));
  }

  private boolean isKnown(String folder) {
    return pointedAt.stream().anyMatch(each -> isSame(folder, each))
        || found.stream()
            .anyMatch(e ->
                isSame(folder, e.scriptLocation())
                    || e.versionLocations().stream()
                        .map(location -> folders.resolve(location).path())
                        .anyMatch(location -> Folders.isWithin(folder, location)));
  }

  /// An `env.py` of Alembic's with nothing beside it, which no configuration points at, where one
  /// environment is configured: mostly it was left behind. Looked for only where files are at hand.
  private void lone(Survey survey) {
    List<Environment> configured =
        found.stream().filter(each -> each.config().isPresent()).toList();
    if (configured.isEmpty() || !tree.isNear()) {
      return;
    }
    List<String> lone =
        survey.python().stream()
            .filter(path -> Folders.name(path).equals("env.py"))
            .filter(path -> !survey.scriptFolders().contains(Folders.parent(path)))
            .filter(path -> !isKnown(Folders.parent(path)))
            .toList();
    Map<String, byte[]> texts = lone.isEmpty() ? Map.of() : tree.read(lone);
    for (String path : lone) {
      byte[] content = texts.getOrDefault(path, new byte[0]);
      String text = new String(content, StandardCharsets.ISO_8859_1);
      if (text.contains("from alembic import") && text.contains("context.")) {
        String folder = Folders.parent(path);
        Environment owner = configured.getFirst();
        found.change(each ->
            each.scriptLocation().equals(owner.scriptLocation())
                    && each.config().equals(owner.config())
                ? each.with(secondEnvironment(folder))
                : each);
      }
    }
  }

  /// Whether a real folder is the one that a path leads to.
  private boolean isSame(String folder, String path) {
    return folder.equals(path) || folder.equals(folders.resolve(path).path());
  }

  private static Problem nothingConfigures(String toml) {
    return new Problem(
        Severity.FAILURE,
        toml,
        1,
        Optional.empty(),
        new Flaw.Misconfigured.NoScriptLocation(/* inCode= */ true));
  }

  private Problem secondEnvironment(String folder) {
    String env = Folders.join(folder, "env.py");
    return new Problem(
        Severity.NOTICE,
        folders.isFile(env) ? env : Folders.join(folder, "script.py.mako"),
        1,
        Optional.empty(),
        new Flaw.LooksLikeEnvironment(folder));
  }
}
