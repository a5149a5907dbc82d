package dev.retort.standin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The comments in the conversations of one repository's pull requests.
final class Conversations {
  private final HostedRepository repository;
  private final Map<Long, PostedComment> byId = new ConcurrentSkipListMap<>();

  Conversations(HostedRepository repository) {
    this.repository = repository;
  }

  List<PostedComment> of(HostedPullRequest pull) {
    return byId.values().stream().filter(comment -> comment.pullRequest() == pull).toList();
  }

  Optional<PostedComment> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  PostedComment post(HostedPullRequest pull, Account author, String body) {
    return post(pull, author, Optional.empty(), body);
  }

  PostedComment post(
      HostedPullRequest pull, Account author, Optional<RegisteredApp> app, String body) {
    StandIn github = repository.github();
    return github.locked(() -> {
      PostedComment comment =
          new PostedComment(github.nextId(), pull, author, app, body, github.now());
      byId.put(comment.id(), comment);
      github.events().comment("created", comment, author, Json.object());
      return comment;
    });
  }

  void edit(PostedComment comment, Account actor, String body) {
    StandIn github = repository.github();
    github.locked(() -> {
      String old = comment.body();
      comment.edit(body, github.now());
      github
          .events()
          .comment(
              "edited",
              comment,
              actor,
              Json.object("changes", Json.object("body", Json.object("from", old))));
      return comment;
    });
  }

  void delete(PostedComment comment, Account actor) {
    StandIn github = repository.github();
    github.locked(() -> {
      byId.remove(comment.id());
      github.events().comment("deleted", comment, actor, Json.object());
      return comment;
    });
  }
}
