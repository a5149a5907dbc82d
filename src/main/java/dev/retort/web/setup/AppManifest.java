package dev.retort.web.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The GitHub App as `app-manifest.yml` describes it, as the JSON that GitHub's manifest flow
/// takes.
public final class AppManifest {
  private static final String FILE = "/app-manifest.yml";
  private static final JsonMapper JSON = new JsonMapper();

  /// What differs from one registration to the next.
  ///
  /// @param server where GitHub reaches this server, without a slash at its end
  /// @param writes whether the App may write contents; without, repairs are shown and never pushed
  /// @param delivers whether GitHub's webhooks reach the server; without, they are fetched
  record Wish(String name, URI server, boolean writes, boolean delivers) {}

  private AppManifest() {}

  static String json(Wish wish) {
    Map<String, Object> manifest = new LinkedHashMap<>(file());
    manifest.put("name", wish.name());
    // Those that are fetched have to be sent as well, because GitHub lists only what it tried to
    // send: to the file's
    // address, which leads nowhere, since GitHub refuses one of this machine or its network.
    if (wish.delivers()) {
      manifest.put("hook_attributes", Map.of("url", wish.server() + "/webhook", "active", true));
    }
    manifest.put("redirect_url", wish.server() + "/setup/registered");
    manifest.put("setup_url", wish.server() + "/setup");
    if (!wish.writes()) {
      Map<String, Object> permissions = new LinkedHashMap<>(table(manifest, "default_permissions"));
      permissions.put("contents", "read");
      manifest.put("default_permissions", permissions);
    }
    try {
      return JSON.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the App has to be granted: the level of each permission.
  public static Map<String, String> permissions() {
    Map<String, String> permissions = new LinkedHashMap<>();
    table(file(), "default_permissions")
        .forEach((name, level) -> permissions.put(name, String.valueOf(level)));
    return permissions;
  }

  /// What the App has to be told of.
  public static List<String> events() {
    return file().get("default_events") instanceof List<?> events
        ? events.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static Map<String, Object> table(Map<String, Object> in, String key) {
    Map<String, Object> table = new LinkedHashMap<>();
    if (in.get(key) instanceof Map<?, ?> entries) {
      entries.forEach((name, value) -> table.put(String.valueOf(name), value));
    }
    return table;
  }

  private static Map<String, Object> file() {
    try (InputStream yaml = AppManifest.class.getResourceAsStream(FILE)) {
      if (yaml == null) {
        throw new IllegalStateException("this build was packed without " + FILE);
      }
      Object read = new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
      return table(Map.of("", read), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
