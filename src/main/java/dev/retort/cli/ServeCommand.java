package dev.retort.cli;

import dev.retort.job.DatabaseUnusableException;
import dev.retort.web.ServerSettings;
import dev.retort.web.SettingsException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `retort serve`: the GitHub App. Configured by environment variables alone.
@Command(
    name = "serve",
    description = "Run the GitHub App's server, configured by environment variables.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Needs RETORT_APP_ID, RETORT_PRIVATE_KEY and RETORT_WEBHOOK_SECRET, or the same names with _FILE",
      "and a path. Also read: RETORT_GITHUB_URL, RETORT_DATABASE_URL, RETORT_DATA_DIR, RETORT_HOST,",
      "RETORT_PORT, RETORT_URL."
    })
public final class ServeCommand implements Callable<Integer> {
  private final Function<ServerSettings, AutoCloseable> server;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  /// @param server starts one
  public ServeCommand(
      Function<ServerSettings, AutoCloseable> server, Map<String, String> environment) {
    this.server = server;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    AutoCloseable running;
    try {
      running = server.apply(ServerSettings.from(environment));
    } catch (SettingsException | DatabaseUnusableException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("retort: " + e.getMessage());
      return 2;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  try {
                    running.close();
                  } catch (Exception e) {
                    spec.commandLine().getErr().println("retort: stopping failed: " + e);
                  } finally {
                    stopped.countDown();
                  }
                }));
    stopped.await();
    return 0;
  }
}
