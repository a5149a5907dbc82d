package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProgressTest {
  private static final String CLEARED = "\r\u001b[K";

  @TempDir private Path folder = Path.of(".");

  @Test
  void work_that_takes_long_says_how_far_it_is_and_leaves_the_line_clean() {
    StringWriter screen = new StringWriter();
    Progress progress = Progress.drawn(new PrintWriter(screen), Duration.ZERO);
    progress.doing("reading revisions", 3_000);
    for (int i = 0; i < 1_500; i++) {
      progress.did();
    }
    await(screen, "reading revisions  [############............]  1,500 of 3,000\u001b[K");

    progress.counting("reading more");
    progress.did();
    await(screen, "\rreading more  1\u001b[K");

    progress.doing("asking git");
    progress.did();
    await(screen, "\rasking git …\u001b[K");
    progress.close();

    assertThat(screen.toString()).endsWith(CLEARED).doesNotContain("\n");
  }

  @Test
  void more_than_was_expected_does_not_overflow_the_bar() {
    StringWriter screen = new StringWriter();
    try (Progress progress = Progress.drawn(new PrintWriter(screen), Duration.ZERO)) {
      progress.doing("reading revisions", 1);
      progress.did();
      progress.did();
      await(screen, "[########################]  1 of 1\u001b[K");
    }
  }

  @Test
  void quick_work_shows_nothing() {
    StringWriter screen = new StringWriter();
    Progress progress = Progress.drawn(new PrintWriter(screen), Duration.ofDays(1));
    progress.doing("reading revisions", 10);
    progress.did();
    progress.close();

    assertThat(screen.toString()).isEmpty();
  }

  @Test
  void only_a_terminal_is_drawn_on_and_never_a_build_machine_s() {
    assertThat(Screen.showsErrors(true, Map.of())).isTrue();
    assertThat(Screen.showsErrors(true, Map.of("NO_COLOR", "1"))).isTrue();
    assertThat(Screen.showsErrors(false, Map.of())).isFalse();
    assertThat(Screen.showsErrors(true, Map.of("CI", "true"))).isFalse();
    assertThat(Screen.showsErrors(true, Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void the_launcher_draws_on_a_terminal_and_nowhere_else() throws Exception {
    assumeTrue(
        System.getenv("CI") != null || Files.isExecutable(Path.of("/usr/bin/script")),
        "`script` of util-linux makes the terminal");
    GitSandbox git = new GitSandbox(Files.createDirectory(folder.resolve("repository")));
    for (int i = 0; i < 3_000; i++) {
      git.revision("r" + i, i == 0 ? "" : "r" + (i - 1));
    }
    Path launcher = Launcher.at(Files.createDirectory(folder.resolve("retort")));
    String command = launcher + " audit " + git.folder() + " > " + folder.resolve("report.md");

    String terminal = printed("script", "-qec", command, "/dev/null");
    String report = Files.readString(folder.resolve("report.md"));
    String pipe = printed("sh", "-c", command);

    assertThat(terminal).contains("\r").endsWith(CLEARED).doesNotContain("retort:");
    assertThat(report).startsWith("# All is well");
    assertThat(Files.readString(folder.resolve("report.md"))).isEqualTo(report);
    assertThat(pipe).isEmpty();
  }

  private static String printed(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("CI");
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static void await(StringWriter screen, String text) {
    while (!screen.toString().contains(text)) {
      Thread.onSpinWait();
    }
  }
}
