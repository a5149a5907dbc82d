package dev.retort.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A process of its own with a queue, to be killed: it hands in jobs and takes deliveries, in turn
/// and as fast as it can, prints the payload of each one that was accepted, and writes the payload
/// of each one that was done to a file.
final class QueueProcess {
  private QueueProcess() {}

  /// What a process hands in.
  ///
  /// @param prefix of the payloads
  /// @param count how many
  /// @param ends whether to end after that
  /// @param pauseMillis between two of them
  record Feed(String prefix, int count, boolean ends, int pauseMillis) {}

  /// @param args the database's URL, the file of what is done, a prefix for the payloads, how many
  ///   jobs to hand in, whether to end after that, and the pause between them; with none to hand
  ///   in, the process ends when nothing is left to do
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
    var deliveries =
        Deliveries.start(
            database,
            queue,
            delivery -> new Deliveries.Work(List.of(job(delivery.id())), Map.of()),
            Clock.systemUTC());
    for (int i = 0; i < count; i++) {
      var payload = args[2] + "-" + i;
      if (i % 2 == 0) {
        queue.accept(List.of(job(payload)));
      } else {
        deliveries.take(new Deliveries.Delivery(payload, "push", new byte[1_000]));
      }
      System.out.println(payload);
      System.out.flush();
      Thread.sleep(Integer.parseInt(args[5]));
    }
    var ends = Boolean.parseBoolean(args[4]);
    while (!ends && (count > 0 || queue.size() > 0)) {
      Thread.sleep(10);
    }
    deliveries.close();
    queue.stop();
    database.close();
  }

  /// A process that is not started yet.
  ///
  /// @param start how it is started
  /// @param feed what it hands in
  /// @param log what it says besides the payloads
  static ProcessBuilder builder(QuickStart start, String url, Path done, Feed feed, Path log) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(start.options());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-classpath", start.classes(), QueueProcess.class.getName()));
    command.addAll(List.of(url, done.toString(), feed.prefix(), String.valueOf(feed.count())));
    command.addAll(List.of(String.valueOf(feed.ends()), String.valueOf(feed.pauseMillis())));
    return new ProcessBuilder(command).redirectError(log.toFile());
  }

  private static Job job(String payload) {
    return new Job("note", payload, "lane-" + Math.floorMod(payload.hashCode(), 7), payload);
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
