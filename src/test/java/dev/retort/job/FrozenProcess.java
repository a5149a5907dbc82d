package dev.retort.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/// A replica of its own, to be frozen in the middle of a job: it says that it has begun, thinks for
/// a second, and writes its name to a file, as if that were GitHub.
final class FrozenProcess {
  private FrozenProcess() {}

  /// @param args the database's URL, the file, the process' name
  public static void main(String[] args) throws InterruptedException {
    var database = Database.open(args[0]);
    var settings =
        new JobQueue.Settings(
            2,
            8,
            Duration.ofMillis(50),
            Duration.ofMillis(300),
            new RetryPolicy(Duration.ZERO, 1, Duration.ZERO, 100),
            Duration.ofSeconds(1),
            Duration.ofDays(1));
    var queue =
        JobQueue.start(database, List.of(new Thinking(Path.of(args[1]), args[2])), settings);
    System.out.println("started");
    System.out.flush();
    var ended = Path.of(args[1] + ".end");
    while (!Files.exists(ended)) {
      Thread.sleep(20);
    }
    queue.stop();
    database.close();
  }

  private record Thinking(Path file, String name) implements Handler {
    @Override
    public String kind() {
      return "review";
    }

    @Override
    public Outcome handle(Job job) {
      System.out.println("begun");
      System.out.flush();
      try {
        Thread.sleep(1_000);
        Hold.check();
        Files.write(
            file,
            (name + "\n").getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return new Outcome.Done();
    }
  }
}
