package dev.retort.git;

import dev.retort.evidence.Origins;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The commits that brought files to a branch: of those on its own line, so that it is the merge
/// where people merge. Where its subject names a pull request as GitHub writes it, that is told
/// too.
public final class GitOrigins implements Origins {
  private static final Pattern PULL_REQUEST =
      Pattern.compile("^Merge pull request #([0-9]{1,9}) |\\(#([0-9]{1,9})\\)$");

  private final GitRepository git;
  private final String base;

  public GitOrigins(GitRepository git, String base) {
    this.git = git;
    this.base = base;
  }

  @Override
  public Map<String, Origin> of(Collection<String> paths) {
    Map<String, Origin> origins = new HashMap<>();
    for (String path : paths) {
      git.broughtBy(base, path).ifPresent(commit -> origins.put(path, origin(commit)));
    }
    return origins;
  }

  private static Origin origin(Brought commit) {
    return new Origin.Commit(commit.shortId(), commit.day(), pullRequest(commit.subject()));
  }

  private static Optional<Integer> pullRequest(String subject) {
    Matcher named = PULL_REQUEST.matcher(subject);
    return named.find()
        ? Optional.ofNullable(named.group(1))
            .or(() -> Optional.ofNullable(named.group(2)))
            .map(Integer::valueOf)
        : Optional.empty();
  }
}
