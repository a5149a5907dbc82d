package dev.retort.verdict;

import dev.retort.evidence.GitEvidence;
import dev.retort.verdict.Verdict.Judged;
import java.util.List;
import java.util.Optional;

/// The question what git's history knows of files that a change misses. A judgement puts it when
/// its rules have spoken and before it plans repairs, so that nothing has to be judged twice.
@FunctionalInterface
public interface GitQuestion {
  /// @param judged every environment with what its rules find, and without a repair
  /// @return [GitEvidence#NONE] where nothing needs to be asked, or nothing is known
  GitEvidence ask(List<Judged> judged);

  /// The same question, which is asked at most once and answered from then on.
  default GitQuestion once() {
    return new GitQuestion() {
      private Optional<GitEvidence> answer = Optional.empty();

      @Override
      public GitEvidence ask(List<Judged> judged) {
        GitEvidence known = answer.orElseGet(() -> GitQuestion.this.ask(judged));
        answer = Optional.of(known);
        return known;
      }
    };
  }
}
