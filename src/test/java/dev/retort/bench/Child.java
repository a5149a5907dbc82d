package dev.retort.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Processes that are measured.
final class Child {
  private Child() {}

  /// How long a process takes from its start to its end; it has to succeed.
  static long nanos(List<String> command, Path folder) {
    return nanos(command, folder, 0);
  }

  /// @param exit how it has to end
  static long nanos(List<String> command, Path folder, int exit) {
    try {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.INHERIT)
              .start();
      ended(process, command, exit);
      return System.nanoTime() - start;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a process measured itself and printed.
  static Durations millis(List<String> command, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ended(process, command, 0);
    return Durations.ofMillis(printed);
  }

  private static void ended(Process process, List<String> command, int expected) {
    try {
      int exit = process.waitFor();
      if (exit != expected) {
        throw new IllegalStateException(command.getFirst() + " ended with " + exit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
