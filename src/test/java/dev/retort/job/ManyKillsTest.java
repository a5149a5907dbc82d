package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/// What [JobQueueKillTest] shows, ten times over, on all stores at once: nothing is timed in it.
class ManyKillsTest {
  private static final int KILLS = 200;

  @TempDir Path folder;

  @Slow
  @Row({"F3", "G3"})
  @DisplayName("F3 G3 whatever was accepted before two hundred deaths runs after the restart")
  void nothing_accepted_is_lost() throws Exception {
    List<Future<KillCycles.Outcome>> outcomes = new ArrayList<>();
    try (ExecutorService stores = Executors.newCachedThreadPool()) {
      for (Kind kind : Kind.values()) {
        Path place = Files.createDirectory(folder.resolve(kind.name()));
        outcomes.add(stores.submit(() -> new KillCycles(kind, place).run(KILLS, 1)));
      }
    }
    for (Future<KillCycles.Outcome> outcome : outcomes) {
      assertThat(outcome.get().accepted()).isGreaterThanOrEqualTo(KILLS);
      assertThat(outcome.get().left()).as("the deaths left something to do").isNotEmpty();
      assertThat(outcome.get().lost()).isEmpty();
    }
  }
}
