package dev.retort.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.retort.Server;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.PostedComment;
import dev.retort.standin.PostedReviewComment;
import dev.retort.standin.RegisteredApp;
import dev.retort.standin.StandIn;
import dev.retort.web.ServerSettings;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// The main job from a person's chair: the real server with its embedded database against a
/// stand-in for GitHub that holds real git. Ends with 0 only if all of it happened.
public final class Demo {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<String> NEXT =
      List.of(
          "",
          "Now try it on a repository of yours:",
          "",
          "  mvn -q package -DskipTests",
          "  target/retort/bin/retort check ~/src/your-repository",
          "  target/retort/bin/retort audit ~/src/your-repository",
          "",
          "Then have it on every pull request: `retort init --github-action` in that repository, or",
          "`retort serve` for the App you have just seen. The README says how.");

  private final Screen screen;
  private final StandIn github;
  private final HostedRepository shop;

  Demo(Screen screen, StandIn github) {
    this.screen = screen;
    this.github = github;
    this.shop = github.repository("acme/shop");
  }

  static void main() throws IOException {
    long started = System.nanoTime();
    // The log belongs to whoever runs a server; a person at GitHub sees none of it.
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    Path data = Files.createTempDirectory("retort-demo");
    Screen screen = new Screen(System.out, onTerminal());
    screen.waiting("starting the server and a stand-in for GitHub");
    boolean done = false;
    try (StandIn github = StandIn.start(RegisteredApp.retort());
        Server server = Server.start(settings(github, data))) {
      github.deliverTo("http://127.0.0.1:" + server.port() + "/webhook");
      Demo demo = new Demo(screen, github);
      demo.play();
      done = true;
    } catch (Unseen e) {
      screen.note("✗ " + e.getMessage());
    } finally {
      delete(data);
    }
    screen.note("");
    screen.note(
        done
            ? "All of it happened, in %.1f s.".formatted((System.nanoTime() - started) / 1e9)
            : "Not all of it happened.");
    if (done) {
      NEXT.forEach(screen::note);
    }
    System.exit(done ? 0 : 1);
  }

  private static boolean onTerminal() {
    return System.getenv("NO_COLOR") == null
        && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /// The first two acts: a pull request turns red because its base moved.
  HostedPullRequest untilRed() {
    screen.act(1, "Two pull requests revise the same head, c4b97f03d5e8. Both are green.");
    shop.permit("ada", Role.WRITE).permit("grace", Role.WRITE);
    shop.commit("main", "Start the shop", Shop.base());
    shop.branch("wishlist", "main").branch("refunds", "main");
    shop.commit(
        "wishlist",
        "Add wishlists",
        Shop.revision("7e21b8d40c5f", "c4b97f03d5e8", "add wishlists", "2026-05-04 10:12:30"),
        "ada");
    shop.commit(
        "refunds",
        "Add refunds",
        Shop.revision("a93c0d5e6f17", "c4b97f03d5e8", "add refunds", "2026-05-04 15:47:08"),
        "grace");
    HostedPullRequest wishlist = shop.openPullRequest("Add wishlists", "wishlist", "main", "ada");
    HostedPullRequest refunds = shop.openPullRequest("Add refunds", "refunds", "main", "grace");
    show(wishlist, awaitCheck(wishlist, "success"));
    show(refunds, awaitCheck(refunds, "success"));

    screen.act(
        2,
        "Ada merges #"
            + wishlist.number()
            + ". Nobody touches #"
            + refunds.number()
            + ", but main has moved under it.");
    wishlist.merge("ada");
    return refunds;
  }

  private void play() {
    HostedPullRequest refunds = untilRed();
    PostedCheckRun red = awaitCheck(refunds, "failure");
    show(refunds, red);
    red.annotations()
        .forEach(annotation ->
            screen.panel(
                "✗",
                annotation.path("path").asText() + ":" + annotation.path("start_line").asInt(),
                List.of(annotation.path("title").asText(), annotation.path("message").asText())));

    screen.act(3, "On the lines of the diff stand suggestions, each one click away from a commit.");
    List<PostedReviewComment> suggestions =
        await(
            "suggestions",
            () -> Optional.of(refunds.reviewComments()).filter(all -> !all.isEmpty()));
    suggestions.forEach(this::show);

    screen.act(4, "One comment says it all, with the graph as it would land and after the repair.");
    PostedComment sticky = await("a comment", () -> refunds.comments().stream().findFirst());
    screen.panel(
        " ",
        sticky.author().login() + " commented on #" + refunds.number(),
        Page.rendered(sticky.body()));

    screen.act(5, "Grace writes a comment.");
    String judged = refunds.headSha();
    PostedComment asked = refunds.comment("grace", "/retort fix");
    screen.panel(" ", "grace commented on #" + refunds.number(), List.of(asked.body()));
    PostedComment reply =
        await(
            "a reply",
            () ->
                refunds.comments().stream()
                    .filter(comment -> comment.id() > asked.id())
                    .findFirst());
    screen.panel(
        " ",
        reply.author().login() + " commented on #" + refunds.number(),
        Page.rendered(reply.body()));
    if (refunds.headSha().equals(judged)) {
      throw new Unseen("the branch did not move");
    }
    List<String> commit = new ArrayList<>();
    shop.messagesSince(judged, "refunds")
        .forEach(message -> commit.addAll(message.lines().toList()));
    commit.add("");
    commit.addAll(changedLines(judged, refunds.headSha()));
    screen.panel(" ", "commit " + refunds.headSha().substring(0, 7) + " on refunds", commit);

    screen.act(6, "The new commit brings a new verdict.");
    show(refunds, awaitCheck(refunds, "success"));
    refunds.merge("grace");
    screen.note("Grace merges #" + refunds.number() + ", and main has one head.");
    github.webhooks().awaitIdle(PATIENCE);
  }

  private void show(HostedPullRequest pullRequest, PostedCheckRun run) {
    List<String> lines = new ArrayList<>();
    lines.add(run.title().orElse(""));
    lines.add("");
    lines.addAll(Page.rendered(run.summary().orElse("")));
    if (!run.buttons().isEmpty()) {
      lines.add("");
      StringBuilder buttons = new StringBuilder();
      run.buttons().forEach(button -> buttons.append("[ ").append(button.label()).append(" ]  "));
      lines.add(buttons.toString().stripTrailing());
    }
    String conclusion = run.conclusion().orElse(run.status());
    screen.panel(
        conclusion.equals("success") ? "✓" : "✗",
        "retort · "
            + conclusion
            + " · #"
            + pullRequest.number()
            + " "
            + pullRequest.title()
            + " at "
            + run.headSha().substring(0, 7),
        lines);
  }

  private void show(PostedReviewComment comment) {
    int line = comment.anchor().line().orElseThrow();
    List<String> lines =
        new ArrayList<>(Page.rendered(comment.body().replaceAll("(?s)```.*?```", "")));
    lines.add("");
    lines.add(
        "- "
            + shop.text(comment.pullRequest().headSha(), comment.anchor().path())
                .orElseThrow()
                .lines()
                .toList()
                .get(line - 1));
    comment
        .body()
        .lines()
        .dropWhile(each -> !each.startsWith("```suggestion"))
        .skip(1)
        .takeWhile(each -> !each.startsWith("```"))
        .forEach(each -> lines.add("+ " + each));
    lines.add("");
    lines.add("[ Commit suggestion ]");
    screen.panel(" ", comment.anchor().path() + ":" + line, lines);
  }

  private List<String> changedLines(String before, String after) {
    List<String> lines = new ArrayList<>();
    String path = "backend/alembic/versions/a93c0d5e6f17_add_refunds.py";
    List<String> old = shop.text(before, path).orElseThrow().lines().toList();
    List<String> now = shop.text(after, path).orElseThrow().lines().toList();
    for (int i = 0; i < now.size(); i++) {
      if (i < old.size() && !old.get(i).equals(now.get(i))) {
        lines.add("- " + old.get(i));
        lines.add("+ " + now.get(i));
      }
    }
    return lines;
  }

  PostedCheckRun awaitCheck(HostedPullRequest pullRequest, String conclusion) {
    return await(
        "a check that says " + conclusion + " on #" + pullRequest.number(),
        () ->
            pullRequest.checkRuns().reversed().stream()
                .findFirst()
                .filter(run -> run.conclusion().equals(Optional.of(conclusion))));
  }

  private <T> T await(String what, Supplier<Optional<T>> look) {
    Instant end = Instant.now().plus(PATIENCE);
    screen.waiting("waiting for " + what);
    while (Instant.now().isBefore(end)) {
      Optional<T> seen = look.get();
      if (seen.isPresent()) {
        screen.waited();
        return seen.get();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new Unseen("waited " + PATIENCE.toSeconds() + " s for " + what);
  }

  static ServerSettings settings(StandIn github, Path data) {
    return ServerSettings.from(
        Map.of(
            "RETORT_APP_ID", String.valueOf(github.app().id()),
            "RETORT_PRIVATE_KEY", github.app().privateKeyPem(),
            "RETORT_WEBHOOK_SECRET", github.app().webhookSecret(),
            "RETORT_GITHUB_URL", github.url(),
            "RETORT_DATA_DIR", data.toString(),
            "RETORT_HOST", "127.0.0.1",
            "RETORT_PORT", "0"));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Something that should have been seen was not.
  private static final class Unseen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unseen(String message) {
      super(message);
    }
  }
}
