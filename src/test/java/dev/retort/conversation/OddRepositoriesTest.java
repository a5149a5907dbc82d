package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.PostedCheckRun;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Repositories and pull requests that are large or odd: each gets its verdict, and none is green
/// unseen. They share one server; each test has a repository of its own.
@InWorld
class OddRepositoriesTest {
  private static World world;

  @AfterAll
  static void end() {
    world.github.faults().clear();
  }

  /// A line of three revisions on `main`, and one more that `old` does not have.
  private static HostedRepository movedOn(String name) {
    HostedRepository repository = world.github.repository("acme/" + name);
    repository.permit("ada", Role.WRITE);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("alembic/env.py", "target_metadata = object()\n");
    files.put("README.md", "A shop.\n");
    files.putAll(revision("aaaa00000001", ""));
    files.putAll(revision("bbbb00000002", "aaaa00000001"));
    files.putAll(revision("cccc00000003", "bbbb00000002"));
    repository.commit("main", "Start", files);
    repository.branch("old", "main");
    repository.commit("main", "Add d1", revision("d1d100000004", "cccc00000003"), "grace");
    return repository;
  }

  private static HostedPullRequest opened(
      HostedRepository repository, String branch, Map<String, String> files) {
    repository.branch(branch, "old");
    repository.commit(branch, "Work", files, "ada");
    return repository.openPullRequest("Work", branch, "main", "ada");
  }

  private static String said(PostedCheckRun check) {
    return check.title().orElse("") + check.summary().orElse("") + check.text().orElse("");
  }

  @DisplayName("F23 a tree that GitHub lists only in part is read folder by folder")
  @Row("F23")
  @Test
  void a_truncated_tree() {
    HostedRepository repository = movedOn("truncated");
    repository.truncateTreesAfter(4);

    HostedPullRequest red = opened(repository, "red", revision("d2d200000005", "cccc00000003"));
    HostedPullRequest green = opened(repository, "green", revision("e3e300000006", "d1d100000004"));

    assertThat(said(world.awaitConclusion(red, "failure"))).contains("Two heads would land");
    world.awaitConclusion(green, "success");
  }

  @DisplayName("F23 a folder that GitHub lists only in part fails the check, which says so")
  @Row("F23")
  @Test
  void a_truncated_folder() {
    HostedRepository repository = movedOn("endless");
    JsonNode part =
        World.json(
            "{\"sha\":\"%s\",\"url\":\"https://api.github.com/\",\"tree\":[],\"truncated\":true}"
                .formatted(repository.tree("main")));
    world
        .github
        .faults()
        .on("git/get-tree")
        .in(repository)
        .times(1_000_000)
        .answer(200, Map.of(), part);

    HostedPullRequest pull = opened(repository, "fine", revision("e3e300000006", "d1d100000004"));

    assertThat(said(world.awaitConclusion(pull, "failure")))
        .contains("could not judge", "could not be read whole");
  }

  @DisplayName("F23 a revision behind the 300 files that GitHub lists of a comparison is seen")
  @Row("F23")
  @Test
  void three_thousand_changed_files() {
    HostedRepository repository = movedOn("many");
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < 3000; i++) {
      files.put("a/%04d.txt".formatted(i), "Number " + i + "\n");
    }
    HostedPullRequest green = opened(repository, "docs", files);
    files.putAll(revision("d2d200000005", "cccc00000003"));
    HostedPullRequest red = opened(repository, "more", files);

    assertThat(said(world.awaitConclusion(red, "failure"))).contains("Two heads would land");
    world.awaitConclusion(green, "success");
  }

  @DisplayName("branches that were merged into each other crosswise have several merge bases")
  @Test
  void several_merge_bases() {
    HostedRepository repository = movedOn("crosswise");
    String upper = repository.tip("main").orElseThrow();
    repository.branch("work", "old");
    String lower =
        repository.commit("work", "Work", revision("d2d200000005", "d1d100000004"), "ada");
    String one =
        repository.makeMerge(
            List.of(upper, lower), "Cross", revision("d2d200000005", "d1d100000004"));
    String other =
        repository.makeMerge(
            List.of(lower, upper), "Cross", revision("d1d100000004", "cccc00000003"));
    repository.push("main", one);
    repository.push("work", other);
    repository.branch("second", "work");
    repository.commit("work", "More", revision("e3e300000006", "d2d200000005"), "ada");
    repository.commit("second", "Wrong", revision("e4e400000007", "d1d100000004"), "ada");

    world.awaitConclusion(repository.openPullRequest("Right", "work", "main", "ada"), "success");
    PostedCheckRun red =
        world.awaitConclusion(
            repository.openPullRequest("Wrong", "second", "main", "ada"), "failure");
    assertThat(said(red)).contains("e4e400000007");
  }

  @DisplayName("a head without a common ancestor is not judged, and the check says why")
  @Test
  void unrelated_histories() {
    HostedRepository repository = movedOn("unrelated");
    HostedPullRequest pull = opened(repository, "work", revision("e3e300000006", "d1d100000004"));
    world.awaitConclusion(pull, "success");
    Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
    revision("ffff00000001", "")
        .forEach(
            (path, text) -> files.put(path, Optional.of(text.getBytes(StandardCharsets.UTF_8))));

    repository.forcePush("work", repository.makeCommit(Optional.empty(), "Anew", files, "ada"));

    assertThat(said(world.awaitConclusion(pull, "failure")))
        .contains("could not judge", "ancestor");
  }

  @DisplayName("F51 a link out of the repository among the revisions is named, not followed")
  @Row({"F51", "A26"})
  @Test
  void a_link_to_elsewhere() {
    HostedRepository repository = movedOn("links");
    HostedPullRequest pull = opened(repository, "work", revision("e3e300000006", "d1d100000004"));
    world.awaitConclusion(pull, "success");

    repository.commitLink("work", "alembic/versions/evil.py", "../../../../etc/passwd");

    assertThat(said(world.awaitConclusion(pull, "neutral")))
        .contains("alembic/versions/evil.py", "leads out of the repository");
  }

  @DisplayName("F51 a link within the repository is followed")
  @Row("F51")
  @Test
  void a_link_within() {
    HostedRepository repository = movedOn("inner");
    HostedPullRequest pull =
        opened(
            repository,
            "work",
            Map.of("shared/step.py", World.text("d2d200000005", "cccc00000003")));
    world.settle();

    repository.commitLink("work", path("d2d200000005"), "../../shared/step.py");

    assertThat(said(world.awaitConclusion(pull, "failure"))).contains("Two heads would land");
  }

  @DisplayName("F51 revisions in a submodule are named, not followed")
  @Row("F51")
  @Test
  void a_submodule() {
    HostedRepository repository = movedOn("modules");
    HostedPullRequest pull =
        opened(
            repository,
            "work",
            Map.of(
                "alembic.ini",
                "[alembic]\nscript_location = alembic\nversion_locations = alembic/versions lib/versions\n"));
    world.settle();

    repository.commitSubmodule("work", "lib/versions", repository.tip("main").orElseThrow());

    assertThat(said(world.awaitConclusion(pull, "neutral"))).contains("lib/versions", "submodule");
  }

  @DisplayName("F51 an LFS pointer is named, not followed")
  @Row("F51")
  @Test
  void an_lfs_pointer() {
    HostedRepository repository = movedOn("pointers");

    HostedPullRequest pull =
        opened(
            repository,
            "work",
            Map.of(
                path("d2d200000005"),
                """
                version https://git-lfs.github.com/spec/v1
                oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
                size 12345
                """));

    assertThat(said(world.awaitConclusion(pull, "neutral")))
        .contains(path("d2d200000005"), "LFS pointer");
  }

  @DisplayName("F19 with its fork gone a pull request is judged; its repair is refused in words")
  @Row("F19")
  @Test
  void a_deleted_fork() {
    HostedRepository repository = movedOn("forked");
    HostedRepository fork = repository.fork("fay");
    fork.branch("work", "old");
    fork.commit("work", "Work", revision("d2d200000005", "cccc00000003"), "fay");
    HostedPullRequest pull = repository.openPullRequest("Work", fork, "work", "old", "fay");
    world.awaitConclusion(pull, "success");

    world.github.delete(fork);
    pull.retarget("main");

    assertThat(said(world.awaitConclusion(pull, "failure"))).contains("Two heads would land");
    String head = pull.headSha();
    pull.comment("ada", "/retort fix");
    assertThat(world.awaitReply(pull, 1).body()).contains("fork");
    assertThat(pull.headSha()).isEqualTo(head);
  }

  @DisplayName("F46 a draft is judged like any other")
  @Row("F46")
  @Test
  void a_draft() {
    HostedRepository repository = movedOn("drafts");
    HostedPullRequest pull = opened(repository, "work", Map.of("README.md", "Better.\n"));
    world.awaitConclusion(pull, "success");
    pull.convertToDraft();

    pull.push("Add", revision("d2d200000005", "cccc00000003"));

    world.awaitConclusion(pull, "failure");
    pull.markReady();
    world.settle();
    assertThat(World.latest(pull).flatMap(PostedCheckRun::conclusion)).contains("failure");
  }

  @DisplayName("when the default branch gets another name, what is open onto it goes on")
  @Test
  void a_renamed_default_branch() {
    HostedRepository repository = movedOn("renamed-branch");
    HostedPullRequest pull = opened(repository, "work", revision("e3e300000006", "d1d100000004"));
    world.awaitConclusion(pull, "success");

    repository.renameDefaultBranch("trunk");
    world.settle();
    assertThat(World.latest(pull).flatMap(PostedCheckRun::conclusion)).contains("success");
    repository.commit("trunk", "Hurry", revision("d2d200000005", "d1d100000004"), "grace");

    world.awaitConclusion(pull, "failure");
    world.settle();
    assertThat(world.sticky(pull).getFirst().body()).contains("`trunk`");
  }

  @DisplayName("F45 what conflicts elsewhere is judged all the same, and the conflict is named")
  @Row("F45")
  @Test
  void a_conflict_elsewhere() {
    HostedRepository repository = movedOn("conflicts");
    repository.commit("main", "Ours", Map.of("README.md", "Ours.\n"));
    Map<String, String> files = new LinkedHashMap<>(revision("d2d200000005", "cccc00000003"));
    files.put("README.md", "Theirs.\n");
    HostedPullRequest red = opened(repository, "red", files);
    files = new LinkedHashMap<>(revision("e3e300000006", "d1d100000004"));
    files.put("README.md", "Theirs too.\n");
    HostedPullRequest green = opened(repository, "green", files);

    assertThat(said(world.awaitConclusion(red, "failure")))
        .contains("Two heads would land", "README.md");
    assertThat(said(world.awaitConclusion(green, "success"))).contains("README.md");
  }

  @DisplayName("F33 a repository with another name goes on: it is addressed by its id")
  @Row("F33")
  @Test
  void a_renamed_repository() {
    HostedRepository repository = movedOn("before");
    HostedPullRequest pull = opened(repository, "work", revision("d2d200000005", "cccc00000003"));
    world.awaitConclusion(pull, "failure");
    world.settle();

    world.github.webhooks().hold();
    pull.push("Re-point", revision("d2d200000005", "d1d100000004"));
    repository.rename("after");
    world.github.webhooks().release();

    world.awaitConclusion(pull, "success");
    world.settle();
    assertThat(world.sticky(pull)).hasSize(1);
  }

  @DisplayName("F50 a repair keeps every byte that it does not mean to change, in any encoding")
  @Row("F50")
  @Test
  void other_encodings() {
    HostedRepository repository = movedOn("encodings");
    String text = "\uFEFF" + World.text("d2d200000005", "cccc00000003").replace("\n", "\r\n");
    String latin =
        "# coding: latin-1\n# Gr\u00fc\u00dfe\n" + World.text("d2d200000006", "cccc00000003");
    byte[] marked = text.getBytes(StandardCharsets.UTF_8);
    byte[] cookie = latin.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(repaired(repository, "marked", path("d2d200000005"), marked))
        .isEqualTo(repointed(marked));
    assertThat(repaired(repository, "cookie", path("d2d200000006"), cookie))
        .isEqualTo(repointed(cookie));
  }

  private static byte[] repaired(
      HostedRepository repository, String branch, String path, byte[] content) {
    repository.branch(branch, "old");
    repository.commitFiles(branch, "Add", Map.of(path, Optional.of(content)), "ada");
    HostedPullRequest pull = repository.openPullRequest("Add", branch, "main", "ada");
    world.awaitConclusion(pull, "failure");
    pull.comment("ada", "/retort fix");
    world.awaitConclusion(pull, "success");
    return repository.bytes(branch, path).orElseThrow();
  }

  /// The parent named twice, in `Revises:` and in `down_revision`; nothing else.
  private static byte[] repointed(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1)
        .replace("cccc00000003", "d1d100000004")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
