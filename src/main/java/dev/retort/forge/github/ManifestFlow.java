package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.retort.forge.AppRegistration;
import dev.retort.forge.ForgeException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import okhttp3.HttpUrl;

/// The registration of an App at github.com or at an Enterprise Server, by GitHub's manifest flow.
public final class ManifestFlow implements AppRegistration {
  private static final JsonMapper JSON = new JsonMapper();

  private final ApiBase base;
  private final Wire wire;

  /// @param apiBase as for [GitHubApp]
  public ManifestFlow(URI apiBase, Timeouts timeouts, Clock clock) {
    this.base = ApiBase.of(apiBase);
    this.wire = new Wire(base, timeouts, new GitHubClock(clock));
  }

  @Override
  public URI site() {
    return URI.create(withoutSlash(base.site()));
  }

  @Override
  public URI newApp(Optional<String> organisation, String state) {
    HttpUrl.Builder address = base.site().newBuilder();
    organisation.ifPresent(name -> address.addPathSegment("organizations").addPathSegment(name));
    return address
        .addPathSegments("settings/apps/new")
        .addQueryParameter("state", state)
        .build()
        .uri();
  }

  @Override
  public Registered complete(String code) {
    HttpUrl url =
        base.at("app-manifests").addPathSegment(code).addPathSegment("conversions").build();
    Call call = Call.write("POST", url, new byte[0]);
    Answer answer = wire.exchange(call, "");
    if (!Failures.isSuccess(answer)) {
      throw Failures.of(call, answer);
    }
    try {
      JsonNode app = JSON.readTree(answer.body());
      return new Registered(
          app.required("id").asLong(),
          app.required("slug").asText(),
          URI.create(app.required("html_url").asText()),
          app.required("pem").asText(),
          app.required("webhook_secret").asText());
    } catch (IOException | IllegalArgumentException e) {
      throw new ForgeException.Refused(
          "GitHub told of the new App in a way that cannot be read", e);
    }
  }

  private static String withoutSlash(HttpUrl url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
