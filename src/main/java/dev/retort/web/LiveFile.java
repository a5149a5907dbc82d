package dev.retort.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A value that lies in a file and is read again when the file changes, so that a key or a secret
/// is rotated without a restart. A file that is caught in the middle of being written leaves the
/// old value in force.
final class LiveFile<T> implements Supplier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFile.class);

  private final String variable;
  private final Path file;
  private final Function<String, T> meaning;
  private volatile Read<T> read;

  /// Not a record: what is held must not show up in a log.
  private static final class Read<T> {
    private final T value;
    private final FileTime changed;

    Read(T value, FileTime changed) {
      this.value = value;
      this.changed = changed;
    }
  }

  /// @param variable which names the file, for messages
  /// @param meaning from the file's text; it refuses with a [SettingsException]
  /// @throws SettingsException where the file cannot be read or its text is refused
  LiveFile(String variable, Path file, Function<String, T> meaning) {
    this.variable = variable;
    this.file = file;
    this.meaning = meaning;
    this.read = read();
  }

  private Read<T> read() {
    try {
      var changed = Files.getLastModifiedTime(file);
      return new Read<>(meaning.apply(Variables.content(variable, file)), changed);
    } catch (IOException e) {
      throw Variables.unreadable(variable, file);
    }
  }

  @Override
  public T get() {
    try {
      if (!Files.getLastModifiedTime(file).equals(read.changed)) {
        read = read();
        LOG.info("{} was read again from {}", variable, file);
      }
    } catch (IOException | SettingsException e) {
      LOG.warn("{} cannot be read again, the old value holds: {}", variable, e.getMessage());
    }
    return read.value;
  }
}
