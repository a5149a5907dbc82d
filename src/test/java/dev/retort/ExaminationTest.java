package dev.retort;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import dev.retort.forge.AppRegistration.Registered;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import dev.retort.web.Doctor.Examined;
import dev.retort.web.setup.StoredApp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void events_that_the_app_is_not_told_of_are_named_with_what_to_do() {
    try (StandIn github = StandIn.start(RegisteredApp.retort())) {
      github.app().subscribe(List.of("check_run", "check_suite", "merge_group", "pull_request"));
      assertThat(failing(settings(github)))
          .containsExactly(
              "the App is not told of issue_comment, push. Subscribe it to these on its settings"
                  + " page under Permissions & events.");
    }
  }

  @Test
  void a_clock_that_is_off_is_told_with_the_direction_and_how_far() {
    try (StandIn github = StandIn.start(RegisteredApp.retort())) {
      for (Duration off : List.of(Duration.ofMinutes(7), Duration.ofMinutes(-7))) {
        assertThat(clock(github, off))
            .returns(false, Examined::well)
            .extracting(Examined::text)
            .asString()
            .containsPattern("this machine's clock is 4[12]\\d s ")
            .contains(off.isNegative() ? "behind GitHub's" : "ahead of GitHub's", "NTP");
      }
      assertThat(clock(github, Duration.ofSeconds(20)).well()).isTrue();
    }
  }

  private Examined clock(StandIn github, Duration off) {
    return Examination.of(settings(github), Clock.offset(Clock.systemUTC(), off)).stream()
        .filter(each -> each.what().equals("clock"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void deliveries_fail_it_only_while_the_last_one_did() throws IOException {
    AtomicInteger status = new AtomicInteger(500);
    HttpServer webhook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    webhook.start();
    try (StandIn github = StandIn.start(RegisteredApp.retort())) {
      github
          .webhooks()
          .to(URI.create("http://127.0.0.1:" + webhook.getAddress().getPort() + "/webhook"));
      deliver(github);
      deliver(github);
      assertThat(failing(settings(github)))
          .singleElement()
          .asString()
          .contains("2 of 2 in the last day failed", "with the status 500", "secrets are the same");
      Map<String, String> pulling = settings(github);
      pulling.put("RETORT_INTAKE", "pull");
      assertThat(failing(pulling)).as("whoever fetches them needs no webhook").isEmpty();

      status.set(202);
      deliver(github);
      assertThat(failing(settings(github))).isEmpty();
      assertThat(Examination.of(settings(github)))
          .filteredOn(each -> each.what().equals("deliveries"))
          .singleElement()
          .satisfies(each -> assertThat(each.text()).startsWith("2 of 3 in the last day failed"));
    } finally {
      webhook.stop(0);
    }
  }

  private static void deliver(StandIn github) {
    github.webhooks().emit("push", JsonNodeFactory.instance.objectNode().put("ref", "x"));
    github.webhooks().awaitIdle(Duration.ofSeconds(20));
  }

  /// Each variable set wrong, one after the other: the failure names it, or its own name is in the
  /// sentence about what it leads to.
  @Test
  void every_variable_that_is_wrong_is_named_with_what_to_do() throws IOException {
    Path file = Files.writeString(data.resolve("file"), "text\n");
    List<String> wrong =
        List.of(
            "RETORT_APP_ID=my-app",
            "RETORT_APP_ID_FILE=/nowhere: does not exist",
            "RETORT_PRIVATE_KEY_FILE=/nowhere: does not exist",
            "RETORT_PRIVATE_KEY_FILE=" + data + ": is a folder",
            "RETORT_PRIVATE_KEY=-----BEGIN PUBLIC KEY-----x-----: settings page",
            "RETORT_WEBHOOK_SECRET=short: openssl rand",
            "RETORT_GITHUB_URL=http://github.example.com: https://",
            "RETORT_GITHUB_URL=http://127.0.0.1:1: reaches that host",
            "RETORT_DATABASE_URL=mysql://db: jdbc:postgresql:",
            "RETORT_DATA_DIR=" + file + ": is no folder",
            "RETORT_HOST=192.0.2.1: address of this machine",
            "RETORT_PORT=99999: 65535",
            "RETORT_MANAGEMENT_PORT=x: 65535",
            "RETORT_URL=retort.example.com: http",
            "RETORT_INTAKE=poll: `pull`",
            "RETORT_OWNERS=acme/shop: users and organisations",
            "RETORT_WORKERS=0: from 1 to 1000",
            "RETORT_LOG=xml: json",
            "RETORT_LOG_LEVEL=loud: debug",
            "RETORT_DOCS_URL=javascript:alert(1): https",
            "RETORT_DATADIR=/x: RETORT_DATA_DIR");
    try (StandIn github = StandIn.start(RegisteredApp.retort())) {
      for (String each : wrong) {
        String name = each.split("=", 2)[0];
        String[] said = each.substring(name.length() + 1).split(": ", 2);
        Map<String, String> settings = settings(github);
        settings.keySet().remove(name.replace("_FILE", ""));
        settings.put(name, said[0]);

        assertThat(failing(settings))
            .as(each)
            .isNotEmpty()
            .first()
            .asString()
            .contains(name, said.length == 1 ? "number" : said[1]);
      }
    }
  }

  @Test
  void an_app_that_was_registered_from_the_page_is_examined_too() {
    assertThat(failing(Map.of("RETORT_DATA_DIR", data.toString())))
        .singleElement()
        .asString()
        .contains("`retort serve` without them");
    try (StandIn github = StandIn.start(RegisteredApp.retort())) {
      new StoredApp(data)
          .write(
              new Registered(
                  github.app().id(),
                  github.app().slug(),
                  URI.create(github.url()),
                  github.app().privateKeyPem(),
                  github.app().webhookSecret()));
      Map<String, String> settings =
          Map.of("RETORT_DATA_DIR", data.toString(), "RETORT_GITHUB_URL", github.url());
      assertThat(failing(settings)).isEmpty();
    }
  }

  @Test
  void what_kubernetes_sets_is_nobody_s_mistake() {
    try (StandIn github = StandIn.start(RegisteredApp.retort())) {
      Map<String, String> settings = settings(github);
      settings.put("RETORT_SERVICE_HOST", "10.0.0.1");
      settings.put("RETORT_PORT_3000_TCP_PROTO", "tcp");
      assertThat(failing(settings)).isEmpty();
    }
  }
}
