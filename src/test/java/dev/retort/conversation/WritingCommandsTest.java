package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.Delivery;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.HostedRepository.Role;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever has a repair committed, by words or by the button, keeps the same promises.
@InWorld(movedOn = true)
class WritingCommandsTest {
  private static World world;
  private static HostedRepository fork;
  private static int made;

  private String branch = "";

  @BeforeAll
  static void begin() {
    fork = world.shop.fork("fay");
  }

  /// Otherwise each would be read again whenever the base moves.
  @AfterEach
  void closePullRequests() {
    world.settle();
    assertThat(world.github.faults().unused()).as("faults that never happened").isEmpty();
    world.shop.pullRequests().stream()
        .filter(HostedPullRequest::isOpen)
        .forEach(HostedPullRequest::close);
  }

  /// How a person asks.
  enum Way {
    FIX,
    REPOINT,
    MERGE,
    BUTTON;

    void ask(HostedPullRequest pull, String login) {
      switch (this) {
        case FIX -> pull.comment(login, "/retort fix");
        case REPOINT -> pull.comment(login, "/retort repoint");
        case MERGE -> pull.comment(login, "/retort merge");
        case BUTTON -> world.github.pressButton(World.latest(pull).orElseThrow(), "fix", login);
      }
    }
  }

  private HostedPullRequest red() {
    made++;
    branch = "work-" + made;
    return world.openSecondHead(branch, id());
  }

  private HostedPullRequest redFork() {
    made++;
    branch = "work-" + made;
    return world.openSecondHead(
        fork,
        branch,
        path(id()),
        World.text(id(), "cccc00000003").getBytes(StandardCharsets.UTF_8));
  }

  private static String id() {
    return "%012x".formatted(0xe00000000000L + made);
  }

  /// No person shares an account of what may be asked for within a time.
  private static String writer() {
    String login = "writer-" + made;
    world.shop.permit(login, Role.WRITE);
    return login;
  }

  private List<String> commits(HostedRepository repository, String since) {
    return repository.messagesSince(since, branch);
  }

  @ParameterizedTest
  @EnumSource
  void one_commit_says_why_and_who_asked(Way way) {
    HostedPullRequest pull = red();
    String judged = pull.headSha();
    String writer = writer();

    way.ask(pull, writer);

    assertThat(world.awaitReply(pull, 1).body())
        .contains("@" + writer, "Done in " + pull.headSha());
    world.awaitConclusion(pull, "success");
    assertThat(commits(world.shop, judged))
        .singleElement()
        .satisfies(message ->
            assertThat(message)
                .contains("Settles RT101", "Proved by reading", "Co-authored-by: " + writer));
  }

  @ParameterizedTest
  @EnumSource
  void asking_again_when_all_is_well_commits_nothing(Way way) {
    HostedPullRequest pull = red();
    String writer = writer();
    pull.comment(writer, "/retort fix");
    world.awaitConclusion(pull, "success");
    world.awaitReply(pull, 1);
    world.settle();
    String repaired = pull.headSha();

    if (way == Way.BUTTON) {
      assertThat(World.latest(pull).orElseThrow().buttons())
          .noneMatch(button -> button.identifier().equals("fix"));
      return;
    }
    way.ask(pull, writer);

    assertThat(world.awaitReply(pull, 2).body()).contains("nothing to repair");
    assertThat(pull.headSha()).isEqualTo(repaired);
  }

  @Row("A11")
  @DisplayName("A11 who may not write is refused")
  @ParameterizedTest
  @EnumSource
  void readers(Way way) {
    HostedPullRequest pull = red();
    String judged = pull.headSha();

    way.ask(pull, "reader-" + made);

    assertThat(world.awaitReply(pull, 1).body()).contains("needs write permission");
    assertThat(pull.headSha()).isEqualTo(judged);
  }

  @Row({"A15", "F30"})
  @DisplayName("A15 F30 a head that moves before the commit lands is left alone, and it is told")
  @ParameterizedTest
  @EnumSource
  void the_head_moves_before_it_lands(Way way) {
    HostedPullRequest pull = red();
    world
        .github
        .faults()
        .on("git/update-ref")
        .before(() -> pull.push("Meanwhile", Map.of("README.md", "Other words.\n")));

    way.ask(pull, writer());

    assertThat(world.awaitReply(pull, 1).body()).contains("changed nothing", pull.headSha());
    assertThat(world.shop.text(branch, "README.md")).contains("Other words.\n");
    assertThat(commits(world.shop, world.shop.tip("old").orElseThrow())).hasSize(2);
  }

  @Row("A15")
  @DisplayName("A15 a head that nobody was shown is not repaired")
  @ParameterizedTest
  @EnumSource
  void a_push_before_the_request_is_read(Way way) {
    HostedPullRequest pull = red();
    world.github.webhooks().hold();
    var shown = World.latest(pull).orElseThrow();
    pull.push("Meanwhile", Map.of("README.md", "Other words.\n"));
    String pushed = pull.headSha();

    if (way == Way.BUTTON) {
      world.github.pressButton(shown, "fix", writer());
    } else {
      way.ask(pull, writer());
    }
    List<Delivery> held = world.github.webhooks().held();
    world.github.webhooks().redeliver(held.getLast());
    assertThat(world.awaitReply(pull, 1).body()).contains("changed nothing");
    world.github.webhooks().release();
    world.settle();

    assertThat(pull.headSha()).isEqualTo(pushed);
    assertThat(world.replies(pull)).hasSize(1);
  }

  @Row("F28")
  @DisplayName("F28 a fork without consent is shown the patch, one with it gets the commit")
  @ParameterizedTest
  @EnumSource
  void forks(Way way) {
    HostedPullRequest pull = redFork();
    String judged = pull.headSha();
    String writer = writer();
    pull.allowMaintainerEdits(false);

    way.ask(pull, writer);
    assertThat(world.awaitReply(pull, 1).body()).contains("git apply --index <<");
    assertThat(pull.headSha()).isEqualTo(judged);

    pull.allowMaintainerEdits(true);
    way.ask(pull, writer);
    world.awaitConclusion(pull, "success");
    assertThat(world.awaitReply(pull, 2).body()).contains("Done in " + pull.headSha());
    assertThat(commits(fork, judged)).hasSize(1);
  }

  @Row("F28")
  @DisplayName("F28 a fork that GitHub refuses to write to is shown the patch")
  @ParameterizedTest
  @CsvSource({
    "FIX, git/create-tree",
    "REPOINT, git/create-commit",
    "MERGE, git/create-tree",
    "BUTTON, git/update-ref",
    "FIX, git/update-ref"
  })
  void forks_that_refuse(Way way, String operation) {
    HostedPullRequest pull = redFork();
    String judged = pull.headSha();
    world.github.faults().on(operation).answer(403, "Resource not accessible by integration");

    way.ask(pull, writer());

    assertThat(world.awaitReply(pull, 1).body()).contains("git apply --index <<");
    assertThat(pull.headSha()).isEqualTo(judged);
  }

  @Row("F11")
  @DisplayName("F11 an answer that was lost makes no second commit and no second reply")
  @ParameterizedTest
  @CsvSource({
    "FIX, git/create-tree", "FIX, git/create-commit", "FIX, git/update-ref",
    "FIX, issues/create-comment", "REPOINT, git/update-ref", "REPOINT, issues/create-comment",
    "MERGE, git/create-commit", "MERGE, git/update-ref", "MERGE, issues/create-comment",
    "BUTTON, git/update-ref", "BUTTON, issues/create-comment"
  })
  void lost_answers(Way way, String operation) {
    HostedPullRequest pull = red();
    String judged = pull.headSha();
    world.github.faults().on(operation).loseAnswer();

    way.ask(pull, writer());

    world.awaitConclusion(pull, "success");
    assertThat(world.awaitReply(pull, 1).body()).contains("Done in " + pull.headSha());
    world.settle();
    assertThat(commits(world.shop, judged)).hasSize(1);
    assertThat(world.replies(pull)).hasSize(1);
  }

  @Row("F11")
  @DisplayName(
      "F11 a commit that did not land before the pull request was closed does not land after")
  @Test
  void closed_before_it_landed() {
    HostedPullRequest pull = red();
    String judged = pull.headSha();
    world.github.faults().on("git/create-commit").then(pull::close);
    world.github.faults().on("git/update-ref").answer(502, "Bad gateway");

    Way.FIX.ask(pull, writer());

    assertThat(world.awaitReply(pull, 1).body()).contains("The pull request is closed");
    assertThat(pull.headSha()).isEqualTo(judged);
  }

  @Row("F17")
  @DisplayName("F17 suggestions that GitHub refuses keep no command from its commit")
  @ParameterizedTest
  @EnumSource
  void refused_suggestions(Way way) {
    world.github.faults().on("pulls/create-review").times(3).answer(422, "line is not in the diff");
    HostedPullRequest pull = red();
    assertThat(pull.reviewComments()).isEmpty();

    way.ask(pull, writer());

    world.awaitConclusion(pull, "success");
    assertThat(world.awaitReply(pull, 1).body()).contains("Done in " + pull.headSha());
  }

  @Row("A30")
  @DisplayName("A30 nothing is written where nothing may be, whatever the configuration says")
  @ParameterizedTest
  @EnumSource
  void forbidden_places(Way way) {
    made++;
    HostedRepository odd = world.github.repository("acme/odd-" + made);
    String writer = writer();
    odd.permit(writer, Role.WRITE);
    String folder = ".github/workflows/";
    Map<String, String> files = new LinkedHashMap<>();
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\nversion_locations = " + folder);
    files.put("alembic/env.py", "target_metadata = object()\n");
    files.put(folder + "a.py", World.text("aaaa00000001", ""));
    odd.commit("main", "Start", files);
    odd.branch("work", "main");
    odd.commit("work", "Two", Map.of(folder + "c.py", World.text("cccc00000003", "aaaa00000001")));
    odd.commit("main", "One", Map.of(folder + "b.py", World.text("bbbb00000002", "aaaa00000001")));
    HostedPullRequest pull = odd.openPullRequest("Two", "work", "main", writer);
    world.awaitConclusion(pull, "failure");
    world.settle();
    String judged = pull.headSha();

    if (way == Way.BUTTON) {
      assertThat(World.latest(pull).orElseThrow().buttons())
          .noneMatch(button -> button.identifier().equals("fix"));
    } else {
      way.ask(pull, writer);
      assertThat(world.awaitReply(pull, 1).body()).containsPattern("No (repair|`)");
    }

    assertThat(pull.headSha()).isEqualTo(judged);
    assertThat(
            world.github.requests().of("git/create-tree").stream()
                .filter(request -> request.path().contains("/" + odd.id() + "/")))
        .isEmpty();
    pull.close();
  }
}
