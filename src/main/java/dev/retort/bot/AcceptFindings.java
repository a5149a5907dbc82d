package dev.retort.bot;

import dev.retort.alembic.RuleCode;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.job.Intents;
import dev.retort.rule.Acceptance;
import dev.retort.rule.Finding;
import dev.retort.verdict.Acceptances;
import dev.retort.verdict.Fingerprint;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The acceptance of the findings of one code in one pull request, as they are at this moment: a
/// finding that changes, or another of the same code, is not covered.
public final class AcceptFindings {
  private final Reads forge;
  private final JudgePullRequest judge;
  private final AcceptedFindings accepted;
  private final Intents intents;
  private final Recheck recheck;

  public AcceptFindings(
      Reads forge,
      JudgePullRequest judge,
      AcceptedFindings accepted,
      Intents intents,
      Recheck recheck) {
    this.forge = forge;
    this.judge = judge;
    this.accepted = accepted;
    this.intents = intents;
    this.recheck = recheck;
  }

  /// What is asked for.
  ///
  /// @param id names the request
  /// @param boundHead the head that the person was shown; nothing else is accepted
  public record Request(
      String id,
      PullRequestKey pullRequest,
      Optional<String> boundHead,
      RuleCode code,
      Acceptance acceptance) {}

  /// How it went.
  public sealed interface Outcome {
    /// These pass from now on; a new judgement is on its way.
    record Accepted(List<Finding> findings) implements Outcome {
      public Accepted {
        findings = List.copyOf(findings);
      }
    }

    /// The branch is not where it was judged; nothing was accepted.
    record HeadMoved(String judged, String now) implements Outcome {}

    /// Nothing of that code is here that would need it.
    record NotFound() implements Outcome {}

    record Closed() implements Outcome {}
  }

  public Outcome accept(Request request) {
    PullRequestKey key = request.pullRequest();
    PullRequest pullRequest = forge.pullRequest(key.repository(), key.number());
    if (!pullRequest.open()) {
      return new Outcome.Closed();
    }
    Optional<String> shown = request.boundHead().or(() -> Hints.reviewedHead(intents, key));
    if (shown.isPresent() && !shown.get().equals(pullRequest.headSha())) {
      return new Outcome.HeadMoved(shown.get(), pullRequest.headSha());
    }
    Set<String> fingerprints = new LinkedHashSet<>();
    List<Finding> findings = new ArrayList<>();
    for (Judged judged : judge.judge(key.repository(), pullRequest).verdict().environments()) {
      for (Finding finding : judged.findings()) {
        if (finding.code() == request.code() && concerns(finding)) {
          fingerprints.add(Fingerprint.of(judged.change(), finding));
          findings.add(finding);
        }
      }
    }
    if (findings.isEmpty()) {
      return new Outcome.NotFound();
    }
    accepted.accept(key, fingerprints, request.acceptance());
    recheck.request(key, request.id());
    return new Outcome.Accepted(findings);
  }

  /// One that is accepted already can be accepted anew, with a better reason.
  private static boolean concerns(Finding finding) {
    return finding.accepted().isPresent() || Acceptances.concerns(finding);
  }
}
