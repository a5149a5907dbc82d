package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.retort.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A data folder of two megabytes that somebody fills up. Needs the right to mount one.
class FullDiskTest {
  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    var mounted = command("mount", "-t", "tmpfs", "-o", "size=2m", "retort", folder.toString());
    Assumptions.assumeTrue(mounted, "may not mount a file system");
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    logger().detachAppender(log);
    command("umount", "-l", folder.toString());
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private static boolean command(String... words) throws IOException, InterruptedException {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  @Row({"N2", "F40"})
  @DisplayName("N2 F40 a full disk is said once, and over within five seconds of there being room")
  void full() throws IOException {
    try (var database = Database.open(Kind.SQLITE.url(folder))) {
      var handler = new RecordingHandler("review", _ -> RecordingHandler.DONE);
      var queue = JobQueue.start(database, List.of(handler), JobQueue.Settings.STANDARD);
      try (var deliveries =
          Deliveries.start(
              database,
              queue,
              delivery ->
                  new Deliveries.Work(List.of(new Job("review", delivery.id(), "")), Map.of()),
              Clock.systemUTC())) {
        deliveries.take(delivery("before", 20_000));
        await().until(() -> queue.size() == 0);

        var ballast = fill();
        for (int i = 0; i < 100; i++) {
          assertThatThrownBy(() -> deliveries.take(delivery("meanwhile", 1_000_000)))
              .isInstanceOf(QueueUnavailableException.class);
        }
        assertThat(database.unwritableSince()).isPresent();
        assertThat(queue.ready()).isFalse();

        Files.delete(ballast);
        await()
            .atMost(Duration.ofSeconds(5))
            .ignoreExceptions()
            .until(() -> {
              deliveries.take(delivery("after", 20_000));
              return true;
            });
        await().until(() -> handler.ended.size() >= 2 && queue.size() == 0);
        assertThat(queue.ready()).isTrue();
      } finally {
        queue.stop();
      }
    }
    assertThat(log.list)
        .filteredOn(event -> event.getFormattedMessage().contains("503"))
        .as("the outage is said once")
        .hasSize(1);
    assertThat(log.list).as("and nothing else fills the disk").hasSizeLessThan(15);
  }

  private static Deliveries.Delivery delivery(String id, int bytes) {
    return new Deliveries.Delivery(id, "push", new byte[bytes]);
  }

  private Path fill() throws IOException {
    var ballast = folder.resolve("ballast");
    try (var out =
        Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      return ballast;
    }
  }
}
