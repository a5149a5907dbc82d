package dev.retort.job;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// How many jobs a second the queue itself can do, where the work is nothing: in one process, or in
/// several on one PostgreSQL.
public final class QueueRate {
  private static final int TOGETHER = 50;
  private static final long PATIENCE_NANOS = Duration.ofMinutes(5).toNanos();

  private final Kind kind;
  private final Path folder;

  public QueueRate(Kind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  /// A process that does whatever is handed in, until it is killed.
  ///
  /// @param args the database's URL
  public static void main(String[] args) throws InterruptedException {
    var database = Database.open(args[0]);
    var queue = JobQueue.start(database, List.of(new Nothing()), JobQueue.Settings.STANDARD);
    while (queue.size() >= 0) {
      Thread.sleep(1_000);
    }
  }

  private record Nothing() implements Handler {
    @Override
    public String kind() {
      return "nothing";
    }

    @Override
    public Outcome handle(Job job) {
      return new Outcome.Done();
    }
  }

  /// @return jobs a second, from the first that is done to the last
  public double measure(int jobs, int processes) throws IOException {
    var url = kind.url(folder);
    fill(url, jobs);
    List<Process> running = new ArrayList<>();
    try {
      for (int i = 0; i < processes; i++) {
        running.add(start(url, i));
      }
      try (var database = Database.beside(url)) {
        return jobs / seconds(new StoredJobs(database), jobs);
      }
    } finally {
      running.forEach(Process::destroyForcibly);
    }
  }

  private static void fill(String url, int jobs) {
    try (var database = Database.open(url)) {
      var table = new JobTable(database);
      for (int from = 0; from < jobs; from += TOGETHER) {
        table.put(
            IntStream.range(from, Math.min(jobs, from + TOGETHER))
                .mapToObj(i -> new Job("nothing", "key " + i, "payload").sharedBy("s" + i % 100))
                .toList(),
            Instant.now());
      }
    }
  }

  private Process start(String url, int number) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-classpath",
            System.getProperty("java.class.path"),
            QueueRate.class.getName(),
            url)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.to(folder.resolve("rate-" + number).toFile()))
        .start();
  }

  private static double seconds(StoredJobs stored, int jobs) {
    long until = System.nanoTime() + PATIENCE_NANOS;
    long begun = 0;
    while (System.nanoTime() < until) {
      long left = stored.waiting();
      if (left < jobs && begun == 0) {
        begun = System.nanoTime();
      }
      if (left == 0) {
        return (System.nanoTime() - begun) / 1e9;
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new IllegalStateException(stored.waiting() + " jobs are left after five minutes");
  }
}
