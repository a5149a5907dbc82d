package dev.retort.conversation;

import static dev.retort.conversation.World.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.PostedComment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The default branch is broken itself, and one pull request offers the repair.
@InWorld
class RepairMainlineTest {
  private static final String BRANCH = "retort/repair-main";

  private World world;

  @Test
  void several_heads_on_the_default_branch_open_one_pull_request_that_joins_them() {
    breakMain();

    HostedPullRequest repair = ours().getFirst();
    assertThat(ours()).hasSize(1);
    assertThat(repair.headBranch()).isEqualTo(BRANCH);
    assertThat(repair.title()).isEqualTo("Join the two heads of main");
    assertThat(repair.body())
        .contains("`d1d100000004`", "`d2d200000005`", world.shop.tip("main").orElseThrow())
        .contains("one head", "judges this pull request like any other");
    assertThat(world.shop.messagesSince(world.shop.tip("main").orElseThrow(), BRANCH))
        .singleElement()
        .satisfies(message -> assertThat(message).contains("RT101", "Proved by reading"));

    world.awaitConclusion(repair, "success");
    repair.merge("ada");
    world.settle();
    assertThat(ours()).hasSize(1);
    assertThat(world.shop.tip(BRANCH)).as("our branch is tidied away").isEmpty();
  }

  @Test
  void a_whole_default_branch_is_left_alone_for_a_handful_of_calls() {
    world.shop.commit("main", "Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();
    world.github.requests().clear();

    world.shop.commit("main", "Add", revision("d1d100000004", "cccc00000003"));
    world.settle();

    assertThat(world.shop.pullRequests()).isEmpty();
    assertThat(world.github.requests().writes()).isEmpty();
    // Whether the older files were read before, by the sweep of the start, is a matter of timing.
    assertThat(world.github.requests().counts())
        .as("its tree, the one new file, and those that nobody had read yet in one batch")
        .containsEntry("git/get-tree", 1L)
        .containsEntry("git/get-blob", 1L)
        .allSatisfy((operation, count) -> assertThat(count).as(operation).isEqualTo(1L))
        .containsOnlyKeys(
            Stream.of("git/get-tree", "git/get-blob", "graphql/Blobs")
                .filter(world.github.requests().counts()::containsKey)
                .toList());
  }

  @Test
  void another_broken_branch_gets_none() {
    world.shop.branch("release", "main");
    world.shop.commit("release", "One", revision("d1d100000004", "cccc00000003"));
    world.shop.commit("release", "Two", revision("d2d200000005", "cccc00000003"));
    world.settle();

    assertThat(ours()).isEmpty();
  }

  @Test
  void the_configuration_switches_it_off() {
    world.shop.commit(
        "main",
        "Configure",
        Map.of(".github/retort.yml", "mainline:\n  open_repair_pull_request: false\n"));

    breakMain();

    assertThat(ours()).isEmpty();
  }

  @Test
  void heads_that_the_configuration_allows_are_left_alone() {
    world.shop.commit("main", "Configure", Map.of(".github/retort.yml", "heads: {allow: 2}\n"));

    breakMain();

    assertThat(ours()).isEmpty();
  }

  @Test
  void it_is_brought_up_to_date_when_the_branch_moves_on() {
    breakMain();
    HostedPullRequest repair = ours().getFirst();
    String before = repair.headSha();

    world.shop.commit("main", "On top", revision("e1e100000006", "d1d100000004"));
    world.settle();

    assertThat(ours()).containsExactly(repair);
    assertThat(repair.body()).contains("`e1e100000006`", "`d2d200000005`");
    assertThat(repair.headSha()).isNotEqualTo(before);
    assertThat(forced()).as("no force").isEmpty();
    world.awaitConclusion(repair, "success");
    repair.merge("ada");
    world.settle();
    assertThat(ours()).hasSize(1);
  }

  @Test
  void a_push_that_changes_nothing_about_the_heads_changes_nothing_here() {
    breakMain();
    world.github.requests().clear();

    world.shop.commit("main", "Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();

    assertThat(ours()).hasSize(1);
    assertThat(world.github.requests().writes())
        .allMatch(write -> write.operation().startsWith("checks/"));
  }

  @Test
  void it_is_closed_with_a_sentence_when_somebody_was_faster() {
    breakMain();
    HostedPullRequest repair = ours().getFirst();

    world.shop.commit("main", "By hand", revision("d2d200000005", "d1d100000004"));
    world.settle();

    assertThat(repair.isOpen()).isFalse();
    assertThat(repair.isMerged()).isFalse();
    assertThat(farewells(repair))
        .singleElement()
        .satisfies(body -> assertThat(body).contains(world.shop.tip("main").orElseThrow()));
    assertThat(world.shop.tip(BRANCH)).isEmpty();

    world.shop.commit("main", "Again", revision("d2d200000005", "cccc00000003"));
    world.settle();
    assertThat(ours()).as("broken anew, repaired anew").hasSize(2);
    assertThat(ours().getLast().isOpen()).isTrue();
  }

  @Test
  void one_that_a_person_closed_stays_closed_until_the_heads_change() {
    breakMain();
    ours().getFirst().close();

    world.shop.commit("main", "Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();
    world.shop.commit("main", "Say even more", Map.of("README.md", "The best shop.\n"));
    world.settle();
    assertThat(ours()).hasSize(1);

    world.shop.commit("main", "On top", revision("e1e100000006", "d1d100000004"));
    world.settle();
    assertThat(ours()).hasSize(2);
    assertThat(ours().getLast().isOpen()).isTrue();
    assertThat(forced()).isEmpty();
  }

  @Test
  void one_whose_branch_a_person_deleted_stays_away_until_the_heads_change() {
    breakMain();
    world.shop.deleteBranch(BRANCH);

    world.shop.commit("main", "Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();
    assertThat(ours()).hasSize(1);
    assertThat(world.shop.tip(BRANCH)).isEmpty();

    world.shop.commit("main", "On top", revision("e1e100000006", "d1d100000004"));
    world.settle();
    assertThat(ours()).hasSize(2);
  }

  @Test
  void commits_that_a_person_added_to_its_branch_are_never_written_over() {
    breakMain();
    HostedPullRequest repair = ours().getFirst();
    String theirs = world.shop.commit(BRANCH, "My way", Map.of("README.md", "Mine.\n"), "ada");

    world.shop.commit("main", "On top", revision("e1e100000006", "d1d100000004"));
    world.settle();
    assertThat(repair.headSha()).isEqualTo(theirs);

    world.shop.commit("main", "By hand", revision("d2d200000005", "e1e100000006"));
    world.settle();
    assertThat(repair.isOpen()).as("what holds somebody's work is theirs to close").isTrue();
    assertThat(world.shop.tip(BRANCH)).contains(theirs);
  }

  @Test
  void a_branch_of_that_name_that_is_not_ours_is_left_alone() {
    world.shop.branch(BRANCH, "main");
    String theirs = world.shop.commit(BRANCH, "Mine", Map.of("README.md", "Mine.\n"), "ada");

    breakMain();

    assertThat(ours()).isEmpty();
    assertThat(world.shop.tip(BRANCH)).contains(theirs);
  }

  @Row("F11")
  @DisplayName("F11 an answer that was lost makes no second commit, branch or pull request")
  @ParameterizedTest
  @ValueSource(strings = {"git/create-commit", "git/create-ref", "pulls/create"})
  void lost_answers(String operation) {
    world.github.faults().on(operation).loseAnswer();

    breakMain();

    assertThat(world.github.faults().unused()).isEmpty();
    assertThat(ours()).hasSize(1);
    assertThat(world.shop.messagesSince(world.shop.tip("main").orElseThrow(), BRANCH)).hasSize(1);
  }

  @Row("F11")
  @DisplayName("F11 an answer that was lost while it was brought up to date changes nothing")
  @ParameterizedTest
  @ValueSource(strings = {"git/update-ref", "pulls/update"})
  void lost_answers_on_the_way(String operation) {
    breakMain();
    world.github.faults().on(operation).loseAnswer();

    world.shop.commit("main", "On top", revision("e1e100000006", "d1d100000004"));
    world.settle();

    assertThat(world.github.faults().unused()).isEmpty();
    assertThat(ours()).singleElement().satisfies(pull -> assertThat(pull.isOpen()).isTrue());
    assertThat(ours().getFirst().body()).contains("`e1e100000006`");
    assertThat(world.shop.messagesSince(world.shop.tip("main").orElseThrow(), BRANCH))
        .as("the first repair and the second")
        .hasSize(2);
  }

  @Row("F11")
  @DisplayName("F11 an answer that was lost while it was closed says nothing twice")
  @ParameterizedTest
  @ValueSource(strings = {"issues/create-comment", "pulls/update", "git/delete-ref"})
  void lost_answers_at_the_end(String operation) {
    breakMain();
    HostedPullRequest repair = ours().getFirst();
    world.github.faults().on(operation).loseAnswer();

    world.shop.commit("main", "By hand", revision("d2d200000005", "d1d100000004"));
    world.settle();

    assertThat(world.github.faults().unused()).isEmpty();
    assertThat(repair.isOpen()).isFalse();
    assertThat(farewells(repair)).hasSize(1);
    assertThat(world.shop.tip(BRANCH)).isEmpty();
  }

  @Row({"F15", "F4"})
  @DisplayName("F15 F4 our own pull request and its echoes start nothing, however often they come")
  @Test
  void echoes() {
    world.github.webhooks().repeat(5);
    breakMain();
    assertThat(ours()).hasSize(1);
    int writes = world.github.requests().writes().size();

    world.github.webhooks().hold();
    for (Delivery delivery : world.github.webhooks().log()) {
      world.github.webhooks().redeliver(delivery);
    }
    world.github.webhooks().releaseShuffled(new Random(3));
    world.settle();

    assertThat(ours()).hasSize(1);
    assertThat(world.github.requests().writes()).hasSize(writes);
  }

  @Row("A30")
  @DisplayName("A30 version locations where nothing may be written get no repair")
  @ParameterizedTest
  @ValueSource(strings = {".github/workflows", "x/.github/y"})
  void forbidden_places(String location) {
    Map<String, String> files = new HashMap<>();
    files.put(
        "alembic.ini", "[alembic]\nscript_location = alembic\nversion_locations = " + location);
    files.put("alembic/env.py", "target_metadata = object()\n");
    for (String id : List.of("f1f100000001", "f2f200000002")) {
      String parent = id.startsWith("f1") ? "" : "f1f100000001";
      files.put(location + "/" + id + ".py", World.text(id, parent));
    }
    files.put(location + "/f3f300000003.py", World.text("f3f300000003", "f1f100000001"));
    world.shop.commit("main", "Move", files);
    world.settle();

    assertThat(world.github.requests().count("git/create-tree")).isZero();
    assertThat(ours()).isEmpty();
  }

  /// Two revisions on the same head, both on the default branch.
  private void breakMain() {
    world.shop.commit("main", "One", revision("d1d100000004", "cccc00000003"));
    world.settle();
    world.shop.commit("main", "Two", revision("d2d200000005", "cccc00000003"));
    world.settle();
  }

  private List<HostedPullRequest> ours() {
    return world.shop.pullRequests().stream()
        .filter(pull -> pull.author().login().equals("retort[bot]"))
        .toList();
  }

  private static List<String> farewells(HostedPullRequest pull) {
    return pull.comments().stream()
        .map(PostedComment::body)
        .filter(body -> body.contains("`main` is whole again at "))
        .toList();
  }

  private List<String> forced() {
    return world.github.requests().of("git/update-ref").stream()
        .filter(request -> request.body().path("force").asBoolean())
        .map(Object::toString)
        .toList();
  }
}
