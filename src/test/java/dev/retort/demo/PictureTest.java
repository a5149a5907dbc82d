package dev.retort.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retort.Server;
import dev.retort.pages.Browser;
import dev.retort.report.Golden;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;

/// The README's pictures of the check: they show what the demo's server posts today. A picture
/// carries the fingerprint of the page that it was taken of. With `-Dretort.update=true` both are
/// made anew, by the machine's own browser.
class PictureTest {
  private static final Path PICTURES = Path.of("src/docs/pictures");

  /// The length of a PNG's signature and of its first chunk, which nothing may precede.
  private static final int FIRST_CHUNK = 8 + 25;

  @TempDir private Path data;

  @Test
  void the_readme_shows_the_check_that_the_demo_posts_today() throws Exception {
    String page = check();
    Golden.assertMatches("../../docs/pictures/check.html", page);

    if (Boolean.getBoolean("retort.update")) {
      assumeTrue(Browser.isThere(), "no Chromium on this machine");
      take(page);
    }
    for (String look : List.of("light", "dark")) {
      byte[] picture = Files.readAllBytes(PICTURES.resolve("check-" + look + ".png"));
      assertThat(new String(picture, StandardCharsets.ISO_8859_1))
          .as("%s (to take the picture again: -Dretort.update=true)", look)
          .contains("Source\0" + fingerprint(page));
    }
    assertThat(Files.readString(Path.of("README.md")))
        .contains(
            "srcset=\"src/docs/pictures/check-dark.png\"",
            "src=\"src/docs/pictures/check-light.png\"");
  }

  private String check() {
    try (StandIn github = StandIn.start(RegisteredApp.retort());
        Server server = Server.start(Demo.settings(github, data))) {
      github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
      Screen nowhere = new Screen(new PrintStream(OutputStream.nullOutputStream()), false);
      Demo demo = new Demo(nowhere, github);
      HostedPullRequest refunds = demo.untilRed();
      return GitHubPage.of(refunds, demo.awaitCheck(refunds, "failure"));
    }
  }

  private static void take(String page) throws Exception {
    try (Browser browser = new Browser()) {
      browser.page.get(PICTURES.resolve("check.html").toAbsolutePath().toUri().toString());
      for (String look : List.of("light", "dark")) {
        browser.size(860, 400).dark(look.equals("dark"));
        int height = browser.page.findElement(By.tagName("body")).getSize().getHeight();
        browser.size(860, height);
        byte[] picture = browser.page.getScreenshotAs(OutputType.BYTES);
        Files.write(PICTURES.resolve("check-" + look + ".png"), signed(picture, fingerprint(page)));
      }
    }
  }

  private static String fingerprint(String page) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(page.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  /// With a chunk of text, as PNG provides for.
  private static byte[] signed(byte[] picture, String source) throws IOException {
    byte[] content = ("tEXtSource\0" + source).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(content);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(picture, 0, FIRST_CHUNK);
    out.write(ByteBuffer.allocate(4).putInt(content.length - 4).array());
    out.write(content);
    out.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    out.write(picture, FIRST_CHUNK, picture.length - FIRST_CHUNK);
    return out.toByteArray();
  }
}
