package dev.retort.standin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The button "Commit suggestion": replaces exactly the lines that a review comment stands on.
final class Suggestions {
  private Suggestions() {}

  static String apply(StandIn github, PostedReviewComment comment, Account actor) {
    HostedPullRequest pull = comment.pullRequest();
    if (!pull.isOpen()) {
      throw new IllegalStateException(pull + " is closed");
    }
    HostedRepository head = pull.headRepository().orElseThrow();
    PostedReviewComment.Anchor anchor = comment.anchor();
    if (anchor.line().isEmpty() || anchor.side().equals("LEFT")) {
      throw new IllegalStateException("suggestions stand on lines of the new file");
    }
    String now = head.text(pull.headSha(), anchor.path()).orElseThrow();
    String then = head.text(comment.commit(), anchor.path()).orElseThrow();
    List<String> lines = new ArrayList<>(Arrays.asList(now.split("\n", -1)));
    int last = anchor.line().getAsInt();
    int first = anchor.startLine().orElse(last);
    if (lines.size() < last
        || !lines
            .subList(first - 1, last)
            .equals(Arrays.asList(then.split("\n", -1)).subList(first - 1, last))) {
      throw new IllegalStateException("the suggestion is outdated");
    }
    boolean windows = now.contains("\r\n");
    List<String> replacement = new ArrayList<>(suggested(comment.body()));
    if (windows) {
      replacement.replaceAll(line -> line + "\r");
    }
    lines.subList(first - 1, last).clear();
    lines.addAll(first - 1, replacement);
    String text = String.join("\n", lines);
    if (text.equals(now)) {
      throw new IllegalStateException("the suggestion changes nothing");
    }
    Map<String, Optional<byte[]>> files =
        Map.of(anchor.path(), Optional.of(text.getBytes(StandardCharsets.UTF_8)));
    String message =
        "Update "
            + anchor.path().substring(anchor.path().lastIndexOf('/') + 1)
            + "\n\nCo-authored-by: "
            + comment.author().login()
            + " <"
            + comment.author().email()
            + ">";
    String made = head.makeCommit(Optional.of(pull.headSha()), message, files, actor.login());
    head.move(pull.headBranch(), made, false, actor);
    return made;
  }

  /// The lines of the first suggestion block; a fence is closed by one at least as long.
  static List<String> suggested(String body) {
    List<String> lines = new ArrayList<>();
    String fence = "";
    for (String raw : body.split("\n", -1)) {
      String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
      int ticks = ticks(line);
      if (fence.isEmpty()) {
        if (ticks >= 3 && line.substring(ticks).strip().equals("suggestion")) {
          fence = line.substring(0, ticks);
        }
      } else if (ticks >= fence.length() && line.substring(ticks).isBlank()) {
        return lines;
      } else {
        lines.add(line);
      }
    }
    throw new IllegalStateException("the comment holds no suggestion");
  }

  private static int ticks(String line) {
    int count = 0;
    while (count < line.length() && line.charAt(count) == '`') {
      count++;
    }
    return count;
  }
}
