package dev.retort.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.forge.AppRegistration.Registered;
import dev.retort.web.setup.StoredApp;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredAppTest {
  private static final Registered APP =
      new Registered(
          7, "retort-acme", URI.create("https://github.com/apps/retort-acme"), "a key", "a secret");

  @TempDir private Path data;

  @Test
  void an_app_that_was_kept_is_there_after_a_restart() {
    new StoredApp(data.resolve("new/folder")).write(APP);

    assertThat(new StoredApp(data.resolve("new/folder")).read()).contains(APP);
  }

  @Test
  void nobody_else_may_read_it_whatever_lay_there_before() throws Exception {
    StoredApp stored = new StoredApp(data);
    Files.writeString(stored.file(), "{}");
    Files.setPosixFilePermissions(stored.file(), PosixFilePermissions.fromString("rw-rw-rw-"));

    stored.write(APP);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored.file())))
        .isEqualTo("rw-------");
    try (var files = Files.list(data)) {
      assertThat(files).containsExactly(stored.file());
    }
  }

  @Test
  void a_damaged_file_is_named_and_not_taken_for_none() throws Exception {
    StoredApp stored = new StoredApp(data);
    Files.writeString(stored.file(), "{\"appId\": ");

    assertThatThrownBy(stored::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(stored.file().toString());
  }

  @Test
  void neither_key_nor_secret_shows_in_a_log() {
    assertThat(APP.toString()).doesNotContain("a key", "a secret");
  }
}
