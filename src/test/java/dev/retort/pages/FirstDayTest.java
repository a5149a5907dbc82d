package dev.retort.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retort.Service;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/// From `retort serve` without a variable of an App to the first check, in a browser.
class FirstDayTest {
  @TempDir private Path data;
  private final List<String> console = new CopyOnWriteArrayList<>();

  @Test
  void an_app_is_registered_and_posts_its_first_check_without_a_restart() throws Exception {
    assumeTrue(Browser.isThere(), "no Chromium on this machine");
    try (StandIn github = StandIn.start(RegisteredApp.retort());
        Browser browser = new Browser()) {
      Map<String, String> environment =
          Map.of(
              "RETORT_GITHUB_URL",
              github.url(),
              "RETORT_DATA_DIR",
              data.toString(),
              "RETORT_HOST",
              "127.0.0.1",
              "RETORT_PORT",
              "0");
      try (Service service = Service.start(environment, console::add)) {
        assertThat(status(service, "/readyz")).isEqualTo(503);
        assertThat(home(service)).contains("No GitHub App is configured here yet");
        register(service, browser);
        firstCheck(service, github, browser);
        assertThat(home(service)).contains("webhooks go to /webhook");
        browser.picture("setup-done");
        browser.page.findElement(By.linkText("the status page")).click();
        assertThat(browser.page.findElement(By.tagName("main")).getText())
            .contains("Retort works", "success 1");
      }
      console.clear();
      try (Service again = Service.start(environment, console::add)) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(status(again, "/readyz")).isEqualTo(200));
        assertThat(status(again, "/setup")).isEqualTo(404);
        assertThat(console).singleElement().asString().contains("/status?token=");
      }
    }
  }

  private void register(Service service, Browser browser) {
    assertThat(console).singleElement().asString().contains("Open this address");
    String path = console.getFirst().replaceAll("(?s).*(/setup\\?token=[A-Za-z0-9_-]+).*", "$1");
    browser.page.get("http://127.0.0.1:" + service.port() + path);
    browser.page.findElement(By.cssSelector("button.primary")).click();
    browser.page.findElement(By.id("create")).click();
    assertThat(browser.page.findElement(By.tagName("h1")).getText())
        .isEqualTo("Retort is registered");
  }

  private static void firstCheck(Service service, StandIn github, Browser browser) {
    github.deliverTo("http://127.0.0.1:" + service.port() + "/webhook");
    HostedRepository shop = github.repository("acme/shop");
    shop.commit("main", "Start", Map.of("README.md", "A shop.\n"));
    shop.branch("work", "main");
    shop.commit("work", "Work", Map.of("work.txt", "done\n"), "ada");
    shop.openPullRequest("Work", "work", "main", "ada");
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() ->
            assertThat(browser.page.findElements(By.cssSelector(".steps .state")))
                .hasSize(5)
                .allSatisfy(state -> assertThat(state.getText()).isEqualTo("done")));
  }

  private static int status(Service service, String path) throws Exception {
    return asked(service, path).statusCode();
  }

  private static String home(Service service) throws Exception {
    HttpResponse<String> home = asked(service, "/");
    assertThat(home.statusCode()).isEqualTo(200);
    return home.body();
  }

  private static HttpResponse<String> asked(Service service, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
