package dev.retort.bench;

import dev.retort.ServerProcess;
import dev.retort.job.Kind;
import dev.retort.standin.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// What grows in a server that takes tens of thousands of deliveries: its memory, its descriptors,
/// its threads; and how many it takes a second when nobody waits for it. Linux only.
final class Endurance {
  private static final int TOGETHER = 32;
  private static final int PULL_REQUESTS = 40;

  private final Kind kind;
  private final Path folder;

  Endurance(Kind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  /// @return rows of a name and a figure
  List<String[]> run(int deliveries) throws IOException {
    try (Fleet fleet = new Fleet(kind, folder)) {
      ServerProcess server = fleet.start("-Xmx512m");
      for (int i = 0; i < PULL_REQUESTS; i++) {
        var _ = fleet.open(i, "main");
      }
      fleet.settle(Duration.ofMinutes(5));
      List<Delivery> opened = fleet.github.webhooks().log("pull_request", "opened");
      State[] seen = new State[2];
      Load.Answers answers =
          fleet
              .load()
              .asFastAsItTakesThem(
                  TOGETHER,
                  deliveries,
                  i -> {
                    Delivery delivery = opened.get(i % opened.size());
                    return new Load.Message(
                        UUID.randomUUID().toString(),
                        delivery.event(),
                        delivery.payload().toString());
                  },
                  (_, i) -> {
                    if (i == deliveries / 10) {
                      seen[0] = State.of(server);
                    }
                  });
      fleet.settle(Duration.ofMinutes(5));
      seen[1] = State.of(server);
      return List.of(
          new String[] {
            "%,d deliveries, acknowledged a second".formatted(deliveries),
            "%.0f/s, p99 %.0f, refused %d"
                .formatted(answers.perSecond(), answers.millis(0.99), answers.refused())
          },
          new String[] {
            "after a tenth of them, and at the end", seen[0] + " → " + seen[1].toString()
          });
    }
  }

  /// @param megabytes of memory that are in use, by the system's count
  private record State(long megabytes, long descriptors, long threads) {
    static State of(ServerProcess server) {
      Path proc = Path.of("/proc", String.valueOf(server.pid()));
      try (var descriptors = Files.list(proc.resolve("fd"))) {
        return new State(
            number(proc, "VmRSS:") / 1024, descriptors.count(), number(proc, "Threads:"));
      } catch (IOException e) {
        return new State(0, 0, 0);
      }
    }

    private static long number(Path proc, String name) throws IOException {
      return Files.readAllLines(proc.resolve("status")).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    }

    @Override
    public String toString() {
      return "%d MB, %d fd, %d threads".formatted(megabytes, descriptors, threads);
    }
  }
}
