package dev.retort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import dev.retort.web.Doctor.Examined;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
  @TempDir Path data;

  private Map<String, String> settings(StandIn github) {
    Map<String, String> settings = new HashMap<>();
    settings.put("RETORT_APP_ID", String.valueOf(github.app().id()));
    settings.put("RETORT_PRIVATE_KEY", github.app().privateKeyPem());
    settings.put("RETORT_WEBHOOK_SECRET", github.app().webhookSecret());
    settings.put("RETORT_GITHUB_URL", github.url());
    settings.put("RETORT_DATA_DIR", data.toString());
    settings.put("RETORT_URL", "https://retort.example.com");
    return settings;
  }

  private static List<String> failing(Map<String, String> settings) {
    return Examination.of(settings).stream()
        .filter(each -> !each.well())
        .map(Examined::text)
        .toList();
  }

  @Test
  void a_server_that_would_work_passes() {
    try (StandIn github = StandIn.start(RegisteredApp.retort())) {
      assertThat(failing(settings(github))).isEmpty();
      assertThat(Examination.of(settings(github)))
          .extracting(Examined::what)
          .contains(
              "variables",
              "database",
              "GitHub",
              "permissions",
              "events",
              "clock",
              "webhook",
              "deliveries");
    }
  }

  @Test
  void all_missing_variables_are_named_at_once() {
    assertThat(failing(Map.of()))
        .singleElement()
        .asString()
        .contains("RETORT_APP_ID", "RETORT_PRIVATE_KEY", "RETORT_WEBHOOK_SECRET");
  }

  @Test
  void a_missing_permission_and_another_webhook_url_are_named_with_what_to_do() {
    try (StandIn github = StandIn.start(RegisteredApp.retort())) {
      github.app().grant("checks", "read");
      var settings = settings(github);
      settings.put("RETORT_URL", "https://elsewhere.example.com");
      assertThat(failing(settings))
          .satisfiesExactly(
              text -> assertThat(text).contains("checks: write").contains("settings page"),
              text -> assertThat(text).contains("RETORT_URL"));
    }
  }
}
