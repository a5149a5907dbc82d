package dev.retort.bot;

import dev.retort.forge.PullRequest;

/// Says a judgement on GitHub: the check run first, because merging waits for it; then the
/// suggestions; then the comment. Each part finds what an earlier run of it left behind, so that
/// saying it twice leaves one of each.
public final class Publication {
  private final CheckPublication checks;
  private final SuggestionPublication suggestions;
  private final StickyPublication sticky;

  public Publication(
      CheckPublication checks, SuggestionPublication suggestions, StickyPublication sticky) {
    this.checks = checks;
    this.suggestions = suggestions;
    this.sticky = sticky;
  }

  void publish(PullRequestKey key, Judgement judgement) {
    checks.publish(key, judgement);
    suggestions.publish(key, judgement);
    sticky.publish(key, judgement);
  }

  /// Nothing could be judged: that is a failing check with the reason, never silence.
  void publishUnjudged(PullRequestKey key, PullRequest pullRequest, Throwable cause) {
    checks.publishUnjudged(key, pullRequest, cause);
  }
}
