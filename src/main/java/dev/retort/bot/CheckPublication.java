package dev.retort.bot;

import dev.retort.forge.CheckRun;
import dev.retort.forge.Forge;
import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.job.Intents;
import dev.retort.report.CheckReport;
import dev.retort.report.CheckReports;
import java.util.List;
import java.util.Optional;

/// Keeps one check run a head up to date.
///
/// GitHub can append annotations to a run but not take any back. So a run is updated while its
/// annotations still hold, and a new one takes its place when they no longer do.
public final class CheckPublication {
  private final Forge forge;
  private final Intents intents;

  public CheckPublication(Forge forge, Intents intents) {
    this.forge = forge;
    this.intents = intents;
  }

  void publish(PullRequestKey key, Judgement judgement) {
    publish(key, judgement.pullRequest().headSha(), CheckReports.of(judgement.verdict()));
  }

  void publishUnjudged(PullRequestKey key, PullRequest pullRequest, Throwable cause) {
    publish(
        key,
        pullRequest.headSha(),
        CheckReports.unjudged(
            cause instanceof ForgeException && cause.getMessage() != null
                ? cause.getMessage()
                : "an error of Retort's own (" + cause.getClass().getSimpleName() + ")"));
  }

  private void publish(PullRequestKey key, String headSha, CheckReport report) {
    String intent = "check " + key.text() + " " + headSha;
    String externalId = key.text() + " " + digest(report.annotations());
    Optional<Posted> posted =
        intents
            .find(intent)
            .map(text -> Payload.read(text, Posted.class))
            .flatMap(known -> known.id() == 0 ? lookUp(key, headSha, known) : Optional.of(known))
            .filter(known -> stillHolds(known, report));
    if (posted.isPresent()) {
      Posted run = posted.get();
      forge.updateCheckRun(key.repository(), run.id(), externalId, report, run.annotations());
      record(intent, new Posted(run.id(), report.annotations().size(), externalId));
    } else {
      record(intent, new Posted(0, 0, externalId));
      CheckRun run = forge.createCheckRun(key.repository(), headSha, externalId, report);
      record(intent, new Posted(run.id(), report.annotations().size(), externalId));
    }
  }

  /// An earlier run of this job meant to create a check run; whether GitHub has it only GitHub
  /// knows.
  private Optional<Posted> lookUp(PullRequestKey key, String headSha, Posted meant) {
    return forge.checkRuns(key.repository(), headSha).stream()
        .filter(run -> run.externalId().equals(meant.externalId()))
        .findFirst()
        .map(run -> new Posted(run.id(), run.annotations(), run.externalId()));
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

  private static String digest(List<CheckReport.Annotation> annotations) {
    return annotations.size() + "-" + Integer.toHexString(Payload.write(annotations).hashCode());
  }

  private void record(String intent, Posted posted) {
    intents.record(intent, Payload.write(posted));
  }

  /// @param id 0 while the run is about to be created
  /// @param annotations how many of them GitHub holds
  /// @param externalId what the run carries: the pull request, and a digest of all its annotations
  private record Posted(long id, int annotations, String externalId) {}
}
