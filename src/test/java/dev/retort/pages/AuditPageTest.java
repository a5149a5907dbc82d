package dev.retort.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retort.cli.AuditCommand;
import dev.retort.cli.BrokenHistory;
import dev.retort.cli.GitSandbox;
import dev.retort.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/// `retort audit --format html` as somebody sees it who got the file.
class AuditPageTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void one_file_shows_the_report_with_its_pictures_and_prints_it() throws Exception {
    assumeTrue(Browser.isThere(), "no Chromium on this machine");
    BrokenHistory.in(folder);
    // What a stranger wrote stays what it is: text.
    new GitSandbox(folder)
        .write(
            "migrations/versions/zz_hostile.py",
            "\"\"\"<img src=x onerror=alert(1)><script>document.title='seized'</script>\n\nRevision ID: zz\n\"\"\"\n"
                + "revision = \"zz\"\ndown_revision = \"gone<svg/onload=alert(2)>\"\n")
        .commit("hostile words");
    String page = Run.of(new AuditCommand(), folder, "--format", "html").out();
    String markdown = Run.of(new AuditCommand(), folder).out();
    Path file = Files.writeString(folder.resolve("audit.html"), page);

    try (Browser browser = new Browser().size(1100, 900)) {
      browser.page.get(file.toUri().toString());

      String title = markdown.lines().findFirst().orElse("").substring(2);
      assertThat(browser.page.getTitle()).isEqualTo(title + " – Retort");
      assertThat(browser.page.findElement(By.tagName("h1")).getText()).isEqualTo(title);
      assertThat(texts(browser, "h2, h3, h4"))
          .hasSize((int) markdown.lines().filter(line -> line.matches("#{2,4} .*")).count());
      assertThat(browser.page.findElement(By.tagName("body")).getText())
          .contains("<img src=x onerror=alert(1)>", "gone<svg/onload=alert(2)>");
      // A picture before and one after, each with every revision in a row of its own.
      List<WebElement> pictures = browser.page.findElements(By.tagName("svg"));
      assertThat(pictures).hasSize(2);
      assertThat(pictures)
          .allSatisfy(each -> {
            assertThat(each.getSize().getHeight()).isGreaterThan(100);
            assertThat(each.findElements(By.tagName("circle")).size()).isGreaterThan(20);
          });
      assertThat(pictures.getLast().getText()).contains("re-pointed", "restored", "new id");
      assertThat(overlapping(browser)).isZero();
      assertThat(texts(browser, "details[open]")).isNotEmpty();
      assertThat(browser.overflow()).isZero();
      assertThat(browser.size(380, 800).overflow()).isZero();
      browser.dark(true).picture("audit-dark");
      browser.dark(false).size(1100, 4000).picture("audit");
      assertThat(browser.complaints()).isEmpty();
      assertThat(pdf(browser)).startsWith("%PDF");
    }
    assertThat(page).doesNotContain("http:", "https:", "<script", "src=\"").contains("default-src");
  }

  private static List<String> texts(Browser browser, String selector) {
    return browser.page.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }

  /// How many labels of a picture lie on one another.
  private static long overlapping(Browser browser) {
    Object found =
        browser.page.executeScript(
            """
            let overlapping = 0;
            for (const picture of document.querySelectorAll('svg')) {
              const boxes = [...picture.querySelectorAll('text')].map(each => each.getBoundingClientRect());
              for (let i = 1; i < boxes.length; i++) {
                if (boxes[i].top < boxes[i - 1].bottom - 1) overlapping++;
              }
              const frame = picture.getBoundingClientRect();
              overlapping += boxes.filter(each => each.right > frame.right + 1).length;
            }
            return overlapping;
            """);
    return found instanceof Long count ? count : -1;
  }

  private static String pdf(Browser browser) {
    Object data =
        browser
            .page
            .executeCdpCommand("Page.printToPDF", Map.of("printBackground", true))
            .get("data");
    return new String(
        Base64.getDecoder().decode(String.valueOf(data)),
        java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
