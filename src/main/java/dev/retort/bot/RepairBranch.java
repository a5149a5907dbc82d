package dev.retort.bot;

import dev.retort.forge.Forge;
import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.job.Inbox;
import dev.retort.job.Intents;
import dev.retort.repair.Repair;
import dev.retort.report.RepairWords;
import dev.retort.verdict.Settings;
import dev.retort.verdict.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Commits a repair to a pull request's branch: never by force, never onto another head than the
/// one that was judged, and never twice for one request, whatever dies in between.
public final class RepairBranch {
  private final Forge forge;
  private final RepairCommits commits;
  private final JudgePullRequest judge;
  private final Intents intents;
  private final Inbox inbox;
  private final Clock clock;

  public RepairBranch(
      Forge forge, JudgePullRequest judge, Intents intents, Inbox inbox, Clock clock) {
    this.forge = forge;
    this.commits = new RepairCommits(forge);
    this.judge = judge;
    this.intents = intents;
    this.inbox = inbox;
    this.clock = clock;
  }

  /// What is asked for.
  ///
  /// @param id names the request: the comment or the press of the button
  /// @param boundHead the full id of the head that the person was shown; nothing else is repaired
  /// @param wanted which of the repairs; empty for those that are recommended
  /// @param requester who asked; empty where the repository's settings did
  public record Request(
      String id,
      PullRequestKey pullRequest,
      Optional<String> boundHead,
      Optional<Repair.Strategy> wanted,
      Optional<Requester> requester) {}

  /// How it went.
  public sealed interface Outcome {
    /// @param commit the branch's new tip
    /// @param summaries one line a repair
    record Committed(String commit, List<String> summaries) implements Outcome {}

    /// The branch is not where it was judged; nothing was written.
    record HeadMoved(String judged, String now) implements Outcome {}

    /// There is nothing to do, or nothing that can be proved.
    record NothingToDo(String reason) implements Outcome {}

    /// The repair is known but cannot be pushed from here.
    record OnlyShown(String reason, List<Repair> repairs) implements Outcome {}
  }

  public Outcome repair(Request request) {
    Outcome outcome = attempt(request);
    if (outcome instanceof Outcome.Committed) {
      // GitHub will tell of the push as well, but the person is promised a check: should that event
      // be lost, it comes all the same.
      inbox.accept(List.of(request.pullRequest().toJob(ReviewPullRequest.KIND)));
    }
    return outcome;
  }

  private Outcome attempt(Request request) {
    PullRequest pullRequest =
        forge.pullRequest(request.pullRequest().repository(), request.pullRequest().number());
    Optional<Intention> earlier = intents.find(intentKey(request)).map(Intention::parse);
    if (earlier.isPresent()) {
      return resume(request, pullRequest, earlier.get());
    }
    if (!pullRequest.open()) {
      return closed();
    }
    Optional<String> judgedHead =
        request.boundHead().or(() -> Hints.reviewedHead(intents, request.pullRequest()));
    if (judgedHead.isPresent() && !judgedHead.get().equals(pullRequest.headSha())) {
      return new Outcome.HeadMoved(judgedHead.get(), pullRequest.headSha());
    }
    Judgement judgement = judge.judge(request.pullRequest().repository(), pullRequest);
    if (request.requester().isEmpty() && !isStillWanted(request, judgement)) {
      return new Outcome.NothingToDo("Repairs are committed here on request only.");
    }
    List<Repair> repairs = choose(judgement.verdict(), request.wanted());
    if (repairs.isEmpty()) {
      return new Outcome.NothingToDo(whyNone(judgement.verdict(), request.wanted()));
    }
    Optional<String> obstacle = obstacle(judgement, repairs, request.wanted());
    if (obstacle.isPresent()) {
      return new Outcome.OnlyShown(obstacle.get(), repairs);
    }
    return commit(request, judgement, repairs);
  }

  private static Outcome closed() {
    return new Outcome.NothingToDo("The pull request is closed.");
  }

  /// A repair that nobody asked for may have waited while the repository changed its mind.
  private boolean isStillWanted(Request request, Judgement judgement) {
    return Settings.of(
            forge.snapshot(request.pullRequest().repository(), judgement.comparison().baseTip()))
        .pushesSafeRepairs();
  }

  private Outcome commit(Request request, Judgement judgement, List<Repair> repairs) {
    PullRequest pullRequest = judgement.pullRequest();
    String in = pullRequest.headRepository().orElseThrow();
    try {
      String commit =
          commits.make(
              new RepairCommits.Order(
                  request.pullRequest().repository(),
                  in,
                  pullRequest.headSha(),
                  List.of(),
                  judgement.verdict(),
                  repairs,
                  judgement.comparison().baseTip(),
                  request.requester()));
      Intention intention =
          new Intention(
              pullRequest.headSha(), commit, repairs.stream().map(RepairWords::plain).toList());
      intents.record(intentKey(request), intention.text());
      request
          .requester()
          .ifPresent(who ->
              intents.record(
                  PushSafeRepair.repaired(request.pullRequest()), repairedAsAsked(commit, who)));
      Outcome outcome = land(request, pullRequest, intention);
      if (outcome instanceof Outcome.Committed) {
        RepairCommits.landed(repairs, "pull-request");
      }
      return outcome;
    } catch (RepairCommits.ForbiddenPathException e) {
      return new Outcome.OnlyShown(
          "It would write to `"
              + e.path()
              + "`, which is no revision file in a version location; I never do that.",
          repairs);
    } catch (ForgeException.Forbidden | ForgeException.NotFound e) {
      boolean here = in.equals(request.pullRequest().repository().fullName());
      return new Outcome.OnlyShown(refusal(in, here, e), repairs);
    }
  }

  /// The head, then the sentence that the comment says for as long as that is the head.
  private static String repairedAsAsked(String commit, Requester who) {
    return commit
        + " Repaired in "
        + commit
        + ", as `"
        + who.login()
        + "` asked; `git revert "
        + commit.substring(0, 7)
        + "` undoes it.";
  }

  /// A fork's owner decides who writes there; in the repository itself it is the App's permission.
  private static String refusal(String in, boolean here, ForgeException e) {
    Optional<String> missing =
        here && e instanceof ForgeException.Forbidden forbidden
            ? forbidden.missingPermission()
            : Optional.empty();
    return "GitHub did not let me write to `"
        + in
        + "`; "
        + missing
            .map(permission ->
                "the App lacks the permission `"
                    + permission
                    + "`: grant it in the App's settings and have the installation accept it.")
            .orElse("its branch takes no edits from here.");
  }

  /// An earlier run of this request made the commit; whether it also landed decides what is left.
  private Outcome resume(Request request, PullRequest pullRequest, Intention intention) {
    String tip = pullRequest.headSha();
    if (tip.equals(intention.parent())) {
      return pullRequest.open() ? land(request, pullRequest, intention) : closed();
    }
    boolean landed =
        tip.equals(intention.commit())
            || forge
                .compare(request.pullRequest().repository(), intention.commit(), tip)
                .mergeBase()
                .equals(intention.commit());
    return landed
        ? new Outcome.Committed(intention.commit(), intention.summaries())
        : new Outcome.HeadMoved(intention.parent(), tip);
  }

  private Outcome land(Request request, PullRequest pullRequest, Intention intention) {
    String in = pullRequest.headRepository().orElseThrow();
    try {
      forge.fastForward(
          request.pullRequest().repository(), in, pullRequest.headBranch(), intention.commit());
      intents.record(
          Hints.superseded(request.pullRequest()),
          new Hints.Superseded(intention.parent(), Instant.now(clock)).text());
    } catch (ForgeException.Refused e) {
      String now =
          forge
              .branchTip(request.pullRequest().repository(), in, pullRequest.headBranch())
              .orElse("a branch that is gone");
      return now.equals(intention.commit())
          ? new Outcome.Committed(intention.commit(), intention.summaries())
          : new Outcome.HeadMoved(intention.parent(), now);
    }
    return new Outcome.Committed(intention.commit(), intention.summaries());
  }

  private static List<Repair> choose(Verdict verdict, Optional<Repair.Strategy> wanted) {
    if (wanted.isEmpty()) {
      return verdict.remedies();
    }
    Predicate<Repair> matches = repair -> repair.strategy() == wanted.get();
    return verdict.environments().stream()
        .flatMap(judged -> judged.repairs().stream().filter(matches).findFirst().stream())
        .toList();
  }

  private static String whyNone(Verdict verdict, Optional<Repair.Strategy> wanted) {
    if (verdict.environments().stream().allMatch(judged -> judged.findings().isEmpty())) {
      return "There is nothing to repair: the history would land whole.";
    }
    return wanted
        .map(strategy ->
            "No `"
                + strategy.word()
                + "` makes this history whole; its proof does not hold, so it is not offered.")
        .orElse("No repair that I know makes this history whole.");
  }

  /// Why a repair may be shown but not pushed.
  private static Optional<String> obstacle(
      Judgement judgement, List<Repair> repairs, Optional<Repair.Strategy> wanted) {
    PullRequest pullRequest = judgement.pullRequest();
    if (pullRequest.headRepository().isEmpty()) {
      return Optional.of("The fork that this pull request came from is gone.");
    }
    if (pullRequest.fromFork() && !pullRequest.maintainerCanModify()) {
      return Optional.of("The fork does not let maintainers edit its branch.");
    }
    for (Repair repair : repairs) {
      if (repair.safety() == Repair.Safety.SHOWN) {
        return Optional.of("This repair needs a person's decision, so I only show it.");
      }
      if (repair.safety() == Repair.Safety.CONSENT && wanted.isEmpty()) {
        return Optional.of(
            "This repair changes a revision that a database may have run. If none has, "
                + (repair.strategy().isChosen()
                    ? "say so with `/retort " + repair.strategy().word() + "`."
                    : "apply the patch that `/retort plan` shows."));
      }
    }
    return Optional.empty();
  }

  private static String intentKey(Request request) {
    return "repair " + request.pullRequest().text() + " " + request.id();
  }

  /// @param parent the head that was judged
  /// @param commit what was made on top of it
  private record Intention(String parent, String commit, List<String> summaries) {
    String text() {
      return Payload.write(this);
    }

    static Intention parse(String text) {
      return Payload.read(text, Intention.class);
    }
  }
}
