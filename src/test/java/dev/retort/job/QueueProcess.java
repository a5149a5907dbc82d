package dev.retort.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/// A process of its own with a queue, to be killed: it hands in jobs as fast as it can, prints the
/// payload of each one that was accepted, and writes the payload of each one that was done to a
/// file.
final class QueueProcess {
  private QueueProcess() {}

  /// @param args the database's URL, the file of what is done, a prefix for the payloads, and how
  ///   many jobs to hand in; with none, the process ends when nothing is left to do
  public static void main(String[] args) throws InterruptedException {
    var done = Path.of(args[1]);
    var count = Integer.parseInt(args[3]);
    var database = Database.open(args[0]);
    var settings =
        new JobQueue.Settings(
            2,
            8,
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            new RetryPolicy(Duration.ZERO, 1, Duration.ZERO, 100),
            Duration.ofSeconds(1),
            Duration.ofDays(1));
    var queue = JobQueue.start(database, List.of(new Noting(done)), settings);
    for (int i = 0; i < count; i++) {
      var payload = args[2] + "-" + i;
      queue.accept(List.of(new Job("note", payload, "lane-" + i % 7, payload)));
      System.out.println(payload);
      System.out.flush();
    }
    while (count > 0 || queue.size() > 0) {
      Thread.sleep(10);
    }
    queue.stop();
    database.close();
  }

  private record Noting(Path done) implements Handler {
    @Override
    public String kind() {
      return "note";
    }

    @Override
    public Outcome handle(Job job) {
      try {
        Thread.sleep(2);
        Files.write(
            done,
            (job.payload() + "\n").getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return new Outcome.Done();
    }
  }
}
