package dev.retort.alembic;

import dev.retort.python.PythonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads the history of an environment out of a tree: lists its version locations in Alembic's load
/// order, reads what the cache does not hold in one request, and builds the graph.
public final class HistoryReader {
  /// Fewer files than this are read faster by one thread.
  private static final int WORTH_SHARING = 64;

  private static final byte[] LFS_POINTER =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private final RevisionCache cache;

  public HistoryReader(RevisionCache cache) {
    this.cache = cache;
  }

  public History read(SourceTree tree, Environment environment) {
    List<LoadOrder.Item> items = LoadOrder.of(new Folders(tree), environment);
    RevisionFile[] files = new RevisionFile[items.size()];
    Map<String, Integer> unread = new LinkedHashMap<>();
    for (int i = 0; i < files.length; i++) {
      LoadOrder.Item item = items.get(i);
      String path = item.path();
      SourceTree.Entry entry = tree.entries().get(path);
      String blob = entry == null ? "" : entry.blob();
      if (item.obstacle().isPresent()) {
        files[i] = obstructed(path, blob, item.obstacle().get());
      } else if (entry != null && entry.size() > PythonReader.MOST_BYTES) {
        files[i] = tooLarge(path, blob, entry.size());
      } else {
        Optional<RevisionFile> kept = cache.find(blob, Folders.name(path));
        if (kept.isPresent()) {
          files[i] = at(path, kept.get());
        } else {
          unread.put(path, i);
        }
      }
    }
    if (!unread.isEmpty()) {
      Map<String, byte[]> contents = tree.read(unread.keySet());
      List<String> paths = List.copyOf(unread.keySet());
      IntStream each = IntStream.range(0, paths.size());
      (paths.size() < WORTH_SHARING ? each : each.parallel())
          .forEach(n -> {
            String path = paths.get(n);
            int position = unread.getOrDefault(path, -1);
            SourceTree.Entry entry = tree.entries().get(path);
            files[position] = read(path, entry == null ? "" : entry.blob(), contents.get(path));
          });
    }
    follow(tree, environment, files);
    lineUp(tree, files);
    MissingModules modules = new MissingModules(tree);
    Set<String> ids = new HashSet<>();
    for (RevisionFile file : files) {
      file.id().ifPresent(ids::add);
    }
    return History.of(
        environment,
        Arrays.stream(files).map(modules::doubted).map(file -> weighed(file, ids)).toList());
  }

  /// Reads again what depends on other modules of the repository: that is not the file's own, so it
  /// is not kept.
  private static void follow(SourceTree tree, Environment environment, RevisionFile[] files) {
    List<String> open = new ArrayList<>();
    for (RevisionFile file : files) {
      boolean named = file.undecidable().stream().anyMatch(each -> !each.name().equals("*"));
      if (named) {
        open.add(file.path());
      }
    }
    if (open.isEmpty()) {
      return;
    }
    ImportedConstants imported = new ImportedConstants(tree, environment);
    Map<String, byte[]> contents = tree.read(open);
    for (int i = 0; i < files.length; i++) {
      byte[] content = contents.get(files[i].path());
      if (content != null) {
        files[i] = RevisionFileReader.read(files[i].path(), files[i].blob(), content, imported);
      }
    }
  }

  /// Reads again what a tool lines up by git's history.
  private static void lineUp(SourceTree tree, RevisionFile[] files) {
    if (Arrays.stream(files).noneMatch(GitChain::isComputed)) {
      return;
    }
    Map<String, String> parents = GitChain.parents(tree, List.of(files));
    Map<String, byte[]> contents = tree.read(parents.keySet());
    for (int i = 0; i < files.length; i++) {
      byte[] content = contents.get(files[i].path());
      String parent = parents.get(files[i].path());
      if (content != null && parent != null) {
        files[i] = RevisionFileReader.read(files[i].path(), files[i].blob(), content, parent);
      }
    }
  }

  /// A docstring that says other parents than the code is mostly one that nobody looked after. It
  /// is worth a word only where it names another revision that exists: then one of the two is
  /// wrong.
  private static RevisionFile weighed(RevisionFile file, Set<String> ids) {
    boolean disagrees =
        file.problems().stream().anyMatch(each -> each.code() == RuleCode.REVISES_DISAGREES);
    if (!disagrees) {
      return file;
    }
    boolean namesAnother =
        file.revision().stream()
            .anyMatch(revision ->
                revision.docstring().revises().stream()
                    .flatMap(header -> Docstrings.ids(header.text()).stream())
                    .anyMatch(id -> ids.contains(id) && !revision.downRevisions().contains(id)));
    return namesAnother
        ? file
        : new RevisionFile(
            file.path(),
            file.blob(),
            file.id(),
            file.revision(),
            file.undecidable(),
            file.problems().stream()
                .filter(each -> each.code() != RuleCode.REVISES_DISAGREES)
                .toList(),
            file.imports());
  }

  private RevisionFile read(String path, String blob, byte @Nullable [] content) {
    if (content == null) {
      return named(
          path,
          blob,
          RuleCode.UNREADABLE_ENCODING,
          Severity.FAILURE,
          "This file's content is not there.");
    }
    RevisionFile file =
        isLfsPointer(content)
            ? undecided(
                path,
                blob,
                "a Git LFS pointer",
                "This is a Git LFS pointer, and the file behind it is not read; keep revisions in"
                    + " git itself.")
            : RevisionFileReader.read(path, blob, content);
    cache.keep(blob, Folders.name(path), file);
    return file;
  }

  /// Whether a path can matter to this environment: its configuration, or a file that stands in (or
  /// could be loaded from) one of its version locations.
  public static boolean concerns(Environment environment, String path) {
    String folder = Folders.parent(path);
    boolean configures =
        path.equals(SettingsFile.PATH)
            || environment.config().filter(path::equals).isPresent()
            || (environment.config().map(Folders::parent).filter(folder::equals).isPresent()
                && (Folders.name(path).equals(Survey.INI)
                    || Folders.name(path).equals(Survey.TOML)));
    return configures
        || environment.versionLocations().stream()
            .anyMatch(location ->
                path.equals(location)
                    || (environment.recursive()
                        ? Folders.isWithin(path, location)
                        : folder.equals(location)
                            || (environment.sourceless()
                                && folder.equals(Folders.join(location, "__pycache__")))));
  }

  /// The files that Alembic would load, in its order, links resolved.
  public static List<String> loadOrder(SourceTree tree, Environment environment) {
    List<String> paths = new ArrayList<>();
    for (LoadOrder.Item item : LoadOrder.of(new Folders(tree), environment)) {
      paths.add(item.path());
    }
    return paths;
  }

  private static boolean isLfsPointer(byte[] content) {
    return content.length >= LFS_POINTER.length
        && Arrays.equals(content, 0, LFS_POINTER.length, LFS_POINTER, 0, LFS_POINTER.length);
  }

  private static RevisionFile obstructed(String path, String blob, LoadOrder.Obstacle obstacle) {
    return switch (obstacle) {
      case DANGLING ->
          named(
              path,
              blob,
              RuleCode.NOT_A_REVISION,
              Severity.FAILURE,
              "This link points at a file that does not exist, so Alembic cannot load the history;"
                  + " correct or remove it.");
      case NAMELESS ->
          named(
              path,
              blob,
              RuleCode.NOT_A_REVISION,
              Severity.FAILURE,
              "A file called `.py` has no name that Python could import; rename or remove it.");
      case OUTSIDE ->
          undecided(
              path,
              blob,
              "a link out of the repository",
              "This link leads out of the repository, and is not followed; keep the file itself"
                  + " here.");
      case SUBMODULE ->
          undecided(
              path,
              blob,
              "a submodule",
              "This is a submodule, and the revisions in it are not read; keep them in this"
                  + " repository.");
      case COMPILED ->
          undecided(
              path,
              blob,
              "a compiled file without its source",
              "This file is compiled and its source is not here, so nobody can tell what it"
                  + " declares without running it; add the source.");
    };
  }

  private static RevisionFile tooLarge(String path, String blob, long size) {
    return named(
        path,
        blob,
        RuleCode.SYNTAX_ERROR,
        Severity.FAILURE,
        "This file has %,d bytes, and %,d are read at most; a migration should be small and plain."
            .formatted(size, PythonReader.MOST_BYTES));
  }

  private static RevisionFile named(
      String path, String blob, RuleCode code, Severity severity, String message) {
    return new RevisionFile(
        path,
        blob,
        Optional.empty(),
        List.of(),
        List.of(new Problem(code, severity, path, 1, Optional.empty(), message)));
  }

  private static RevisionFile undecided(String path, String blob, String reason, String message) {
    return new RevisionFile(
        path,
        blob,
        Optional.empty(),
        List.of(new Undecidable(path, 1, "*", reason)),
        List.of(
            new Problem(
                RuleCode.NOT_DECIDABLE, Severity.WARNING, path, 1, Optional.empty(), message)));
  }

  /// The same file under the path where it stands now.
  private static RevisionFile at(String path, RevisionFile file) {
    if (file.path().equals(path)) {
      return file;
    }
    return new RevisionFile(
        path,
        file.blob(),
        file.id(),
        file.revision().map(revision -> at(path, revision)),
        file.undecidable().stream()
            .map(u -> new Undecidable(path, u.line(), u.name(), u.reason()))
            .toList(),
        file.problems().stream()
            .map(
                p -> new Problem(p.code(), p.severity(), path, p.line(), p.revision(), p.message()))
            .toList(),
        file.imports());
  }

  private static Revision at(String path, Revision r) {
    return new Revision(
        r.id(),
        path,
        r.blob(),
        r.line(),
        r.downRevisions(),
        r.mergePoint(),
        r.dependsOn(),
        r.branchLabels(),
        r.idWritten(),
        r.downWritten(),
        r.dependsWritten(),
        r.docstring(),
        r.bodies());
  }
}
