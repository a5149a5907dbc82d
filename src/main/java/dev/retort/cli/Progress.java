package dev.retort.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// What long work is at, on the last line of a terminal. Quick work shows nothing, and when it is
/// closed the line is as clean as before, so whatever is printed next begins on it.
///
/// The work only counts, from as many threads as it likes; a thread of its own draws.
final class Progress implements AutoCloseable {
  /// Work that takes no longer shows nothing.
  static final Duration PATIENCE = Duration.ofMillis(500);

  private static final Duration PACE = Duration.ofMillis(100);
  private static final int BAR = 24;
  private static final long UNKNOWN = -1;
  private static final long UNCOUNTED = -2;

  /// @param total how much there is to do, [#UNKNOWN], or [#UNCOUNTED]
  private record Phase(String name, long total, LongAdder done) {
    String line() {
      long so = done.sum();
      if (total < 1) {
        return name + (so > 0 && total != UNCOUNTED ? "  %,d".formatted(so) : " …");
      }
      int full = (int) (BAR * Math.min(so, total) / total);
      return "%s  [%s%s]  %,d of %,d"
          .formatted(name, "#".repeat(full), ".".repeat(BAR - full), Math.min(so, total), total);
    }
  }

  private volatile Phase phase = new Phase("starting", UNCOUNTED, new LongAdder());
  private final PrintWriter err;
  private final Duration patience;
  private final Thread drawing;

  private Progress(PrintWriter err, Duration patience) {
    this.err = err;
    this.patience = patience;
    this.drawing = new Thread(this::draw, "progress");
    // A command that fails is not kept from ending.
    this.drawing.setDaemon(true);
  }

  /// On a terminal's standard error, unless a build machine runs it; otherwise shows nothing.
  static Progress on(PrintWriter err) {
    return Screen.showsErrors() ? drawn(err, PATIENCE) : hidden();
  }

  /// The same, unless nothing but what fails is to be said.
  static Progress on(PrintWriter err, OutputOptions output) {
    return Screen.showsErrors() && !output.quiet() ? drawn(err, PATIENCE) : hidden();
  }

  static Progress hidden() {
    return new Progress(new PrintWriter(Writer.nullWriter()), PATIENCE);
  }

  static Progress drawn(PrintWriter err, Duration patience) {
    Progress progress = new Progress(err, patience);
    progress.drawing.start();
    return progress;
  }

  /// What is done now, in one piece.
  void doing(String name) {
    doing(name, UNCOUNTED);
  }

  /// What is done now, piece by piece; nobody knows of how many.
  void counting(String name) {
    doing(name, UNKNOWN);
  }

  /// @param name ours, never a stranger's
  void doing(String name, long total) {
    phase = new Phase(name, total, new LongAdder());
  }

  /// One more is done.
  void did() {
    phase.done().increment();
  }

  private void draw() {
    try {
      Thread.sleep(patience);
    } catch (InterruptedException e) {
      return;
    }
    try {
      while (true) {
        err.print("\r" + phase.line() + "\u001b[K");
        err.flush();
        Thread.sleep(PACE);
      }
    } catch (InterruptedException e) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  @Override
  public void close() {
    drawing.interrupt();
    boolean interrupted = false;
    while (drawing.isAlive()) {
      try {
        drawing.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
