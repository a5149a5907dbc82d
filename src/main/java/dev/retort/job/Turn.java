package dev.retort.job;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Whose turn it is to write an SQLite file: the writer's before db-scheduler's, so that a delivery
/// never stands behind dozens of lanes that are being picked. SQLite itself would have the others
/// sleep and look again, for up to a tenth of a second at a time.
final class Turn {
  private static final long NANOS_TO_WAIT = TimeUnit.SECONDS.toNanos(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition first = lock.newCondition();
  private final Condition others = lock.newCondition();
  private int firstWaiting;
  private boolean taken;

  /// @param ahead whether to go before those who did not say so
  void take(boolean ahead) throws SQLException {
    long left = NANOS_TO_WAIT;
    lock.lock();
    try {
      firstWaiting += ahead ? 1 : 0;
      try {
        while (taken || (!ahead && firstWaiting > 0)) {
          if (left <= 0) {
            throw new SQLTransientConnectionException("another writer took longer than 5 s");
          }
          left = (ahead ? first : others).awaitNanos(left);
        }
        taken = true;
      } finally {
        firstWaiting -= ahead ? 1 : 0;
        if (!taken) {
          next();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      taken = false;
      next();
    } finally {
      lock.unlock();
    }
  }

  private void next() {
    (firstWaiting > 0 ? first : others).signal();
  }
}
