package dev.retort.bot;

import dev.retort.bot.OpenPullRequests.Known;
import dev.retort.change.Blobs;
import dev.retort.forge.Forge;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads.CheckRun;
import dev.retort.forge.Repository;
import dev.retort.job.Intents;
import dev.retort.job.Ledger;
import dev.retort.report.CheckReport;
import dev.retort.report.JointCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// The one check run of a commit, kept up to date: what it says is the worst of what the open pull
/// requests with that head would each be told.
///
/// GitHub can append annotations to a run but not take any back. So a run is updated while its
/// annotations still hold, and a new one takes its place when they no longer do. A text that GitHub
/// has already is not sent again.
public final class CheckPublication {
  /// Enough that two commits seldom wait for each other.
  private static final int LOCKS = 64;

  private final Forge forge;
  private final Intents intents;
  private final Ledger ledger;
  private final OpenPullRequests open;
  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();

  public CheckPublication(Forge forge, Intents intents, Ledger ledger, OpenPullRequests open) {
    this.forge = forge;
    this.intents = intents;
    this.ledger = ledger;
    this.open = open;
  }

  /// What one pull request is to be told, at its present head.
  ///
  /// @param afresh whether to write it although GitHub has it already, because somebody asked
  /// @return others with that head that nobody has judged yet
  List<Integer> publish(
      PullRequestKey key, PullRequest pullRequest, CheckReport report, boolean afresh) {
    ledger.enter(
        reports(key.repository()),
        Map.of(
            String.valueOf(key.number()),
            Payload.write(new Said(pullRequest.headSha(), pullRequest.baseBranch(), report))));
    return speak(key.repository(), pullRequest.headSha(), afresh);
  }

  /// A check of a commit that is no pull request's: a group of the merge queue. Nobody lists these,
  /// so what an earlier life said is looked for each time.
  void publishAlone(Repository repository, String commit, CheckReport report) {
    exclusively(
        commit,
        () -> {
          Subject subject = new Subject(repository.id() + "!" + commit, () -> true);
          put(repository, commit, subject, report, false);
          return List.of();
        });
  }

  /// Under this key stands what was said of a commit, or is about to be.
  static String intent(Repository repository, String commit) {
    return "check " + repository.id() + " " + commit;
  }

  /// A pull request is closed, or has another head: what it was told no longer counts.
  void forget(PullRequestKey key) {
    ledger.strike(reports(key.repository()), String.valueOf(key.number()));
  }

  /// Says the worst verdict of all open pull requests with that head.
  List<Integer> speak(Repository repository, String head, boolean afresh) {
    return exclusively(
        head,
        () -> {
          List<JointCheck.Part> parts = parts(repository, head);
          if (parts.isEmpty()) {
            return List.of();
          }
          // Another process may have come to another verdict meanwhile; whoever is last is right.
          boolean again = afresh;
          for (int round = 0; round < 3; round++) {
            JointCheck joint = JointCheck.of(parts);
            Subject subject =
                new Subject(
                    new PullRequestKey(repository, joint.speaksFor()).text(),
                    () -> open.metAt(repository, head));
            put(repository, head, subject, joint.report(), again);
            List<JointCheck.Part> now = parts(repository, head);
            if (now.equals(parts) || now.isEmpty()) {
              break;
            }
            parts = now;
            again = false;
          }
          return unjudged(parts);
        });
  }

  private static List<Integer> unjudged(List<JointCheck.Part> parts) {
    return parts.stream()
        .filter(part -> part.report().equals(JointCheck.awaited()))
        .map(JointCheck.Part::number)
        .toList();
  }

  private List<JointCheck.Part> parts(Repository repository, String head) {
    List<Known> there = open.at(repository, head);
    Map<String, String> said =
        ledger.entries(
            reports(repository),
            there.stream().map(known -> String.valueOf(known.number())).toList());
    List<JointCheck.Part> parts = new ArrayList<>();
    for (Known known : there) {
      PullRequest pull = known.pullRequest();
      CheckReport report =
          Optional.ofNullable(said.get(String.valueOf(known.number())))
              .map(text -> Payload.read(text, Said.class))
              .filter(one -> one.head().equals(head) && one.base().equals(pull.baseBranch()))
              .map(Said::report)
              .orElseGet(JointCheck::awaited);
      parts.add(new JointCheck.Part(known.number(), pull.headBranch(), pull.baseBranch(), report));
    }
    return parts;
  }

  private <T> T exclusively(String head, java.util.function.Supplier<T> work) {
    ReentrantLock lock = locks.get(Math.floorMod(head.hashCode(), LOCKS));
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /// Whom a run speaks for.
  ///
  /// @param id the beginning of the run's external id
  /// @param known whether an earlier life, whose database is lost, may have spoken for it
  private record Subject(String id, BooleanSupplier known) {}

  private void put(
      Repository repository, String head, Subject subject, CheckReport report, boolean afresh) {
    String intent = intent(repository, head);
    String externalId =
        subject.id() + " " + places(report.annotations()) + " " + digest(report.annotations());
    String text =
        Blobs.idOf((subject.id() + Payload.write(report)).getBytes(StandardCharsets.UTF_8));
    Optional<Posted> known = intents.find(intent).map(said -> Payload.read(said, Posted.class));
    if (!afresh && known.filter(run -> run.id() != 0 && run.text().equals(text)).isPresent()) {
      return;
    }
    Optional<Posted> posted =
        known
            .flatMap(run -> run.id() == 0 ? lookUp(repository, head, run) : Optional.of(run))
            .or(() ->
                known.isEmpty() && subject.known().getAsBoolean()
                    ? leftBehind(repository, head, report)
                    : Optional.empty())
            .filter(run -> stillHolds(run, report));
    if (posted.isPresent()) {
      Posted run = posted.get();
      // Should the answer be lost, nobody knows what GitHub holds, and it is sent again.
      record(intent, new Posted(run.id(), run.annotations(), run.externalId(), ""));
      forge.updateCheckRun(repository, run.id(), externalId, report, run.annotations());
      record(intent, new Posted(run.id(), report.annotations().size(), externalId, text));
    } else {
      record(intent, new Posted(0, 0, externalId, ""));
      CheckRun run = forge.createCheckRun(repository, head, externalId, report);
      record(intent, new Posted(run.id(), report.annotations().size(), externalId, text));
    }
  }

  /// An earlier run of this job meant to create a check run; whether GitHub has it only GitHub
  /// knows.
  private Optional<Posted> lookUp(Repository repository, String head, Posted meant) {
    return forge.checkRuns(repository, head).stream()
        .filter(run -> run.externalId().equals(meant.externalId()))
        .findFirst()
        .map(run -> new Posted(run.id(), run.annotations(), run.externalId(), ""));
  }

  /// The newest run of an earlier life, whose database is lost. Who brought what is not known any
  /// more, so its annotations may be in other words; they stand where they are of the same places.
  private Optional<Posted> leftBehind(Repository repository, String head, CheckReport report) {
    List<CheckReport.Annotation> annotations = report.annotations();
    return forge.checkRuns(repository, head).stream()
        .max(Comparator.comparingLong(CheckRun::id))
        .map(run -> {
          boolean alike = run.externalId().contains(" " + places(annotations) + " ");
          String externalId = alike ? " " + digest(annotations) : run.externalId();
          return new Posted(run.id(), run.annotations(), externalId, "");
        });
  }

  /// Whether what the run is annotated with is how the report's own annotations begin.
  private static boolean stillHolds(Posted posted, CheckReport report) {
    List<CheckReport.Annotation> annotations = report.annotations();
    if (posted.annotations() > annotations.size()) {
      return false;
    }
    return posted.annotations() == 0
        || posted.externalId().endsWith(" " + digest(annotations))
        || posted.externalId().endsWith(" " + digest(annotations.subList(0, posted.annotations())));
  }

  /// A digest of what annotations are of, whatever their words.
  private static String places(List<CheckReport.Annotation> annotations) {
    List<String> places =
        annotations.stream()
            .map(each ->
                each.path() + ":" + each.startLine() + " " + each.level() + " " + each.title())
            .toList();
    return "at-" + shortId(Payload.write(places));
  }

  private static String digest(List<CheckReport.Annotation> annotations) {
    return annotations.size() + "-" + shortId(Payload.write(annotations));
  }

  private static String shortId(String text) {
    return Blobs.idOf(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private void record(String intent, Posted posted) {
    intents.record(intent, Payload.write(posted));
  }

  private static String reports(Repository repository) {
    return "reports " + repository.id();
  }

  /// @param head what it was said of
  private record Said(String head, String base, CheckReport report) {}

  /// @param id 0 while the run is about to be created
  /// @param annotations how many of them GitHub holds
  /// @param externalId what the run carries: whom it speaks for, and digests of the places of all
  ///   its annotations and of the whole
  /// @param text a digest of all that it says; empty while that is not certain
  private record Posted(long id, int annotations, String externalId, String text) {
    private Posted {
      // What an older version wrote has none.
      text = text == null ? "" : text;
    }
  }
}
