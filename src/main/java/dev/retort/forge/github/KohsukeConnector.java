package dev.retort.forge.github;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/// Carries github-api's requests over our own line. Whatever is no success is thrown as a
/// [dev.retort.forge.ForgeException] before github-api sees it, so that its own repetitions,
/// redirects and sleeping limit handlers never come into play and every request is one we count.
///
/// @param address where a request goes instead of where github-api would send it
record KohsukeConnector(GitHubApp app, Access access, UnaryOperator<HttpUrl> address)
    implements GitHubConnector {
  /// Ours to set, or OkHttp's.
  private static final Set<String> DROPPED =
      Set.of("accept-encoding", "authorization", "content-length", "host", "user-agent");

  @Override
  public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .allHeaders()
        .forEach((name, values) -> {
          if (!values.isEmpty() && !DROPPED.contains(name.toLowerCase(Locale.ROOT))) {
            headers.put(name, values.getLast());
          }
        });
    if (request.contentType() != null) {
      headers.put("Content-Type", request.contentType());
    }
    HttpUrl url = HttpUrl.get(request.url());
    if (url == null) {
      throw new IOException("no web address");
    }
    boolean read = request.method().equals("GET");
    Call call = new Call(request.method(), address.apply(url), headers, body(request), read);
    return new Whole(request, app.send(access, call));
  }

  private static byte[] body(GitHubConnectorRequest request) throws IOException {
    try (InputStream body = request.body()) {
      return body == null ? new byte[0] : body.readAllBytes();
    }
  }

  private static Map<String, List<String>> headers(Answer answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers().toMultimap());
    // Already unpacked.
    headers.remove("content-encoding");
    return headers;
  }

  private static final class Whole extends GitHubConnectorResponse.ByteArrayResponse {
    private final byte[] body;

    Whole(GitHubConnectorRequest request, Answer answer) {
      super(request, answer.status(), headers(answer));
      this.body = answer.body();
    }

    @Override
    protected InputStream rawBodyStream() {
      return new ByteArrayInputStream(body);
    }
  }
}
