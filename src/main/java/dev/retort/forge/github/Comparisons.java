package dev.retort.forge.github;

import dev.retort.forge.Reads.Comparison;
import dev.retort.report.DiffLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.github.GHCommit;
import org.kohsuke.github.GHCompare;
import org.kohsuke.github.GHRepository;

/// The comparison of a branch with a commit, in one request: of the commits between them only one
/// is asked for, because all changed files come on the first page.
final class Comparisons {
  /// GitHub lists no more, and doesn't say so.
  private static final int MOST_FILES = 300;

  private Comparisons() {}

  static Comparison of(RepositoryCalls calls, String baseBranch, String headSha) {
    GHRepository repository = calls.github();
    repository.setCompareUsePaginatedCommits(true);
    GHCompare compare = Asking.of("comparison", () -> repository.getCompare(baseBranch, headSha));
    List<Comparison.ChangedFile> files = new ArrayList<>();
    Map<String, List<DiffLines.Run>> lines = new HashMap<>();
    for (GHCommit.File file : compare.getFiles()) {
      String path = file.getFileName();
      String before = file.getPreviousFilename();
      files.add(new Comparison.ChangedFile(path, before == null ? path : before));
      String patch = file.getPatch();
      if (patch != null) {
        lines.put(path, new Patch(patch).runs());
      }
    }
    return new Comparison(
        compare.getBaseCommit().getSHA1(),
        compare.getMergeBaseCommit().getSHA1(),
        files,
        files.size() < MOST_FILES,
        new DiffLines(lines));
  }
}
