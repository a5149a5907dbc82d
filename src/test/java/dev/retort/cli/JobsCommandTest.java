package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.job.Database;
import dev.retort.job.Handler;
import dev.retort.job.Job;
import dev.retort.job.JobQueue;
import dev.retort.job.Kind;
import dev.retort.job.RetryPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `retort jobs` beside a queue that runs.
class JobsCommandTest {
  @TempDir Path folder;

  private record Answer(int exit, String out, String err) {}

  private Answer jobs(String url, String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line =
        new CommandLine(
            List.of(new JobsCommand(Map.of("RETORT_DATABASE_URL", url))),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    String[] all = new String[words.length + 1];
    all[0] = "jobs";
    System.arraycopy(words, 0, all, 1, words.length);
    return new Answer(line.execute(all), out.toString(), err.toString());
  }

  private record Moody(AtomicBoolean well) implements Handler {
    @Override
    public String kind() {
      return "review";
    }

    @Override
    public Outcome handle(Job job) {
      if (well.get()) {
        return new Outcome.Done();
      }
      throw new IllegalStateException("GitHub is in a bad mood");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_failed_is_shown_and_runs_again_or_is_dropped_while_the_server_runs(Kind kind) {
    var url = kind.url(folder);
    var well = new AtomicBoolean();
    try (var database = Database.open(url)) {
      var settings =
          new JobQueue.Settings(
              2,
              8,
              Duration.ofMillis(50),
              Duration.ofSeconds(10),
              new RetryPolicy(Duration.ZERO, 1, Duration.ZERO, 1),
              Duration.ofMillis(200),
              Duration.ofDays(90));
      try (var queue = JobQueue.start(database, List.of(new Moody(well)), settings)) {
        assertThat(jobs(url).out()).contains("no jobs");
        queue.accept(
            List.of(
                new Job("review", "1#7", "payload of seven"), new Job("review", "1#8", "eight")));
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> queue.backlog().failed() == 2);

        assertThat(jobs(url, "list").out())
            .containsPattern("failed +review +1#7 .* 1  GitHub is in a bad mood");
        assertThat(jobs(url, "show", "review", "1#7").out()).contains("payload of seven");
        assertThat(jobs(url, "show", "review", "1#9").exit()).isEqualTo(2);

        assertThat(jobs(url, "drop", "review", "1#8").out()).contains("dropped");
        well.set(true);
        assertThat(jobs(url, "retry", "review", "1#7").out()).contains("runs at once");
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> jobs(url).out().contains("no jobs"));
      }
    }
  }
}
