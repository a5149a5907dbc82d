package dev.retort.standin;

import java.util.Optional;

/// The conversation of a pull request: comments, and emoji under them.
final class CommentRoutes {
  private static final int BODY = 65_536;

  private final StandIn github;

  CommentRoutes(StandIn github) {
    this.github = github;
  }

  void register(Routes routes) {
    routes
        .conversation(
            "issues/list-comments",
            "read",
            call -> call.list(call.pull().comments(), github.pullRequestShapes()::comment))
        .conversation(
            "issues/list-events",
            "read",
            call -> {
              HostedPullRequest pull = call.pull();
              return call.list(
                  pull.labellings, each -> github.pullRequestShapes().labelling(pull, each));
            })
        .conversation("issues/create-comment", "write", this::create)
        .conversation(
            "issues/get-comment",
            "read",
            call -> Answer.ok(github.pullRequestShapes().comment(comment(call))))
        .conversation("issues/update-comment", "write", this::update)
        .conversation("issues/delete-comment", "write", this::delete)
        .read(
            "reactions/list-for-issue-comment",
            "issues",
            call -> call.list(comment(call).reactions(), github.pullRequestShapes()::reaction))
        .write("reactions/create-for-issue-comment", "issues", this::react);
  }

  private PostedComment comment(Call call) {
    return call.repository().comments().find(call.id("comment_id")).orElseThrow(Refusal::notFound);
  }

  static String checkedBody(Call call, String resource) {
    String body = call.text("body").orElse("");
    if (body.isBlank()) {
      throw Refusal.invalid(resource, "body", "missing_field", "Body cannot be blank");
    }
    if (body.codePointCount(0, body.length()) > BODY) {
      throw Refusal.invalid(
          resource, "data", "unprocessable", "Body is too long (maximum is 65536 characters)");
    }
    return body;
  }

  private static void requireUnlocked(HostedPullRequest pull) {
    if (pull.locked) {
      throw Refusal.of(403, "Unable to create comment because issue is locked.");
    }
  }

  private Answer create(Call call) {
    HostedPullRequest pull = call.pull();
    requireUnlocked(pull);
    RegisteredApp app = github.app();
    PostedComment comment =
        pull.repository()
            .comments()
            .post(pull, app.bot(), Optional.of(app), checkedBody(call, "IssueComment"));
    return Answer.created(github.pullRequestShapes().comment(comment));
  }

  private Answer update(Call call) {
    PostedComment comment = comment(call);
    call.repository()
        .comments()
        .edit(comment, github.app().bot(), checkedBody(call, "IssueComment"));
    return Answer.ok(github.pullRequestShapes().comment(comment));
  }

  private Answer delete(Call call) {
    call.repository().comments().delete(comment(call), github.app().bot());
    return Answer.noContent();
  }

  private Answer react(Call call) {
    PostedComment comment = comment(call);
    String content = call.text("content").orElse("");
    Optional<Remark.Reaction> before =
        comment.reactions().stream()
            .filter(each -> each.content().equals(content))
            .filter(each -> each.author().equals(github.app().bot()))
            .findFirst();
    if (before.isPresent()) {
      return Answer.ok(github.pullRequestShapes().reaction(before.get()));
    }
    Remark.Reaction reaction =
        new Remark.Reaction(github.nextId(), github.app().bot(), content, github.now());
    comment.add(reaction);
    return Answer.created(github.pullRequestShapes().reaction(reaction));
  }
}
