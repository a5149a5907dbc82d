package dev.retort.git;

import dev.retort.report.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A run of the `git` program in a folder: for commands that only read. It asks nobody, locks
/// nothing, and starts no hook, file watcher or pager.
final class GitProcess {
  private static final List<String> ALWAYS =
      List.of(
          "--no-pager",
          "--literal-pathspecs",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.hooksPath=/dev/null");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GIT_OPTIONAL_LOCKS", "0",
          "GIT_TERMINAL_PROMPT", "0",
          "LC_ALL", "C");

  private static final Map<String, String> OFFLINE =
      Map.of("GIT_NO_LAZY_FETCH", "1", "GIT_ALLOW_PROTOCOL", "none");

  private GitProcess() {}

  /// How much a run may take; whatever takes more is ended and its answer cut.
  ///
  /// @param fetches whether a partial clone may fetch what it lacks
  record Limits(Duration time, long bytes, boolean fetches) {
    private static final Duration ENDLESS = Duration.ofDays(1);

    static final Limits NONE = new Limits(ENDLESS, Long.MAX_VALUE, true);

    boolean ends() {
      return time.compareTo(ENDLESS) < 0;
    }

    static Limits of(Duration time, long bytes) {
      return new Limits(time, bytes, false);
    }
  }

  /// @param code git's exit code
  /// @param cut whether it was ended before it had said everything
  record Answer(int code, byte[] out, byte[] err, boolean cut) {
    String text() {
      return new String(out, StandardCharsets.UTF_8);
    }

    String complaint() {
      return Visible.line(
          new String(err, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " "), 400);
    }
  }

  /// @throws UnusableInputException where git cannot be started
  static Answer run(Path folder, Limits limits, byte[] input, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(ALWAYS);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(ENVIRONMENT);
    if (!limits.fetches()) {
      builder.environment().putAll(OFFLINE);
    }
    try {
      Process process = builder.start();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      List<Thread> beside = new ArrayList<>();
      beside.add(Thread.startVirtualThread(() -> drain(process.getErrorStream(), err)));
      if (limits.ends()) {
        beside.add(Thread.startVirtualThread(() -> watch(process, limits.time())));
      }
      if (input.length > 0) {
        beside.add(Thread.startVirtualThread(() -> feed(process, input)));
      } else {
        process.getOutputStream().close();
      }
      Output output = read(process, limits.bytes());
      int code = process.waitFor();
      for (Thread each : beside) {
        each.join();
      }
      // What ends by a signal has not said everything.
      return new Answer(code, output.bytes(), err.toByteArray(), output.cut() || code >= 128 + 9);
    } catch (IOException e) {
      throw new UnusableInputException("git cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableInputException("interrupted while git was running.");
    }
  }

  private record Output(byte[] bytes, boolean cut) {}

  private static Output read(Process process, long most) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try (InputStream out = process.getInputStream()) {
      for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
        read.write(buffer, 0, count);
        if (read.size() > most) {
          process.destroyForcibly();
          return new Output(read.toByteArray(), true);
        }
      }
    }
    return new Output(read.toByteArray(), false);
  }

  private static void watch(Process process, Duration time) {
    try {
      if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input);
    } catch (IOException e) {
      // git has gone; its exit code says why.
    }
  }

  private static void drain(InputStream from, ByteArrayOutputStream into) {
    try (from) {
      var _ = from.transferTo(into);
    } catch (IOException e) {
      // What it said so far has to do.
    }
  }
}
