package dev.retort.bot;

import dev.retort.job.Ledger;
import dev.retort.rule.Acceptance;
import dev.retort.verdict.Acceptances;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Which findings of a pull request somebody lets pass. Only what was accepted by a command is in
/// it, never what a comment says.
public final class AcceptedFindings {
  private final Ledger ledger;

  public AcceptedFindings(Ledger ledger) {
    this.ledger = ledger;
  }

  Acceptances of(PullRequestKey key) {
    Map<String, Acceptance> accepted = new HashMap<>();
    ledger
        .page(page(key))
        .forEach((fingerprint, value) ->
            accepted.put(fingerprint, Payload.read(value, Acceptance.class)));
    return new Acceptances(accepted);
  }

  /// Accepting again replaces who did and why.
  public void accept(PullRequestKey key, Collection<String> fingerprints, Acceptance acceptance) {
    Map<String, String> entries = new HashMap<>();
    fingerprints.forEach(each -> entries.put(each, Payload.write(acceptance)));
    ledger.enter(page(key), entries);
  }

  /// The pull request is closed. What was let pass in it is kept for a while, should it be
  /// reopened.
  void closed(PullRequestKey key) {
    ledger.retire(page(key));
  }

  /// The pull request is open, perhaps again.
  void opened(PullRequestKey key) {
    ledger.revive(page(key));
  }

  private static String page(PullRequestKey key) {
    return "accepted " + key.text();
  }
}
