package dev.retort.forge.github;

import dev.retort.forge.KeptBlobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kept contents in a folder, one file each, the oldest deleted when there are too many. Where the
/// folder cannot be used nothing is kept, which is said once.
public final class BlobFolder implements KeptBlobs {
  private static final Logger LOG = LoggerFactory.getLogger(BlobFolder.class);
  private static final int LARGEST = 1024 * 1024;

  private final Path folder;
  private final long most;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong temporary = new AtomicLong();
  private final AtomicBoolean usable = new AtomicBoolean(true);
  private final AtomicBoolean pruning = new AtomicBoolean();

  /// @param folder made where it does not exist, for nobody else to read
  /// @param most bytes in all, about
  public BlobFolder(Path folder, long most) {
    this.folder = folder;
    this.most = most;
    try {
      Files.createDirectories(folder);
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      held.set(files().stream().mapToLong(Kept::bytes).sum());
    } catch (IOException | UncheckedIOException e) {
      unusable(e);
    }
  }

  private record Kept(Path path, long bytes, long millis) {}

  private void unusable(Exception e) {
    if (usable.compareAndSet(true, false)) {
      LOG.warn("{} cannot be used, so file contents are not kept: {}", folder, e.getMessage());
    }
  }

  private Path place(long repository, String id) {
    return folder.resolve(String.valueOf(repository)).resolve(id.substring(0, 2)).resolve(id);
  }

  private static boolean isId(String id) {
    return id.length() >= 40 && id.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }

  @Override
  public Map<String, byte[]> find(long repository, Collection<String> ids) {
    Map<String, byte[]> found = new HashMap<>();
    if (!usable.get()) {
      return found;
    }
    for (String id : ids) {
      Path place = isId(id) ? place(repository, id) : folder;
      if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
        try {
          found.put(id, Files.readAllBytes(place));
        } catch (IOException e) {
          LOG.debug("{}: {}", place, e.getMessage());
        }
      }
    }
    return found;
  }

  @Override
  public void keep(long repository, String id, byte[] content) {
    if (!usable.get() || content.length > LARGEST || !isId(id)) {
      return;
    }
    Path place = place(repository, id);
    try {
      Files.createDirectories(place.resolveSibling("."));
      Path written =
          place.resolveSibling(
              id + "." + ProcessHandle.current().pid() + "-" + temporary.incrementAndGet());
      Files.write(written, content);
      Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
      if (held.addAndGet(content.length) > most && pruning.compareAndSet(false, true)) {
        Thread.startVirtualThread(this::prune);
      }
    } catch (IOException e) {
      // A full disk heals; the content is only fetched once more.
      LOG.debug("{}: {}", place, e.getMessage());
    }
  }

  /// Leaves four fifths.
  private void prune() {
    try {
      List<Kept> files = new ArrayList<>(files());
      files.sort(Comparator.comparingLong(Kept::millis));
      long left = files.stream().mapToLong(Kept::bytes).sum();
      for (Kept file : files) {
        if (left <= most / 5 * 4) {
          break;
        }
        Files.deleteIfExists(file.path());
        left -= file.bytes();
      }
      held.set(left);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("{}: {}", folder, e.getMessage());
    } finally {
      pruning.set(false);
    }
  }

  private List<Kept> files() throws IOException {
    List<Kept> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        BasicFileAttributes about =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (about.isRegularFile()) {
          files.add(new Kept(path, about.size(), about.lastModifiedTime().toMillis()));
        }
      }
    }
    return files;
  }

  @Override
  public void forget(long repository) {
    Path all = folder.resolve(String.valueOf(repository));
    if (!Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(all)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} could not be erased: {}", all, e.getMessage());
    }
  }
}
