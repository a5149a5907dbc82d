package dev.retort.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retort.job.StoredJobs.StoredJob;
import dev.retort.web.Measurements.Pace;
import dev.retort.web.Pages;
import dev.retort.web.SettingsException;
import dev.retort.web.status.Status;
import dev.retort.web.status.StatusAccess;
import dev.retort.web.status.StatusRoutes;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The status page as an operator meets it, in a real browser.
class StatusPageTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Instant NOW = Instant.parse("2026-05-04T10:12:30Z");
  private static Browser browser;

  private final StatusAccess access = new StatusAccess(Optional.empty());
  private volatile Status shown = busy();
  private Javalin server;

  @BeforeAll
  static void openBrowser() {
    assumeTrue(Browser.isThere(), "no Chromium on this machine");
    browser = new Browser();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start() {
    Pages pages = new Pages(URI.create("https://github.com"));
    StatusRoutes status = new StatusRoutes(pages, Optional.of(access), false);
    status.show(() -> shown);
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  pages.assets(config.routes);
                  status.route(config.routes);
                })
            .start("127.0.0.1", 0);
    browser.page.manage().deleteAllCookies();
    browser.size(1000, 800).dark(false);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static StoredJob job(String kind, String key, String state, int attempts, String why) {
    return new StoredJob(
        kind, key, "7", "{\"text\": \"secret\"}", state, attempts, NOW.minusSeconds(90), NOW, why);
  }

  private static Status busy() {
    return new Status(
        "0.1.0",
        NOW.minus(Duration.ofHours(50)),
        NOW,
        List.of(),
        List.of("permissions: the App lacks contents: write. Give it these on its settings page."),
        Optional.of(
            new Status.Queue(
                2,
                5,
                Duration.ofSeconds(75),
                1,
                List.of(
                    job("review", "4711/12", "failed", 12, "GitHub answered 422: <b>no</b>\u202e"),
                    job("review", "4711/13", "waiting", 1, "GitHub allows no more calls"),
                    job("command", "4711/14/9", "running", 1, ""),
                    job("later-kind", "x".repeat(300), "waiting", 0, "")))),
        new TreeMap<>(Map.of("success", 40L, "failure", 2L)),
        new TreeMap<>(
            Map.of("review", new Pace(42, Duration.ofMillis(830), Duration.ofSeconds(12)))),
        new TreeMap<>(Map.of("app", 4_990L, "17", 312L)));
  }

  private static Status idle(List<String> troubles, Optional<Status.Queue> queue) {
    return new Status(
        "0.1.0",
        NOW,
        NOW,
        troubles,
        List.of(),
        queue,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  private void open() {
    browser.page.get(address(access.path().orElseThrow()));
  }

  private WebElement find(String css) {
    return browser.page.findElement(By.cssSelector(css));
  }

  private String text() {
    return find("main").getText();
  }

  @Test
  void queue_verdicts_budgets_and_errors_are_told_in_plain_words() {
    open();
    browser.picture("status-light");

    assertThat(browser.page.getCurrentUrl()).isEqualTo(address("/status"));
    assertThat(text())
        .contains("Retort works.", "5 to do, of which 2 webhooks", "has waited 75 s")
        .contains("1 given up", "judging a pull request review 4711/12 given up after 12 attempts")
        .contains("waiting to be tried again GitHub allows no more calls")
        .contains("a command in a comment command 4711/14/9 running")
        .contains("failure 2", "success 40", "judging a pull request 42 0.8 s 12 s")
        .contains("the App itself 4990", "installation 17 312", "started 2 days ago")
        .contains("the App lacks contents: write");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void nothing_to_do_and_nothing_wrong_is_said_too() {
    shown = idle(List.of(), Optional.of(new Status.Queue(0, 0, Duration.ZERO, 0, List.of())));
    open();

    assertThat(text())
        .contains("Retort works.", "Nothing waits.", "Nothing was given up.", "None since this")
        .doesNotContain("What to put right");
  }

  @Test
  void what_keeps_it_from_working_comes_first() {
    shown = idle(List.of("GitHub does not accept the App 1."), Optional.empty());
    open();

    assertThat(find("[role=status]").getText())
        .isEqualTo("Retort cannot work now. The database does not answer.");
    assertThat(text())
        .contains("GitHub does not accept the App 1.")
        .doesNotContain("Nothing waits");
  }

  @Test
  void the_payload_of_a_job_is_not_shown_and_what_strangers_wrote_is_text() {
    open();

    assertThat(browser.page.getPageSource()).doesNotContain("secret").doesNotContain("<b>no</b>");
    assertThat(text()).contains("<b>no</b>\\u202e");
  }

  @Test
  void a_screen_reader_is_told_what_each_thing_is() {
    open();

    assertThat(browser.page.getTitle()).isEqualTo("Status · Retort");
    assertThat(find("main").getAriaRole()).isEqualTo("main");
    assertThat(browser.page.findElements(By.cssSelector("table"))).hasSize(5);
    assertThat(browser.page.findElements(By.cssSelector("[role=region]")))
        .extracting(WebElement::getAccessibleName)
        .containsExactly("Queue", "Errors", "From webhook to answer");
    assertThat(browser.page.findElements(By.cssSelector("tbody th")))
        .isNotEmpty()
        .allSatisfy(head -> assertThat(head.getAriaRole()).isEqualTo("rowheader"));
    assertThat(browser.page.findElements(By.cssSelector("h1, h2")))
        .extracting(WebElement::getText)
        .containsExactly(
            "Status",
            "What to put right",
            "Queue",
            "Errors",
            "Verdicts",
            "From webhook to answer",
            "GitHub's budgets");
  }

  @Test
  void the_keyboard_alone_reaches_every_table_that_scrolls_and_the_way_back() {
    browser.size(360, 740);
    open();
    for (String region : List.of("Queue", "Errors", "From webhook to answer")) {
      press(Keys.TAB);
      assertThat(browser.page.switchTo().activeElement().getAccessibleName()).isEqualTo(region);
    }
    press(Keys.TAB, Keys.ENTER);

    assertThat(browser.page.getCurrentUrl()).isEqualTo(address("/status"));
    assertThat(text()).contains("Retort works.");
  }

  private static void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      browser.page.switchTo().activeElement().sendKeys(key);
    }
  }

  @Test
  void it_fits_a_telephone_and_a_dark_room() {
    browser.size(360, 740).dark(true);
    open();
    browser.picture("status-phone-dark");

    assertThat(browser.overflow()).isZero();
    assertThat(find("body").getCssValue("background-color")).contains("13, 17, 23");
  }

  @Test
  @DisplayName("A33 a stranger sees nothing of the status")
  void a_stranger_sees_nothing() throws Exception {
    for (String path : List.of("/status", "/status?token=guessed", "/status?token=")) {
      HttpResponse<String> answer = get(path, "retort_status=guessed");
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("4711", "installation");
    }
  }

  @Test
  void the_token_leaves_the_address_at_once_and_nothing_but_our_own_files_may_run()
      throws Exception {
    HttpResponse<String> answer = get(access.path().orElseThrow(), "");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/status");
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/status");

    HttpResponse<String> page = get("/status", cookie.split(";", -1)[0]);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body()).doesNotContain("<style", " style=", "src=\"http");
  }

  @Test
  void a_token_of_the_operator_s_own_is_not_repeated_and_may_not_be_guessable() {
    assertThat(new StatusAccess(Optional.of("0123456789abcdef")).path()).isEmpty();
    assertThatThrownBy(() -> new StatusAccess(Optional.of("short")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("RETORT_STATUS_TOKEN");
  }

  private HttpResponse<String> get(String path, String cookie)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address(path))).header("Cookie", cookie).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
