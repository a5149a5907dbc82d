package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Slow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Kills a real process with a queue, as `kill -9` does, in the middle of handing in and running.
@ParameterizedClass(name = "{0}")
@EnumSource
class JobQueueKillTest {
  private static final int CYCLES = 20;

  @Parameter Kind kind;
  @TempDir Path folder;

  @Test
  @Row({"F3", "G3"})
  @DisplayName("F3 whatever was accepted before a death runs after the restart, twenty times over")
  void nothing_accepted_is_lost() throws IOException, InterruptedException {
    nothingIsLostOver(CYCLES);
  }

  @Slow
  @Row({"F3", "G3"})
  @DisplayName("F3 and two hundred times over")
  void nothing_accepted_is_lost_for_long() throws IOException, InterruptedException {
    nothingIsLostOver(10 * CYCLES);
  }

  private void nothingIsLostOver(int cycles) throws IOException, InterruptedException {
    var random = new Random(20);
    var accepted = new LinkedHashSet<String>();
    for (int cycle = 0; cycle < cycles; cycle++) {
      accepted.addAll(killAfter(1 + random.nextInt(60), "cycle" + cycle));
    }
    assertThat(accepted).as("each cycle handed something in").hasSizeGreaterThanOrEqualTo(cycles);
    var before = done();

    var last = start("last", 0);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isZero();

    assertThat(lost(before, accepted)).as("the deaths left something to do").isNotEmpty();
    assertThat(lost(done(), accepted)).isEmpty();
  }

  private static Set<String> lost(Set<String> done, Set<String> accepted) {
    var lost = new HashSet<>(accepted);
    lost.removeAll(done);
    return lost;
  }

  private Set<String> done() throws IOException {
    var file = folder.resolve("done");
    return Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : Set.of();
  }

  private Set<String> killAfter(int count, String prefix) throws IOException, InterruptedException {
    var accepted = new LinkedHashSet<String>();
    var process = start(prefix, 100_000);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        accepted.add(line);
        if (accepted.size() == count) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    return accepted;
  }

  private Process start(String prefix, int count) throws IOException {
    var java = ProcessHandle.current().info().command().orElse("java");
    return new ProcessBuilder(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx256m",
            "-classpath",
            System.getProperty("java.class.path"),
            QueueProcess.class.getName(),
            kind.url(folder),
            folder.resolve("done").toString(),
            prefix,
            String.valueOf(count))
        .redirectError(folder.resolve("log-" + prefix).toFile())
        .start();
  }
}
