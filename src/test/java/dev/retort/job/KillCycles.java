package dev.retort.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Kills real processes with a queue, as `kill -9` does, in the middle of taking deliveries,
/// handing in jobs and running them; then lets a last one do what is left.
public final class KillCycles {
  /// To make the cache takes as long as a few starts without it.
  private static final int WORTH_A_CACHE = 20;

  private final Kind kind;
  private final Path folder;
  private final Random random = new Random(20);
  private QuickStart start = QuickStart.none();

  public KillCycles(Kind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  /// What came of it.
  ///
  /// @param accepted how many jobs and deliveries were acknowledged
  /// @param left those that the deaths left to the last process
  /// @param lost those that were never done
  public record Outcome(int accepted, Set<String> left, Set<String> lost) {}

  /// @param cycles how many deaths
  /// @param together how many processes work at once; one of them is killed. SQLite allows one
  public Outcome run(int cycles, int together) throws IOException, InterruptedException {
    Set<String> accepted = new LinkedHashSet<>();
    if (cycles >= WORTH_A_CACHE) {
      start = QuickStart.in(Files.createTempDirectory(folder, "start"), kind.url(folder));
    }
    for (int cycle = 0; cycle < cycles; cycle++) {
      int most = 1 + random.nextInt(60);
      List<Process> others = new ArrayList<>();
      for (int i = 1; i < together; i++) {
        others.add(start("cycle%d-beside%d".formatted(cycle, i), 20, true));
      }
      accepted.addAll(killAfter(most, "cycle" + cycle));
      for (Process other : others) {
        accepted.addAll(end(other));
      }
    }
    Set<String> before = done();
    Process last = start("last", 0, false);
    if (!last.waitFor(90, TimeUnit.SECONDS) || last.exitValue() != 0) {
      last.destroyForcibly();
      throw new IllegalStateException("the last process did not end well; see " + folder);
    }
    return new Outcome(accepted.size(), without(accepted, before), without(accepted, done()));
  }

  private static Set<String> without(Set<String> accepted, Set<String> done) {
    Set<String> left = new HashSet<>(accepted);
    left.removeAll(done);
    return left;
  }

  private Set<String> done() throws IOException {
    Path file = folder.resolve("done");
    return Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : Set.of();
  }

  private Set<String> killAfter(int count, String prefix) throws IOException, InterruptedException {
    Set<String> accepted = new LinkedHashSet<>();
    Process process = start(prefix, 100_000, false);
    try (BufferedReader lines = reader(process)) {
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

  /// Reads what one accepted that ends by itself, when it has handed in what it should.
  private static Set<String> end(Process process) throws IOException, InterruptedException {
    Set<String> accepted = new LinkedHashSet<>();
    try (BufferedReader lines = reader(process)) {
      lines.lines().forEach(accepted::add);
    }
    process.waitFor();
    return accepted;
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private Process start(String prefix, int count, boolean ends) throws IOException {
    return QueueProcess.builder(
            start,
            kind.url(folder),
            folder.resolve("done"),
            new QueueProcess.Feed(prefix, count, ends, 0),
            folder.resolve("log-" + prefix))
        .start();
  }
}
