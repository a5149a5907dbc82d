package dev.retort.web;

import io.javalin.router.JavalinDefaultRoutingApi;

/// `GET /`: tells whoever opens the server's address in a browser that it is the right one, and
/// nothing that is not for everybody.
public final class HomePage {
  private HomePage() {}

  /// Before there is an App.
  public static void unconfigured(Pages pages, JavalinDefaultRoutingApi routes) {
    routes.get(
        "/",
        request ->
            pages.say(
                request,
                200,
                "Retort runs",
                "No GitHub App is configured here yet. The operator finds the address of the set-up"
                    + " page on the server's console."));
  }

  /// With an App.
  public static void configured(Pages pages, JavalinDefaultRoutingApi routes) {
    routes.get(
        "/",
        request ->
            pages.say(
                request,
                200,
                "Retort runs",
                "GitHub's webhooks go to /webhook. Whether it can take them says /readyz."));
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
