package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in surroundings that are poorer than a developer's: each starts the real program.
class LauncherTest {
  @TempDir private Path folder = Path.of(".");
  private Path work = Path.of(".");
  private GitSandbox git = GitSandbox.at(Path.of("."));

  @BeforeEach
  void layOut() throws Exception {
    Path home = Files.createDirectory(folder.resolve("retort"));
    assertThat(Launcher.at(home)).isExecutable();
    work = Files.createDirectory(folder.resolve("work"));
    git = new GitSandbox(work).revision("a1b2", "").commit("Start");
  }

  @Test
  void any_file_name_does_where_no_locale_is_set() throws Exception {
    Files.createDirectory(work.resolve("docs"));
    git.git("", new String[] {"config", "core.quotepath", "false"});
    Run made =
        run(
            "mkdir Größe && printf x > docs/Grö\u20ac.md && printf x > \"$(printf 'docs/\\377.md')\"");
    assertThat(made.code()).as(made.out()).isZero();

    for (String locale : new String[] {"LC_ALL=C", "-u LANG -u LC_ALL -u LC_CTYPE"}) {
      for (String command : new String[] {"check", "audit", "graph"}) {
        Run run = run("env " + locale + " retort " + command);
        assertThat(run.code()).as(run.out()).isZero();
      }
    }
  }

  @Test
  void neither_home_nor_more_of_a_path_than_git_s_is_needed() throws Exception {
    Run run = run("env -i PATH=/usr/bin:/bin JAVA_HOME=$JAVA_HOME \"$(command -v retort)\" check");

    assertThat(run.code()).as(run.out()).isZero();
  }

  @Test
  void a_full_disk_is_an_error_and_a_reader_that_leaves_is_none() throws Exception {
    Run full = run("retort graph > /dev/full");
    assertThat(full.code()).isEqualTo(2);
    assertThat(full.out()).contains("is the disk full?");
    assertThat(run("retort audit --output /dev/full").code()).isEqualTo(2);

    Run left = run("retort rules RT101 | true; exit ${PIPESTATUS[0]}");
    assertThat(left.code()).isZero();
    assertThat(left.out()).isEmpty();
  }

  @Test
  void no_folder_for_sqlite_s_library_is_no_damage_of_the_database() throws Exception {
    Run run =
        run(
            """
            export RETORT_APP_ID=1 RETORT_WEBHOOK_SECRET=0123456789abcdef0123456789abcdef
            export RETORT_PRIVATE_KEY="$(openssl genrsa -traditional 2048 2> /dev/null)"
            export RETORT_GITHUB_URL=http://127.0.0.1:9 RETORT_HOST=127.0.0.1 RETORT_PORT=0
            RETORT_JAVA_OPTS=-Dorg.sqlite.tmpdir=/proc/none RETORT_LOG_LEVEL=WARN retort serve
            """);

    assertThat(run.code()).as(run.out()).isEqualTo(2);
    assertThat(run.out())
        .contains("SQLite cannot be loaded from /proc/none", "-Djava.io.tmpdir=")
        .doesNotContain("damaged", "SQLiteJDBCLoader");
  }

  @Test
  void what_may_not_be_read_is_an_error() throws Exception {
    String asAnybody =
        Files.isReadable(Path.of("/etc/shadow"))
            ? "setpriv --bounding-set=-dac_override,-dac_read_search "
            : "";
    for (String[] each :
        new String[][] {
          {"check", "migrations/versions"},
          {"check", "migrations/versions/a1b2_x.py"},
          {"check", "alembic.ini"},
          {"check", ".git"},
          {"graph", "migrations"},
          {"audit", "migrations"},
          {"schema", "migrations/versions"},
          {"locate a1b2", "migrations/versions"},
          {"next", "."}
        }) {
      Path closed = work.resolve(each[1]).normalize();
      Run run =
          run(
              "chmod 000 %s; %s retort %s; code=$?; chmod 755 %s; exit $code"
                  .formatted(closed, asAnybody, each[0], closed));
      assertThat(run.code()).as(String.join(", ", each) + ": " + run.out()).isEqualTo(2);
      assertThat(run.out()).contains("permission denied").hasLineCount(1);
    }
    Run elsewhere =
        run(
            "mkdir data && chmod 000 data; %s retort check; code=$?; chmod 755 data; exit $code"
                .formatted(asAnybody));
    assertThat(elsewhere.code()).as(elsewhere.out()).isZero();
  }

  @Test
  void git_s_own_advice_is_passed_on_where_somebody_else_owns_the_repository() throws Exception {
    Run run = run("GIT_TEST_ASSUME_DIFFERENT_OWNER=1 retort check --base main");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("git config --global --add safe.directory");
    assertThat(run.out()).as("one line, as it can be read").doesNotContain("\\n", "\\t");
    for (String command : new String[] {"check", "audit"}) {
      Run other = run("GIT_TEST_ASSUME_DIFFERENT_OWNER=1 retort " + command);
      assertThat(other.code()).as(other.out()).isEqualTo(2);
      assertThat(other.out()).contains("safe.directory");
    }
  }

  @Test
  void the_terminal_is_asked_how_wide_it_is() throws Exception {
    String script = "stty cols 60; retort rules RT101";
    Run run = run("script -qec '" + script + "' /dev/null < /dev/null");

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.strip().length() <= 60);
    assertThat(run.out().lines().map(String::strip)).anyMatch(line -> line.length() > 50);
  }

  private Run run(String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script).directory(work.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", folder.resolve("retort/bin") + ":" + environment.get("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.remove("COLUMNS");
    environment.putAll(GitSandbox.WHO);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), text, "");
  }
}
