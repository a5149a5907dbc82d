package dev.retort.bot;

import dev.retort.forge.Forge;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads.Comment;
import dev.retort.job.Intents;
import dev.retort.report.Suggestions;
import dev.retort.report.Suggestions.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The review comments with their suggestions, kept in step with the recommended repair: posts what
/// is missing in one review, and takes back what would now repair wrongly.
public final class SuggestionPublication {
  private static final Logger LOG = LoggerFactory.getLogger(SuggestionPublication.class);

  private final Forge forge;
  private final Intents intents;

  public SuggestionPublication(Forge forge, Intents intents) {
    this.forge = forge;
    this.intents = intents;
  }

  /// @param on whether suggestions are made; otherwise those that were are withdrawn
  void publish(PullRequestKey key, Judgement judgement, boolean on) {
    String intent = "suggestions " + key.text();
    List<Suggestion> wanted =
        on ? Suggestions.of(judgement.verdict(), judgement.comparison().lines()) : List.of();
    Optional<Posted> known = intents.find(intent).map(text -> Payload.read(text, Posted.class));
    if (wanted.isEmpty() && known.isEmpty()) {
      return;
    }
    // 0 is certain; a list does not say how many there are.
    boolean unsure =
        known.map(Posted::posting).orElse(judgement.pullRequest().reviewComments() != 0);
    Set<String> posted =
        unsure ? markersAtGitHub(key) : new HashSet<>(known.map(Posted::markers).orElse(List.of()));
    String head = judgement.pullRequest().headSha();
    Set<String> stale = new HashSet<>(posted);
    wanted.forEach(suggestion -> stale.remove(marker(suggestion)));
    String headThen = known.map(Posted::head).orElse("");
    if (!stale.isEmpty() && !withdraw(key, stale, wanted.isEmpty(), head.equals(headThen))) {
      // Nothing else is to be done, and the next review tries again.
      record(intent, new Posted(false, headThen, List.copyOf(posted)));
      return;
    }
    posted.removeAll(stale);

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

  /// A suggestion that no longer belongs to the repair is one click away from doing harm. Where
  /// others take its place it is deleted. Where nothing is left to suggest it is folded away as
  /// done, for it is part of the story; where even that cannot be, it is deleted unless its lines
  /// have changed since, because then GitHub itself shows it as outdated.
  ///
  /// @return false where GitHub could not be asked and no harm is in waiting
  private boolean withdraw(
      PullRequestKey key, Set<String> stale, boolean settled, boolean sameHead) {
    if (settled) {
      try {
        boolean folded =
            forge.foldReviewComments(
                key.repository(),
                key.number(),
                body -> Suggestions.marker(body).filter(stale::contains).isPresent());
        if (folded || !sameHead) {
          return true;
        }
      } catch (ForgeException e) {
        LOG.info("{}: suggestions that have served still stand: {}", key.text(), e.getMessage());
        if (!sameHead) {
          return !(e instanceof ForgeException.Unavailable);
        }
      }
    }
    for (Comment comment : forge.reviewComments(key.repository(), key.number())) {
      Optional<String> marker =
          comment.ours() ? Suggestions.marker(comment.body()) : Optional.empty();
      if (marker.filter(stale::contains).isPresent()) {
        delete(key, comment);
      }
    }
    return true;
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
