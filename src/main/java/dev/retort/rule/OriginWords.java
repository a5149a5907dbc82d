package dev.retort.rule;

import dev.retort.evidence.Origins.Origin;

/// Who brought a file, in words.
public final class OriginWords {
  private OriginWords() {}

  /// What may follow "it came with".
  public static Prose of(Origin origin) {
    return switch (origin) {
      case Origin.PullRequest pull ->
          pull.author()
              .map(login -> Prose.EMPTY.pullRequest(pull.number()).text(" by ").quote(login))
              .orElseGet(() -> Prose.EMPTY.pullRequest(pull.number()));
      case Origin.Commit commit -> {
        Prose words = Prose.of("commit ").code(commit.id()).text(" of " + commit.day());
        yield commit
            .pullRequest()
            .map(number -> words.text(" (").pullRequest(number).text(")"))
            .orElse(words);
      }
    };
  }
}
