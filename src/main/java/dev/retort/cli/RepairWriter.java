package dev.retort.cli;

import dev.retort.git.UnusableInputException;
import dev.retort.repair.Edits;
import dev.retort.repair.FileEdit;
import dev.retort.report.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/// The writer of a repair into a working tree: never through a link, never out of the folder, never
/// over content that it was not computed for.
final class RepairWriter {
  private final Path folder;

  RepairWriter(Path folder) {
    try {
      this.folder = folder.toRealPath();
    } catch (IOException e) {
      throw new UnusableInputException(folder + " cannot be read: " + e.getMessage());
    }
  }

  /// @throws UnusableInputException where something of it cannot be written; nothing has been then
  void check(Edits edits) {
    for (FileEdit edit : edits.fileEdits()) {
      Path file = file(edit.path());
      try {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            || !Arrays.equals(Files.readAllBytes(file), edit.before())) {
          throw new UnusableInputException(
              edit.path()
                  + " is not what the repair was computed for; bring the branch up to date.");
        }
      } catch (IOException e) {
        throw unwritable(edit.path(), e);
      }
    }
    edits
        .adds()
        .ifPresent(added -> {
          if (Files.exists(file(added.path()), LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableInputException(added.path() + " exists already.");
          }
        });
    edits.files().keySet().forEach(this::file);
  }

  /// Writes what has been checked.
  void write(Edits edits) {
    edits.files().forEach(this::write);
  }

  private void write(String path, Optional<byte[]> content) {
    Path file = file(path);
    try {
      if (content.isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(
          file,
          content.get(),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /// The place of a path, when no link on the way leads out of the folder.
  private Path file(String path) {
    Path file = folder.resolve(path).normalize();
    Path known = file.getParent();
    try {
      while (known != null && !Files.exists(known)) {
        known = known.getParent();
      }
      if (!file.startsWith(folder) || known == null || !known.toRealPath().startsWith(folder)) {
        throw new UnusableInputException(path + " leads out of the repository.");
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    return file;
  }

  private static UnusableInputException unwritable(String path, IOException e) {
    return new UnusableInputException(
        Visible.line(path, 200) + " cannot be written: " + e.getMessage());
  }
}
