package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.retort.Row;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A data folder of eight megabytes that somebody fills up. Needs the right to mount one.
class FullDiskTest {
  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  /// What the server believes to have passed besides.
  private volatile Duration passed = Duration.ZERO;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    boolean mounted = command("mount", "-t", "tmpfs", "-o", "size=8m", "retort", folder.toString());
    Assumptions.assumeTrue(mounted, "may not mount a file system");
    log.start();
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
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  @Row({"N2", "F40"})
  @DisplayName("N2 F40 a full disk is said once, and over within five seconds of there being room")
  void full() throws IOException {
    try (World world = new World(folder, clock())) {
      world.awaitConclusion(world.open("before", "d1d100000004"), "success");
      world.settle();
      logger().addAppender(log);

      Path ballast = fill();
      Delivery told = large(world);
      for (int i = 0; i < 30; i++) {
        assertThat(answer(world, told)).isEqualTo(503);
        world.github.webhooks().redeliver(told);
      }
      assertThat(get(world, "/readyz").statusCode()).isEqualTo(503);
      assertThat(get(world, "/healthz").statusCode()).as("not a minute yet").isEqualTo(200);
      passed = Duration.ofSeconds(61);
      assertThat(get(world, "/healthz").statusCode()).as("after a minute").isEqualTo(503);
      passed = Duration.ZERO;
      assertThat(get(world, "/metrics").body())
          .contains("status=\"503\"")
          .containsPattern("(?m)^retort_store_unwritable_seconds [0-9.]*[1-9]");

      Files.delete(ballast);
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> {
            world.github.webhooks().redeliver(told);
            return answer(world, told) == 202;
          });
      HostedPullRequest pull = world.open("after", "d2d200000005");
      world.awaitConclusion(pull, "success");
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> get(world, "/readyz").statusCode() == 200);
      logger().detachAppender(log);
    }
    assertThat(log.list)
        .filteredOn(event -> event.getFormattedMessage().contains("503"))
        .as("the outage is said once")
        .hasSize(1);
    assertThat(log.list).as("and nothing else fills the disk").hasSizeLessThan(15);
  }

  private Clock clock() {
    InstantSource source = () -> Instant.now().plus(passed);
    return source.withZone(ZoneOffset.UTC);
  }

  private static int answer(World world, Delivery delivery) {
    world.github.webhooks().awaitIdle(World.PATIENCE);
    return delivery.attempts().getLast().status();
  }

  /// A push to a branch that nobody cares about, with more to say than there is room for.
  private static Delivery large(World world) {
    ObjectNode payload = world.github.webhooks().log("push", "").getFirst().payload().deepCopy();
    payload.put("ref", "refs/heads/elsewhere").put("said", "x".repeat(1_000_000));
    return world.github.webhooks().emit("push", payload);
  }

  private static HttpResponse<String> get(World world, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + world.port() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path fill() throws IOException {
    Path ballast = folder.resolve("ballast");
    try (OutputStream out =
        Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      return ballast;
    }
  }
}
