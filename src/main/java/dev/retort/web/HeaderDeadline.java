package dev.retort.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;

/// Cuts connections whose request headers drip in: the idle time-out alone is met by a byte now and
/// then, for ever. A body is [BodyReader]'s to watch, and a connection that waits for its next
/// request the idle time-out's.
final class HeaderDeadline implements Connection.Listener, AutoCloseable {
  private static final long EVERY_MILLIS = 500;

  private final Map<Connection, Progress> open = new ConcurrentHashMap<>();
  private final long longest;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("headers").factory());

  /// What was seen of a connection.
  ///
  /// @param requests how many had begun, with all their headers
  /// @param bytes how many had come when nothing was owed
  /// @param since nanoseconds, when the headers that are being read began
  private record Progress(long requests, long bytes, long since) {}

  HeaderDeadline(Duration longest) {
    this.longest = longest.toNanos();
    var _ =
        watch.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    open.put(connection, new Progress(0, 0, System.nanoTime()));
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  private void look() {
    var now = System.nanoTime();
    open.forEach((connection, progress) -> {
      var requests = connection.getMessagesIn();
      var bytes = connection.getBytesIn();
      if (requests != connection.getMessagesOut()
          || requests != progress.requests()
          || bytes == progress.bytes()) {
        // Answering, or nothing of the next request has come.
        open.replace(connection, progress, new Progress(requests, bytes, now));
      } else if (now - progress.since() > longest) {
        connection.getEndPoint().close();
      }
    });
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
