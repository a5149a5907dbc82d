package dev.retort.web.setup;

import com.samskivert.mustache.Template;
import dev.retort.forge.AppRegistration;
import dev.retort.forge.AppRegistration.Registered;
import dev.retort.forge.ForgeException;
import dev.retort.web.Pages;
import dev.retort.web.SettingsException;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /setup`: registers the App by GitHub's manifest flow, then shows what is seen to work. It
/// is there while no App is configured, for browsers that have shown the token of the console, and
/// for these until the server is started again.
public final class SetupRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(SetupRoutes.class);
  private static final String COOKIE = "retort_setup";
  private static final Pattern ORGANISATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,38}");
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]{0,200})?");
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "https?://(?:localhost|127\\.[0-9.]+|10\\.[0-9.]+|192\\.168\\.[0-9.]+|[^.:/]+)(?:[:/].*)?");

  private final Template register = Pages.template("register.html");
  private final Template progressPage = Pages.template("progress.html");
  private final Pages pages;
  private final SetupAccess access;
  private final AppRegistration registration;
  private final SetupProgress progress;
  private final Optional<URI> publicUrl;
  private final Consumer<Registered> start;
  private final Supplier<Optional<String>> afterwards;
  private final ReentrantLock once = new ReentrantLock();
  private volatile Optional<Registered> registered = Optional.empty();

  /// @param publicUrl where GitHub reaches this server, where that is configured
  /// @param start keeps the new App's credentials and begins to work with them
  /// @param afterwards the path of a page that shows how the server is; empty where there is none
  public SetupRoutes(
      Pages pages,
      SetupAccess access,
      AppRegistration registration,
      SetupProgress progress,
      Optional<URI> publicUrl,
      Consumer<Registered> start,
      Supplier<Optional<String>> afterwards) {
    this.pages = pages;
    this.access = access;
    this.registration = registration;
    this.progress = progress;
    this.publicUrl = publicUrl;
    this.start = start;
    this.afterwards = afterwards;
  }

  public void route(JavalinDefaultRoutingApi routes) {
    routes.get("/setup", this::page);
    routes.get("/setup/registered", this::registered);
    routes.get("/setup/progress", this::progress);
  }

  private void page(Context request) {
    String token = request.queryParam("token");
    if (token != null && access.isToken(token)) {
      Cookie session = new Cookie(COOKIE, access.session());
      session.setPath("/setup");
      session.setHttpOnly(true);
      // GitHub's way back is a link from another site.
      session.setSameSite(SameSite.LAX);
      session.setSecure(publicUrl.filter(url -> url.getScheme().equals("https")).isPresent());
      request.cookie(session).redirect("/setup");
      return;
    }
    if (!isKnown(request)) {
      refuse(request);
      return;
    }
    registered.ifPresentOrElse(app -> showProgress(request, app), () -> showForm(request));
  }

  private boolean isKnown(Context request) {
    String session = request.cookie(COOKIE);
    return session != null && access.isSession(session);
  }

  private void refuse(Context request) {
    pages.say(
        request,
        403,
        "This page is for the operator",
        "Open the address that Retort printed when it started: it carries the token that opens this"
            + " page.");
  }

  private void showForm(Context request) {
    String server =
        given(request, "server").filter(SetupRoutes::isAddress).orElseGet(() -> here(request));
    Optional<String> organisation =
        given(request, "organisation").filter(name -> ORGANISATION.matcher(name).matches());
    String name =
        given(request, "name")
            .orElseGet(() -> organisation.map(o -> "retort-" + o).orElse("retort"));
    boolean writes = request.queryParam("read-only") == null;
    boolean delivers = request.queryParam("pull") == null;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(
        "manifest",
        AppManifest.json(new AppManifest.Wish(name, URI.create(server), writes, delivers)));
    values.put("action", registration.newApp(organisation, access.begin()));
    values.put("site", registration.site());
    values.put("name", name);
    values.put("organisation", organisation.orElse(""));
    values.put("server", server);
    values.put("writes", writes);
    values.put("delivers", delivers);
    values.put("unreachable", delivers && UNREACHABLE.matcher(server).matches());
    values.put("changed", request.queryString() != null);
    pages.show(request, 200, "Set up Retort", register, values);
  }

  private static Optional<String> given(Context request, String name) {
    return Optional.ofNullable(request.queryParam(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  /// Where the browser found this server, where nobody says where GitHub does.
  private String here(Context request) {
    return publicUrl
        .map(URI::toString)
        .or(() ->
            Optional.ofNullable(request.host())
                .map(host -> request.scheme() + "://" + host)
                .filter(SetupRoutes::isAddress))
        .orElse("http://localhost");
  }

  private void registered(Context request) {
    String state = request.queryParam("state");
    String code = request.queryParam("code");
    if (!isKnown(request)) {
      refuse(request);
      return;
    }
    if (registered.isPresent()) {
      request.redirect("/setup");
      return;
    }
    if (state == null || code == null || !access.isBegun(state)) {
      pages.say(
          request,
          400,
          "This is no registration that was begun here",
          "It was begun elsewhere, more than an hour ago, or has been used. Open /setup again and"
              + " register the App from there.");
      return;
    }
    complete(request, code);
  }

  private void complete(Context request, String code) {
    once.lock();
    try {
      if (registered.isEmpty()) {
        Registered app = registration.complete(code);
        start.accept(app);
        registered = Optional.of(app);
        access.complete();
      }
      request.redirect("/setup");
    } catch (ForgeException e) {
      LOG.warn("The App's registration cannot be completed: {}", e.getClass().getSimpleName());
      pages.say(
          request,
          502,
          "GitHub did not complete the registration",
          "It refused the code that it gave, or did not answer. Load this page again; if that does not"
              + " help and the App is in your account's list of GitHub Apps, delete it there and open"
              + " /setup again.");
    } catch (SettingsException e) {
      LOG.error("The App is registered but cannot be used: {}", e.getMessage());
      pages.say(
          request,
          500,
          "The App is registered, but cannot be used",
          String.valueOf(e.getMessage()));
    } finally {
      once.unlock();
    }
  }

  private void showProgress(Context request, Registered app) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("slug", app.slug());
    values.put("install", app.page() + "/installations/new");
    values.put("steps", steps());
    values.put("status", afterwards.get().map(List::of).orElse(List.of()));
    pages.show(request, 200, "Retort is registered", progressPage, values);
  }

  private List<Map<String, Object>> steps() {
    return progress.steps().entrySet().stream()
        .map(step ->
            Map.<String, Object>of(
                "key", step.getKey().name(),
                "words", step.getKey().words(),
                "done", step.getValue()))
        .toList();
  }

  private void progress(Context request) {
    if (!isKnown(request)) {
      request.status(403);
      return;
    }
    request.header("Cache-Control", "no-store").json(Map.of("steps", steps()));
  }
}
