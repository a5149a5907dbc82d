package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.retort.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("data/retort.db");
  }

  private Database open() {
    return Database.open("jdbc:sqlite:" + file());
  }

  @Test
  void the_embedded_database_and_its_folder_are_made_where_they_are_missing() {
    open().close();
    assertThat(file()).isRegularFile();
  }

  @Test
  void the_database_of_replicas_is_a_real_postgresql_in_these_tests() throws SQLException {
    try (var connection = DriverManager.getConnection(Kind.POSTGRESQL.url(folder));
        var statement = connection.createStatement();
        var row = statement.executeQuery("select version()")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).matches("PostgreSQL \\d+.* on .*, compiled by .*");
      // For the log: which one it was.
      System.out.println("The tests' replicas share " + row.getString(1));
    }
  }

  @Test
  @Row("F38")
  @DisplayName("F38 a truncated database is refused, and the message says how to restore")
  void truncated() throws IOException {
    try (var database = open()) {
      var intents = new StoredIntents(database, Clock.systemUTC());
      for (int i = 0; i < 200; i++) {
        intents.record("key " + i, "some value ".repeat(20));
      }
    }
    try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(DatabaseUnusableException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("restore it from a backup")
        .hasMessageNotContaining("\n");
  }

  @Test
  @Row("F38")
  @DisplayName("F38 a file that is no database is refused and left alone")
  void garbage() throws IOException {
    Files.createDirectories(file().getParent());
    var garbage = "this is not a database at all ".repeat(100);
    Files.writeString(file(), garbage);
    assertThatThrownBy(this::open)
        .isInstanceOf(DatabaseUnusableException.class)
        .hasMessageContaining("restore it from a backup");
    assertThat(file()).hasContent(garbage);
  }

  @Test
  void a_second_process_is_refused_until_the_first_has_ended() {
    try (var first = open()) {
      assertThat(first.isEmbedded()).isTrue();
      assertThatThrownBy(this::open)
          .isInstanceOf(DatabaseUnusableException.class)
          .hasMessageContaining("in use");
    }
    open().close();
  }

  @Test
  void a_database_of_an_unknown_kind_is_refused() {
    assertThatThrownBy(() -> Database.open("jdbc:mysql://x"))
        .isInstanceOf(DatabaseUnusableException.class);
    assertThatThrownBy(() -> Database.open("jdbc:sqlite::memory:"))
        .isInstanceOf(DatabaseUnusableException.class);
  }

  @Test
  @Row("N19")
  @DisplayName("N19 nobody but its owner may read the database or look into its folder")
  void rights() throws IOException {
    try (var database = open()) {
      new StoredIntents(database, Clock.systemUTC()).record("key", "value");
      assertThat(rights(folder.resolve("data"))).isEqualTo("rwx------");
      try (var files = Files.list(file().getParent())) {
        assertThat(files).hasSizeGreaterThan(2).allMatch(each -> rights(each).equals("rw-------"));
      }
    }
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
  @DisplayName("N20 a database without a byte is refused by name, and not taken for a new one")
  void empty() throws IOException {
    Files.createDirectories(file().getParent());
    Files.createFile(file());
    assertThatThrownBy(this::open)
        .isInstanceOf(DatabaseUnusableException.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("0 bytes")
        .hasMessageContaining("restore it from a backup");
    assertThat(file()).isEmptyFile();
  }

  @Test
  @Row("N20")
  @DisplayName("N20 somebody else's database is called that, and left alone")
  void foreign() throws IOException, SQLException {
    Files.createDirectories(file().getParent());
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute("create table customers (name text)");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(DatabaseUnusableException.class)
        .hasMessageContaining("not Retort's")
        .hasMessageContaining("`customers`")
        .hasMessageNotContaining("damaged");
  }

  @Test
  void a_backup_of_a_running_server_is_restored_as_the_operating_page_says()
      throws IOException, SQLException {
    var backup = folder.resolve("backup.db");
    try (var database = open()) {
      new StoredLedger(database, Clock.systemUTC()).enter("accepted 1#7", Map.of("RT101", "ada"));
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          var statement = connection.createStatement()) {
        statement.execute("vacuum into '" + backup + "'");
      }
      new StoredLedger(database, Clock.systemUTC()).enter("accepted 1#7", Map.of("RT101", "bob"));
    }
    for (var name : List.of("retort.db", "retort.db-wal", "retort.db-shm")) {
      Files.deleteIfExists(folder.resolve("data").resolve(name));
    }
    Files.copy(backup, file());
    try (var database = open()) {
      assertThat(new StoredLedger(database, Clock.systemUTC()).page("accepted 1#7"))
          .containsExactly(Map.entry("RT101", "ada"));
    }
  }

  @Test
  @Row("F49")
  @DisplayName("F49 jobs that wait are done after an upgrade of the schema")
  void upgraded() throws IOException, SQLException {
    Files.createDirectories(folder.resolve("data"));
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file(), "", "")
        .locations("classpath:dev/retort/job/sqlite")
        .target("3")
        .load()
        .migrate();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into job (kind, job_key, lane, payload, ticket, accepted_at, due_at, attempts, running) values ('review', '1#7', '1#7', 'old', 't', 1, 1, 0, 0)");
      statement.execute(
          "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version) values ('lane', '1#7', 1, 0, 1)");
    }
    var review = new RecordingHandler("review", _ -> RecordingHandler.DONE);
    try (var database = open();
        var queue = JobQueue.start(database, List.of(review), JobQueue.Settings.STANDARD)) {
      await().until(() -> queue.size() == 0);
    }
    assertThat(review.ended).containsExactly("old");
  }
}
