package dev.retort.conversation;

import static dev.retort.conversation.World.revision;

import dev.retort.report.Golden;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.PostedComment;
import dev.retort.standin.PostedReviewComment;
import dev.retort.standin.Remark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One conversation for each command as a file that people can read: what somebody wrote, what
/// Retort did and said, and what came of it.
@InWorld(movedOn = true)
class CommandGoldenTest {
  private static World world;

  @AfterEach
  void closePullRequests() {
    world.settle();
    world.shop.pullRequests().stream()
        .filter(HostedPullRequest::isOpen)
        .forEach(HostedPullRequest::close);
  }

  @ParameterizedTest
  @CsvSource({
    "check, ada, /retort check",
    "plan, rita, /retort plan",
    "fix, ada, /retort fix",
    "repoint, ada, /retort repoint",
    "merge, ada, /retort merge",
    "graph, rita, /retort graph",
    "schema, rita, /retort schema",
    "explain, rita, /retort explain RT101",
    "help, rita, /retort help"
  })
  void a_second_head(String file, String login, String command) {
    Story story = new Story(file, world.openSecondHead("work-" + file, "d2d200000005"));

    story.says(login, command);

    story.assertMatches();
  }

  @Test
  void accept() {
    world.shop.branch("work-accept", "main");
    world.shop.commit("work-accept", "Edit", revision("bbbb00000002", ""), "ada");
    HostedPullRequest pull =
        world.shop.openPullRequest("Begin anew at b", "work-accept", "main", "ada");
    world.awaitConclusion(pull, "failure");
    world.settle();
    Story story = new Story("accept", pull);

    story.says("ada", "/retort accept RT203 because no database has run `bbbb00000002` yet");
    story.says("ada", "/retort accept RT101 because the new line is joined tomorrow");
    story.says("ada", "/retort accept RT105 because a was never shipped");

    story.assertMatches();
  }

  @Test
  void wrong_use() {
    world.shop.permit("olga", Role.WRITE);
    Story story = new Story("wrong-use", world.openSecondHead("work-wrong", "d2d200000005"));

    story.says("rita", "/retort fix");
    story.says("olga", "/retort dance");
    story.says("olga", "/retort");
    story.says("olga", "/retort explain");
    story.says("olga", "/retort explain RT999");
    story.says("olga", "/retort accept RT101");
    story.says("olga", "/retort accept RT203 because we can");
    story.says("olga", "> /retort fix\n\nWould that help? `/retort fix` I mean.");

    story.assertMatches();
  }

  /// What happens on one pull request, written down as it happens.
  private static final class Story {
    private final String name;
    private final HostedPullRequest pull;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final StringBuilder page = new StringBuilder();

    Story(String name, HostedPullRequest pull) {
      this.name = name;
      this.pull = pull;
      names.put(world.shop.tip("main").orElseThrow(), "<tip of main>");
      names.put(pull.headSha(), "<head>");
      page.append("# ").append(name).append("\n\n");
      page.append("On the pull request “").append(pull.title()).append("”.\n");
      check();
    }

    void says(String login, String text) {
      String before = pull.headSha();
      int comments = world.ours(pull).size();
      String checked = checkPage();
      PostedComment asked = pull.comment(login, text);
      world.settle();
      names.putIfAbsent(pull.headSha(), "<new head>");
      heading(login + " writes");
      page.append(quoted(text));
      heading("Retort reacts with");
      page.append(
          asked.reactions().isEmpty()
              ? "nothing\n"
              : String.join(", ", asked.reactions().stream().map(Remark.Reaction::content).toList())
                  + "\n");
      for (PostedComment answer : world.ours(pull).stream().skip(comments).toList()) {
        heading("Retort answers");
        page.append(quoted(answer.body()));
      }
      if (!before.equals(pull.headSha())) {
        branch(before);
      }
      if (!checked.equals(checkPage())) {
        check();
      }
    }

    private void branch(String before) {
      heading("On the branch");
      String branch = pull.headBranch();
      world.shop.messagesSince(before, branch).forEach(message -> page.append(quoted(message)));
      page.append("\n```diff\n").append(world.shop.patch(before, pull.headSha())).append("```\n");
      List<PostedReviewComment> suggestions = pull.reviewComments();
      heading("The suggestions on its lines");
      suggestions.forEach(suggestion ->
          page.append("- line ")
              .append(suggestion.anchor().line().orElseThrow())
              .append(": ")
              .append(suggestion.isResolved() ? "resolved" : "open")
              .append('\n'));
    }

    private void check() {
      heading("The check says");
      page.append(checkPage());
    }

    private String checkPage() {
      PostedCheckRun check = World.latest(pull).orElseThrow();
      return check.conclusion().orElseThrow()
          + ": "
          + check.title().orElseThrow()
          + "\n\n"
          + quoted(check.summary().orElseThrow());
    }

    private void heading(String text) {
      page.append("\n## ").append(text).append("\n\n");
    }

    /// Each line begins with `>`, so that the page stays one page whatever is quoted.
    private static String quoted(String text) {
      return text.stripTrailing()
          .lines()
          .map(line -> ("> " + line).stripTrailing() + "\n")
          .reduce("", String::concat);
    }

    void assertMatches() {
      String text = page.toString();
      for (Map.Entry<String, String> known : names.entrySet()) {
        text = text.replace(known.getKey(), known.getValue());
        text = text.replace(known.getKey().substring(0, 7), known.getValue());
      }
      text = text.replaceAll("retort:reply comment-\\d+", "retort:reply comment-N");
      text = text.replaceAll("Co-authored-by: (\\w+) <\\d+", "Co-authored-by: $1 <N");
      Golden.assertMatches("conversation/" + name + ".md", text);
    }
  }
}
