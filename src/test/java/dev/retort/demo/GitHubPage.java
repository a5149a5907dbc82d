package dev.retort.demo;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedCheckRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// A check run as GitHub's page of a pull request lays it out: conclusion, buttons, the summary's
/// Markdown rendered, annotations.
final class GitHubPage {
  private static final List<TablesExtension> TABLES = List.of(cast());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final HtmlRenderer HTML =
      HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).build();

  private GitHubPage() {}

  private static TablesExtension cast() {
    return (TablesExtension) TablesExtension.create();
  }

  static String of(HostedPullRequest pullRequest, PostedCheckRun run) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("pull", pullRequest.title());
    values.put("number", pullRequest.number());
    values.put("title", run.title().orElse(""));
    values.put("failed", run.conclusion().orElse("").equals("failure"));
    values.put("summary", html(run.summary().orElse("")));
    values.put("buttons", run.buttons().stream().map(PostedCheckRun.Button::label).toList());
    values.put(
        "annotations",
        run.annotations().stream()
            .map(each ->
                Map.of(
                    "path", each.path("path").asText(),
                    "line", each.path("start_line").asText(),
                    "title", each.path("title").asText(),
                    "message", each.path("message").asText()))
            .toList());
    return template().execute(values);
  }

  /// GitHub drops comments and keeps nothing else of HTML that we write here.
  static String html(String markdown) {
    return HTML.render(
        PARSER.parse(markdown.replaceAll("(?s)<!--.*?-->|</?(?:details|summary|sub)>", "")));
  }

  private static Template template() {
    try (InputStream page = GitHubPage.class.getResourceAsStream("/demo/check.html")) {
      return Mustache.compiler()
          .escapeHTML(true)
          .compile(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
