package dev.retort.bot;

import dev.retort.bot.SpeakForCommit.SharedCommit;
import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.report.CheckReport;
import dev.retort.report.CheckReports;
import dev.retort.verdict.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A judgement as it is said on GitHub: the check run first, because merging waits for it; then the
/// suggestions; then the comment. Each part finds what an earlier run of it left behind, so that
/// saying it twice leaves one of each.
///
/// Each part fails alone. What GitHub refuses, because a conversation is locked or for any other
/// reason, is given up with one line in the log and touches no other part; what GitHub could not
/// take just now is tried again.
public final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  private final CheckPublication checks;
  private final SuggestionPublication suggestions;
  private final StickyPublication sticky;
  private final String docs;

  /// @param docs the folder of the rules' pages
  public Publication(
      CheckPublication checks,
      SuggestionPublication suggestions,
      StickyPublication sticky,
      String docs) {
    this.checks = checks;
    this.suggestions = suggestions;
    this.sticky = sticky;
    this.docs = docs;
  }

  /// How much of a judgement is said.
  ///
  /// @param afresh whether the check is written although GitHub has it already
  /// @param note a sentence for the comment on how it came to this
  record Manner(boolean afresh, Settings.Comments comments, Optional<String> note) {}

  /// @return others with the same head that nobody has judged yet
  /// @throws ForgeException.Unavailable where something is left to be said later
  List<Integer> publish(PullRequestKey key, Judgement judgement, Manner manner) {
    List<Integer> unjudged =
        checks.publish(key, judgement.pullRequest(), judgement.report(docs), manner.afresh());
    List<ForgeException.Unavailable> later = new ArrayList<>();
    // What was written before somebody switched it off is still read, so it is kept true.
    alone(
        key,
        "suggestions",
        () -> suggestions.publish(key, judgement, manner.comments().suggestions()),
        later);
    alone(
        key,
        "comment",
        () -> {
          if (manner.comments().sticky() || sticky.stands(key)) {
            sticky.publish(key, judgement, manner.note());
          }
        },
        later);
    if (!later.isEmpty()) {
      throw later.getFirst();
    }
    return unjudged;
  }

  private static void alone(
      PullRequestKey key,
      String part,
      Runnable publishing,
      List<ForgeException.Unavailable> later) {
    try {
      publishing.run();
    } catch (ForgeException.Unavailable e) {
      later.add(e);
    } catch (ForgeException e) {
      LOG.info("{}: no {}, because GitHub refuses: {}", key.text(), part, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{}: no {}, because of an error of our own", key.text(), part, e);
    }
  }

  /// Nothing could be judged: that is a failing check with the reason, never silence.
  void publishUnjudged(PullRequestKey key, PullRequest pullRequest, String reason) {
    CheckReport report = CheckReports.unjudged(reason);
    checks.publish(key, pullRequest, report, false);
  }

  /// Says the check of a commit again, because one of those that it spoke for is no more.
  List<Integer> speakAgain(SharedCommit commit) {
    return checks.speak(commit.repository(), commit.head(), false);
  }

  void forget(PullRequestKey key) {
    checks.forget(key);
  }
}
