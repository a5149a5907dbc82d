package dev.retort.web;

import dev.retort.forge.MalformedPayloadException;
import dev.retort.forge.Payloads;
import dev.retort.forge.WebhookEvent;
import dev.retort.job.Deliveries;
import dev.retort.job.QueueUnavailableException;
import dev.retort.web.BodyReader.Refusal;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// `POST /webhook`: believes nothing before the signature over the raw bytes is right, and answers
/// 202 only when the delivery is on disk.
///
/// | status | when |
/// |---|---|
/// | 202 | accepted, or nothing to do about it |
/// | 400 | no event named, or a body that is no JSON within sane bounds |
/// | 401 | not signed, or not with our secret |
/// | 408, 413, 415 | a body that comes too slowly, is too large, or is not plain JSON |
/// | 503 | the database does not take it |
final class WebhookRoute {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRoute.class);
  private static final String SIGNATURE = "X-Hub-Signature-256";
  private static final String ALGORITHM = "sha256=";
  private static final int DIGITS = 64;
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1)
  };

  private final WebhookSecrets secrets;
  private final Payloads payloads;
  private final Deliveries.Intake intake;
  private final BodyReader bodies;

  WebhookRoute(
      WebhookSecrets secrets, Payloads payloads, Deliveries.Intake intake, BodyReader bodies) {
    this.secrets = secrets;
    this.payloads = payloads;
    this.intake = intake;
    this.bodies = bodies;
  }

  void handle(Context request) throws IOException {
    var begun = System.nanoTime();
    try {
      answer(request);
    } finally {
      MDC.clear();
      Timer.builder("retort.acknowledgement")
          .description("from a delivery's arrival to its answer")
          .tag("status", String.valueOf(request.statusCode()))
          .serviceLevelObjectives(BOUNDS)
          .register(Metrics.globalRegistry)
          .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
  }

  private void answer(Context request) throws IOException {
    var delivery = header(request, "X-GitHub-Delivery").orElse("-");
    var name = header(request, "X-GitHub-Event").orElse("-");
    MDC.put("delivery", delivery);
    try {
      var answer = answer(request, delivery, name);
      LOG.info("{} {}: {}", name, delivery, new TreeMap<>(answer));
      Answers.write(request, 202, answer);
    } catch (Refusal refusal) {
      LOG.warn("{} {} refused, {}: {}", name, delivery, refusal.status(), refusal.getMessage());
      // What is left of the body is not worth waiting for.
      request.header("Connection", "close");
      Answers.write(
          request, refusal.status(), Map.of("error", String.valueOf(refusal.getMessage())));
    } catch (QueueUnavailableException e) {
      // Why, and since when, has been said once.
      LOG.debug("{} {} not taken: {}", name, delivery, e.getMessage());
      request.header("Retry-After", "30");
      Answers.write(request, 503, Map.of("error", "the queue is not available"));
    }
  }

  private Map<String, Object> answer(Context request, String delivery, String name)
      throws IOException {
    requirePlainJson(request);
    if (name.equals("-")) {
      throw new Refusal(400, "no X-GitHub-Event");
    }
    var signature = signature(request);
    return bodies.read(
        request.req().getInputStream(),
        request.req().getContentLengthLong(),
        body -> {
          if (!secrets.haveSigned(body, signature)) {
            throw new Refusal(401, "the signature is not ours");
          }
          return take(delivery, name, body);
        });
  }

  private static void requirePlainJson(Context request) {
    var encoding = header(request, "Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new Refusal(415, "an encoded body; send it plain");
    }
    var type = header(request, "Content-Type").orElse("").toLowerCase(Locale.ROOT);
    var end = type.indexOf(';');
    if (!(end < 0 ? type : type.substring(0, end)).strip().equals("application/json")) {
      throw new Refusal(415, "choose the content type application/json for the webhook");
    }
  }

  private static byte[] signature(Context request) {
    var headers = Collections.list(request.req().getHeaders(SIGNATURE));
    if (headers.size() != 1) {
      throw new Refusal(401, headers.isEmpty() ? "not signed" : "signed more than once");
    }
    var text = headers.getFirst();
    if (text.length() != ALGORITHM.length() + DIGITS || !text.startsWith(ALGORITHM)) {
      throw new Refusal(401, "no signature of the kind " + ALGORITHM);
    }
    try {
      return HexFormat.of().parseHex(text, ALGORITHM.length(), text.length());
    } catch (IllegalArgumentException e) {
      throw new Refusal(401, "no signature of the kind " + ALGORITHM);
    }
  }

  private WebhookEvent read(String name, byte[] body) {
    try {
      return payloads.read(name, body);
    } catch (MalformedPayloadException e) {
      throw new Refusal(400, String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> take(String delivery, String name, byte[] body) {
    var event = read(name, body);
    if (name.equals("ping")) {
      return Map.of("status", "pong");
    }
    if (event instanceof WebhookEvent.Ignored(var reason)) {
      return Map.of("status", "ignored", "reason", reason);
    }
    intake.take(new Deliveries.Delivery(delivery, name, body));
    return Map.of("status", "accepted");
  }

  private static Optional<String> header(Context request, String name) {
    return Optional.ofNullable(request.header(name)).map(String::strip).filter(s -> !s.isEmpty());
  }
}
