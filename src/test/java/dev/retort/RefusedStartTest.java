package dev.retort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.cli.CommandLine;
import dev.retort.cli.ServeCommand;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `retort serve` does not start with: it ends with one line that says why, and leaves
/// everything as it was.
@Timeout(60)
class RefusedStartTest {
  private static final RegisteredApp APP = RegisteredApp.retort();

  @TempDir Path folder;

  private Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("RETORT_APP_ID", String.valueOf(APP.id()));
    settings.put("RETORT_PRIVATE_KEY", APP.privateKeyPem());
    settings.put("RETORT_WEBHOOK_SECRET", APP.webhookSecret());
    settings.put("RETORT_GITHUB_URL", "http://127.0.0.1:9");
    settings.put("RETORT_DATA_DIR", folder.resolve("data").toString());
    settings.put("RETORT_HOST", "127.0.0.1");
    settings.put("RETORT_PORT", "0");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static String refusal(Map<String, String> settings) {
    StringWriter said = new StringWriter();
    int exit =
        new CommandLine(
                List.of(new ServeCommand(Service::start, settings)),
                new PrintWriter(new StringWriter()),
                new PrintWriter(said, true))
            .execute("serve");
    assertThat(exit).isEqualTo(2);
    assertThat(said.toString().lines()).hasSize(1);
    assertThat(said.toString())
        .doesNotContain(APP.webhookSecret())
        .doesNotContain(APP.privateKeyPem().lines().skip(1).findFirst().orElseThrow());
    return said.toString();
  }

  @Test
  void each_thing_that_keeps_it_from_listening_or_writing_is_told_apart() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(refusal(settings("RETORT_PORT", port)))
          .contains("127.0.0.1:" + port, "another process uses that port", "RETORT_PORT");
      assertThat(refusal(settings("RETORT_MANAGEMENT_PORT", port)))
          .contains("another process uses that port", "RETORT_MANAGEMENT_PORT");
    }
    assertThat(refusal(settings("RETORT_HOST", "192.0.2.1")))
        .contains("no address of this machine", "RETORT_HOST=0.0.0.0");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(refusal(settings("RETORT_DATA_DIR", file.toString())))
        .contains(file + " is a file", "RETORT_DATA_DIR");
    for (String form : List.of("PUBLIC KEY", "EC PRIVATE KEY")) {
      String key = "-----BEGIN " + form + "-----\nAAAA\n-----END " + form + "-----\n";
      assertThat(refusal(settings("RETORT_PRIVATE_KEY", key)))
          .contains("RETORT_PRIVATE_KEY", "BEGIN RSA PRIVATE KEY", "settings page makes a new one");
    }
  }

  @Test
  void no_app_is_registered_where_it_could_not_be_kept_or_looked_after() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(refusal(unregistered("RETORT_DATA_DIR", file.toString())))
        .contains(file + " is a file", "RETORT_DATA_DIR");
    Files.createDirectories(folder.resolve("data/github-app.json.new/in-the-way"));
    assertThat(refusal(unregistered())).contains("github-app.json", "RETORT_DATA_DIR");
    assertThat(refusal(unregistered("RETORT_INTAKE", "fetch"))).contains("RETORT_INTAKE");
    assertThat(refusal(unregistered("RETORT_DATABASE_URL", "mysql://x")))
        .contains("RETORT_DATABASE_URL");
  }

  private Map<String, String> unregistered(String... more) {
    Map<String, String> settings = settings(more);
    settings
        .keySet()
        .removeAll(List.of("RETORT_APP_ID", "RETORT_PRIVATE_KEY", "RETORT_WEBHOOK_SECRET"));
    return settings;
  }

  private Path database() throws IOException {
    return Files.createDirectories(folder.resolve("data")).resolve("retort.db");
  }

  @Test
  @Row("A1")
  @DisplayName("A1 without a secret, or with an empty one, it does not start")
  void no_secret() {
    Map<String, String> missing = settings();
    missing.remove("RETORT_WEBHOOK_SECRET");

    assertThat(refusal(missing)).contains("RETORT_WEBHOOK_SECRET");
    assertThat(refusal(settings("RETORT_WEBHOOK_SECRET", " "))).contains("RETORT_WEBHOOK_SECRET");
    assertThat(refusal(settings("RETORT_WEBHOOK_SECRET", "short"))).contains("16 characters");
  }

  @Test
  @Row("A10")
  @DisplayName("A10 with an API in plain HTTP on another machine it does not start")
  void an_unsafe_api_base() {
    assertThat(refusal(settings("RETORT_GITHUB_URL", "http://api.github.com")))
        .contains("RETORT_GITHUB_URL");
    assertThat(refusal(settings("RETORT_GITHUB_URL", "http://127.evil.example")))
        .contains("RETORT_GITHUB_URL");
  }

  @Test
  @Row({"F38", "N19"})
  @DisplayName(
      "F38 N19 a database that is damaged is named with the way to restore it; nobody but its owner could read it")
  void a_damaged_database() throws IOException {
    try (StandIn github = StandIn.start(APP);
        Service service = Service.start(settings("RETORT_GITHUB_URL", github.url()), _ -> {})) {
      assertThat(service.port()).isPositive();
      assertThat(rights(folder.resolve("data"))).isEqualTo("rwx------");
      try (var files = Files.list(folder.resolve("data"))) {
        assertThat(files.filter(Files::isRegularFile))
            .hasSizeGreaterThan(1)
            .allMatch(each -> rights(each).equals("rw-------"));
      }
    }
    try (FileChannel channel = FileChannel.open(database(), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    byte[] damaged = Files.readAllBytes(database());

    assertThat(refusal(settings())).contains("damaged", "restore it from a backup");
    assertThat(database()).hasBinaryContent(damaged);
  }

  private static String rights(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Row("N20")
  @DisplayName("N20 a database without a byte is no new one, and somebody else's is called that")
  void no_database_of_ours() throws IOException, SQLException {
    Files.createFile(database());
    assertThat(refusal(settings())).contains("0 bytes", "restore it from a backup");
    assertThat(database()).isEmptyFile();

    Files.delete(database());
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        var statement = connection.createStatement()) {
      statement.execute("create table customers (name text)");
    }
    assertThat(refusal(settings())).contains("not Retort's", "`customers`");
  }
}
