package dev.retort.bot;

import dev.retort.bot.OpenPullRequests.Known;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.job.Allowance;
import dev.retort.job.Handler;
import dev.retort.job.Intents;
import dev.retort.job.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits the repair of a pull request that turned red because its base moved, where the base's
/// settings say `repair: {push: safe}`: only what is graded safe, only to a branch of the
/// repository itself, never to a draft, never while somebody is pushing, never twice for one head,
/// and to few at once.
public final class PushSafeRepair implements Handler {
  public static final String KIND = "safe-repair";

  private static final Logger LOG = LoggerFactory.getLogger(PushSafeRepair.class);

  private static final int OF_A_MOVE = 10;

  private final Reads forge;
  private final RepairBranch repairs;
  private final OpenPullRequests open;
  private final Allowance allowance;
  private final Intents intents;
  private final Times times;
  private final Clock clock;

  /// How long to wait.
  ///
  /// @param quiet for so long after a push somebody may be at it
  /// @param turn after so long the next ones of a move have their turn
  public record Times(Duration quiet, Duration turn) {
    public static final Times USUAL = new Times(Duration.ofMinutes(2), Duration.ofMinutes(5));
  }

  public PushSafeRepair(
      Reads forge,
      RepairBranch repairs,
      OpenPullRequests open,
      Allowance allowance,
      Intents intents,
      Times times,
      Clock clock) {
    this.forge = forge;
    this.repairs = repairs;
    this.open = open;
    this.allowance = allowance;
    this.intents = intents;
    this.times = times;
    this.clock = clock;
  }

  /// Under this key stands what was committed: the new head, then a sentence about it.
  static String repaired(PullRequestKey key) {
    return "repaired " + key.text();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    SafeRepair wish = SafeRepair.of(job);
    PullRequestKey key = wish.pullRequest();
    Optional<Known> known = open.find(key);
    if (known.filter(each -> each.conclusion().equals("failure")).isEmpty()
        || !mayBePushedTo(forge.pullRequest(key.repository(), key.number()), wish.head())) {
      return new Outcome.Done();
    }
    Optional<Duration> busy = busy(key);
    if (busy.isPresent()) {
      return new Outcome.Later(busy.get(), "somebody pushed a moment ago");
    }
    String id = "safe-" + wish.head();
    String hadItsTurn = "turn " + key.text() + " " + id;
    if (intents.find(hadItsTurn).isEmpty()) {
      Allowance.Account turn =
          new Allowance.Account(
              "safe repairs " + key.repository().id() + " " + wish.move(), OF_A_MOVE);
      if (allowance.take(List.of(turn), times.turn())
          instanceof Allowance.Taken.Refused(var _, Instant until)) {
        return new Outcome.Later(
            Duration.between(clock.instant(), until), "others are repaired first");
      }
      intents.record(hadItsTurn, "");
    }
    RepairBranch.Outcome outcome =
        repairs.repair(
            new RepairBranch.Request(
                id, key, Optional.of(wish.head()), Optional.empty(), Optional.empty()));
    if (outcome instanceof RepairBranch.Outcome.Committed committed) {
      String commit = committed.commit();
      intents.record(
          repaired(key),
          commit
              + " Repaired in "
              + commit
              + " because "
              + wish.move()
              + "; `git revert "
              + commit.substring(0, 7)
              + "` undoes it.");
    }
    LOG.info("{}: {}", key.text(), outcome.getClass().getSimpleName());
    return new Outcome.Done();
  }

  private static boolean mayBePushedTo(PullRequest pullRequest, String head) {
    return pullRequest.open()
        && pullRequest.headSha().equals(head)
        && !pullRequest.draft()
        && !pullRequest.fromFork();
  }

  private Optional<Duration> busy(PullRequestKey key) {
    return intents
        .find(Hints.superseded(key))
        .map(Hints.Superseded::parse)
        .map(push -> Duration.between(clock.instant(), push.at().plus(times.quiet())))
        .filter(Duration::isPositive);
  }

  /// A repair that nobody asked for, because the repository wants safe ones committed.
  ///
  /// @param head the commit that turned red
  /// @param move names the base move that it turned red by
  record SafeRepair(PullRequestKey pullRequest, String head, String move) {
    Job toJob() {
      return new Job(
              PushSafeRepair.KIND, pullRequest.text(), pullRequest.text(), Payload.write(this))
          .sharedBy(PullRequestKey.share(pullRequest.repository()));
    }

    static SafeRepair of(Job job) {
      return Payload.read(job.payload(), SafeRepair.class);
    }
  }
}
