package dev.retort.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Slow;
import dev.retort.bot.RecentRevisions;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.change.Snapshot;
import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.LoggedRequest;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.PostedComment;
import dev.retort.standin.QueuedGroup;
import dev.retort.verdict.Judge;
import dev.retort.verdict.NaiveJudge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a day brings, in the end every open pull request has one check, and it is right. More
/// days than usual with `mvn test -Dtest=RecordedDayTest -Dretort.days=1000`.
class RecordedDayTest {
  private static final int DAYS = 2;
  private static final int MANY_DAYS = 40;

  /// What a stand-in holds in memory is let go after so many.
  private static final int DAYS_OF_A_WORLD = 5;

  /// A world waits for its pauses now and then.
  private static final int WORLDS_AT_ONCE = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Judge judge = new Judge(new ChangeCache(new RecentRevisions(5_000)));
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> seen = new ConcurrentSkipListMap<>();

  @TempDir private Path data;

  @Test
  void after_each_of_some_days_every_open_pull_request_has_one_right_check() {
    live(Integer.getInteger("retort.days", DAYS));
  }

  @Slow
  void after_each_of_many_days_every_open_pull_request_has_one_right_check() {
    live(Integer.getInteger("retort.days", MANY_DAYS));
  }

  private void live(int days) {
    try (ExecutorService worlds = Executors.newFixedThreadPool(WORLDS_AT_ONCE)) {
      List<Future<?>> lives = new ArrayList<>();
      for (int seed = 0; seed < days; seed += DAYS_OF_A_WORLD) {
        int from = seed;
        lives.add(worlds.submit(() -> live(from, Math.min(days, from + DAYS_OF_A_WORLD))));
      }
      for (Future<?> life : lives) {
        life.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    seen.forEach((what, count) -> System.out.printf("recorded days: %7d %s%n", count, what));
    assertThat(wrong).isEmpty();
    assertThat(seen.get("failure")).as("checks that fail").isGreaterThan(days);
    assertThat(seen.get("success")).as("checks that do not").isGreaterThan(days / 5);
  }

  private void live(int from, int to) {
    try (World world = new World(data.resolve("world-" + from))) {
      for (int seed = from; seed < to; seed++) {
        RecordedDay day = new RecordedDay(world.github, seed);
        world.github.requests().clear();
        day.pass();
        world.github.faults().clear();
        world.settle(PATIENCE);
        examine(day, seed, world.github.requests().all());
      }
    }
  }

  private void examine(RecordedDay day, int seed, List<LoggedRequest> requests) {
    HostedRepository repository = day.repository();
    for (HostedPullRequest pull : repository.pullRequests()) {
      if (!pull.isOpen() || !pull.headBranch().startsWith("work-")) {
        continue;
      }
      day.tally().open++;
      String base = repository.tip("main").orElseThrow();
      examine(day, seed + " " + pull, base, pull.headSha());
      long comments = pull.comments().stream().filter(RecordedDayTest::isSticky).count();
      if (comments > 1) {
        wrong.add(seed + " " + pull + " has " + comments + " comments");
      }
    }
    for (QueuedGroup group : day.queued()) {
      examine(day, seed + " " + group, group.base(), group.head());
    }
    RecordedDay.Tally tally = day.tally();
    long calls = requests.stream().filter(RecordedDayTest::counts).count();
    int most = budget(tally);
    if (calls > most) {
      wrong.add(seed + " took " + calls + " calls, and " + most + " are allowed");
    }
    count("pull requests", tally.pullRequests);
    count("merges", tally.merges);
    count("forced pushes", tally.forced);
    count("groups of the merge queue", tally.groups);
    count("redeliveries", tally.redeliveries);
    count("faults", tally.faults);
    int same = writtenTwice(requests);
    if (same > tally.faults) {
      wrong.add(seed + " wrote " + same + " checks as they stood there");
    }
    count("checks written as they stood there", same);
    count("calls", (int) calls);
    count("calls allowed", most);
  }

  /// As GitHub counts: what has not changed is free, and what the App asks in its own name is not
  /// the installation's.
  private static boolean counts(LoggedRequest request) {
    return !request.operation().startsWith("apps/") && request.status() != 304;
  }

  /// Five for each head and two for each move of the base; one for each comparison with it, and
  /// four more for each pull request that turns red; four tries for what a fault spoiled, and two
  /// for a look at what was told before.
  private static int budget(RecordedDay.Tally tally) {
    int heads = tally.pullRequests + tally.forced + tally.pushes;
    return 5 * heads
        + 2 * (tally.merges + 1)
        + tally.judgedAgain
        + 4 * tally.pullRequests
        + 6 * tally.groups
        + 4 * tally.faults
        + 2 * tally.redeliveries;
  }

  /// How many updates of a check said what it said already. One whose answer was lost is sent
  /// again.
  private static int writtenTwice(List<LoggedRequest> requests) {
    Map<String, String> standing = new HashMap<>();
    int same = 0;
    for (LoggedRequest request : requests) {
      if (request.operation().equals("checks/update")) {
        String now = request.body().path("conclusion") + " " + request.body().path("output");
        String before = standing.put(request.path(), now);
        same += now.equals(before) ? 1 : 0;
      }
    }
    return same;
  }

  private void examine(RecordedDay day, String what, String base, String head) {
    HostedRepository repository = day.repository();
    List<PostedCheckRun> runs = repository.checkRuns(head);
    if (runs.isEmpty() || runs.stream().anyMatch(run -> !run.status().equals("completed"))) {
      wrong.add(what + " has the checks " + runs);
      return;
    }
    for (int i = 1; i < runs.size(); i++) {
      if (said(runs.get(i)).equals(said(runs.get(i - 1)))) {
        wrong.add(what + " was told twice: " + said(runs.get(i)));
      }
    }
    String conclusion = runs.getLast().conclusion().orElseThrow();
    count(conclusion, 1);
    String expected =
        judge
            .judge(
                Change.of(
                    snapshot(repository, base),
                    snapshot(repository, repository.mergeBase(base, head)),
                    snapshot(repository, head)))
            .conclusion()
            .word();
    if (!conclusion.equals(expected)) {
      wrong.add(what + " has " + conclusion + ", and ought to have " + expected);
    }
    NaiveJudge.Opinion opinion = day.opinion(base, head);
    boolean contradicts =
        (opinion == NaiveJudge.Opinion.FAILS && !conclusion.equals("failure"))
            || (opinion == NaiveJudge.Opinion.PASSES && conclusion.equals("failure"));
    if (contradicts) {
      wrong.add(what + " has " + conclusion + ", and naively it " + opinion);
    }
  }

  /// GitHub shows and counts the newest run of a name. A verdict with other annotations is a new
  /// run, because GitHub takes none back.
  private static String said(PostedCheckRun run) {
    return run.conclusion() + " " + run.title() + " " + run.summary() + " " + run.annotations();
  }

  private static Snapshot snapshot(HostedRepository repository, String commit) {
    return Snapshot.of(commit, repository.files(commit));
  }

  private static boolean isSticky(PostedComment comment) {
    return comment.app().isPresent() && comment.body().contains("retort:sticky");
  }

  private void count(String what, int times) {
    seen.merge(what, times, Integer::sum);
  }
}
