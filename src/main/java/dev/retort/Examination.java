package dev.retort;

import dev.retort.forge.AppRegistration.Registered;
import dev.retort.forge.github.GitHubApp;
import dev.retort.forge.github.GitHubAppAccount;
import dev.retort.forge.github.Timeouts;
import dev.retort.job.Database;
import dev.retort.job.DatabaseUnusableException;
import dev.retort.job.StoredJobs;
import dev.retort.web.Doctor;
import dev.retort.web.Doctor.Examined;
import dev.retort.web.MisspeltVariable;
import dev.retort.web.ServerSettings;
import dev.retort.web.SettingsException;
import dev.retort.web.setup.StoredApp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What `retort doctor` looks at, put together.
final class Examination {
  private static final String SQLITE = "jdbc:sqlite:";

  private Examination() {}

  /// What is said of a private key that cannot be read.
  static String wrongKey(IllegalArgumentException e) {
    return "RETORT_PRIVATE_KEY: %s. The App's settings page makes a new one."
        .formatted(e.getMessage());
  }

  static List<Examined> of(Map<String, String> environment) {
    return of(environment, Clock.systemUTC());
  }

  /// @param clock this machine's
  static List<Examined> of(Map<String, String> environment, Clock clock) {
    List<Examined> all = new ArrayList<>();
    ServerSettings settings;
    try {
      settings = settings(environment);
    } catch (SettingsException e) {
      all.add(new Examined("variables", false, String.valueOf(e.getMessage())));
      return all;
    }
    all.add(variables(environment, settings));
    address(settings.place().host()).ifPresent(all::add);
    all.add(database(settings.databaseUrl()));
    GitHubApp app;
    try {
      app =
          new GitHubApp(
              new GitHubApp.Credentials(settings.app().appId(), settings.app().privateKey()),
              settings.place().githubUrl(),
              Timeouts.USUAL,
              clock);
    } catch (IllegalArgumentException e) {
      all.add(new Examined("private key", false, wrongKey(e)));
      return all;
    }
    all.addAll(new Doctor(new GitHubAppAccount(app), settings, clock).examine());
    return all;
  }

  /// As `retort serve` would take them: the App of the variables, or the one that was registered
  /// from the set-up page.
  private static ServerSettings settings(Map<String, String> environment) {
    if (ServerSettings.nameAnApp(environment)) {
      return ServerSettings.from(environment);
    }
    Registered app =
        new StoredApp(ServerSettings.place(environment).dataFolder())
            .read()
            .orElseThrow(() ->
                new SettingsException(
                    "RETORT_APP_ID, RETORT_PRIVATE_KEY and RETORT_WEBHOOK_SECRET are not set, and"
                        + " no App was registered here. Set each, or the same name with _FILE and"
                        + " a path; or start `retort serve` without them, which serves a page that"
                        + " registers one."));
    return ServerSettings.from(environment, app);
  }

  private static Examined variables(Map<String, String> environment, ServerSettings settings) {
    String misspelt =
        MisspeltVariable.in(environment).stream()
            .map(each -> each.written() + " is not read; is " + each.meant() + " meant?")
            .collect(Collectors.joining(" "));
    return misspelt.isEmpty()
        ? new Examined("variables", true, settings.toString())
        : new Examined("variables", false, misspelt);
  }

  /// What is wrong with the address to listen at, where something is. Whether the port is free is
  /// not asked: the server may be running.
  private static Optional<Examined> address(String host) {
    boolean here;
    try {
      InetAddress address = InetAddress.getByName(host);
      here = address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      here = false;
    }
    return here
        ? Optional.empty()
        : Optional.of(
            new Examined(
                "address",
                false,
                "RETORT_HOST is %s, which is no address of this machine; 0.0.0.0 listens on all."
                    .formatted(host)));
  }

  private static Examined database(String url) {
    if (url.startsWith(SQLITE)) {
      Path file = Path.of(url.substring(SQLITE.length())).toAbsolutePath();
      if (!Files.exists(file)) {
        Path folder = file.getParent();
        while (folder != null && !Files.exists(folder)) {
          folder = folder.getParent();
        }
        return folder != null && Files.isDirectory(folder) && Files.isWritable(folder)
            ? new Examined("database", true, file + " is made at the first start")
            : new Examined(
                "database",
                false,
                "%s cannot be made: %s %s. Let RETORT_DATA_DIR name a folder that this user may write."
                    .formatted(
                        file,
                        folder,
                        folder != null && Files.isDirectory(folder)
                            ? "may not be written"
                            : "is no folder"));
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
