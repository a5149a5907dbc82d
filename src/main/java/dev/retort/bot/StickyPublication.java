package dev.retort.bot;

import dev.retort.alembic.Severity;
import dev.retort.change.Blobs;
import dev.retort.forge.Forge;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads.Comment;
import dev.retort.job.Intents;
import dev.retort.report.StickyComment;
import dev.retort.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The one comment of a pull request, kept up to date. A pull request about which there is nothing
/// to say gets none; one that had something to say is told when all is well again.
public final class StickyPublication {
  private final Forge forge;
  private final Intents intents;
  private final String docs;

  /// @param docs the folder of the rules' pages
  public StickyPublication(Forge forge, Intents intents, String docs) {
    this.forge = forge;
    this.intents = intents;
    this.docs = docs;
  }

  /// Whether there is one that is known of.
  boolean stands(PullRequestKey key) {
    return intents
        .find("sticky " + key.text())
        .map(text -> Payload.read(text, Posted.class))
        .filter(posted -> posted.id() != 0)
        .isPresent();
  }

  /// @param note a sentence on how it came to this
  void publish(PullRequestKey key, Judgement judgement, Optional<String> note) {
    String intent = "sticky " + key.text();
    Optional<Posted> known = intents.find(intent).map(text -> Payload.read(text, Posted.class));
    boolean silent = judgement.verdict().findings().noneMatch(StickyPublication::deservesAComment);
    if (known.isEmpty() && judgement.verdict().environments().isEmpty()) {
      return;
    }
    int comments = judgement.pullRequest().comments();
    // Where it is not known how many there are, only what is to be said is worth a look.
    boolean mayExist = known.isPresent() || comments > 0 || (comments < 0 && !silent);
    Optional<Posted> posted = known.filter(sticky -> sticky.id() != 0);
    if (posted.isEmpty() && mayExist) {
      posted = lookUp(key);
    }
    if (silent && posted.isEmpty()) {
      return;
    }
    String body = StickyComment.of(judgement.verdict(), judgement.comparison().lines(), note, docs);
    if (posted.isPresent() && update(key, posted.get(), body)) {
      record(intent, new Posted(posted.get().id(), digest(body)));
      return;
    }
    record(intent, new Posted(0, ""));
    record(
        intent,
        new Posted(forge.createComment(key.repository(), key.number(), body), digest(body)));
  }

  /// What the base had before, and mere notices, are said by the check alone.
  private static boolean deservesAComment(Finding finding) {
    return finding.isNew() && finding.severity().compareTo(Severity.WARNING) >= 0;
  }

  /// @return false where the comment is gone
  private boolean update(PullRequestKey key, Posted posted, String body) {
    if (posted.text().equals(digest(body))) {
      return true;
    }
    try {
      forge.updateComment(key.repository(), posted.id(), body);
      return true;
    } catch (ForgeException.NotFound e) {
      return false;
    }
  }

  /// Our comments carry a marker, and only our App's count. Of several the oldest stays.
  private Optional<Posted> lookUp(PullRequestKey key) {
    List<Comment> ours =
        forge.comments(key.repository(), key.number()).stream()
            .filter(comment -> comment.ours() && StickyComment.isSticky(comment.body()))
            .toList();
    ours.stream().skip(1).forEach(comment -> delete(key, comment));
    return ours.stream()
        .findFirst()
        .map(comment -> new Posted(comment.id(), digest(comment.body())));
  }

  private void delete(PullRequestKey key, Comment comment) {
    try {
      forge.deleteComment(key.repository(), comment.id());
    } catch (ForgeException.NotFound e) {
      // Somebody was faster; it is gone, which is what was wanted.
    }
  }

  private static String digest(String body) {
    return Blobs.idOf(body.getBytes(StandardCharsets.UTF_8));
  }

  private void record(String intent, Posted posted) {
    intents.record(intent, Payload.write(posted));
  }

  /// @param id 0 while the comment is about to be created
  /// @param text a digest of the body that stands there; empty where it is not known
  private record Posted(long id, String text) {
    private Posted {
      // What an older version wrote has none.
      text = text == null ? "" : text;
    }
  }
}
