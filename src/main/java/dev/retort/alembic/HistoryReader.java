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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The reader of an environment's history out of a tree: lists the version locations in Alembic's
/// load order, reads what the cache does not hold, and builds the graph. Contents are read portion
/// by portion and dropped once they are parsed, up to the [ReadingLimit].
public final class HistoryReader {
  /// Fewer files than this are read faster by one thread.
  private static final int WORTH_SHARING = 64;

  /// So many bytes are asked for at once: a few requests' worth.
  private static final long PORTION = 8L << 20;

  /// What is larger takes up to a hundred times its size while it is parsed, so it is parsed alone.
  private static final int LARGE = 1 << 17;

  private static final ReentrantLock ONE_LARGE_FILE = new ReentrantLock();

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
    Set<String> beyond =
        ReadingLimit.beyond(
            tree,
            items.stream()
                .filter(item -> item.obstacle().isEmpty())
                .map(LoadOrder.Item::path)
                .toList());
    for (int i = 0; i < files.length; i++) {
      LoadOrder.Item item = items.get(i);
      String path = item.path();
      SourceTree.Entry entry = tree.entries().get(path);
      String blob = entry == null ? "" : entry.blob();
      if (item.obstacle().isPresent()) {
        files[i] = obstructed(path, blob, item.obstacle().get());
      } else if (entry != null && entry.size() > PythonReader.MOST_BYTES) {
        files[i] = tooLarge(path, blob, entry.size());
      } else if (beyond.contains(path)) {
        files[i] = ReadingLimit.unread(path, blob);
      } else {
        Optional<RevisionFile> kept = cache.find(blob, Folders.name(path));
        if (kept.isPresent()) {
          files[i] = at(path, kept.get());
        } else {
          unread.put(path, i);
        }
      }
    }
    for (List<String> portion : Portions.of(tree, unread.keySet(), PORTION)) {
      Map<String, byte[]> contents = new ConcurrentHashMap<>(tree.read(portion));
      IntStream each = IntStream.range(0, portion.size());
      (portion.size() < WORTH_SHARING ? each : each.parallel())
          .forEach(n -> {
            String path = portion.get(n);
            int position = unread.getOrDefault(path, -1);
            SourceTree.Entry entry = tree.entries().get(path);
            files[position] = read(path, entry == null ? "" : entry.blob(), contents.remove(path));
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
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (int i = 0; i < files.length; i++) {
      positions.put(files[i].path(), i);
    }
    for (List<String> portion : Portions.of(tree, open, PORTION)) {
      tree.read(portion)
          .forEach((path, content) -> {
            int i = positions.getOrDefault(path, -1);
            files[i] =
                parsed(
                    content,
                    () -> RevisionFileReader.read(path, files[i].blob(), content, imported));
          });
    }
  }

  /// Parses, one large file at a time in the whole process.
  private static RevisionFile parsed(byte[] content, Supplier<RevisionFile> parser) {
    if (content.length < LARGE) {
      return parser.get();
    }
    ONE_LARGE_FILE.lock();
    try {
      return parser.get();
    } finally {
      ONE_LARGE_FILE.unlock();
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
      return named(path, blob, new Flaw.NotDecoded.NotThere());
    }
    RevisionFile file =
        isLfsPointer(content)
            ? undecided(path, blob, Undecidable.Obstacle.LFS_POINTER)
            : parsed(
                content,
                () ->
                    RevisionFileReader.read(path, blob, content, tree -> cache.parsed(blob, tree)));
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
      case DANGLING -> named(path, blob, new Flaw.NotLoaded.DanglingLink());
      case NAMELESS -> named(path, blob, new Flaw.NotLoaded.Nameless());
      case OUTSIDE -> undecided(path, blob, Undecidable.Obstacle.LINK_OUTSIDE);
      case SUBMODULE -> undecided(path, blob, Undecidable.Obstacle.SUBMODULE);
      case COMPILED -> undecided(path, blob, Undecidable.Obstacle.COMPILED);
    };
  }

  private static RevisionFile tooLarge(String path, String blob, long size) {
    return named(path, blob, new Flaw.NotParsed.TooLarge(size, PythonReader.MOST_BYTES));
  }

  private static RevisionFile named(String path, String blob, Flaw flaw) {
    return new RevisionFile(
        path,
        blob,
        Optional.empty(),
        List.of(),
        List.of(new Problem(Severity.FAILURE, path, 1, Optional.empty(), flaw)));
  }

  private static RevisionFile undecided(String path, String blob, Undecidable.Obstacle obstacle) {
    Undecidable.Cause cause = new Undecidable.Cause.NotRead(obstacle);
    return new RevisionFile(
        path,
        blob,
        Optional.empty(),
        List.of(new Undecidable(path, 1, "*", cause)),
        List.of(
            new Problem(
                Severity.WARNING, path, 1, Optional.empty(), new Flaw.NotDecidable("*", cause))));
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
        file.revision().map(revision -> revision.at(path)),
        file.undecidable().stream()
            .map(u -> new Undecidable(path, u.line(), u.name(), u.cause()))
            .toList(),
        file.problems().stream()
            .map(p -> new Problem(p.severity(), path, p.line(), p.revision(), p.flaw()))
            .toList(),
        file.imports());
  }
}
