package dev.retort.git;

import dev.retort.alembic.SourceTree;
import dev.retort.change.Blobs;
import dev.retort.change.Snapshot;
import dev.retort.report.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The files of a folder as they lie on disk. Links are listed, never followed; folders that hold
/// other people's or generated files are left out. Nothing is read before it is asked for, so an
/// entry's blob is only a stand-in: git's ids come with [#snapshot].
public final class WorkingTree implements SourceTree {
  private static final Set<String> LEFT_OUT =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          "node_modules",
          ".venv",
          ".tox",
          ".nox",
          ".mypy_cache",
          ".pytest_cache",
          ".ruff_cache",
          ".idea");

  /// A link that git wrote as a text file, as it does where links are not supported, is not longer.
  private static final long LONGEST_WRITTEN_LINK = 255;

  private static final int LARGEST = 64 << 20;

  /// Of files that are not Python.
  private static final int HEAVY = 1 << 16;

  /// So many bytes take longer to go through than git takes to say what it has seen before.
  private static final long WORTH_ASKING = 8L << 20;

  /// Fewer files than this are read faster by one thread.
  private static final int WORTH_SHARING = 64;

  private final Path folder;
  private final SortedMap<String, Entry> entries;
  private final List<String> unlisted;
  private final SparseFiles sparse;
  private final Additions additions;

  private WorkingTree(
      Path folder, SortedMap<String, Entry> entries, List<String> unlisted, SparseFiles sparse) {
    this.folder = folder;
    this.sparse = sparse;
    this.additions = new Additions(folder, "HEAD");
    this.entries = Collections.unmodifiableSortedMap(entries);
    this.unlisted = List.copyOf(unlisted);
  }

  public static WorkingTree of(Path folder) {
    if (Files.notExists(folder)) {
      throw new UnusableInputException(folder + " does not exist.");
    }
    if (!Files.isReadable(folder) || (Files.isDirectory(folder) && !Files.isExecutable(folder))) {
      throw new UnusableInputException(
          GitRepository.named(folder) + " cannot be read: permission denied.");
    }
    if (!Files.isDirectory(folder)) {
      throw new UnusableInputException(folder + " is a file; name the repository's folder.");
    }
    TreeMap<String, Entry> entries = new TreeMap<>();
    List<String> unlisted = new ArrayList<>();
    Path real;
    try {
      // A link to a folder is the folder, as git and Alembic take it.
      real = folder.toRealPath();
      var _ = Files.walkFileTree(real, new Listing(real, entries, unlisted));
    } catch (IOException e) {
      throw new UnusableInputException(folder + " cannot be listed: " + e.getMessage());
    }
    SparseFiles sparse = SparseFiles.of(real);
    sparse.entries().forEach(entries::putIfAbsent);
    return new WorkingTree(real, entries, unlisted, sparse);
  }

  @Override
  public SortedMap<String, Entry> entries() {
    return entries;
  }

  /// Folders that are there and may not be listed; what they hold is unknown.
  public List<String> unlisted() {
    return unlisted;
  }

  @Override
  public Map<String, byte[]> read(Collection<String> paths) {
    Map<String, byte[]> contents = new ConcurrentHashMap<>(paths.size() * 2);
    contents.putAll(sparse.read(paths, entries));
    Stream<String> each = paths.size() < WORTH_SHARING ? paths.stream() : paths.parallelStream();
    each.forEach(path -> {
      Entry entry = entries.get(path);
      if (entry != null && entry.kind() != Kind.SUBMODULE && !sparse.holds(path, entry)) {
        try {
          contents.put(path, content(path, entry));
        } catch (AccessDeniedException e) {
          // To judge without it would tell of a revision that is not gone.
          throw new UnusableInputException(
              Visible.line(path, 300) + " cannot be read: permission denied.");
        } catch (IOException e) {
          // Gone or locked since it was listed: absent from the answer, and said so by the reader.
        }
      }
    });
    return contents;
  }

  /// The same files with git's own ids of their contents, to be compared with a commit.
  public Snapshot snapshot() {
    Map<String, Entry> known = new ConcurrentHashMap<>(entries.size() * 2);
    TrackedFiles tracked = tracked();
    // A list is parted well, and makes no order of its own at each start as the map's set does.
    new ArrayList<>(entries.entrySet())
        .parallelStream()
            .forEach(
                each -> known.put(each.getKey(), hashed(each.getKey(), each.getValue(), tracked)));
    TreeMap<String, Entry> hashed = new TreeMap<>(known);
    Map<String, String> paths = new HashMap<>();
    hashed.forEach((path, entry) -> paths.putIfAbsent(entry.blob(), path));
    Blobs blobs = new Hashed(this, hashed, paths);
    return new Snapshot("the working tree", hashed, isNear() ? blobs : Blobs.far(blobs), additions);
  }

  /// The contents of the files by git's ids.
  ///
  /// @param paths by id
  private record Hashed(
      WorkingTree tree, SortedMap<String, Entry> entries, Map<String, String> paths)
      implements Blobs {
    @Override
    public Map<String, byte[]> read(Collection<String> ids) {
      Map<String, String> wanted = new LinkedHashMap<>();
      for (String id : ids) {
        String path = paths.get(id);
        if (path != null) {
          wanted.put(path, id);
        }
      }
      Map<String, byte[]> contents = new LinkedHashMap<>();
      tree.read(wanted.keySet())
          .forEach((path, bytes) -> contents.put(wanted.getOrDefault(path, ""), bytes));
      return contents;
    }

    @Override
    public Map<String, Long> sizes(Collection<String> ids) {
      Map<String, Long> sizes = new HashMap<>();
      for (String id : ids) {
        Entry entry = paths.containsKey(id) ? entries.get(paths.get(id)) : null;
        if (entry != null && entry.size() >= 0) {
          sizes.put(id, entry.size());
        }
      }
      return sizes;
    }
  }

  @Override
  public Optional<List<String>> brought() {
    return additions.get();
  }

  @Override
  public boolean isNear() {
    return !sparse.isFar();
  }

  /// What git knows of heavy files, where it is to be asked.
  private TrackedFiles tracked() {
    long bytes = 0;
    for (Map.Entry<String, Entry> each : entries.entrySet()) {
      bytes += isHeavy(each.getKey(), each.getValue()) ? each.getValue().size() : 0;
    }
    return bytes < WORTH_ASKING ? TrackedFiles.NONE : TrackedFiles.of(folder);
  }

  /// Pictures, data, what a build left behind: nobody reads them, so that it does not matter that
  /// git may hold them in other bytes than the folder.
  private static boolean isHeavy(String path, Entry entry) {
    return entry.kind() == Kind.FILE
        && entry.size() > HEAVY
        && !path.endsWith(".py")
        && !path.endsWith(".sql");
  }

  private Entry hashed(String path, Entry entry, TrackedFiles tracked) {
    Optional<Entry> known = isHeavy(path, entry) ? tracked.known(path, entry) : Optional.empty();
    if (known.isPresent()) {
      return known.get();
    }
    try {
      return entry.kind() == Kind.SUBMODULE || entry.size() > LARGEST || sparse.holds(path, entry)
          ? entry
          : new Entry(Blobs.idOf(content(path, entry)), entry.kind(), entry.size());
    } catch (IOException e) {
      return entry;
    }
  }

  private byte[] content(String path, Entry entry) throws IOException {
    Path file = folder.resolve(path);
    if (entry.kind() == Kind.SYMLINK && Files.isSymbolicLink(file)) {
      String target = Files.readSymbolicLink(file).toString();
      return target.getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new IOException("too large");
      }
      return content;
    }
  }

  private static final class Listing extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Map<String, Entry> entries;
    private final List<String> unlisted;
    private final int prefix;

    Listing(Path folder, Map<String, Entry> entries, List<String> unlisted) {
      this.folder = folder;
      this.entries = entries;
      this.unlisted = unlisted;
      String written = folder.toString();
      this.prefix = folder.getNameCount() == 0 ? written.length() : written.length() + 1;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
      if (visited.equals(folder)) {
        return FileVisitResult.CONTINUE;
      }
      String name = String.valueOf(visited.getFileName());
      if (LEFT_OUT.contains(name)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      // A submodule's folder holds a file or folder `.git`.
      if (Files.exists(visited.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        put(visited, Kind.SUBMODULE, -1);
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        put(file, Kind.SYMLINK, attributes.size());
      } else if (attributes.isRegularFile()) {
        put(file, isWrittenLink(file, attributes) ? Kind.SYMLINK : Kind.FILE, attributes.size());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (e instanceof AccessDeniedException) {
        unlisted.add(relative(file));
      }
      return FileVisitResult.CONTINUE;
    }

    private void put(Path file, Kind kind, long size) {
      String path = relative(file);
      entries.put(path, new Entry("unread:" + path, kind, size));
    }

    /// What is walked to lies below the folder, and begins as that does.
    private String relative(Path file) {
      String written = file.toString();
      return written.substring(Math.min(prefix, written.length())).replace('\\', '/');
    }

    /// A file whose whole text is a path, without a line end: what git leaves where it cannot make
    /// a link. No revision file looks like that, and Alembic on another machine sees the link.
    private static boolean isWrittenLink(Path file, BasicFileAttributes attributes)
        throws IOException {
      String name = String.valueOf(file.getFileName());
      boolean candidate = name.endsWith(".py") || name.indexOf('.') < 0;
      if (!candidate || attributes.size() == 0 || attributes.size() > LONGEST_WRITTEN_LINK) {
        return false;
      }
      String text;
      try {
        text = Files.readString(file, StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        return false;
      }
      boolean path =
          text.chars()
              .allMatch(c ->
                  (c >= 'a' && c <= 'z')
                      || (c >= 'A' && c <= 'Z')
                      || (c >= '0' && c <= '9')
                      || c == '.'
                      || c == '_'
                      || c == '-'
                      || c == '/');
      return path
          && (name.endsWith(".py")
              ? text.indexOf('.') >= 0
              : Files.exists(file.resolveSibling(text), LinkOption.NOFOLLOW_LINKS));
    }
  }
}
