package dev.retort.cli;

import dev.retort.git.UnusableInputException;
import dev.retort.job.Database;
import dev.retort.job.DatabaseUnusableException;
import dev.retort.job.StoredJobs;
import dev.retort.job.StoredJobs.StoredJob;
import dev.retort.report.Visible;
import dev.retort.web.ServerSettings;
import dev.retort.web.SettingsException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort jobs`: what waits and what failed, in the server's database, also while it runs.
public final class JobsCommand implements Command {
  private static final int MOST = 1_000;
  private static final int WIDEST_REASON = 120;

  private final Map<String, String> environment;

  public JobsCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /// What to do.
  public enum Deed {
    list,
    show,
    retry,
    drop
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public String summary() {
    return "Shows what the server has to do and what failed, and retries or drops it.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    parser
        .addArgument("deed")
        .type(Deed.class)
        .nargs("?")
        .setDefault(Deed.list)
        .help("list (default), show, retry or drop");
    parser.addArgument("KIND").nargs("?").help("a job's kind, as `list` shows it");
    parser.addArgument("KEY").nargs("?").help("a job's key, as `list` shows it");
    parser.epilog("Looks into the database that RETORT_DATABASE_URL or RETORT_DATA_DIR names.");
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Deed deed = given.get("deed");
    try (Database database = Database.beside(ServerSettings.databaseUrl(environment))) {
      StoredJobs jobs = new StoredJobs(database);
      if (deed == Deed.list) {
        list(jobs, out);
        return 0;
      }
      String kind = wanted(given, "KIND");
      String key = wanted(given, "KEY");
      Optional<StoredJob> job = jobs.find(kind, key);
      if (job.isEmpty()) {
        throw new UnusableInputException(
            "there is no job `%s %s`; `retort jobs list` shows those that there are."
                .formatted(Visible.line(kind, 60), Visible.line(key, 60)));
      }
      switch (deed) {
        case list, show -> show(job.get(), out);
        case retry -> out.println(jobs.retry(kind, key) ? "it runs at once" : "it is done already");
        case drop -> out.println(jobs.drop(kind, key) ? "dropped" : "it is done already");
      }
      return 0;
    } catch (DatabaseUnusableException | SettingsException e) {
      err.println("retort: " + e.getMessage());
      return 2;
    }
  }

  private static String wanted(Namespace given, String name) {
    return Optional.ofNullable(given.getString(name))
        .orElseThrow(() -> new UnusableInputException("say which job: its kind and its key."));
  }

  private static void list(StoredJobs jobs, PrintWriter out) {
    long deliveries = jobs.deliveries();
    if (deliveries > 0) {
      out.println(deliveries + " deliveries wait to be understood");
    }
    List<StoredJob> all = jobs.list(MOST);
    if (all.isEmpty()) {
      out.println("no jobs");
      return;
    }
    out.printf(
        "%-8s %-18s %-28s %9s %8s  %s%n", "state", "kind", "key", "since", "attempts", "why");
    Instant now = Instant.now();
    for (StoredJob job : all) {
      out.printf(
          "%-8s %-18s %-28s %9s %8d  %s%n",
          job.state(),
          Visible.line(job.kind(), 40),
          Visible.line(job.key(), 80),
          ago(Duration.between(job.since(), now)),
          job.attempts(),
          Visible.line(job.reason(), WIDEST_REASON));
    }
  }

  private static String ago(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }

  private static void show(StoredJob job, PrintWriter out) {
    out.println("kind          " + Visible.line(job.kind(), 200));
    out.println("key           " + Visible.line(job.key(), 200));
    out.println("state         " + job.state());
    out.println("installation  " + Visible.line(job.share(), 40));
    out.println("handed in     " + job.since());
    out.println((job.state().equals("failed") ? "given up      " : "due           ") + job.at());
    out.println("attempts      " + job.attempts());
    out.println("why           " + Visible.line(job.reason(), 1_000));
    out.println("payload       " + Visible.line(job.payload(), 4_000));
  }
}
