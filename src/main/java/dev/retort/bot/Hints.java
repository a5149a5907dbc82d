package dev.retort.bot;

import dev.retort.job.Intents;
import java.time.Instant;
import java.util.Optional;

/// What an event tells beyond "look again". Kept beside the queue rather than in the job, because a
/// newer job replaces an older one that waits and would take the hint with it.
final class Hints {
  private Hints() {}

  /// Under this key stands a head that a push has replaced.
  static String superseded(PullRequestKey key) {
    return "superseded " + key.text();
  }

  /// Under this key stands who last asked for a review of an unchanged state.
  static String again(PullRequestKey key) {
    return "again " + key.text();
  }

  /// Under this key stands the state that was reviewed to the end; its first words are the head,
  /// the base's tip and the base branch.
  static String reviewed(PullRequestKey key) {
    return "reviewed " + key.text();
  }

  /// Under this key stands the head whose verdict people are shown, from the moment on that it is
  /// sent.
  static String shown(PullRequestKey key) {
    return "shown " + key.text();
  }

  /// The head whose verdict people have been shown last.
  static Optional<String> reviewedHead(Intents intents, PullRequestKey key) {
    return intents
        .find(shown(key))
        .or(() -> intents.find(reviewed(key)).map(state -> state.split(" ", 2)[0]));
  }

  /// What was last reviewed to the end.
  ///
  /// @param baseTip the commit that its base branch pointed to
  /// @param base the branch
  record Reviewed(String head, String baseTip, String base) {
    static Optional<Reviewed> find(Intents intents, PullRequestKey key) {
      return intents
          .find(reviewed(key))
          .map(state -> state.split(" ", 4))
          .filter(words -> words.length > 2)
          .map(words -> new Reviewed(words[0], words[1], words[2]));
    }
  }

  /// @param head the commit that was the head before
  /// @param at when the push was heard of
  record Superseded(String head, Instant at) {
    String text() {
      return head + " " + at;
    }

    static Superseded parse(String text) {
      int space = text.indexOf(' ');
      return new Superseded(text.substring(0, space), Instant.parse(text.substring(space + 1)));
    }
  }
}
