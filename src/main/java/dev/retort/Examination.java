package dev.retort;

import dev.retort.forge.github.GitHubApp;
import dev.retort.forge.github.GitHubAppAccount;
import dev.retort.forge.github.Timeouts;
import dev.retort.job.Database;
import dev.retort.job.DatabaseUnusableException;
import dev.retort.job.StoredJobs;
import dev.retort.web.Doctor;
import dev.retort.web.Doctor.Examined;
import dev.retort.web.ServerSettings;
import dev.retort.web.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What `retort doctor` looks at, put together.
final class Examination {
  private static final String SQLITE = "jdbc:sqlite:";

  private Examination() {}

  static List<Examined> of(Map<String, String> environment) {
    List<Examined> all = new ArrayList<>();
    ServerSettings settings;
    try {
      settings = ServerSettings.from(environment);
    } catch (SettingsException e) {
      all.add(new Examined("variables", false, String.valueOf(e.getMessage())));
      return all;
    }
    all.add(new Examined("variables", true, settings.toString()));
    all.add(database(settings.databaseUrl()));
    GitHubApp app;
    try {
      app =
          new GitHubApp(
              new GitHubApp.Credentials(settings.app().appId(), settings.app().privateKey()),
              settings.place().githubUrl(),
              Timeouts.USUAL,
              Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      all.add(new Examined("private key", false, "RETORT_PRIVATE_KEY: " + e.getMessage()));
      return all;
    }
    all.addAll(new Doctor(new GitHubAppAccount(app), settings, Clock.systemUTC()).examine());
    return all;
  }

  private static Examined database(String url) {
    if (url.startsWith(SQLITE)) {
      Path file = Path.of(url.substring(SQLITE.length())).toAbsolutePath();
      if (!Files.exists(file)) {
        Path folder = file.getParent();
        while (folder != null && !Files.exists(folder)) {
          folder = folder.getParent();
        }
        return folder != null && Files.isWritable(folder)
            ? new Examined("database", true, file + " is made at the first start")
            : new Examined(
                "database",
                false,
                file + " cannot be made; let RETORT_DATA_DIR name a folder that can be written.");
      }
    }
    try (Database database = Database.beside(url)) {
      long failed =
          new StoredJobs(database)
              .list(1_000).stream().filter(job -> job.state().equals("failed")).count();
      return new Examined(
          "database",
          true,
          failed == 0 ? "can be read" : failed + " jobs have failed; see `retort jobs`");
    } catch (DatabaseUnusableException e) {
      return new Examined("database", false, String.valueOf(e.getMessage()));
    }
  }
}
