package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.ServerProcess;
import dev.retort.Slow;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedCheckRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/// More than fits into memory: 700 revision files of 0.94 MB, and a heap of 512 MiB.
class TooMuchTest {
  private static final int FILES = 700;
  private static final int BYTES = 940_000;
  @TempDir private Path shop;
  @TempDir private Path data;

  private static final String HEAP = "-Xmx512m";

  @DisplayName("N11 the server judges what it can, names what it did not read, and goes on")
  @Row("N11")
  @Slow
  void the_server() throws Exception {
    try (World world = new World(data)) {
      world.settle();
      world.stopServer();
      for (int from = 0; from < FILES; from += 50) {
        world.shop.commitFiles("main", "Much", some(from, from + 50), "ada");
      }
      Path log = shop.resolve("log.txt");
      try (ServerProcess server =
          ServerProcess.start(world.settings(), log, "-XX:TieredStopAtLevel=1", HEAP)
              .awaitReady()) {
        world.github.deliverTo(server.webhook());
        world.shop.branch("feature", "main");
        world.shop.commit("feature", "Add", revision("d1d100000004", id(FILES - 1)), "ada");
        HostedPullRequest pull = world.shop.openPullRequest("Add", "feature", "main", "ada");

        Awaitility.await()
            .atMost(World.PATIENCE.multipliedBy(4))
            .until(() -> World.latest(pull).flatMap(PostedCheckRun::conclusion).isPresent());

        PostedCheckRun check = World.latest(pull).orElseThrow();
        assertThat(check.conclusion()).contains("neutral");
        assertThat(check.title().orElseThrow()).contains("Not judged in full");
        assertThat(check.summary().orElseThrow() + check.text().orElse(""))
            .contains("were not read", path(id(72)));
        assertThat(server.isAlive()).isTrue();
        assertThat(server.status("/healthz")).isEqualTo(200);
        assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError");
      }
    }
  }

  @Row("N11")
  @DisplayName("N11 the command line fails, and names what it did not read")
  @Slow
  void the_command_line() throws Exception {
    write(
        shop,
        "alembic.ini",
        "[alembic]\nscript_location = alembic\n".getBytes(StandardCharsets.UTF_8));
    write(shop, "alembic/env.py", "target_metadata = object()\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < FILES; i++) {
      write(shop, path(id(i)), file(i));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.retort.Retort",
                "check")
            .directory(shop.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("were not read", "alembic/versions/").doesNotContain("OutOfMemory");
    assertThat(process.exitValue()).as(said).isEqualTo(1);
  }

  private static void write(Path folder, String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static String id(int i) {
    return "f%011d".formatted(i);
  }

  private static Map<String, Optional<byte[]>> some(int from, int to) {
    Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      files.put(path(id(i)), Optional.of(file(i)));
    }
    return files;
  }

  /// Data in each of the places where people put it.
  private static byte[] file(int i) {
    String parent = i == 0 ? "cccc00000003" : id(i - 1);
    String plain = World.text(id(i), parent);
    String text =
        switch (i % 10) {
          case 1 -> plain + "ROWS = [\n" + filled("    {'id': 1, 'name': 'ada'},\n") + "]\n";
          case 2 ->
              plain.replace(
                  "    op.execute('select 1')\n",
                  filled("    op.execute('insert into t values (1, 2)')\n"));
          case 3 ->
              plain.replace("\n\nRevision ID", "\n" + filled("It says much.\n") + "\nRevision ID");
          default -> plain + filled("# A line of a comment that goes on and on.\n");
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String filled(String line) {
    return line.repeat(BYTES / line.length());
  }
}
