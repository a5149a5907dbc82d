package dev.retort.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.SourceTree;
import dev.retort.change.Blobs;
import dev.retort.change.Change;
import dev.retort.change.Neighbour;
import dev.retort.change.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A change written down as folders: `base`, `head`, and `merge_base` where it is not the same as
/// `base`; beside them `expected.md`, and for repairs `fixed`, which holds what a repair writes,
/// and what git's history would tell. What other pull requests would bring stands in
/// `neighbours.txt`.
///
/// With `-Dretort.update=true` the expected files are written anew, to be looked at before they are
/// committed.
public record CaseFolder(Path folder) {
  private static final Path RESOURCES = Path.of("src/test/resources");

  /// Every case of a collection, such as `rules`: two levels below it.
  public static Stream<CaseFolder> all(String collection) {
    List<CaseFolder> cases = new ArrayList<>();
    for (Path group : children(RESOURCES.resolve(collection))) {
      children(group).forEach(folder -> cases.add(new CaseFolder(folder)));
    }
    assertThat(cases).isNotEmpty();
    return cases.stream();
  }

  public String group() {
    return String.valueOf(folder.getParent().getFileName());
  }

  public String name() {
    return String.valueOf(folder.getFileName());
  }

  public Change change() {
    Snapshot own = tree("base");
    // Whoever has the base has what other pull requests bring, too.
    Snapshot base =
        new Snapshot(
            own.name(), own.entries(), Blobs.either(own.blobs(), tree("neighbours").blobs()));
    return Change.of(
        base,
        Files.isDirectory(folder.resolve("merge_base")) ? tree("merge_base") : base,
        tree("head"));
  }

  /// What other open pull requests would bring: `neighbours.txt`, one revision a line: the pull
  /// request's number, the script location, the id, the path, and the parents.
  public List<Neighbour> neighbours() {
    Path file = folder.resolve("neighbours.txt");
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(this::neighbour).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Neighbour neighbour(String line) {
    List<String> words = List.of(line.split(" ", -1));
    return new Neighbour(
        Integer.parseInt(words.get(0)),
        words.get(1),
        words.get(2),
        words.get(3),
        words.subList(4, words.size()),
        Optional.ofNullable(tree("neighbours").entries().get(words.get(3)))
            .map(SourceTree.Entry::blob)
            .orElse(""));
  }

  public Snapshot tree(String name) {
    return Snapshot.of(name, files(folder.resolve(name)));
  }

  /// Compares with `expected.md`, or writes it.
  public void compare(String actual) {
    Path file = folder.resolve("expected.md");
    try {
      if (updating()) {
        Files.writeString(file, actual);
      }
      assertThat(actual).as(toString()).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Compares what is written and removed with `fixed`, or writes it. A removed file is one of no
  /// bytes whose name ends in `.removed`.
  public void compareFixed(SortedMap<String, Optional<byte[]>> actual) {
    Path fixed = folder.resolve("fixed");
    TreeMap<String, byte[]> written = new TreeMap<>();
    actual.forEach((path, content) ->
        written.put(content.isPresent() ? path : path + ".removed", content.orElse(new byte[0])));
    if (updating()) {
      write(fixed, written);
    }
    Map<String, byte[]> expected = files(fixed);
    assertThat(written.keySet()).as(toString()).isEqualTo(expected.keySet());
    expected.forEach(
        (path, content) -> assertThat(written.get(path)).as(this + " " + path).isEqualTo(content));
  }

  private static boolean updating() {
    return Boolean.getBoolean("retort.update");
  }

  private static void write(Path root, Map<String, byte[]> files) {
    try {
      for (Path old : Files.isDirectory(root) ? walk(root) : List.<Path>of()) {
        Files.delete(old);
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path path = root.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, byte[]> files(Path root) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try {
      for (Path path : Files.isDirectory(root) ? walk(root) : List.<Path>of()) {
        files.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static List<Path> walk(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return group() + "/" + name();
  }

  /// A text of a file, for messages.
  public static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }
}
