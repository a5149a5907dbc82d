package dev.retort.bot;

import dev.retort.job.Pace;
import java.time.Duration;
import java.util.List;

/// How long the bot bears with GitHub and with floods.
///
/// @param first the pause after the first trouble; each further one is twice as long
/// @param longest no pause is longer
/// @param silent for how long trouble that may pass is nobody's business
/// @param missing for how long something that GitHub does not know yet may still come
/// @param settling of pushes
/// @param repairing of what nobody asked for
/// @param writes what an installation may change in a time; any number where it is empty
public record Patience(
    Duration first,
    Duration longest,
    Duration silent,
    Duration missing,
    Settling.Times settling,
    PushSafeRepair.Times repairing,
    List<Pace.Limit> writes) {
  public static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Settling.Times.USUAL,
          PushSafeRepair.Times.USUAL,
          KeptLimits.USUAL);

  public Patience {
    writes = List.copyOf(writes);
  }
}
