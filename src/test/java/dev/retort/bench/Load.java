package dev.retort.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends signed deliveries to servers, each to the next one in turn.
final class Load {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String secret;
  private final List<String> targets;

  /// @param targets addresses of webhooks
  Load(String secret, List<String> targets) {
    this.secret = secret;
    this.targets = List.copyOf(targets);
  }

  /// What is sent.
  record Message(String id, String event, String body) {}

  /// How it was answered.
  ///
  /// @param nanos how long each answer took from the moment that its delivery was due, sorted
  /// @param refused answers that were not 2xx, and deliveries without an answer
  /// @param took from the first to the last
  record Answers(long[] nanos, int refused, Duration took) {
    double millis(double share) {
      return nanos[(int) Math.min(nanos.length - 1, nanos.length * share)] / 1e6;
    }

    double perSecond() {
      return nanos.length / (took.toNanos() / 1e9);
    }
  }

  /// Sends at an even rate, whether or not the earlier ones are answered.
  ///
  /// @param rate a second
  /// @param everyFiveSeconds is run that often while it sends
  Answers evenly(int rate, int count, IntFunction<Message> messages, Runnable everyFiveSeconds) {
    Tally tally = new Tally(count);
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = begun + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
      }
      if (i % (rate * 5) == 0) {
        var _ = Thread.ofVirtual().start(everyFiveSeconds);
      }
      send(i, messages.apply(i), due, tally, () -> {});
    }
    return tally.await(begun);
  }

  /// Sends the next one as soon as one of those that are on their way is answered.
  ///
  /// @param together how many are on their way
  /// @param progress is told of the answers so far, now and then
  Answers asFastAsItTakesThem(
      int together, int count, IntFunction<Message> messages, ObjIntConsumer<Load> progress) {
    Tally tally = new Tally(count);
    Semaphore places = new Semaphore(together);
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      places.acquireUninterruptibly();
      progress.accept(this, i);
      send(i, messages.apply(i), System.nanoTime(), tally, places::release);
    }
    return tally.await(begun);
  }

  private void send(int number, Message message, long due, Tally tally, Runnable answered) {
    var _ =
        client
            .sendAsync(
                request(targets.get(number % targets.size()), message),
                HttpResponse.BodyHandlers.discarding())
            .whenComplete((answer, failure) -> {
              tally.count(
                  System.nanoTime() - due, failure == null && answer.statusCode() / 100 == 2);
              answered.run();
            });
  }

  private HttpRequest request(String target, Message message) {
    byte[] body = message.body().getBytes(UTF_8);
    return HttpRequest.newBuilder(URI.create(target))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .header("X-GitHub-Event", message.event())
        .header("X-GitHub-Delivery", message.id())
        .header("X-Hub-Signature-256", "sha256=" + signature(body))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Tally {
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final CountDownLatch answered;

    Tally(int count) {
      this.answered = new CountDownLatch(count);
    }

    void count(long time, boolean taken) {
      nanos.add(time);
      if (!taken) {
        refused.incrementAndGet();
      }
      answered.countDown();
    }

    Answers await(long begun) {
      try {
        boolean all = answered.await(90, TimeUnit.SECONDS);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        int missing = all ? 0 : (int) answered.getCount();
        return new Answers(sorted, refused.get() + missing, took);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
