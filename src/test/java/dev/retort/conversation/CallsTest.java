package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static dev.retort.conversation.World.revision;
import static dev.retort.conversation.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.Slow;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.LoggedRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What things cost in requests to GitHub, counted at the stand-in as GitHub counts: an answer of
/// "not modified" is free. What the App asks in its own name, such as a token an hour, is not
/// counted. In the end the figures are printed beside those of the first version.
class CallsTest {
  private static final Map<String, String> FIGURES = new LinkedHashMap<>();

  private World world;
  private Path data;

  @BeforeEach
  void open(@TempDir Path folder) {
    data = folder;
    world = new World(data);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_pull_request_without_migrations_costs_3_and_one_with_costs_5() {
    opened("first", revision("d0d000000004", "cccc00000003")).close();
    world.settle();

    world.github.requests().clear();
    opened("more-docs", Map.of("README.md", "Second.\n"));
    assertThat(calls()).as("%s", world.github.requests()).hasSize(3);
    note("a pull request without migrations", "3", 3);

    world.github.requests().clear();
    HostedPullRequest pull = opened("feature", revision("d1d100000004", "cccc00000003"));
    assertThat(calls()).as("%s", world.github.requests()).hasSize(5);
    note("a pull request with a migration", "5", 5);
    aGroupOfTheMergeQueue(pull);
  }

  /// Among them the look for a check of ours that may be there already.
  private void aGroupOfTheMergeQueue(HostedPullRequest pull) {
    world.github.requests().clear();
    world.shop.queue(world.shop.tip("main").orElseThrow(), pull);
    world.settle();
    assertThat(calls()).as("%s", world.github.requests()).hasSize(3);
    note("a group of the merge queue", "–", 3);
  }

  @Test
  void a_push_to_a_branch_that_nothing_is_based_on_costs_nothing() {
    opened("feature", revision("d1d100000004", "cccc00000003"));
    world.github.requests().clear();

    world.shop.branch("elsewhere", "main");
    world.shop.commit("elsewhere", "Work", Map.of("README.md", "Elsewhere.\n"));
    world.settle();

    assertThat(calls()).isEmpty();
  }

  @Row("N16")
  @DisplayName(
      "N16 a base that moves by an unrelated file costs at most 2 with 12 open, and no write, and by"
          + " another environment's migration nobody is judged again")
  @Test
  void an_unrelated_base_move() {
    twelveOnOneHead();
    world.github.requests().clear();
    world.github.webhooks().repeat(2);

    world.shop.commit("main", "Elsewhere", Map.of("README.md", "A better shop.\n"));
    world.settle();

    assertThat(calls()).as("%s", world.github.requests()).hasSizeLessThanOrEqualTo(2);
    assertThat(world.github.requests().writes()).isEmpty();
    note("a base move by an unrelated file, 12 open", "46", 2);
    moveAnotherEnvironment();
  }

  private void moveAnotherEnvironment() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("billing/alembic.ini", "[alembic]\nscript_location = %(here)s/alembic\n");
    files.put("billing/alembic/env.py", "target_metadata = object()\n");
    files.put("billing/alembic/versions/b1_step.py", text("b1b100000001", ""));
    world.shop.commit("main", "Billing", files);
    world.settle();
    world.github.requests().clear();

    world.shop.commit(
        "main",
        "Bill",
        Map.of("billing/alembic/versions/b2_step.py", text("b2b200000002", "b1b100000001")));
    world.settle();

    assertThat(world.github.requests().count("repos/compare-commits")).isZero();
    assertThat(world.github.requests().writes()).isEmpty();
  }

  @Row("N16")
  @DisplayName("N16 a base that moves to another head costs 2 and 4 for each that turns red")
  @Test
  void a_base_move_that_turns_twelve_red() {
    haveMovedBefore();
    List<HostedPullRequest> pulls = twelveOnOneHead();
    world.github.requests().clear();

    world.shop.commit("main", "Hurry", revision("d1d100000004", "cccc00000003"));
    pulls.forEach(pull -> world.awaitConclusion(pull, "failure"));
    world.settle();

    assertThat(calls()).as("%s", world.github.requests()).hasSizeLessThanOrEqualTo(2 + 4 * 12);
    note("a base move that turns 12 red", "75", 2 + 4 * 12);
    assertThat(world.sticky(pulls.getLast()).getFirst().body())
        .contains("`main` moved to " + world.shop.tip("main").orElseThrow().substring(0, 7));
  }

  @Row({"N14", "G5"})
  @DisplayName("N14 300 pushes to one pull request give at most 3 verdicts")
  @Test
  void a_flood_of_pushes() {
    world.restart(World.USUAL_SETTLING);
    HostedPullRequest pull = opened("feature", revision("d1d100000004", "cccc00000003"));
    world.github.requests().clear();

    for (int i = 0; i < 300; i++) {
      pull.push("Push " + i, Map.of("notes.txt", "Push " + i + "\n"));
    }
    world.awaitConclusion(pull, "success");
    world.settle();

    int verdicts = world.github.requests().count("checks/create");
    assertThat(verdicts).isBetween(1, 3);
    note("verdicts on 300 pushes at once", "88", verdicts, 3);
  }

  @Row({"N14", "G5"})
  @DisplayName("N14 300 pushes in the course of a minute give at most 3 verdicts")
  @Slow
  void a_minute_of_pushes() throws InterruptedException {
    world.restart(World.USUAL_SETTLING);
    HostedPullRequest pull = opened("feature", revision("d1d100000004", "cccc00000003"));
    world.github.requests().clear();

    for (int i = 0; i < 300; i++) {
      pull.push("Push " + i, Map.of("notes.txt", "Push " + i + "\n"));
      TimeUnit.MILLISECONDS.sleep(195);
    }
    int verdicts = world.github.requests().count("checks/create");
    assertThat(verdicts).isBetween(1, 3);
    world.awaitConclusion(pull, "success");
    note("verdicts on 300 pushes in a minute", "88", verdicts, 3);
  }

  @Row("N6")
  @DisplayName(
      "N6 the first look at 300 migrations costs at most 12, and a restart none of it again")
  @Test
  void a_first_look_at_many() {
    // A push that is heard of late would make the next one look as if it brought the whole history.
    world.settle();
    world.shop.commit("main", "History", line(300));
    world.settle();
    world.restart(World.QUICK);
    world.github.requests().clear();

    opened("feature", revision("d1d100000004", "f%011d".formatted(299)));
    assertThat(calls()).as("%s", world.github.requests()).hasSizeLessThanOrEqualTo(12);
    note("the first look at 300 migrations", "287", 12);

    world.restart(World.QUICK);
    world.github.requests().clear();
    opened("another", revision("d2d200000005", "f%011d".formatted(299)));
    assertThat(world.github.requests().count("graphql/Blobs")).isZero();
    assertThat(world.github.requests().count("git/get-blob")).isLessThanOrEqualTo(2);
    note("the first look after a restart, 300 migrations", "287", 12);

    for (int i = 10; i < 20; i++) {
      opened("more-" + i, revision("e0e0000000" + i, "f%011d".formatted(299)));
    }
    world.settle();
    world.restart(World.QUICK);
    world.settle();
    world.github.requests().clear();
    world.shop.commit("main", "Elsewhere", Map.of("README.md", "A better shop.\n"));
    world.settle();
    // What is open is listed once more, because nobody knows what was missed.
    assertThat(calls()).as("%s", world.github.requests()).hasSizeLessThanOrEqualTo(2 + 1);
    assertThat(world.github.requests().writes()).isEmpty();
    note("the same after a restart, 300 migrations", "2,637", 2 + 1);
  }

  @Row("N6")
  @DisplayName("N6 the first look at 3,000 migrations costs at most 60")
  @Test
  void a_first_look_at_very_many() {
    world.stopServer();
    world.shop.commit("main", "History", line(3000));
    world.github.requests().clear();
    world.startServer();

    opened("feature", revision("d1d100000004", "f%011d".formatted(2999)));

    assertThat(calls()).as("%s", world.github.requests().counts()).hasSizeLessThanOrEqualTo(60);
    note("the first look at 3,000 migrations", "about 3,000", 60);
  }

  @Row("N6")
  @DisplayName(
      "N6 12 pull requests at once on a cold start have their verdicts within one window: they share one fetch, and a failed batch costs nothing again")
  @Test
  void one_fetch_is_shared() {
    world.shop.commit("main", "History", line(300));
    world.settle();
    world.stopServer();
    world.forgetKept();
    List<HostedPullRequest> pulls = new ArrayList<>();
    for (int i = 10; i < 22; i++) {
      String id = "e0e0000000" + i;
      world.shop.branch("feature-" + i, "main");
      world.shop.commit("feature-" + i, id, revision(id, "f%011d".formatted(299)), "ada");
      pulls.add(world.shop.openPullRequest(id, "feature-" + i, "main", "ada"));
    }
    world.github.webhooks().awaitIdle(World.PATIENCE);
    world.github.requests().clear();
    world.github.faults().on("graphql/Blobs").after(2).answer(502, "Bad gateway");
    world.startServer();

    world.github.webhooks().redeliver("pull_request", "opened");
    pulls.forEach(pull -> world.awaitConclusion(pull, "success"));
    world.settle();

    assertThat(world.github.faults().unused()).isEmpty();
    // A window of GitHub's has 1,000 calls at least.
    assertThat(calls()).as("%s", world.github.requests()).hasSizeLessThanOrEqualTo(200);
    note("12 pull requests on a cold start, 300 migrations", "never", 200);
  }

  private HostedPullRequest opened(String branch, Map<String, String> files) {
    world.shop.branch(branch, "main");
    world.shop.commit(branch, "Work on " + branch, files, "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Work on " + branch, branch, "main", "ada");
    world.awaitConclusion(pull, "success");
    world.settle();
    return pull;
  }

  /// What only the judgement of a whole branch reads, such as `env.py`, is read once for ever.
  private void haveMovedBefore() {
    world.shop.commit(
        "main",
        "Comment",
        Map.of(path("aaaa00000001"), text("aaaa00000001", "") + "# The first.\n"));
    world.settle();
  }

  private List<HostedPullRequest> twelveOnOneHead() {
    List<HostedPullRequest> pulls = new ArrayList<>();
    for (int i = 10; i < 22; i++) {
      pulls.add(world.open("feature-" + i, "e0e0000000" + i));
    }
    pulls.forEach(pull -> world.awaitConclusion(pull, "success"));
    world.settle();
    return pulls;
  }

  /// @param before what the first version needed
  private void note(String what, String before, int bound) {
    note(what, before, calls().size(), bound);
  }

  private static void note(String what, String before, int now, int bound) {
    FIGURES.put(what, "%12s %8d %8d".formatted(before, now, bound));
  }

  @AfterAll
  static void print() {
    System.out.printf("%-50s %12s %8s %8s%n", "Calls to GitHub", "at first", "now", "at most");
    FIGURES.forEach((what, figures) -> System.out.printf("%-50s %s%n", what, figures));
  }

  private List<LoggedRequest> calls() {
    return world.github.requests().all().stream()
        .filter(request -> !request.operation().startsWith("apps/"))
        .filter(request -> request.status() != 304)
        .toList();
  }

  static Map<String, String> line(int length) {
    Map<String, String> files = new LinkedHashMap<>();
    String parent = "cccc00000003";
    for (int i = 0; i < length; i++) {
      String id = "f%011d".formatted(i);
      files.putAll(revision(id, parent));
      parent = id;
    }
    return files;
  }
}
