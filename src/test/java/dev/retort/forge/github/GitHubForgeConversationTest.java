package dev.retort.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads.CheckRun;
import dev.retort.forge.Reads.Comment;
import dev.retort.report.Suggestions.Suggestion;
import dev.retort.standin.PostedCheckRun;
import dev.retort.standin.PostedReviewComment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Check runs, comments and reviews, each with what it costs in requests.
class GitHubForgeConversationTest extends HostedForge {
  @Test
  void a_check_run_is_made_found_and_rewritten() {
    CheckRun made = forge.createCheckRun(repository, pull.headSha(), "key", report(2));

    assertThat(requests()).isEqualTo(Map.of("checks/create", 1L));
    PostedCheckRun posted = pull.checkRuns().getFirst();
    assertThat(posted.name()).isEqualTo("retort");
    assertThat(posted.conclusion()).contains("failure");
    assertThat(posted.annotations()).hasSize(2);
    assertThat(posted.buttons())
        .extracting(PostedCheckRun.Button::identifier)
        .containsExactly("fix");
    assertThat(forge.checkRuns(repository, pull.headSha())).containsExactly(made);
    assertThat(requests()).isEqualTo(Map.of("checks/list-for-ref", 1L));

    forge.updateCheckRun(repository, made.id(), "other", report(0), 0);

    assertThat(requests()).isEqualTo(Map.of("checks/update", 1L));
    assertThat(posted.conclusion()).contains("success");
    assertThat(posted.externalId()).contains("other");
    assertThat(forge.checkRuns(repository, pull.headSha()))
        .extracting(CheckRun::conclusion)
        .containsExactly(Optional.of("success"));
  }

  @Test
  @DisplayName("F22 annotations beyond fifty are appended, none twice, also after a crash")
  void many_annotations_are_appended() {
    github.faults().on("checks/update").after(1).answer(502, "Server Error");
    assertThatThrownBy(() -> forge.createCheckRun(repository, pull.headSha(), "key", report(120)))
        .isInstanceOf(ForgeException.Unavailable.class);
    CheckRun cut = forge.checkRuns(repository, pull.headSha()).getFirst();
    assertThat(cut.status()).isEqualTo("in_progress");
    assertThat(cut.annotations()).isEqualTo(100);
    requests();

    forge.updateCheckRun(repository, cut.id(), "key", report(120), cut.annotations());

    PostedCheckRun posted = pull.checkRuns().getFirst();
    assertThat(posted.status()).isEqualTo("completed");
    assertThat(posted.annotations())
        .extracting(a -> a.get("message").asText())
        .containsExactlyElementsOf(IntStream.range(0, 120).mapToObj(i -> "m" + i).toList());
    assertThat(requests()).isEqualTo(Map.of("checks/update", 1L));
  }

  @Test
  @DisplayName("A16 a comment is ours only where our App wrote it")
  void comments_are_made_found_rewritten_and_deleted() {
    pull.comment("mallory", "<!-- retort -->");
    requests();
    long id = forge.createComment(repository, 1, "<!-- retort --> ünïcode 😀");
    assertThat(requests()).isEqualTo(Map.of("issues/create-comment", 1L));

    assertThat(forge.comments(repository, 1))
        .extracting(Comment::author, Comment::ours, Comment::body)
        .containsExactly(
            tuple("mallory", false, "<!-- retort -->"),
            tuple("retort[bot]", true, "<!-- retort --> ünïcode 😀"));
    assertThat(requests()).isEqualTo(Map.of("issues/list-comments", 1L));

    forge.updateComment(repository, id, "new words");
    assertThat(pull.comments().getLast().body()).isEqualTo("new words");
    forge.react(repository, pull.comments().getFirst().id(), "eyes");
    assertThat(pull.comments().getFirst().reactions())
        .extracting(reaction -> reaction.content())
        .containsExactly("eyes");
    forge.deleteComment(repository, id);
    assertThat(pull.comments()).hasSize(1);
    assertThat(requests())
        .isEqualTo(
            Map.of(
                "issues/update-comment", 1L,
                "reactions/create-for-issue-comment", 1L,
                "issues/delete-comment", 1L));
    assertThatThrownBy(() -> forge.updateComment(repository, id, "gone"))
        .isInstanceOf(ForgeException.NotFound.class);
  }

  @Test
  void a_conversation_of_several_pages_is_read_in_order() {
    IntStream.range(0, 205).forEach(i -> pull.comment("ann", "c" + i));
    requests();

    assertThat(forge.comments(repository, 1))
        .extracting(Comment::body)
        .containsExactlyElementsOf(IntStream.range(0, 205).mapToObj(i -> "c" + i).toList());
    assertThat(requests()).isEqualTo(Map.of("issues/list-comments", 3L));
  }

  @Test
  void one_review_carries_all_suggestions() {
    forge.review(
        repository,
        1,
        pull.headSha(),
        List.of(
            new Suggestion("versions/b.py", 1, 1, "one"),
            new Suggestion("versions/b.py", 2, 3, "two")));

    assertThat(requests()).isEqualTo(Map.of("pulls/create-review", 1L));
    assertThat(pull.reviews()).hasSize(1);
    assertThat(pull.reviews().getFirst().state()).isEqualTo("COMMENTED");
    List<PostedReviewComment> lines = pull.reviewComments();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().anchor().startLine()).isEmpty();
    assertThat(lines.getLast().anchor().startLine()).hasValue(2);

    List<Comment> read = forge.reviewComments(repository, 1);
    assertThat(read).extracting(Comment::ours).containsExactly(true, true);
    assertThat(requests())
        .isEqualTo(Map.of("pulls/list-review-comments", 1L, "apps/get-authenticated", 1L));
    forge.deleteReviewComment(repository, read.getFirst().id());
    assertThat(pull.reviewComments()).hasSize(1);
    assertThat(requests()).isEqualTo(Map.of("pulls/delete-review-comment", 1L));
  }

  @Test
  @DisplayName("F17 one line off the diff refuses the whole review")
  void a_line_off_the_diff_refuses_the_review() {
    assertThatThrownBy(() ->
            forge.review(
                repository,
                1,
                pull.headSha(),
                List.of(
                    new Suggestion("versions/b.py", 1, 1, "on"),
                    new Suggestion("versions/a.py", 1, 1, "off"))))
        .isInstanceOf(ForgeException.Refused.class);
    assertThat(pull.reviewComments()).isEmpty();
  }
}
