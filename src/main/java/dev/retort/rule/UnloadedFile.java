package dev.retort.rule;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.SettingsFile;
import dev.retort.alembic.Severity;
import dev.retort.alembic.SourceTree;
import dev.retort.alembic.UnreadRevision;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// RT406: a migration file that no environment loads.
public final class UnloadedFile implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.UNLOADED_FILE,
          "file that nothing loads",
          Severity.WARNING,
          "A file declares a revision and lies where no Alembic environment looks.",
          """
          Alembic reads the version locations of its configuration and nothing else. A revision \
          beside them is never run, and nobody is told: the pull request passes, the deployment \
          passes, and the table is not there. Where the place is right and only this program does \
          not know it, whatever is wrong with those revisions stays unseen, so the check does not \
          say success.\
          """,
          """
          alembic.ini                    version_locations = db/versions
          db/versions/41a8_users.py
          db/versions_old/5c02_orders.py   # declares a revision, and nothing loads it
          """,
          """
          Move the file into the folder that is loaded. If its own folder is one that Alembic is \
          run with, name it under `environments:` in `.github/retort.yml`; if it is meant to be \
          left alone, name it under `ignore:` there.\
          """,
          """
          Moving a file is safe as long as no database has run something else in its place.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    boolean follows =
        change.environment().problems().stream()
            .anyMatch(problem -> problem.severity() == Severity.FAILURE);
    if (follows) {
      // A configuration that cannot be read loads nothing, and that is said already.
      return List.of();
    }
    Map<String, List<UnreadRevision>> folders = new LinkedHashMap<>();
    for (UnreadRevision file : change.environment().unread()) {
      folders.computeIfAbsent(file.folder(), none -> new ArrayList<>()).add(file);
    }
    List<Finding> findings = new ArrayList<>();
    folders.forEach((folder, files) -> findings.addAll(find(change, policy, folder, files)));
    return findings;
  }

  /// Whether so much of what the change brings (or of the tree, where it is judged alone) lies
  /// where nothing looks that the judgement says little.
  public static boolean leavesUnjudged(HistoryChange change, Policy policy) {
    if (policy.severity(PAGE) == Severity.OFF) {
      return false;
    }
    Snapshot base = change.change().base();
    List<UnreadRevision> files =
        change.environment().unread().stream()
            .filter(file -> !isUnusedEnvironment(change, file.folder()))
            .toList();
    boolean touched =
        files.stream()
            .anyMatch(file -> {
              SourceTree.Entry before = base.entries().get(file.path());
              return before == null || !before.blob().equals(file.blob());
            });
    return touched && UnreadPlaces.matter(files, change.after().revisions().isEmpty());
  }

  private static List<Finding> find(
      HistoryChange change, Policy policy, String folder, List<UnreadRevision> files) {
    Snapshot base = change.change().base();
    boolean unused = isUnusedEnvironment(change, folder);
    if (base.entries().isEmpty()) {
      Severity severity = policy.severities().getOrDefault(PAGE.code(), usual(folder));
      return unused
          ? List.of()
          : List.of(at(files.getFirst()).fresh(found(change, folder, files), severity));
    }
    List<Finding> findings = new ArrayList<>();
    List<UnreadRevision> old =
        files.stream().filter(file -> base.entries().containsKey(file.path())).toList();
    List<UnreadRevision> fresh =
        unused && old.isEmpty()
            ? List.of()
            : files.stream().filter(file -> !old.contains(file)).toList();
    for (UnreadRevision file : fresh) {
      boolean amongOthers = files.size() > 1 || unused || isWithin(change.environment(), folder);
      Severity severity =
          amongOthers && usual(folder) == Severity.WARNING ? Severity.FAILURE : usual(folder);
      findings.add(
          at(file)
              .fresh(
                  found(change, folder, List.of(file)),
                  policy.severities().getOrDefault(PAGE.code(), severity)));
    }
    if (!old.isEmpty() && fresh.isEmpty() && !unused) {
      findings.add(at(old.getFirst()).inherited(found(change, folder, old)));
    }
    return findings;
  }

  /// Whether a place holds material for tests or readers, where revisions are often made to be
  /// looked at.
  private static Severity usual(String folder) {
    return UnreadPlaces.isExample(folder) ? Severity.NOTICE : Severity.WARNING;
  }

  /// Whether RT403 names the whole environment already.
  private static boolean isUnusedEnvironment(HistoryChange change, String folder) {
    return change.after().problems().stream()
        .filter(problem -> problem.code() == RuleCode.UNUSED_ENVIRONMENT)
        .anyMatch(problem -> {
          int slash = problem.path().lastIndexOf('/');
          String other = slash < 0 ? "." : problem.path().substring(0, slash);
          return folder.equals(other) || folder.startsWith(other + "/");
        });
  }

  private static boolean isWithin(Environment environment, String folder) {
    String script = environment.scriptLocation();
    boolean inScripts = !script.equals(".") && (folder + "/").startsWith(script + "/");
    return inScripts
        || environment.versionLocations().stream()
            .anyMatch(location -> (folder + "/").startsWith(location + "/"));
  }

  private static Place at(UnreadRevision file) {
    return new Place(file.path(), file.line(), Optional.empty(), file.id());
  }

  private static Found found(HistoryChange change, String folder, List<UnreadRevision> files) {
    Environment environment = change.environment();
    boolean below =
        environment.versionLocations().stream()
            .anyMatch(location -> folder.startsWith(location + "/"));
    Way way = way(change, files);
    boolean within = UnreadPlaces.isWithin(environment, folder);
    Function<Boolean, Optional<String>> settings =
        continues ->
            below
                ? Optional.empty()
                : Optional.of(UnreadPlaces.lines(environment, folder, continues));
    boolean instead = within && !way.continues() && isChosen(change, folder);
    return new Found(
        files.size() == 1 ? files.getFirst().id() : Optional.empty(),
        files.size(),
        folder,
        way,
        instead
            ? Optional.of(UnreadPlaces.besides(environment, folder))
            : settings.apply(within || way.continues()),
        settings.apply(within),
        isNamed(change, folder));
  }

  /// Whether `env.py` names the folder, and reads another one all the same: it chooses between them
  /// when it is run.
  private static boolean isChosen(HistoryChange change, String folder) {
    String env = EnvFile.path(change.environment());
    return !change.environment().versionLocations().isEmpty()
        && change.change().landing().tree().read(List.of(env)).values().stream()
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .anyMatch(text -> text.contains("version_locations") && text.contains(folder));
  }

  /// Whether the change itself names the folder in settings, which count only once they are the
  /// base's.
  private static boolean isNamed(HistoryChange change, String folder) {
    Snapshot landed = change.change().landing().tree();
    SourceTree.Entry before = change.change().base().entries().get(SettingsFile.PATH);
    SourceTree.Entry after = landed.entries().get(SettingsFile.PATH);
    return !change.change().base().entries().isEmpty()
        && after != null
        && (before == null || !before.blob().equals(after.blob()))
        && landed.read(List.of(SettingsFile.PATH)).values().stream()
            .anyMatch(bytes -> new String(bytes, StandardCharsets.UTF_8).contains(folder));
  }

  /// What the files build on: whether moving them makes one history with what is loaded.
  private static Way way(HistoryChange change, List<UnreadRevision> files) {
    Map<String, UnreadRevision> others = new HashMap<>();
    change.environment().unread().stream()
        .filter(each -> !files.contains(each))
        .forEach(each -> each.id().ifPresent(id -> others.putIfAbsent(id, each)));
    Set<String> own = new HashSet<>();
    files.forEach(each -> each.id().ifPresent(own::add));
    History after = change.after();
    boolean continues = false;
    boolean moves = change.environment().config().isPresent() || !after.revisions().isEmpty();
    Set<String> with = new TreeSet<>();
    Deque<UnreadRevision> open = new ArrayDeque<>(files);
    while (!open.isEmpty()) {
      UnreadRevision file = open.pop();
      moves &= !file.downRevisions().isEmpty() || after.revisions().isEmpty();
      for (String parent : file.downRevisions()) {
        if (after.revision(parent).isPresent()) {
          continues = true;
        } else if (others.containsKey(parent)) {
          UnreadRevision other = others.get(parent);
          if (with.add(other.path())) {
            open.push(other);
          }
        } else {
          moves &= own.contains(parent);
        }
      }
    }
    return new Way(moves, continues, List.copyOf(with));
  }

  /// What becomes of files that are moved to where they are loaded.
  ///
  /// @param moves whether they make one history with what is loaded
  /// @param continues whether they go on from something that is loaded
  /// @param with the other files that nothing loads and that they build on
  public record Way(boolean moves, boolean continues, List<String> with) {
    public Way {
      with = List.copyOf(with);
    }
  }

  /// Files that no environment loads.
  ///
  /// @param id what the file declares, where it is one and that is known
  /// @param settings the line of `.github/retort.yml` that has them read; none where they lie below
  ///   a version location, and Alembic has a setting for that
  /// @param former that line as acceptances were recognised by it
  /// @param named whether the change names the folder in settings of its own
  public record Found(
      Optional<String> id,
      int count,
      String folder,
      Way way,
      Optional<String> settings,
      Optional<String> former,
      boolean named)
      implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.UNLOADED_FILE;
    }

    @Override
    public Prose headline() {
      if (count > 1) {
        return Prose.of(count + " files that declare ")
            .code("revision")
            .text(" and ")
            .code("down_revision")
            .text(" lie in ")
            .path(folder)
            .text(", and no environment loads them");
      }
      Prose declares = Prose.of("This file declares ");
      return id.map(declares::id)
          .orElse(declares.text("a revision"))
          .text(", and no environment loads it");
    }

    @Override
    public Prose sequel() {
      return named
          ? Prose.STOP
              .text("This change names that folder in ")
              .path(SettingsFile.PATH)
              .text(", which counts once it is on the base: land that first.")
          : ways();
    }

    private Prose ways() {
      String them = count == 1 ? "it" : "them";
      if (!way.moves()) {
        return sequel(Prose.STOP.text("If Alembic is run with this folder, "), settings);
      }
      Prose move = Prose.STOP.text("Move " + them + " to a version location");
      return sequel(
          (way.with().isEmpty()
                  ? move
                  : move.text(", together with ")
                      .paths(way.with())
                      .text(", which " + (count == 1 ? "it builds" : "they build") + " on"))
              .text("; if Alembic is run with this folder, "),
          settings);
    }

    private Prose sequel(Prose move, Optional<String> line) {
      return line.map(
              each -> move.text("write ").code(each).text(" into ").path(".github/retort.yml"))
          .orElse(
              move.text("set ")
                  .code("recursive_version_locations = true")
                  .text(" in Alembic's configuration"))
          .text(", and if it is to be left alone, ")
          .code("ignore: [\"" + folder + "/**\"]")
          .text(".");
    }

    @Override
    public Prose formerMessage() {
      Prose move =
          Prose.STOP.text(
              "Move "
                  + (count == 1 ? "it" : "them")
                  + " to a version location; if Alembic is run with this folder, ");
      return headline().then(sequel(move, former));
    }

    @Override
    public List<String> identity() {
      return Identity.of(id, count, folder);
    }
  }
}
