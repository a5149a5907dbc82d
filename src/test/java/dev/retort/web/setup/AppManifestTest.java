package dev.retort.web.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.junit.jupiter.api.Test;

class AppManifestTest {
  @Test
  void deliveries_that_are_fetched_are_sent_too_but_to_no_address_that_github_refuses()
      throws Exception {
    JsonNode fetched = hook(/* delivers= */ false);

    assertThat(fetched.path("active").asBoolean()).isTrue();
    assertThat(fetched.path("url").asText()).startsWith("https://").doesNotContain("localhost");
    assertThat(hook(/* delivers= */ true).path("url").asText())
        .isEqualTo("http://localhost:3000/webhook");
  }

  private static JsonNode hook(boolean delivers) throws Exception {
    AppManifest.Wish wish =
        new AppManifest.Wish(
            "retort", URI.create("http://localhost:3000"), /* writes= */ true, delivers);
    return new ObjectMapper().readTree(AppManifest.json(wish)).path("hook_attributes");
  }
}
