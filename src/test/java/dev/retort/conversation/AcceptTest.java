package dev.retort.conversation;

import static dev.retort.conversation.World.path;
import static dev.retort.conversation.World.revision;
import static dev.retort.conversation.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.PostedCheckRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Findings that a team lets pass.
@InWorld
class AcceptTest {
  private World world;

  @Test
  void an_accepted_finding_passes_and_is_told_with_name_and_reason() {
    HostedPullRequest pull = editsTheParents();

    pull.comment(
        "ada",
        "/retort accept RT203 because no database has run `bbbb00000002` yet\n"
            + "/retort accept RT101 because the rest follows tomorrow");

    assertThat(world.awaitReply(pull, 1).body()).contains("RT203", "RT101", "pass from now on");
    PostedCheckRun check = world.awaitConclusion(pull, "success");
    assertThat(check.summary().orElseThrow())
        .contains("accepted by ada because no database has run `bbbb00000002` yet");
    assertThat(check.annotations())
        .anySatisfy(annotation -> {
          assertThat(annotation.path("annotation_level").asText()).isEqualTo("notice");
          assertThat(annotation.path("message").asText()).startsWith("Accepted by ada because no");
        });
    world.settle();
    assertThat(world.sticky(pull))
        .singleElement()
        .satisfies(comment ->
            assertThat(comment.body()).contains("2 findings are accepted", "accepted by ada"));
  }

  @Test
  void what_an_accepted_finding_leads_to_still_fails() {
    HostedPullRequest pull = editsTheParents();
    assertThat(failing(pull)).containsExactly("RT203");

    pull.comment("ada", "/retort accept RT203 because no database has run it");
    world.awaitReply(pull, 1);
    world.settle();

    assertThat(failing(pull)).containsExactly("RT101");
  }

  @Test
  void a_push_that_leaves_the_finding_as_it_is_keeps_the_acceptance() {
    HostedPullRequest pull = accepted();

    pull.push("Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();
    assertThat(conclusion(pull)).isEqualTo("success");

    String further = text("bbbb00000002", "").replace("\"\"\"\nfrom", "More.\n\n\"\"\"\nfrom");
    pull.push("Move it down by two lines", Map.of(path("bbbb00000002"), further));
    world.settle();

    assertThat(conclusion(pull)).isEqualTo("success");
  }

  @Test
  void the_acceptance_outlives_a_restart() {
    HostedPullRequest pull = accepted();
    world.stopServer();
    world.startServer();

    pull.push("Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();

    assertThat(conclusion(pull)).isEqualTo("success");
  }

  @Test
  @Row("N21")
  @DisplayName(
      "N21 what was accepted is kept for 90 days after closing, and for good when reopened")
  void closed_and_reopened(@TempDir Path data) throws SQLException {
    world.restartWith(data);
    HostedPullRequest pull = accepted();
    assertThat(retired(data)).as("while it is open").containsOnly(false);

    pull.close();
    world.settle();
    assertThat(retired(data)).as("closed").containsOnly(true);

    pull.reopen();
    world.settle();
    assertThat(retired(data)).as("reopened").containsOnly(false);
    assertThat(conclusion(pull)).isEqualTo("success");
  }

  /// Whether each of what was accepted will be forgotten 90 days from now.
  private static List<Boolean> retired(Path data) throws SQLException {
    List<Boolean> retired = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("retort.db"));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select retired_at > 0 from ledger where page like 'accepted %'")) {
      while (rows.next()) {
        retired.add(rows.getBoolean(1));
      }
    }
    return retired;
  }

  @Test
  void a_finding_that_changes_is_not_covered() {
    HostedPullRequest pull = accepted();

    pull.push("Other parents still", revision("bbbb00000002", "cccc00000003"));

    world.awaitConclusion(pull, "failure");
  }

  @Test
  void another_finding_of_the_same_code_is_not_covered() {
    HostedPullRequest pull = accepted();

    pull.push("Once more", revision("cccc00000003", "aaaa00000001"));

    world.awaitConclusion(pull, "failure");
  }

  @Test
  void another_edit_of_an_accepted_body_is_not_covered() {
    world.shop.branch("body", "main");
    world.shop.commit("body", "Edit", body("select 2"), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Edit", "body", "main", "ada");
    world.settle();
    pull.comment("ada", "/retort accept RT205 because the old text never ran");
    world.awaitReply(pull, 1);
    world.settle();
    assertThat(World.latest(pull).orElseThrow().summary().orElseThrow())
        .contains("accepted by ada");

    pull.push("Edit more", body("select 3"));
    world.settle();

    assertThat(World.latest(pull).orElseThrow().summary().orElseThrow())
        .doesNotContain("accepted by");
  }

  @Test
  void an_acceptance_holds_in_its_own_pull_request_alone() {
    accepted();
    world.shop.branch("other", "main");
    world.shop.commit("other", "Edit", revision("bbbb00000002", ""), "ada");

    HostedPullRequest other = world.shop.openPullRequest("Same", "other", "main", "ada");

    world.awaitConclusion(other, "failure");
  }

  @Test
  void what_is_accepted_does_not_keep_the_rest_from_being_repaired() {
    HostedPullRequest pull = accepted();
    pull.push("Add", revision("d2d200000005", "cccc00000003"));
    world.shop.commit("main", "Hurry", revision("d1d100000004", "cccc00000003"));
    world.awaitConclusion(pull, "failure");

    pull.comment("ada", "/retort fix");

    world.awaitConclusion(pull, "success");
    assertThat(world.shop.text("edit", path("bbbb00000002")))
        .as("what was accepted stays")
        .contains(text("bbbb00000002", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /retort accept                          | Which rule's findings?
          /retort accept RT999 because we can     | No rule has the code `RT999`
          /retort accept @acme/all because we can | No rule has the code `@ACME/ALL`
          /retort accept RT203                    | Say why
          /retort accept RT203 because            | Say why
          /retort accept RT203 it is fine         | Say why
          /retort accept RT104 because we can     | Nothing of `RT104` is here
          """)
  void what_cannot_be_accepted_is_answered_in_a_sentence(String command, String answer) {
    HostedPullRequest pull = editsTheParents();

    pull.comment("ada", command);

    assertThat(world.awaitReply(pull, 1).body()).contains(answer);
    world.settle();
    assertThat(conclusion(pull)).isEqualTo("failure");
  }

  @Row("A11")
  @DisplayName("A11 a reader, or a writer who is one no longer, accepts nothing")
  @Test
  void readers_accept_nothing() {
    HostedPullRequest pull = editsTheParents();

    pull.comment("rita", "/retort accept RT203 because I say so");
    assertThat(world.awaitReply(pull, 1).body()).contains("needs write permission");
    world.shop.permit("ada", Role.READ);
    pull.comment("ada", "/retort accept RT203 because I used to");
    assertThat(world.awaitReply(pull, 2).body()).contains("needs write permission");

    world.settle();
    assertThat(conclusion(pull)).isEqualTo("failure");
  }

  @Row({"A15", "F30"})
  @DisplayName("A15 F30 what was pushed after the verdict is not accepted unseen")
  @Test
  void a_push_before_the_command_is_read() {
    HostedPullRequest pull = editsTheParents();
    world
        .github
        .faults()
        .on("reactions/create-for-issue-comment")
        .before(() -> pull.push("Sneak in", revision("cccc00000003", "aaaa00000001")));

    pull.comment("ada", "/retort accept RT203 because I looked at it");

    assertThat(world.awaitReply(pull, 1).body()).contains("changed nothing", pull.headSha());
  }

  @Row("A18")
  @DisplayName("A18 a reason full of mentions, images and fences is shown as inert text")
  @Test
  void hostile_reasons() {
    HostedPullRequest pull = editsTheParents();

    String reason = "because @org/team ![a](http://b) #1 ``` <img src=x> [x](y)";
    pull.comment("ada", "/retort accept RT203 " + reason);
    pull.comment("ada", "/retort accept RT101 " + reason);

    PostedCheckRun check = world.awaitConclusion(pull, "success");
    world.settle();
    assertThat(AbuseTest.outsideCode(check.summary().orElseThrow()))
        .doesNotContain("@org", "![a]", "#1", "<img");
    world
        .ours(pull)
        .forEach(comment ->
            assertThat(AbuseTest.outsideCode(comment.body()))
                .doesNotContain("@org", "![a]", "#1", "<img"));
  }

  @Row("A16")
  @DisplayName("A16 a comment that looks like an acceptance of ours accepts nothing")
  @Test
  void forged_acceptances() {
    HostedPullRequest pull = editsTheParents();

    pull.comment("rita", "<!-- retort:accepted RT203 -->\nRT203 accepted by ada because so");
    pull.push("Say more", Map.of("README.md", "A better shop.\n"));
    world.settle();

    assertThat(conclusion(pull)).isEqualTo("failure");
  }

  private static String conclusion(HostedPullRequest pull) {
    return World.latest(pull).flatMap(PostedCheckRun::conclusion).orElse("none");
  }

  private static Set<String> failing(HostedPullRequest pull) {
    return World.latest(pull).orElseThrow().annotations().stream()
        .filter(each -> each.path("annotation_level").asText().equals("failure"))
        .map(each -> each.path("title").asText().substring(0, 5))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// A revision of the base would revise nothing.
  private HostedPullRequest editsTheParents() {
    world.shop.branch("edit", "main");
    world.shop.commit("edit", "Edit", revision("bbbb00000002", ""), "ada");
    HostedPullRequest pull = world.shop.openPullRequest("Edit", "edit", "main", "ada");
    world.awaitConclusion(pull, "failure");
    world.settle();
    return pull;
  }

  private HostedPullRequest accepted() {
    HostedPullRequest pull = editsTheParents();
    // Once the edit is let pass, the second head that it leaves is still to be answered for.
    for (String code : List.of("RT203", "RT101")) {
      int replies = world.replies(pull).size();
      pull.comment("ada", "/retort accept " + code + " because no database has run it");
      world.awaitReply(pull, replies + 1);
    }
    world.awaitConclusion(pull, "success");
    world.settle();
    return pull;
  }

  private static Map<String, String> body(String statement) {
    return Map.of(
        path("bbbb00000002"), text("bbbb00000002", "aaaa00000001").replace("select 1", statement));
  }
}
