package dev.retort.cli;

import dev.retort.job.DatabaseUnusableException;
import dev.retort.web.SettingsException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort serve`: the GitHub App. Configured by environment variables alone.
public final class ServeCommand implements Command {
  private final Start server;
  private final Map<String, String> environment;

  /// What starts a server.
  public interface Start {
    /// @param console is told what a person has to do next
    AutoCloseable start(Map<String, String> environment, Consumer<String> console);
  }

  public ServeCommand(Start server, Map<String, String> environment) {
    this.server = server;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public String summary() {
    return "Runs the GitHub App's server, configured by environment variables.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    parser.epilog(
        "Takes RETORT_APP_ID, RETORT_PRIVATE_KEY and RETORT_WEBHOOK_SECRET, or the same names with"
            + " _FILE and a path; without any of them it serves a page that registers the App. Also"
            + " read: RETORT_GITHUB_URL, RETORT_DATABASE_URL, RETORT_DATA_DIR, RETORT_HOST,"
            + " RETORT_PORT, RETORT_URL, RETORT_OWNERS, RETORT_INTAKE, RETORT_MANAGEMENT_PORT,"
            + " RETORT_STATUS_TOKEN, RETORT_WORKERS, RETORT_DOCS_URL, RETORT_LOG, RETORT_LOG_LEVEL.");
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) throws InterruptedException {
    AutoCloseable running;
    try {
      running =
          server.start(
              environment,
              line -> {
                out.println(line);
                // It goes on for months, and somebody waits for this.
                out.flush();
              });
    } catch (SettingsException | DatabaseUnusableException | IllegalArgumentException e) {
      err.println("retort: " + e.getMessage());
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
                    err.println("retort: stopping failed: " + e);
                  } finally {
                    stopped.countDown();
                  }
                }));
    stopped.await();
    return 0;
  }
}
