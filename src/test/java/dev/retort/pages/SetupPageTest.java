package dev.retort.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.Row;
import dev.retort.forge.AppRegistration.Registered;
import dev.retort.forge.github.ManifestFlow;
import dev.retort.forge.github.Timeouts;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import dev.retort.web.Pages;
import dev.retort.web.setup.SetupAccess;
import dev.retort.web.setup.SetupProgress;
import dev.retort.web.setup.SetupProgress.Step;
import dev.retort.web.setup.SetupRoutes;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The set-up page as an operator meets it, in a real browser, with GitHub's pages on this machine.
class SetupPageTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static StandIn github;
  private static Browser browser;

  private final SetupAccess access = new SetupAccess(Clock.systemUTC());
  private final SetupProgress progress = new SetupProgress();
  private final List<Registered> started = new CopyOnWriteArrayList<>();
  private Javalin server;

  @BeforeAll
  static void openBrowser() {
    assumeTrue(Browser.isThere(), "no Chromium on this machine");
    github = StandIn.start(RegisteredApp.retort());
    browser = new Browser();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
      github.close();
    }
  }

  @BeforeEach
  void start() {
    serve(URI.create(github.url()));
    browser.page.manage().deleteAllCookies();
    browser.size(1000, 800).dark(false);
  }

  private void serve(URI api) {
    ManifestFlow flow = new ManifestFlow(api, Timeouts.USUAL, Clock.systemUTC());
    Pages pages = new Pages(flow.site());
    SetupRoutes setup =
        new SetupRoutes(
            pages,
            access,
            flow,
            progress,
            Optional.empty(),
            app -> {
              started.add(app);
              progress.seen(Step.REGISTERED);
            },
            Optional::empty);
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  pages.assets(config.routes);
                  setup.route(config.routes);
                })
            .start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  private void open() {
    browser.page.get(address("/setup?token=" + access.token()));
  }

  private JsonNode manifest() {
    return github.registrations().manifest().orElseThrow();
  }

  private WebElement find(String css) {
    return browser.page.findElement(By.cssSelector(css));
  }

  @Test
  void one_button_registers_the_app_and_what_works_shows_up_by_itself() {
    open();
    browser.picture("setup-light");
    assertThat(browser.page.getCurrentUrl()).isEqualTo(address("/setup"));
    find("button.primary").click();
    find("#create").click();

    assertThat(find("h1").getText()).isEqualTo("Retort is registered");
    assertThat(started)
        .singleElement()
        .satisfies(app -> {
          assertThat(app.appId()).isEqualTo(github.app().id());
          assertThat(app.privateKey()).isEqualTo(github.app().privateKeyPem());
          assertThat(app.webhookSecret()).isEqualTo(github.app().webhookSecret());
        });
    assertThat(find("a.primary").getAttribute("href")).endsWith("/apps/retort/installations/new");
    assertThat(find("[data-step=REGISTERED] .state").getText()).isEqualTo("done");
    assertThat(find("[data-step=CHECKED] .state").getText()).isEqualTo("waiting");

    progress.seen(Step.CHECKED);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(find("[data-step=CHECKED] .state").getText()).isEqualTo("done"));
    browser.picture("setup-progress");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void an_enterprise_server_registers_the_app_at_its_own_host() {
    server.stop();
    String host = github.url();
    serve(URI.create(host + "/api/v3"));
    open();
    browser.page.get(address("/setup?organisation=acme"));

    find("button.primary").click();
    assertThat(browser.page.getCurrentUrl())
        .startsWith(host + "/organizations/acme/settings/apps/new?state=");
    find("#create").click();

    assertThat(find("h1").getText()).isEqualTo("Retort is registered");
    assertThat(started)
        .singleElement()
        .satisfies(app -> assertThat(app.webhookSecret()).isEqualTo(github.app().webhookSecret()));
    assertThat(github.requests().of("apps/create-from-manifest").getLast().path())
        .startsWith("/api/v3/app-manifests/");
    assertThat(browser.complaints()).as("the page may post to that host").isEmpty();
  }

  @Test
  void what_is_registered_is_what_the_manifest_file_says() {
    open();
    find("button.primary").click();
    find("#create");

    JsonNode manifest = manifest();
    assertThat(github.registrations().organisation()).isEmpty();
    assertThat(manifest.at("/hook_attributes/url").asText()).isEqualTo(address("/webhook"));
    assertThat(manifest.path("redirect_url").asText()).isEqualTo(address("/setup/registered"));
    assertThat(manifest.at("/default_permissions/contents").asText()).isEqualTo("write");
    assertThat(manifest.at("/default_permissions/checks").asText()).isEqualTo("write");
    assertThat(manifest.path("default_events"))
        .map(JsonNode::asText)
        .contains("pull_request", "push");
    assertThat(manifest.path("public").asBoolean()).isFalse();
  }

  @Test
  void an_organisation_and_a_read_only_app_can_be_chosen_by_keyboard_alone() {
    open();
    press(Keys.TAB, Keys.TAB, Keys.ENTER);
    type("#name", "retort-acme");
    press(Keys.TAB);
    browser.page.switchTo().activeElement().sendKeys("acme");
    press(Keys.TAB, Keys.TAB, Keys.SPACE, Keys.TAB, Keys.TAB, Keys.ENTER);

    assertThat(find("main").getText())
        .contains("the organisation acme", "repairs are shown, never committed");
    press(Keys.TAB, Keys.ENTER);
    find("#create");
    assertThat(github.registrations().organisation()).contains("acme");
    assertThat(manifest().path("name").asText()).isEqualTo("retort-acme");
    assertThat(manifest().at("/default_permissions/contents").asText()).isEqualTo("read");
  }

  private static void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      browser.page.switchTo().activeElement().sendKeys(key);
    }
  }

  private void type(String css, String text) {
    WebElement field = find(css);
    while (!field.equals(browser.page.switchTo().activeElement())) {
      press(Keys.TAB);
    }
    field.clear();
    field.sendKeys(text);
  }

  @Test
  void a_screen_reader_is_told_what_each_thing_is() {
    open();
    press(Keys.TAB, Keys.TAB, Keys.ENTER);

    assertThat(browser.page.getTitle()).isEqualTo("Set up Retort · Retort");
    assertThat(find("html").getAttribute("lang")).isEqualTo("en");
    assertThat(find("main").getAriaRole()).isEqualTo("main");
    assertThat(find("button.primary").getAccessibleName()).isEqualTo("Register the GitHub App");
    assertThat(browser.page.findElements(By.cssSelector("input:not([type=hidden])")))
        .hasSizeGreaterThan(3)
        .allSatisfy(field -> assertThat(field.getAccessibleName()).isNotBlank());
    assertThat(find("[role=note]").getText()).contains("GitHub cannot reach");
  }

  @Test
  void it_fits_a_telephone_and_a_dark_room() {
    open();
    browser.size(360, 740).dark(true);
    press(Keys.TAB, Keys.TAB, Keys.ENTER);
    browser.picture("setup-phone-dark");

    assertThat(browser.overflow()).isZero();
    assertThat(find("body").getCssValue("background-color")).contains("13, 17, 23");
    assertThat(find("button.primary").getSize().getHeight()).isGreaterThanOrEqualTo(44);
  }

  @Test
  @Row("A33")
  @DisplayName("A33 a stranger sees neither the form nor what is done")
  void a_stranger_sees_nothing() throws Exception {
    for (String path :
        List.of(
            "/setup",
            "/setup?token=guessed",
            "/setup/progress",
            "/setup/registered?code=c&state=s")) {
      assertThat(get(path, "").statusCode()).as(path).isEqualTo(403);
    }
    assertThat(get("/setup", "").body()).doesNotContain("manifest", "<form");
  }

  @Test
  @Row("A33")
  @DisplayName(
      "A33 a code that comes back with a state that was not given out here, or was used, is refused")
  void the_state_is_checked() throws Exception {
    String cookie = cookie();
    assertThat(get("/setup/registered?code=anything&state=forged", cookie).statusCode())
        .isEqualTo(400);
    open();
    find("button.primary").click();
    String back = find("#create").getAttribute("href");
    String path = back.substring(address("").length());

    assertThat(get(path.replaceAll("state=.*", "state=other"), cookie).statusCode()).isEqualTo(400);
    assertThat(get(path.replaceAll("code=[^&]*", "code=wrong"), cookie).statusCode())
        .isEqualTo(502);
    assertThat(started).isEmpty();
    assertThat(get(path, cookie).statusCode()).as("a wrong code uses nothing up").isEqualTo(302);
    assertThat(get(path, cookie).statusCode()).as("nothing is registered twice").isEqualTo(302);
    assertThat(started).hasSize(1);
  }

  @Test
  void nothing_but_our_own_files_may_run_on_the_page() throws Exception {
    HttpResponse<String> page = get("/setup", cookie());

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("form-action 'self' " + github.url())
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body())
        .doesNotContain("<style", "onclick", " style=")
        .doesNotContain("src=\"http");
  }

  @Test
  void what_is_typed_into_an_address_is_shown_as_text() throws Exception {
    String nasty = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";

    String page =
        get("/setup?name=" + nasty + "&organisation=" + nasty + "&server=" + nasty, cookie())
            .body();

    assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;");
  }

  private String cookie() throws IOException, InterruptedException {
    return get("/setup?token=" + access.token(), "")
        .headers()
        .firstValue("Set-Cookie")
        .map(cookie -> cookie.split(";", -1)[0])
        .orElseThrow();
  }

  private HttpResponse<String> get(String path, String cookie)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address(path))).header("Cookie", cookie).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
