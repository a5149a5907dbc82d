package dev.retort.bot;

import dev.retort.forge.Comment;
import dev.retort.forge.Forge;
import dev.retort.forge.ForgeException;
import dev.retort.job.Intents;
import dev.retort.report.Suggestion;
import dev.retort.report.Suggestions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the review comments with their suggestions in step with the recommended repair: posts what
/// is missing in one review, and takes back what would now repair wrongly.
public final class SuggestionPublication {
  private static final Logger LOG = LoggerFactory.getLogger(SuggestionPublication.class);

  private final Forge forge;
  private final Intents intents;

  public SuggestionPublication(Forge forge, Intents intents) {
    this.forge = forge;
    this.intents = intents;
  }

  void publish(PullRequestKey key, Judgement judgement) {
    String intent = "suggestions " + key.text();
    List<Suggestion> wanted = Suggestions.of(judgement.verdict(), judgement.comparison().lines());
    Optional<Posted> known = intents.find(intent).map(text -> Payload.read(text, Posted.class));
    if (wanted.isEmpty() && known.isEmpty()) {
      return;
    }
    boolean unsure =
        known.map(Posted::posting).orElse(judgement.pullRequest().reviewComments() > 0);
    Set<String> posted =
        unsure ? markersAtGitHub(key) : new HashSet<>(known.map(Posted::markers).orElse(List.of()));
    String head = judgement.pullRequest().headSha();
    takeBack(key, judgement, posted, wanted, known.map(Posted::head).orElse(""));

    List<Suggestion> missing =
        wanted.stream().filter(suggestion -> !posted.contains(marker(suggestion))).toList();
    if (!missing.isEmpty()) {
      record(intent, new Posted(true, head, List.copyOf(posted)));
      post(key, head, missing);
      missing.forEach(suggestion -> posted.add(marker(suggestion)));
    }
    record(intent, new Posted(false, head, List.copyOf(posted)));
  }

  /// All in one review. A line that GitHub refuses although its diff showed it costs only itself:
  /// the annotation stands there anyway.
  private void post(PullRequestKey key, String head, List<Suggestion> suggestions) {
    try {
      forge.review(key.repository(), key.number(), head, suggestions);
    } catch (ForgeException.Refused e) {
      if (suggestions.size() == 1) {
        LOG.info("{}: a suggestion was refused: {}", key.text(), e.getMessage());
        return;
      }
      suggestions.forEach(suggestion -> post(key, head, List.of(suggestion)));
    }
  }

  /// A suggestion that no longer belongs to the repair is one click away from doing harm, unless
  /// its lines have changed since: then GitHub shows it as outdated, and it stays as part of the
  /// story.
  private void takeBack(
      PullRequestKey key,
      Judgement judgement,
      Set<String> posted,
      List<Suggestion> wanted,
      String headThen) {
    Set<String> stale = new HashSet<>(posted);
    wanted.forEach(suggestion -> stale.remove(marker(suggestion)));
    boolean settledByAPush =
        wanted.isEmpty() && !judgement.pullRequest().headSha().equals(headThen);
    if (stale.isEmpty() || settledByAPush) {
      return;
    }
    for (Comment comment : forge.reviewComments(key.repository(), key.number())) {
      Optional<String> marker =
          comment.ours() ? Suggestions.marker(comment.body()) : Optional.empty();
      if (marker.filter(stale::contains).isPresent()) {
        delete(key, comment);
      }
    }
    posted.removeAll(stale);
  }

  private void delete(PullRequestKey key, Comment comment) {
    try {
      forge.deleteReviewComment(key.repository(), comment.id());
    } catch (ForgeException.NotFound e) {
      LOG.debug("{}: the suggestion was gone already", key.text());
    }
  }

  private Set<String> markersAtGitHub(PullRequestKey key) {
    return forge.reviewComments(key.repository(), key.number()).stream()
        .filter(Comment::ours)
        .flatMap(comment -> Suggestions.marker(comment.body()).stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String marker(Suggestion suggestion) {
    return Suggestions.marker(suggestion.body()).orElseThrow();
  }

  private void record(String intent, Posted posted) {
    intents.record(intent, Payload.write(posted));
  }

  /// @param posting whether a review may be on its way
  /// @param head what the pull request's head was
  /// @param markers of the suggestions at GitHub
  private record Posted(boolean posting, String head, List<String> markers) {}
}
