package dev.retort.job;

import dev.retort.job.Database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The one writer of an SQLite file. What arrives together is committed together, so that a burst
/// of deliveries waits for the disk once and not once each; what must be on the disk goes first.
///
/// A connection whose transaction could not be ended is closed and a new one opened with the next
/// work: it would stay broken for ever.
final class GroupCommit implements AutoCloseable {
  /// GitHub gives up after ten.
  private static final int SECONDS_TO_WAIT = 8;

  private static final int DURABLE_TOGETHER = 256;

  /// So few that a delivery that comes meanwhile need not wait long.
  private static final int OTHERS_TOGETHER = 16;

  private final Opening opening;
  private final Turn turn;
  private final BlockingQueue<Asked<?>> durable = new LinkedBlockingQueue<>();
  private final BlockingQueue<Asked<?>> others = new LinkedBlockingQueue<>();
  private final Semaphore arrivals = new Semaphore(0);
  private final Thread thread;
  private @Nullable Open open;
  private volatile boolean closed;

  /// Opens the writer's connection.
  interface Opening {
    Connection open() throws SQLException;
  }

  private record Open(Connection connection, Handle handle) {}

  private static final class Asked<T> {
    private final Work<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable RuntimeException failure;

    Asked(Work<T> work) {
      this.work = work;
    }

    void run(Handle handle) {
      result = work.in(handle);
    }

    void tell() {
      if (failure != null) {
        answer.completeExceptionally(failure);
      } else {
        answer.complete(result);
      }
    }
  }

  GroupCommit(Opening opening, Turn turn) {
    this.opening = opening;
    this.turn = turn;
    this.thread = Thread.ofPlatform().daemon().name("writer").start(this::run);
  }

  <T> T write(Work<T> work, boolean onDisk) {
    var asked = new Asked<>(work);
    if (closed) {
      throw unavailable("it is closed", new IllegalStateException("closed"));
    }
    (onDisk ? durable : others).add(asked);
    arrivals.release();
    try {
      return asked.answer.get(SECONDS_TO_WAIT, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : unavailable(e.getMessage(), e);
    } catch (TimeoutException e) {
      asked.answer.cancel(false);
      throw unavailable("no answer within " + SECONDS_TO_WAIT + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted", e);
    }
  }

  private void run() {
    while (!closed || !durable.isEmpty() || !others.isEmpty()) {
      try {
        arrivals.acquire();
      } catch (InterruptedException e) {
        // Only to close: what has been asked is still done.
      }
      arrivals.drainPermits();
      while (!durable.isEmpty() || !others.isEmpty()) {
        commit(durable, DURABLE_TOGETHER, true);
        commit(others, OTHERS_TOGETHER, false);
      }
    }
    drop();
  }

  private void commit(BlockingQueue<Asked<?>> queue, int most, boolean onDisk) {
    List<Asked<?>> group = new ArrayList<>();
    queue.drainTo(group, most);
    group.removeIf(asked -> asked.answer.isDone());
    if (group.isEmpty()) {
      return;
    }
    try {
      turn.take(true);
      try {
        commit(group, onDisk);
      } finally {
        turn.end();
      }
      group.forEach(Asked::tell);
    } catch (SQLException | RuntimeException e) {
      drop();
      var failure =
          e instanceof QueueUnavailableException known ? known : unavailable(e.getMessage(), e);
      group.forEach(asked -> asked.answer.completeExceptionally(failure));
    }
  }

  private void commit(List<Asked<?>> group, boolean onDisk) throws SQLException {
    var writer = open();
    try (var statement = writer.connection().createStatement()) {
      statement.execute(onDisk ? "pragma synchronous = full" : "pragma synchronous = normal");
      statement.execute("begin immediate");
      for (var asked : group) {
        statement.execute("savepoint work");
        try {
          asked.run(writer.handle());
        } catch (RuntimeException e) {
          statement.execute("rollback to work");
          asked.failure = ofStore(e) ? unavailable(String.valueOf(e.getMessage()), e) : e;
        }
        statement.execute("release work");
      }
      statement.execute("commit");
    }
  }

  private static boolean ofStore(RuntimeException failure) {
    return failure instanceof org.jdbi.v3.core.JdbiException;
  }

  private Open open() throws SQLException {
    var writer = open;
    if (writer == null) {
      var connection = opening.open();
      writer = new Open(connection, Jdbi.create(connection).open());
      open = writer;
    }
    return writer;
  }

  private void drop() {
    var writer = open;
    open = null;
    if (writer != null) {
      try {
        writer.connection().close();
      } catch (SQLException e) {
        // It was broken; nothing of it is used again.
      }
    }
  }

  static QueueUnavailableException unavailable(@Nullable String why, Throwable cause) {
    return new QueueUnavailableException(
        "The database does not answer: "
            + String.valueOf(why).lines().findFirst().orElse("no reason given"),
        cause);
  }

  @Override
  public void close() {
    closed = true;
    arrivals.release();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_WAIT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
