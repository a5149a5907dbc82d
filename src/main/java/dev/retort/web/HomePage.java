package dev.retort.web;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.function.BooleanSupplier;

/// `GET /`: tells whoever opens the server's address in a browser that it is the right one, and
/// nothing that is not for everybody.
public final class HomePage {
  private static final String WORKS =
      "GitHub's webhooks go to /webhook. Whether it can take them says /readyz.";

  private HomePage() {}

  /// While an App can be registered, and after it was.
  ///
  /// @param registered whether there is an App by now
  public static void offered(
      Pages pages, JavalinDefaultRoutingApi routes, BooleanSupplier registered) {
    routes.get(
        "/",
        request ->
            pages.say(
                request,
                200,
                "Retort runs",
                registered.getAsBoolean()
                    ? WORKS
                    : "No GitHub App is configured here yet. The operator finds the address of the"
                        + " set-up page on the server's console."));
  }

  /// With an App.
  public static void configured(Pages pages, JavalinDefaultRoutingApi routes) {
    routes.get("/", request -> pages.say(request, 200, "Retort runs", WORKS));
    routes.get(
        "/setup",
        request ->
            pages.say(
                request,
                404,
                "Retort is set up",
                "A GitHub App is configured, so nothing can be registered here any more."));
  }
}
