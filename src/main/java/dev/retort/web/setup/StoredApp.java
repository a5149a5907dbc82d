package dev.retort.web.setup;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.retort.forge.AppRegistration.Registered;
import dev.retort.web.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The credentials of an App that was registered from the set-up page, in a file of the data folder
/// that only the server's own user can read.
public final class StoredApp {
  private static final String NAME = "github-app.json";
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;

  public StoredApp(Path dataFolder) {
    this.file = dataFolder.resolve(NAME);
  }

  public Path file() {
    return file;
  }

  /// @throws SettingsException where the file is there and cannot be used
  public Optional<Registered> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), Registered.class));
    } catch (IOException e) {
      throw new SettingsException(
          file
              + " cannot be read as the App's credentials; restore it, or delete it and register the"
              + " App again.");
    }
  }

  /// GitHub shows an App's key once: where it could not be kept, none must be registered.
  ///
  /// @throws SettingsException where nothing can be written
  public void demandWritable() {
    try {
      Files.delete(draft());
    } catch (IOException e) {
      throw unwritable();
    }
  }

  /// Keeps them whole or not at all.
  ///
  /// @throws SettingsException where they cannot be written
  public void write(Registered app) {
    try {
      Path draft = draft();
      Files.write(draft, JSON.writeValueAsBytes(app));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable();
    }
  }

  private Path draft() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling(NAME + ".new");
    Files.deleteIfExists(draft);
    return Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private SettingsException unwritable() {
    return new SettingsException(
        "The App's credentials cannot be written to " + file + "; is RETORT_DATA_DIR writable?");
  }
}
