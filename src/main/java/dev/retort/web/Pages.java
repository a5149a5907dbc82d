package dev.retort.web;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The pages for the operator: HTML that needs nothing from elsewhere, under a policy that lets
/// nothing else run. Every value is escaped by the template it stands in.
public final class Pages {
  private static final Map<String, String> ASSETS =
      Map.of("retort.css", "text/css", "live.js", "text/javascript", "retort.svg", "image/svg+xml");

  private final Template frame = template("page.html");
  private final URI github;

  /// @param github the only other site that a form may be sent to
  public Pages(URI github) {
    this.github = github;
  }

  /// Serves what the pages refer to.
  public void assets(JavalinDefaultRoutingApi routes) {
    ASSETS.forEach((name, type) -> {
      byte[] content = resource(name);
      routes.get(
          "/assets/" + name,
          request ->
              request
                  .header("X-Content-Type-Options", "nosniff")
                  .header("Cache-Control", "no-cache")
                  .contentType(type)
                  .result(content));
    });
  }

  /// Answers with a page.
  ///
  /// @param body the template of what stands below the title
  public void show(
      Context request, int status, String title, Template body, Map<String, ?> values) {
    Map<String, Object> framed = new LinkedHashMap<>();
    framed.put("title", title);
    framed.put("body", body.execute(values));
    request
        .status(status)
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                + " connect-src 'self'; form-action 'self' "
                + github
                + "; base-uri 'none'; frame-ancestors 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cache-Control", "no-store")
        .html(frame.execute(framed));
  }

  /// A page of one sentence.
  public void say(Context request, int status, String title, String text) {
    show(request, status, title, template("message.html"), Map.of("text", text));
  }

  /// A template that lies beside this class's resources.
  public static Template template(String name) {
    return Mustache.compiler()
        .escapeHTML(true)
        .emptyStringIsFalse(true)
        .compile(new String(resource(name), StandardCharsets.UTF_8));
  }

  private static byte[] resource(String name) {
    try (InputStream content = Pages.class.getResourceAsStream("pages/" + name)) {
      if (content == null) {
        throw new IllegalStateException("this build was packed without " + name);
      }
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
