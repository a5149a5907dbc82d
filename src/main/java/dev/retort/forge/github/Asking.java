package dev.retort.forge.github;

import dev.retort.forge.ForgeException;
import java.io.IOException;
import java.time.Duration;
import org.kohsuke.github.GHException;

/// Something that github-api or Jackson does, which may find an answer that makes no sense.
@FunctionalInterface
interface Asking<T> {
  T now() throws IOException;

  /// @param what for the message
  /// @throws ForgeException.Unavailable where the answer could not be read: what a proxy or a half
  ///   broken GitHub sends may be right the next time
  static <T> T of(String what, Asking<T> asking) {
    try {
      return asking.now();
    } catch (IOException | GHException e) {
      throw new ForgeException.Unavailable(
          what + ": GitHub's answer could not be read (" + e.getClass().getSimpleName() + ")",
          Duration.ofMinutes(1),
          e);
    }
  }
}
