package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource
class JobQueueKillTest {
  /// On each of the two stores: twenty in every run.
  private static final int KILLS = 10;

  @Parameter Kind kind;
  @TempDir Path folder;

  @Test
  @Row({"F3", "G3"})
  @DisplayName("F3 whatever was accepted before a death runs after the restart, time and again")
  void nothing_accepted_is_lost() throws IOException, InterruptedException {
    var outcome = new KillCycles(kind, folder).run(KILLS, 1);
    assertThat(outcome.accepted())
        .as("each cycle handed something in")
        .isGreaterThanOrEqualTo(KILLS);
    assertThat(outcome.left()).as("the deaths left something to do").isNotEmpty();
    assertThat(outcome.lost()).isEmpty();
  }
}
