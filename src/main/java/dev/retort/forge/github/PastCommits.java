package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.forge.Reads.CommitDiff;
import dev.retort.forge.Reads.PastCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/// What commits did, read at GitHub. An answer that was read before is asked for again by its ETag,
/// which costs nothing of the limit, for what a commit did never changes.
final class PastCommits {
  /// GitHub lists no more on the first page.
  private static final int MOST_FILES = 300;

  private PastCommits() {}

  static List<PastCommit> touching(RepositoryCalls calls, String commit, String folder, int most) {
    HttpUrl.Builder url =
        calls
            .at("commits")
            .addQueryParameter("sha", commit)
            .addQueryParameter("per_page", String.valueOf(most));
    if (!folder.isEmpty()) {
      url.addQueryParameter("path", folder);
    }
    List<PastCommit> commits = new ArrayList<>();
    for (JsonNode each : calls.get(url.build())) {
      commits.add(
          new PastCommit(
              each.path("sha").asText(),
              each.at("/commit/committer/date").asText(),
              Optional.of(each.at("/parents/0/sha").asText()).filter(id -> !id.isEmpty())));
    }
    return List.copyOf(commits);
  }

  static CommitDiff diff(RepositoryCalls calls, String commit) {
    JsonNode listed = calls.get(calls.at("commits/" + commit).build()).path("files");
    List<CommitDiff.File> files = new ArrayList<>();
    for (JsonNode file : listed) {
      String path = file.path("filename").asText();
      status(file.path("status").asText())
          .ifPresent(status ->
              files.add(
                  new CommitDiff.File(
                      path,
                      file.path("previous_filename").asText(path),
                      status,
                      file.path("sha").asText(),
                      file.path("patch").asText(""))));
    }
    return new CommitDiff(files, listed.size() < MOST_FILES);
  }

  private static Optional<CommitDiff.Status> status(String word) {
    return switch (word) {
      case "added", "copied" -> Optional.of(CommitDiff.Status.ADDED);
      case "removed" -> Optional.of(CommitDiff.Status.REMOVED);
      case "modified", "changed" -> Optional.of(CommitDiff.Status.MODIFIED);
      case "renamed" -> Optional.of(CommitDiff.Status.RENAMED);
      default -> Optional.empty();
    };
  }
}
