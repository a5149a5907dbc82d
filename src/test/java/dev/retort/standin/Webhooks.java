package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends signed deliveries to the App's webhook on a thread of its own, in order; or holds, drops,
/// repeats and shuffles them when asked. What could not be sent stays in the log, as at GitHub.
public final class Webhooks implements AutoCloseable {
  private record Sending(Delivery delivery, boolean redelivery) {}

  private final StandIn github;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final List<Delivery> log = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Sending> queue = new LinkedBlockingQueue<>();
  private final List<Delivery> held = new ArrayList<>();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final Thread thread;
  private volatile Optional<URI> target = Optional.empty();
  private volatile boolean holding;
  private volatile int copies = 1;
  private volatile Predicate<Delivery> dropped = delivery -> false;

  Webhooks(StandIn github) {
    this.github = github;
    this.thread = Thread.ofPlatform().daemon().name("webhooks").start(this::run);
  }

  /// Where deliveries go; without it they are only logged.
  public void to(URI url) {
    target = Optional.of(url);
  }

  /// Keeps what comes from now on until it is released.
  public synchronized void hold() {
    holding = true;
  }

  /// Sends what was held, in order, and goes on sending.
  public synchronized void release() {
    holding = false;
    held.forEach(this::enqueue);
    held.clear();
  }

  /// Sends what was held in another order, and goes on sending.
  public synchronized void releaseShuffled(Random random) {
    Collections.shuffle(held, random);
    release();
  }

  /// What is held now, oldest first.
  public synchronized List<Delivery> held() {
    return List.copyOf(held);
  }

  /// Never sends those that match; they are not in the log either.
  public void drop(Predicate<Delivery> which) {
    dropped = which;
  }

  public void dropNothing() {
    dropped = delivery -> false;
  }

  /// Sends everything this many times under the same delivery id.
  public void repeat(int times) {
    copies = times;
  }

  /// Sends a delivery again under its old id.
  public void redeliver(Delivery delivery) {
    enqueue(new Sending(delivery, true));
  }

  /// The same with all deliveries of one event and action.
  public void redeliver(String event, String action) {
    log(event, action).forEach(this::redeliver);
  }

  /// Everything that was to be sent, oldest first.
  public List<Delivery> log() {
    return List.copyOf(log);
  }

  /// Deliveries of one event and, unless it is empty, one action.
  public List<Delivery> log(String event, String action) {
    return log.stream()
        .filter(each -> each.event().equals(event))
        .filter(each -> action.isEmpty() || each.action().equals(action))
        .toList();
  }

  /// Sends an event of the test's own making, signed like any other.
  public Delivery emit(String event, JsonNode payload) {
    Delivery delivery = new Delivery(UUID.randomUUID().toString(), event, payload);
    if (dropped.test(delivery)) {
      return delivery;
    }
    log.add(delivery);
    synchronized (this) {
      if (holding) {
        held.add(delivery);
      } else {
        enqueue(delivery);
      }
    }
    return delivery;
  }

  private void enqueue(Delivery delivery) {
    for (int i = 0; i < copies; i++) {
      enqueue(new Sending(delivery, false));
    }
  }

  private void enqueue(Sending sending) {
    unfinished.incrementAndGet();
    queue.add(sending);
  }

  /// Whether everything was sent that is not held.
  public boolean isIdle() {
    return unfinished.get() == 0;
  }

  /// Waits until everything was sent that is not held.
  public void awaitIdle(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!isIdle()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("webhooks are still being sent: " + unfinished);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private void run() {
    while (true) {
      try {
        Sending sending = queue.take();
        try {
          send(sending);
        } finally {
          unfinished.decrementAndGet();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void send(Sending sending) throws InterruptedException {
    Delivery delivery = sending.delivery();
    Instant at = github.now();
    long start = System.nanoTime();
    int status = 0;
    if (target.isPresent()) {
      try {
        status =
            http.send(request(target.get(), delivery), HttpResponse.BodyHandlers.discarding())
                .statusCode();
      } catch (IOException e) {
        status = 0;
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    delivery.add(new Delivery.Attempt(github.nextId(), at, status, sending.redelivery(), seconds));
  }

  private HttpRequest request(URI url, Delivery delivery) {
    RegisteredApp app = github.app();
    byte[] body = delivery.body();
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(10))
        .header("Accept", "*/*")
        .header("Content-Type", "application/json")
        .header("User-Agent", "GitHub-Hookshot/044aadd")
        .header("X-GitHub-Delivery", delivery.guid())
        .header("X-GitHub-Event", delivery.event())
        .header("X-GitHub-Hook-ID", "1")
        .header("X-GitHub-Hook-Installation-Target-ID", Long.toString(app.id()))
        .header("X-GitHub-Hook-Installation-Target-Type", "integration")
        .header("X-Hub-Signature", "sha1=" + mac("HmacSHA1", app.webhookSecret(), body))
        .header("X-Hub-Signature-256", "sha256=" + mac("HmacSHA256", app.webhookSecret(), body))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static String mac(String algorithm, String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    http.close();
  }
}
