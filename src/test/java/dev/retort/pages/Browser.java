package dev.retort.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// A headless Chromium of the machine's own, which reaches nothing but this machine. Pictures of
/// what it shows are kept as build output.
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PICTURES = Path.of("target/screenshots");

  public final ChromeDriver page;

  public Browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    page =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    // A click returns before the next page is there.
    page.manage().timeouts().implicitlyWait(Duration.ofSeconds(20));
  }

  /// Whether this machine has one; CI always does.
  public static boolean isThere() {
    return "true".equals(System.getProperty("retort.ci"))
        || (Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER));
  }

  public Browser size(int width, int height) {
    // A window has a least width; what it shows has none.
    page.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    page.manage().window().setSize(new Dimension(Math.max(width, 500), height));
    return this;
  }

  public Browser dark(boolean on) {
    page.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", on ? "dark" : "light"))));
    return this;
  }

  /// Keeps a picture of what is shown.
  public Path picture(String name) {
    try {
      Files.createDirectories(PICTURES);
      return Files.write(PICTURES.resolve(name + ".png"), page.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the page's policy or its scripts complained of.
  List<String> complaints() {
    return page.manage().logs().get("browser").getAll().stream()
        .map(entry -> entry.getMessage())
        .toList();
  }

  /// How far the page reaches beyond the window, in pixels.
  public long overflow() {
    Object wide =
        page.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return wide instanceof Long pixels ? pixels : -1;
  }

  @Override
  public void close() {
    page.quit();
  }
}
