package dev.retort.job;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// What tests of the queue wait for.
final class Waiting {
  private Waiting() {}

  static void untilEmpty(JobQueue queue) {
    await().atMost(Duration.ofSeconds(60)).until(() -> queue.size() == 0);
  }

  static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  static Handler.Outcome waitFor(CountDownLatch gate) {
    pass(gate);
    return RecordingHandler.DONE;
  }
}
