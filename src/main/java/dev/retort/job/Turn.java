package dev.retort.job;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Whose turn it is to write an SQLite file, in order of asking. SQLite itself would have the
/// others sleep and look again, for up to a tenth of a second at a time.
final class Turn {
  private static final int SECONDS_TO_WAIT = 5;

  private final Semaphore one = new Semaphore(1, true);

  void take() throws SQLException {
    try {
      if (!one.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
        throw new SQLTransientConnectionException(
            "another writer took longer than " + SECONDS_TO_WAIT + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", e);
    }
  }

  void end() {
    one.release();
  }
}
