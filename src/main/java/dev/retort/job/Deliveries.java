package dev.retort.job;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Webhooks as they came, from the moment that they are acknowledged until their work is handed in.
/// Taking one is a row and a commit; what it means is worked out afterwards, many together, and the
/// work takes the deliveries' place in one transaction.
public final class Deliveries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final int TOGETHER = 64;
  private static final long BYTES_TOGETHER = 8L * 1024 * 1024;
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final long UNTIL_THE_DATABASE_IS_BACK_MILLIS = 1_000;

  private final Database database;
  private final JobQueue queue;
  private final Meaning meaning;
  private final Clock clock;
  private final Semaphore arrivals = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopping;

  /// A webhook.
  ///
  /// @param id GitHub's; a redelivery carries the same
  /// @param event the event's name
  /// @param body as it was signed
  public record Delivery(String id, String event, byte[] body) {}

  /// What deliveries ask for.
  public interface Meaning {
    Work of(Delivery delivery);
  }

  /// @param jobs to hand in
  /// @param intents to record beside them, by their keys
  public record Work(List<Job> jobs, Map<String, String> intents) {
    public static final Work NONE = new Work(List.of(), Map.of());
  }

  /// Where deliveries are taken.
  public interface Intake {
    /// Returns when the delivery is on the disk; after that it is not lost.
    ///
    /// @throws QueueUnavailableException where the database does not take it: the sender must be
    ///   told
    void take(Delivery delivery);
  }

  private Deliveries(Database database, JobQueue queue, Meaning meaning, Clock clock) {
    this.database = database;
    this.queue = queue;
    this.meaning = meaning;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("deliveries").unstarted(this::run);
  }

  /// Starts working, first on what an earlier process left.
  public static Deliveries start(Database database, JobQueue queue, Meaning meaning, Clock clock) {
    var deliveries = new Deliveries(database, queue, meaning, clock);
    deliveries.thread.start();
    return deliveries;
  }

  /// What [Intake#take] promises.
  public void take(Delivery delivery) {
    if (stopping) {
      throw new QueueUnavailableException("The server is stopping", new IllegalStateException());
    }
    var _ =
        database.writeDurably(handle ->
            handle
                .createUpdate(
                    "insert into delivery (guid, event, body, received_at) values (:id, :event, :body, :now)")
                .bind("id", delivery.id())
                .bind("event", delivery.event())
                .bind("body", delivery.body())
                .bind("now", clock.millis())
                .execute());
    arrivals.release();
  }

  private record Row(long id, Delivery delivery) {}

  private void run() {
    while (!stopping) {
      try {
        var _ = arrivals.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        arrivals.drainPermits();
        while (!stopping && handOver() > 0) {
          // There may be more.
        }
      } catch (InterruptedException e) {
        return;
      } catch (QueueUnavailableException e) {
        pause();
      } catch (RuntimeException e) {
        LOG.error("Deliveries could not be handed over; that is tried again", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(UNTIL_THE_DATABASE_IS_BACK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return how many deliveries were handed over
  private int handOver() {
    int count;
    if (database.isEmbedded()) {
      // Nobody else takes them, so that they can be read and understood without the writer.
      var rows = database.read(handle -> next(handle, ""));
      if (rows.isEmpty()) {
        return 0;
      }
      var work = meaningOf(rows);
      count = database.write(handle -> replace(handle, rows, work));
    } else {
      count =
          database.write(handle -> {
            var rows = next(handle, " for update skip locked");
            return rows.isEmpty() ? 0 : replace(handle, rows, meaningOf(rows));
          });
    }
    if (count > 0) {
      queue.lookNow();
    }
    return count;
  }

  private static List<Row> next(Handle handle, String lock) {
    List<Long> ids = new ArrayList<>();
    long[] bytes = new long[1];
    handle
        .createQuery("select id, length(body) as size from delivery order by id limit :most" + lock)
        .bind("most", TOGETHER)
        .map((row, _) -> Map.entry(row.getLong(1), row.getLong(2)))
        .forEach(each -> {
          bytes[0] += each.getValue();
          if (ids.isEmpty() || bytes[0] <= BYTES_TOGETHER) {
            ids.add(each.getKey());
          }
        });
    if (ids.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery("select id, guid, event, body from delivery where id in (<ids>) order by id")
        .bindList("ids", ids)
        .map((row, _) ->
            new Row(
                row.getLong(1), new Delivery(row.getString(2), row.getString(3), row.getBytes(4))))
        .list();
  }

  private Work meaningOf(List<Row> rows) {
    Map<List<String>, Job> jobs = new LinkedHashMap<>();
    Map<String, String> intents = new LinkedHashMap<>();
    for (var row : rows) {
      try (var _ = MDC.putCloseable("delivery", row.delivery().id())) {
        var work = meaning.of(row.delivery());
        work.jobs().forEach(job -> jobs.put(List.of(job.kind(), job.key()), job));
        intents.putAll(work.intents());
        LOG.debug(
            "{} {} asks for {}",
            row.delivery().event(),
            row.delivery().id(),
            work.jobs().stream().map(job -> job.kind() + " " + job.key()).toList());
      } catch (RuntimeException e) {
        // It would stand in everybody's way. What it was about is found by the next sweep.
        LOG.error(
            "{} {} is dropped, because it cannot be understood",
            row.delivery().event(),
            row.delivery().id(),
            e);
      }
    }
    return new Work(List.copyOf(jobs.values()), intents);
  }

  private int replace(Handle handle, List<Row> rows, Work work) {
    var now = Instant.now(clock);
    queue.put(handle, work.jobs(), now);
    work.intents().forEach((key, value) -> StoredIntents.record(handle, key, value, now));
    return handle
        .createUpdate("delete from delivery where id in (<ids>)")
        .bindList("ids", rows.stream().map(Row::id).toList())
        .execute();
  }

  /// Takes no more, and leaves what is not handed over for the next start.
  @Override
  public void close() {
    stopping = true;
    arrivals.release();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
