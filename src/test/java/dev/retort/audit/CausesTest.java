package dev.retort.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.change.Blobs;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.GitEvidence.Deed;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.rule.Prose;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CausesTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final Map<String, byte[]> files = new HashMap<>();

  CausesTest() {
    put("alembic.ini", "[alembic]\nscript_location = migrations\n");
    put("migrations/env.py", "target_metadata = object()\n");
    revision("aaaa", "None");
    revision("bbbb", "'aaaa'");
  }

  @Test
  void a_history_in_order_has_none() {
    assertThat(causes(GitEvidence.NONE)).isEmpty();
  }

  @Test
  void two_that_continue_one_revision_were_made_apart() {
    revision("cccc", "'aaaa'");

    assertThat(causes(trace("cccc", Deed.ADDED, "", "x", false)))
        .containsExactly(
            new Cause(
                Kind.PARALLEL_WORK,
                List.of(
                    new Evidence(
                        Prose.EMPTY
                            .id("aaaa")
                            .text(" is continued by ")
                            .id("bbbb")
                            .text(" (created on 2026-01-02)")
                            .text(" and by ")
                            .id("cccc")
                            .text(" (")
                            .text("commit ")
                            .code("0123456789")
                            .text(" of 2026-02-03")
                            .text(")")
                            .text(", and nothing joins them."),
                        Optional.of(COMMIT),
                        Optional.of("2026-02-03")))));
  }

  @Test
  void two_that_one_commit_brought_are_told_as_one_change() {
    revision("cccc", "'aaaa'");
    GitEvidence one = trace("bbbb", Deed.ADDED, "", "x", false);
    GitEvidence other = trace("cccc", Deed.ADDED, "", "y", false);
    List<Trace> both = Stream.concat(one.traces().stream(), other.traces().stream()).toList();

    assertThat(only(new GitEvidence(Depth.FULL, both, Map.of())))
        .startsWith("one-change: `aaaa` is continued by `bbbb` (commit");
  }

  @Test
  void a_labelled_branch_is_apart_on_purpose() {
    revision("cccc", "'aaaa'", "branch_labels = 'plugin'");

    assertThat(causes(GitEvidence.NONE)).isEmpty();
  }

  @Test
  void a_deleted_file_names_the_commit_that_took_it() {
    revision("dddd", "'cccc'");

    assertThat(only(trace("cccc", Deed.DELETED, text("cccc", "'bbbb'"), "", false)))
        .isEqualTo(
            "deleted-file: `dddd` names `cccc`, whose file `migrations/versions/cccc_x.py` commit"
                + " `0123456789` of 2026-02-03 deleted.");
  }

  @Test
  void a_file_that_no_merge_kept_names_the_commit_that_brought_it() {
    revision("dddd", "'cccc'");

    assertThat(only(trace("cccc", Deed.ADDED, "", text("cccc", "'bbbb'"), false)))
        .startsWith(
            "lost-in-merge: `dddd` names `cccc`; commit `0123456789` of 2026-02-03 brought");
  }

  @Test
  void a_file_of_another_branch_is_told_as_such() {
    revision("dddd", "'cccc'");

    assertThat(only(trace("cccc", Deed.ADDED, "", text("cccc", "'bbbb'"), true)))
        .startsWith(
            "other-branch: `dddd` names `cccc`; commit `0123456789` of 2026-02-03, which is");
  }

  @Test
  void an_id_that_was_changed_names_the_new_one() {
    revision("dddd", "'cccc'");

    assertThat(only(trace("bbbb", Deed.EDITED, text("cccc", "'aaaa'"), "x", false)))
        .isEqualTo(
            "changed-id: `dddd` names `cccc`, which commit `0123456789` of 2026-02-03 made `bbbb`.");
  }

  @Test
  void an_id_that_is_nearly_another_was_mistyped() {
    revision("bbbb00000001", "'bbbb'");
    revision("dddd", "'bbbb00000002'");

    assertThat(only(new GitEvidence(Depth.FULL, List.of(), Map.of())))
        .startsWith("mistyped-id: `dddd` names `bbbb00000002`")
        .endsWith("(No commit ever had it in the version locations.)");
  }

  @Test
  void an_id_that_nothing_explains_was_never_here() {
    revision("dddd", "'e7e7e7e7'");

    assertThat(only(new GitEvidence(Depth.SHALLOW, List.of(), Map.of())))
        .startsWith("unknown-parent: `dddd` names `e7e7e7e7`")
        .contains("the clone is shallow");
  }

  @Test
  void files_that_do_the_same_are_copies_and_others_are_templates() {
    put("migrations/versions/copy.py", text("bbbb", "'aaaa'") + "\n");
    assertThat(only(GitEvidence.NONE)).startsWith("copied-file: ").contains("identical copies");

    put("migrations/versions/copy.py", text("bbbb", "'aaaa'").replace("pass", "other()"));
    assertThat(only(GitEvidence.NONE)).startsWith("copied-template: ");
  }

  @Test
  void a_number_that_is_declared_twice_was_counted_by_hand() {
    revision("0007", "'bbbb'");
    put("migrations/versions/b.py", text("0007", "'bbbb'").replace("pass", "other()"));

    assertThat(only(GitEvidence.NONE)).startsWith("counted-id: ");
  }

  @Test
  void a_circle_names_the_commit_that_closed_it() {
    revision("cccc", "'dddd'");
    revision("dddd", "'cccc'");

    assertThat(
            only(trace("cccc", Deed.EDITED, text("cccc", "'bbbb'"), text("cccc", "'dddd'"), false)))
        .isEqualTo(
            "edited-parents: Since commit `0123456789` of 2026-02-03 `cccc` revises `dddd`; it"
                + " revised `bbbb` before.");
  }

  private String only(GitEvidence evidence) {
    List<String> told =
        causes(evidence).stream()
            .flatMap(cause ->
                cause.evidence().stream()
                    .map(each -> cause.kind().word() + ": " + each.text().plain()))
            .toList();
    assertThat(told).hasSize(1);
    return told.getFirst();
  }

  private List<Cause> causes(GitEvidence evidence) {
    return new Auditor(RevisionCache.NONE, Environments.Request.EVERYTHING)
        .audit(Snapshot.of("tree", files), environments -> evidence)
        .environments()
        .getFirst()
        .causes();
  }

  /// @param before the content before; empty where the file was not there
  private static GitEvidence trace(
      String id, Deed deed, String before, String after, boolean elsewhere) {
    Map<String, byte[]> lost = new HashMap<>();
    return new GitEvidence(
        Depth.FULL,
        List.of(
            new Trace(
                "migrations/versions/" + id + "_x.py",
                deed,
                COMMIT,
                "2026-02-03T04:05:06+00:00",
                blob(before, lost),
                blob(after, lost),
                elsewhere)),
        lost);
  }

  private static Optional<String> blob(String text, Map<String, byte[]> lost) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    lost.put(Blobs.idOf(bytes), bytes);
    return Optional.of(Blobs.idOf(bytes));
  }

  private void revision(String id, String parent, String... more) {
    put("migrations/versions/" + id + "_x.py", text(id, parent) + String.join("\n", more) + "\n");
  }

  private static String text(String id, String parent) {
    return """
    \"""change %s

    Create Date: 2026-01-02 03:04:05
    \"""
    revision = '%s'
    down_revision = %s


    def upgrade():
        pass


    def downgrade():
        pass


    """
        .formatted(id, id, parent);
  }

  private void put(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
