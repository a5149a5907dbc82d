package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Projects whose revisions say `down_revision = get_down_revision(revision)`, so that the package
/// alembic-git-revisions lines them up by git's history.
class OrderedByGitTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void two_branches_that_are_right_by_their_tool_have_one_head_and_the_order_of_their_commits()
      throws Exception {
    GitSandbox git = start();
    git.branch("theirs", "main").write(file("zz_theirs"), ordered("zz")).commit("theirs");
    git.branch("ours", "main").write(file("aa_ours"), ordered("aa")).commit("ours");
    git.git("checkout", "-q", "theirs");
    git.git("checkout", "-q", "-B", "main");
    git.git("checkout", "-q", "ours");

    Run check = Run.of(new CheckCommand(), git.folder(), "--base", "main");
    git.git("checkout", "-q", "main");
    git.git("merge", "-q", "--no-edit", "ours");

    assertThat(check.out()).contains("success: One head, as it should be: aa");
    // The base's commits come first, whatever the names and ids say.
    assertThat(parent(git, "zz")).isEqualTo("b1");
    assertThat(parent(git, "aa")).isEqualTo("zz");
  }

  @Test
  void a_file_that_moved_keeps_its_place_and_one_without_a_commit_comes_last() throws Exception {
    GitSandbox git = start();
    git.write("attic/d1.py", ordered("d1")).commit("first, elsewhere");
    git.write(file("c1"), ordered("c1")).commit("second");
    git.delete("attic/d1.py").write(file("d1"), ordered("d1")).commit("move");
    git.write(file("a0"), ordered("a0"));

    assertThat(parent(git, "d1")).isEqualTo("b1");
    assertThat(parent(git, "c1")).isEqualTo("d1");
    assertThat(parent(git, "a0")).isEqualTo("c1");
  }

  @Test
  void a_written_parent_that_is_not_the_last_is_put_below_what_databases_have_run() {
    GitSandbox git = start();
    git.write(file("c1"), ordered("c1")).commit("c1");
    git.write(file("d1"), ordered("d1")).commit("d1");
    git.branch("work", "main").write(file("e1"), written("e1", "'c1'")).commit("e1");

    Run check = Run.of(new CheckCommand(), git.folder(), "--base", "main");
    Run fix = Run.of(new FixCommand(), git.folder(), "--base", "main");

    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).contains("RT204", "e1").doesNotContain("RT101", "RT203");
    // Only the file with a written parent is edited.
    assertThat(fix.out()).contains("+down_revision = 'd1'").doesNotContain("get_down_revision");
  }

  @Test
  void a_chain_that_was_written_down_goes_before_git() throws Exception {
    GitSandbox git = start();
    git.write(file("c1"), ordered("c1")).commit("c1");
    git.write(file("d1"), ordered("d1")).commit("d1");
    git.write("migrations/revision_chain.json", "{\"d1\": \"b1\", \"c1\": \"d1\"}");

    assertThat(parent(git, "d1")).isEqualTo("b1");
    assertThat(parent(git, "c1")).isEqualTo("d1");
  }

  @Test
  void without_git_s_whole_history_they_are_left_alone_with_one_sentence() throws Exception {
    GitSandbox git = start();
    git.write(file("c1"), ordered("c1")).commit("c1");
    // The other way to call it.
    git.write(
            file("d1"),
            "import alembic_git_revisions as agr\n\n"
                + written("d1", "agr.get_down_revision(revision)"))
        .commit("d1");
    Path shallow = folder.resolveSibling(folder.getFileName() + "-shallow");
    git.git("clone", "-q", "--depth", "1", "file://" + git.folder(), shallow.toString());

    Run check = Run.of(new CheckCommand(), shallow, "--base", "");

    assertThat(check.code()).isZero();
    assertThat(check.out().replaceAll("\\s+", " "))
        .containsOnlyOnce("notice RT301")
        .contains("alembic-git-revisions", "their order is left to it", "neutral")
        .doesNotContain("plain text", "RT101", "RT102");
  }

  /// A repository with two revisions whose parents are written down.
  private GitSandbox start() {
    return new GitSandbox(folder)
        .write("alembic.ini", "[alembic]\nscript_location = migrations\n")
        .write("migrations/env.py", "from alembic import context\n")
        .write(file("a1"), written("a1", "None"))
        .write(file("b1"), written("b1", "'a1'"))
        .commit("start");
  }

  private static String file(String name) {
    return "migrations/versions/" + name + ".py";
  }

  private static String written(String id, String parent) {
    return "revision = '%s'\ndown_revision = %s\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
        .formatted(id, parent);
  }

  private static String ordered(String id) {
    return "from alembic_git_revisions import get_down_revision\n\n"
        + written(id, "get_down_revision(revision)");
  }

  private static String parent(GitSandbox git, String id) throws Exception {
    String graph = Run.of(new GraphCommand(), git.folder(), "--format", "json").out();
    for (JsonNode each : new ObjectMapper().readTree(graph).at("/environments/0/revisions")) {
      if (each.get("revision").asText().equals(id)) {
        return each.at("/down_revisions/0").asText();
      }
    }
    return "not there";
  }
}
