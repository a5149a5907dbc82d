package dev.retort.web;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `GET /healthz` (the process need not be started again), `GET /readyz` (it can take work), `GET
/// /metrics`.
final class HealthRoutes {
  private HealthRoutes() {}

  static void add(JavalinDefaultRoutingApi routes, Health health) {
    routes.get("/healthz", request -> state(request, "ok", "ailing", health.ailing()));
    routes.get("/readyz", request -> state(request, "ready", "not ready", health.waitingFor()));
  }

  /// @param metrics empty where they are not shown here
  static void addMetrics(JavalinDefaultRoutingApi routes, Supplier<Optional<String>> metrics) {
    routes.get(
        "/metrics",
        request -> {
          Optional<String> text = metrics.get();
          if (text.isEmpty()) {
            request.status(404);
            return;
          }
          request
              .header("Cache-Control", "no-store")
              .contentType("text/plain; version=0.0.4; charset=utf-8")
              .result(text.get());
        });
  }

  private static void state(
      Context request, String well, String ill, Supplier<List<String>> reasons) {
    var why = reasons.get();
    Answers.write(
        request,
        why.isEmpty() ? 200 : 503,
        why.isEmpty() ? Map.of("status", well) : Map.of("status", ill, "reasons", why));
  }
}
