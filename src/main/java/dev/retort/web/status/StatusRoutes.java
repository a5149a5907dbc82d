package dev.retort.web.status;

import com.samskivert.mustache.Template;
import dev.retort.job.StoredJobs.StoredJob;
import dev.retort.report.Visible;
import dev.retort.web.Pages;
import dev.retort.web.status.Status.Queue;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `GET /status`: the queue, the verdicts, the budgets and the errors in plain words, for the
/// operator alone. It is there once the server works, and asks for the token unless the port that
/// it is on is the operator's own.
public final class StatusRoutes {
  private static final String COOKIE = "retort_status";
  private static final int LONGEST_REASON = 500;

  private final Template template = Pages.template("status.html");
  private final Pages pages;
  private final Optional<StatusAccess> access;
  private final boolean https;
  private volatile Optional<Supplier<Status>> status = Optional.empty();

  /// @param access empty on a port that only operators reach
  /// @param https whether browsers come by it
  public StatusRoutes(Pages pages, Optional<StatusAccess> access, boolean https) {
    this.pages = pages;
    this.access = access;
    this.https = https;
  }

  public void route(JavalinDefaultRoutingApi routes) {
    routes.get("/status", this::page);
  }

  /// Has the page from now on.
  public void show(Supplier<Status> source) {
    status = Optional.of(source);
  }

  private void page(Context request) {
    String token = request.queryParam("token");
    if (token != null && access.filter(own -> own.isToken(token)).isPresent()) {
      Cookie session = new Cookie(COOKIE, access.orElseThrow().session());
      session.setPath("/status");
      session.setHttpOnly(true);
      session.setSameSite(SameSite.STRICT);
      session.setSecure(https);
      request.cookie(session).header("Referrer-Policy", "no-referrer").redirect("/status");
    } else if (!isKnown(request)) {
      pages.say(
          request,
          403,
          "This page is for the operator",
          "Open the address that Retort printed when it started, or /status?token=… with the value"
              + " of RETORT_STATUS_TOKEN.");
    } else if (status.isEmpty()) {
      pages.say(request, 404, "Nothing to show", "No GitHub App is at work here.");
    } else {
      show(request, status.get().get());
    }
  }

  private boolean isKnown(Context request) {
    if (access.isEmpty()) {
      return true;
    }
    String session = request.cookie(COOKIE);
    return session != null && access.get().isSession(session);
  }

  private void show(Context request, Status now) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("version", now.version());
    values.put("since", StatusWords.time(Duration.between(now.started(), now.now())));
    values.put("moment", now.now().truncatedTo(ChronoUnit.SECONDS));
    values.put("well", now.troubles().isEmpty() && now.queue().isPresent());
    values.put("troubles", now.troubles().stream().map(Visible::line).toList());
    values.put("advice", now.advice().stream().map(Visible::line).toList());
    values.put("advised", !now.advice().isEmpty());
    values.put(
        "queue", now.queue().map(queue -> List.of(queue(queue, now.now()))).orElse(List.of()));
    values.put("verdicts", pairs(now.verdicts()));
    values.put("judged", !now.verdicts().isEmpty());
    values.put("paces", paces(now));
    values.put("paced", !now.paces().isEmpty());
    values.put("budgets", budgets(now));
    values.put("budgeted", !now.budgets().isEmpty());
    pages.show(request, 200, "Status", template, values);
  }

  private static Map<String, Object> queue(Queue queue, Instant now) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("waiting", queue.waiting());
    values.put("idle", queue.waiting() == 0);
    values.put("deliveries", queue.deliveries());
    values.put("oldest", StatusWords.time(queue.oldest()));
    values.put("failed", queue.failed());
    values.put("fine", queue.failed() == 0);
    values.put("errors", jobs(queue, now, true));
    values.put("erred", queue.jobs().stream().anyMatch(StatusRoutes::isError));
    values.put("jobs", jobs(queue, now, false));
    values.put("busy", queue.jobs().stream().anyMatch(job -> !isError(job)));
    return values;
  }

  /// Given up, or to be tried again.
  private static boolean isError(StoredJob job) {
    return job.state().equals("failed") || !job.reason().isEmpty();
  }

  private static List<Map<String, Object>> jobs(Queue queue, Instant now, boolean errors) {
    return queue.jobs().stream()
        .filter(job -> isError(job) == errors)
        .map(job -> {
          Map<String, Object> values = new LinkedHashMap<>();
          values.put("what", Visible.line(StatusWords.kind(job.kind()), 80));
          values.put("kind", Visible.line(job.kind(), 40));
          values.put("key", Visible.line(job.key(), 120));
          values.put("state", StatusWords.state(job.state(), job.attempts()));
          values.put("since", job.since());
          values.put("ago", StatusWords.time(Duration.between(job.since(), now)));
          values.put("reason", Visible.line(job.reason(), LONGEST_REASON));
          values.put("failed", job.state().equals("failed"));
          return values;
        })
        .toList();
  }

  private static List<Map<String, Object>> pairs(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(each -> Map.<String, Object>of("name", each.getKey(), "count", each.getValue()))
        .toList();
  }

  private static List<Map<String, Object>> paces(Status now) {
    return now.paces().entrySet().stream()
        .map(each ->
            Map.<String, Object>of(
                "name", StatusWords.kind(each.getKey()),
                "done", each.getValue().done(),
                "usual", StatusWords.time(each.getValue().usual()),
                "longest", StatusWords.time(each.getValue().longest())))
        .toList();
  }

  private static List<Map<String, Object>> budgets(Status now) {
    return now.budgets().entrySet().stream()
        .map(each ->
            Map.<String, Object>of(
                "name",
                each.getKey().equals("app") ? "the App itself" : "installation " + each.getKey(),
                "left",
                each.getValue()))
        .toList();
  }
}
