package dev.retort.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.Row;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {
  private static final String KEY =
      "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----";

  @TempDir Path folder;

  private static Map<String, String> variables(String... more) {
    var variables = new HashMap<String, String>();
    variables.put("RETORT_APP_ID", "1234");
    variables.put("RETORT_PRIVATE_KEY", KEY);
    variables.put("RETORT_WEBHOOK_SECRET", "s3cret of enough length");
    for (int i = 0; i < more.length; i += 2) {
      variables.put(more[i], more[i + 1]);
    }
    return variables;
  }

  private static void refused(Map<String, String> variables, String name) {
    assertThatThrownBy(() -> ServerSettings.from(variables))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(name)
        .hasMessageNotContainingAny("\n", "s3cret of enough length", "abc");
  }

  @Test
  void the_app_is_enough_and_the_rest_has_defaults() {
    var settings = ServerSettings.from(variables());
    assertThat(settings.app().appId()).isEqualTo(1234);
    assertThat(settings.app().privateKey().get()).isEqualTo(KEY);
    assertThat(settings.place().githubUrl()).isEqualTo(URI.create("https://api.github.com"));
    assertThat(settings.databaseUrl()).isEqualTo("jdbc:sqlite:data/retort.db");
    Map.of("./x/.", "x", "/a/./b", "/a/b", "../x", "../x", ".", ".", "x/../y", "x/../y")
        .forEach((given, kept) ->
            assertThat(ServerSettings.databaseUrl(Map.of("RETORT_DATA_DIR", given)))
                .isEqualTo("jdbc:sqlite:" + kept + "/retort.db"));
    assertThat(settings.place().host()).isEqualTo("0.0.0.0");
    assertThat(settings.place().port()).isEqualTo(3000);
    assertThat(settings.place().publicUrl()).isEmpty();
    assertThat(settings.workers()).isEqualTo(64);
  }

  @Test
  void everything_can_be_set() {
    var settings =
        ServerSettings.from(
            variables(
                "RETORT_GITHUB_URL", "HTTPS://github.acme.example/api/v3/",
                "RETORT_DATA_DIR", "/var/lib/retort",
                "RETORT_HOST", "127.0.0.1",
                "RETORT_PORT", "0",
                "RETORT_WORKERS", "12",
                "RETORT_URL", "https://retort.acme.example/"));
    assertThat(settings.place().githubUrl())
        .isEqualTo(URI.create("https://github.acme.example/api/v3"));
    assertThat(settings.databaseUrl()).isEqualTo("jdbc:sqlite:/var/lib/retort/retort.db");
    assertThat(settings.place().port()).isZero();
    assertThat(settings.workers()).isEqualTo(12);
    refused(variables("RETORT_WORKERS", "0"), "RETORT_WORKERS must be a number from 1 to 1000");
    refused(variables("RETORT_WORKERS", "many"), "RETORT_WORKERS");
    assertThat(settings.place().publicUrl()).contains(URI.create("https://retort.acme.example"));
  }

  @Test
  void a_value_may_lie_in_a_file() throws IOException {
    var key = Files.writeString(folder.resolve("key.pem"), KEY + "\n");
    var variables = variables("RETORT_PRIVATE_KEY_FILE", key.toString());
    variables.remove("RETORT_PRIVATE_KEY");
    assertThat(ServerSettings.from(variables).app().privateKey().get()).isEqualTo(KEY);

    refused(variables("RETORT_PRIVATE_KEY_FILE", key.toString()), "are both set");
    variables.put("RETORT_PRIVATE_KEY_FILE", folder.resolve("nothing").toString());
    refused(variables, "RETORT_PRIVATE_KEY_FILE");
  }

  /// Two values, one of which is no default: a variable that is not read makes no difference.
  @ParameterizedTest
  @CsvSource({
    "RETORT_APP_ID, 7",
    "RETORT_GITHUB_URL, https://github.acme.example/api/v3",
    "RETORT_DATABASE_URL, jdbc:postgresql://db/retort",
    "RETORT_DATA_DIR, /var/lib/retort",
    "RETORT_HOST, 127.0.0.1",
    "RETORT_PORT, 8080",
    "RETORT_URL, https://retort.acme.example",
    "RETORT_MANAGEMENT_PORT, 9090",
    "RETORT_STATUS_TOKEN, a token of ours",
    "RETORT_OWNERS, acme",
    "RETORT_INTAKE, pull",
    "RETORT_WORKERS, 12",
    "RETORT_DOCS_URL, https://docs.acme.example/rules"
  })
  void every_variable_may_lie_in_a_file(String name, String value) throws IOException {
    var file = Files.writeString(folder.resolve("value"), value + "\n");
    var byFile = variables();
    byFile.remove(name);
    byFile.put(name + "_FILE", file.toString());

    assertThat(told(byFile))
        .isEqualTo(told(variables(name, value)))
        .isNotEqualTo(told(variables()));
  }

  /// All that is no function.
  private static List<Object> told(Map<String, String> variables) {
    var settings = ServerSettings.from(variables);
    return List.of(
        settings.app().appId(),
        settings.place(),
        settings.databaseUrl(),
        settings.owners(),
        settings.intake(),
        settings.workers(),
        settings.managementPort(),
        settings.statusToken());
  }

  @Test
  void the_log_is_set_up_by_variables_and_files_in_letters_of_any_size() throws IOException {
    var level = Files.writeString(folder.resolve("level"), "Debug\n").toString();
    assertThat(
            LogVariables.properties(Map.of("RETORT_LOG", "JSON", "RETORT_LOG_LEVEL_FILE", level)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("RETORT_LOG", "json", "RETORT_LOG_LEVEL", "debug"));
    assertThat(LogVariables.properties(Map.of("RETORT_LOG", "xml", "RETORT_LOG_LEVEL_FILE", "no")))
        .isEmpty();
  }

  @Test
  @Row("A1")
  @DisplayName("A1 an empty or missing secret does not start")
  void secrets() throws IOException {
    var missing = variables();
    missing.remove("RETORT_WEBHOOK_SECRET");
    refused(missing, "RETORT_WEBHOOK_SECRET");
    refused(variables("RETORT_WEBHOOK_SECRET", ""), "RETORT_WEBHOOK_SECRET");
    refused(variables("RETORT_WEBHOOK_SECRET", " \n "), "RETORT_WEBHOOK_SECRET");
    refused(variables("RETORT_WEBHOOK_SECRET", "a\nb\nc"), "more than two lines");
    missing.put(
        "RETORT_WEBHOOK_SECRET_FILE", Files.writeString(folder.resolve("secret"), "\n").toString());
    refused(missing, "RETORT_WEBHOOK_SECRET_FILE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.github.com",
        "http://127.evil.example",
        "http://localhost.evil.example",
        "http://10.0.0.1",
        "ftp://localhost",
        "https://user:pass@host",
        "https://host?x",
        "api.github.com",
        "https://",
        "not an address"
      })
  @Row("A10")
  @DisplayName("A10 an API base that is plain http to another machine does not start")
  void unsafe_api_bases(String url) {
    refused(variables("RETORT_GITHUB_URL", url), "RETORT_GITHUB_URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8080", "http://127.0.0.1:80", "http://[::1]:1", "https://x"})
  void safe_api_bases(String url) {
    assertThat(ServerSettings.from(variables("RETORT_GITHUB_URL", url)).place().githubUrl())
        .isEqualTo(URI.create(url));
  }

  @Test
  void numbers_that_are_none_are_refused() {
    refused(variables("RETORT_APP_ID", "my-app"), "RETORT_APP_ID");
    refused(variables("RETORT_APP_ID", "-1"), "RETORT_APP_ID");
    refused(variables("RETORT_PORT", "65536"), "RETORT_PORT");
    refused(variables("RETORT_PRIVATE_KEY", "abc"), "RETORT_PRIVATE_KEY");
  }

  @Test
  void nothing_secret_is_in_its_text() {
    var settings =
        ServerSettings.from(
            variables("RETORT_DATABASE_URL", "jdbc:postgresql://db/retort?password=hunter2"));
    assertThat(settings.toString())
        .contains("1234")
        .doesNotContain("hunter2", "s3cret of enough length", "BEGIN");
  }

  @Test
  void a_secret_that_could_be_guessed_is_refused_and_the_message_says_how_to_make_one() {
    assertThatThrownBy(() -> WebhookSecrets.of("fifteen letters"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("RETORT_WEBHOOK_SECRET")
        .hasMessageContaining("16 characters")
        .hasMessageContaining("openssl rand -hex 32")
        .hasMessageNotContaining("fifteen");
    assertThatThrownBy(() -> WebhookSecrets.of("long enough for both\nshort"))
        .isInstanceOf(SettingsException.class);
    WebhookSecrets.of("sixteen letters!");
  }

  @Test
  @Row({"N18", "F48"})
  @DisplayName("N18 F48 a private key that is replaced in its file counts without a restart")
  void rotated_key() throws IOException {
    var file = Files.writeString(folder.resolve("key.pem"), KEY);
    var variables = variables("RETORT_PRIVATE_KEY_FILE", file.toString());
    variables.remove("RETORT_PRIVATE_KEY");
    var key = ServerSettings.from(variables).app().privateKey();
    assertThat(key.get()).isEqualTo(KEY);

    replace(file, KEY.replace("abc", "xyz"), 2_000);
    assertThat(key.get()).contains("xyz");
    replace(file, "-----BEGIN RSA PRIV", 4_000);
    assertThat(key.get()).as("half written").contains("xyz");
  }

  private static void replace(Path file, String text, long millis) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }
}
