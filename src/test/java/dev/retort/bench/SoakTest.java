package dev.retort.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Slow;
import dev.retort.job.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/// The soak for seconds in place of minutes: nothing is lost, doubled or refused, however fast the
/// machine is.
class SoakTest {
  @TempDir Path folder;

  @Slow
  @Row({"G2", "G8"})
  @DisplayName("G2 G8 a burst is answered with 2xx, and a stop in the middle of work loses nothing")
  void burst_and_stop() throws IOException {
    var soak = new Soak(Kind.SQLITE, folder, SoakSize.SHORT);
    soak.run();
    assertThat(soak.faults()).isEmpty();
  }

  @Slow
  @Row("G4")
  @DisplayName("G4 duplicates on two replicas have one effect")
  void duplicates() throws IOException {
    var soak = new Soak(Kind.POSTGRESQL, folder, SoakSize.SHORT_ON_REPLICAS);
    soak.run();
    assertThat(soak.faults()).isEmpty();
  }
}
