package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A check run as it stands, with all annotations that were ever appended to it.
public final class PostedCheckRun {
  /// What a person can press under a completed run.
  public record Button(String label, String description, String identifier) {}

  private final long id;
  private final long suite;
  private final HostedRepository repository;
  private final RegisteredApp app;
  private final String headSha;
  private final Instant createdAt;
  private final List<JsonNode> annotations = new CopyOnWriteArrayList<>();
  private volatile String name = "";
  private volatile String status = "queued";
  private volatile Optional<String> conclusion = Optional.empty();
  private volatile Optional<String> externalId = Optional.empty();
  private volatile Optional<String> detailsUrl = Optional.empty();
  private volatile Optional<Instant> startedAt = Optional.empty();
  private volatile Optional<Instant> completedAt = Optional.empty();
  private volatile Optional<String> title = Optional.empty();
  private volatile Optional<String> summary = Optional.empty();
  private volatile Optional<String> text = Optional.empty();
  private volatile List<Button> buttons = List.of();

  PostedCheckRun(
      long id,
      long suite,
      HostedRepository repository,
      RegisteredApp app,
      String headSha,
      Instant at) {
    this.id = id;
    this.suite = suite;
    this.repository = repository;
    this.app = app;
    this.headSha = headSha;
    this.createdAt = at;
  }

  /// Takes over what a create or update request says, which was checked before.
  void apply(JsonNode body, Instant now) {
    if (body.has("name")) {
      name = body.get("name").asText();
    }
    externalId = body.has("external_id") ? string(body, "external_id") : externalId;
    detailsUrl = body.has("details_url") ? string(body, "details_url") : detailsUrl;
    startedAt = body.has("started_at") ? instant(body, "started_at") : startedAt;
    if (body.has("conclusion")) {
      conclusion = string(body, "conclusion");
      status = "completed";
    } else if (body.has("status")) {
      status = body.get("status").asText();
      conclusion = Optional.empty();
    }
    if (status.equals("completed")) {
      completedAt =
          body.has("completed_at")
              ? instant(body, "completed_at")
              : Optional.of(completedAt.orElse(now));
    } else {
      completedAt = Optional.empty();
    }
    if (startedAt.isEmpty() && !status.equals("queued")) {
      startedAt = Optional.of(now);
    }
    JsonNode output = body.path("output");
    if (output.isObject()) {
      title = output.has("title") ? string(output, "title") : title;
      summary = string(output, "summary");
      text = output.has("text") ? string(output, "text") : text;
      output.path("annotations").forEach(annotations::add);
    }
    if (body.has("actions")) {
      buttons =
          body.get("actions")
              .valueStream()
              .map(each ->
                  new Button(
                      each.path("label").asText(),
                      each.path("description").asText(),
                      each.path("identifier").asText()))
              .toList();
    }
  }

  private static Optional<String> string(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }

  private static Optional<Instant> instant(JsonNode node, String field) {
    return string(node, field).map(Instant::parse);
  }

  public long id() {
    return id;
  }

  long suite() {
    return suite;
  }

  public HostedRepository repository() {
    return repository;
  }

  public RegisteredApp app() {
    return app;
  }

  public String headSha() {
    return headSha;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public String name() {
    return name;
  }

  public String status() {
    return status;
  }

  /// Where it is completed.
  public Optional<String> conclusion() {
    return conclusion;
  }

  public Optional<String> externalId() {
    return externalId;
  }

  public Optional<String> detailsUrl() {
    return detailsUrl;
  }

  public Optional<Instant> startedAt() {
    return startedAt;
  }

  public Optional<Instant> completedAt() {
    return completedAt;
  }

  public Optional<String> title() {
    return title;
  }

  public Optional<String> summary() {
    return summary;
  }

  public Optional<String> text() {
    return text;
  }

  /// As they were sent, in the order in which they came.
  public List<JsonNode> annotations() {
    return List.copyOf(annotations);
  }

  public List<Button> buttons() {
    return buttons;
  }

  @Override
  public String toString() {
    return "check run " + name + " on " + headSha + ": " + conclusion.orElse(status);
  }
}
