package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static dev.retort.forge.github.GitHubScenario.REPOSITORY;
import static dev.retort.forge.github.GitHubScenario.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.alembic.SourceTree.Entry;
import dev.retort.alembic.SourceTree.Kind;
import dev.retort.change.Blobs;
import dev.retort.change.Snapshot;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Repository;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private static final String TREES = "/repositories/77/git/trees/";

  private final GitHubScenario github = new GitHubScenario();
  private final GitHubForge forge = github.forge();

  @AfterEach
  void stop() {
    github.close();
  }

  private static String entry(String path, String mode, String type, String sha, int size) {
    return """
    {"path":"%s","mode":"%s","type":"%s","sha":"%s"%s,"url":"https://example.org"}\
    """
        .formatted(path, mode, type, sha, type.equals("blob") ? ",\"size\":" + size : "");
  }

  private static String tree(boolean truncated, String... entries) {
    return "{\"sha\":\"t\",\"url\":\"https://example.org\",\"truncated\":%s,\"tree\":[%s]}"
        .formatted(truncated, String.join(",", entries));
  }

  private String blob(String content) {
    byte[] bytes = content.getBytes(UTF_8);
    String id = Blobs.idOf(bytes, 40);
    github.on(
        get(urlEqualTo("/repositories/77/git/blobs/" + id)),
        json(
            200,
            "{\"sha\":\"%s\",\"encoding\":\"base64\",\"content\":\"%s\",\"size\":%d}"
                .formatted(id, Base64.getEncoder().encodeToString(bytes), bytes.length)));
    return id;
  }

  @Test
  void one_request_gives_all_files_links_and_submodules() {
    github.on(
        get(urlEqualTo(TREES + "c1?recursive=1")),
        json(
            200,
            tree(
                false,
                entry("versions", "040000", "tree", "t1", 0),
                entry("versions/a.py", "100644", "blob", "b1", 12),
                entry("run.sh", "100755", "blob", "b2", 3),
                entry("link", "120000", "blob", "b3", 8),
                entry("vendor", "160000", "commit", "c9", 0))));

    Snapshot snapshot = forge.snapshot(REPOSITORY, "c1");

    assertThat(snapshot.name()).isEqualTo("c1");
    assertThat(snapshot.entries())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "versions/a.py", new Entry("b1", Kind.FILE, 12),
                "run.sh", new Entry("b2", Kind.FILE, 3),
                "link", new Entry("b3", Kind.SYMLINK, 8),
                "vendor", new Entry("c9", Kind.SUBMODULE, -1)));
    assertThat(github.requests()).hasSize(1);
  }

  @Test
  void a_commit_that_was_read_is_not_asked_for_again() {
    github.on(get(urlEqualTo(TREES + "c1?recursive=1")), json(200, tree(false)));

    forge.snapshot(REPOSITORY, "c1");
    forge.snapshot(REPOSITORY, "c1");
    assertThat(github.requests()).hasSize(1);

    github.on(get(urlEqualTo("/repositories/78/git/trees/c1?recursive=1")), json(404, "{}"));
    assertThatThrownBy(() -> forge.snapshot(new Repository(5, 78, "o/other"), "c1"))
        .as("another repository is never answered from this one's")
        .isInstanceOf(ForgeException.NotFound.class);
  }

  @Test
  void each_blob_is_fetched_once_and_many_at_a_time() {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      entries.add(entry("f" + i, "100644", "blob", blob("content " + i), 10));
    }
    github.on(
        get(urlEqualTo(TREES + "c1?recursive=1")),
        json(200, tree(false, entries.toArray(String[]::new))));
    Snapshot snapshot = forge.snapshot(REPOSITORY, "c1");

    List<String> paths = IntStream.range(0, 40).mapToObj(i -> "f" + i).toList();
    Map<String, byte[]> read = snapshot.read(paths);

    assertThat(read).hasSize(40);
    paths.forEach(path ->
        assertThat(new String(read.get(path), UTF_8)).isEqualTo("content " + path.substring(1)));
    // Once it is tried by GraphQL, which this GitHub lacks.
    assertThat(github.requests()).hasSize(42);
    assertThat(snapshot.read(paths)).hasSize(40);
    assertThat(forge.snapshot(REPOSITORY, "c1").read(paths)).hasSize(40);
    assertThat(github.requests()).hasSize(42);
  }

  @Test
  void a_blob_that_is_not_there_is_absent() {
    github.on(
        get(urlEqualTo(TREES + "c1?recursive=1")),
        json(200, tree(false, entry("f", "100644", "blob", "0".repeat(40), 1))));
    github.on(get(urlPathMatching("/repositories/77/git/blobs/0+")), json(404, "{}"));

    assertThat(forge.snapshot(REPOSITORY, "c1").read(List.of("f", "g"))).isEmpty();
  }

  @Test
  void content_that_is_not_what_its_id_says_is_not_taken() {
    String id = "1".repeat(40);
    github.on(
        get(urlEqualTo(TREES + "c1?recursive=1")),
        json(200, tree(false, entry("f", "100644", "blob", id, 1))));
    github.on(
        get(urlEqualTo("/repositories/77/git/blobs/" + id)),
        json(200, "{\"sha\":\"%s\",\"encoding\":\"base64\",\"content\":\"AAAA\"}".formatted(id)));
    Snapshot snapshot = forge.snapshot(REPOSITORY, "c1");

    assertThatThrownBy(() -> snapshot.read(List.of("f")))
        .isInstanceOf(ForgeException.Unavailable.class);
  }

  @Test
  void one_blob_that_fails_fails_them_all_with_its_own_reason() {
    String good = blob("good");
    github.on(
        get(urlEqualTo(TREES + "c1?recursive=1")),
        json(
            200,
            tree(
                false,
                entry("f", "100644", "blob", "2".repeat(40), 1),
                entry("g", "100644", "blob", good, 1))));
    github.on(
        get(urlPathMatching("/repositories/77/git/blobs/2+")),
        json(403, "{\"message\":\"Resource not accessible by integration\"}"));
    Snapshot snapshot = forge.snapshot(REPOSITORY, "c1");

    assertThatThrownBy(() -> snapshot.read(List.of("f", "g")))
        .isInstanceOf(ForgeException.Forbidden.class)
        .hasMessageContaining("contents: read");
  }

  @Test
  @DisplayName("F23 a tree that GitHub cuts off is read folder by folder")
  void a_truncated_tree_is_read_by_folders() {
    github.on(
        get(urlEqualTo(TREES + "c1?recursive=1")),
        json(200, tree(true, entry("a.py", "100644", "blob", "b0", 1))));
    github.on(
        get(urlEqualTo(TREES + "c1")),
        json(
            200,
            tree(
                false,
                entry("a.py", "100644", "blob", "b0", 1),
                entry("x", "040000", "tree", "t1", 0),
                entry("y", "040000", "tree", "t2", 0))));
    github.on(
        get(urlEqualTo(TREES + "t1?recursive=1")),
        json(200, tree(false, entry("deep/b.py", "100644", "blob", "b1", 1))));
    github.on(get(urlEqualTo(TREES + "t2?recursive=1")), json(200, tree(true)));
    github.on(
        get(urlEqualTo(TREES + "t2")),
        json(200, tree(false, entry("c.py", "100644", "blob", "b2", 1))));

    assertThat(forge.snapshot(REPOSITORY, "c1").entries())
        .containsOnlyKeys("a.py", "x/deep/b.py", "y/c.py");
    assertThat(github.requests()).hasSize(5);
  }

  @Test
  @DisplayName("F23 a tree that can't be had whole is an error, never a part of it")
  void a_folder_that_is_cut_off_is_an_error() {
    github.on(get(urlPathMatching(TREES + ".*")), json(200, tree(true)));

    assertThatThrownBy(() -> forge.snapshot(REPOSITORY, "c1"))
        .isInstanceOf(ForgeException.Refused.class)
        .hasMessageContaining("could not be read whole");
  }

  @Test
  @DisplayName("F23 a tree of too many folders is an error after a bounded number of requests")
  void the_number_of_requests_is_bounded() {
    String[] folders =
        IntStream.range(0, 200)
            .mapToObj(i -> entry("d" + i, "040000", "tree", "t" + i, 0))
            .toArray(String[]::new);
    github.on(get(urlEqualTo(TREES + "c1?recursive=1")), json(200, tree(true)));
    github.on(get(urlEqualTo(TREES + "c1")), json(200, tree(false, folders)));

    assertThatThrownBy(() -> forge.snapshot(REPOSITORY, "c1"))
        .isInstanceOf(ForgeException.Refused.class);
    assertThat(github.requests()).hasSize(2);
  }
}
