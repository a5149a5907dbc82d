package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.report.Ink;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void a_branch_that_gives_main_a_second_head_fails() throws Exception {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();

    Run run =
        Run.of(
            new CheckCommand(),
            git.folder(),
            "--base",
            "main",
            "--head",
            "feature",
            "--format",
            "json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(run.out());
    JsonNode environment = json.get("environments").get(0);
    assertThat(json.get("conclusion").asText()).isEqualTo("failure");
    assertThat(environment.get("script_location").asText()).isEqualTo("migrations");
    assertThat(environment.at("/after/heads").toString()).isEqualTo("[\"c3d4\",\"d4e5\"]");
    assertThat(environment.at("/findings/0/code").asText()).isEqualTo("RT101");
    assertThat(environment.at("/findings/0/path").asText())
        .isEqualTo("migrations/versions/d4e5_x.py");
    assertThat(environment.at("/repairs/0/strategy").asText()).isEqualTo("repoint");
    assertThat(environment.at("/repairs/0/proof/heads").toString()).isEqualTo("[\"d4e5\"]");
  }

  @Test
  void the_working_tree_is_judged_where_no_head_is_named() {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();

    Run run = Run.of(new CheckCommand(), git.folder(), "--base", "main");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("failure RT101", "down_revision = \"a1b2\"", "^^^^^^", "●  d4e5", "retort fix");

    git.revision("d4e5", "c3d4");
    Run edited = Run.of(new CheckCommand(), git.folder(), "--base", "main");
    assertThat(edited.out()).isEqualTo("success: One head, as it should be: d4e5.\n");
    assertThat(edited.code()).isZero();
  }

  @Test
  void without_a_base_the_whole_tree_is_judged() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    assertThat(Run.of(new CheckCommand(), git.folder()).code()).isZero();

    git.revision("d4e5", "a1b2");
    Run run = Run.of(new CheckCommand(), git.folder());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("RT101");
  }

  @Test
  void markdown_and_sarif_say_the_same() throws Exception {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();

    assertThat(
            Run.of(new CheckCommand(), git.folder(), "--base", "main", "--format", "markdown")
                .out())
        .startsWith("# Two heads would land: `c3d4`, `d4e5`")
        .as("nobody answers to a comment here, so it says what to type")
        .contains(" --base main --write` applies it.", "/src/docs/rules/RT101.md)")
        .doesNotContain("/retort fix");
    JsonNode sarif =
        new ObjectMapper()
            .readTree(
                Run.of(new CheckCommand(), git.folder(), "--base", "main", "--format", "sarif")
                    .out());
    assertThat(sarif.at("/runs/0/results/0/ruleId").asText()).isEqualTo("RT101");
  }

  @Test
  void wrong_use_costs_one_line_and_exit_code_2() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");

    assertWrong(Run.of(new CheckCommand(), git.folder(), "--base", "nowhere"), "nowhere");
    assertWrong(Run.of(new CheckCommand(), git.folder(), "--format", "pdf"), "pdf");
    assertWrong(Run.of(new CheckCommand(), git.folder(), "--colour"), "--colour");
    assertWrong(Run.of(new CheckCommand(), git.folder().resolve("nothing")), "nothing");
    assertWrong(Run.of(new CheckCommand(), git.folder(), "--base=--upload-pack=x"), "upload");
  }

  @Test
  void branches_without_a_common_commit_are_refused_in_one_line() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("start");
    git.git("checkout", "-q", "--orphan", "other");
    git.commit("other start");

    assertWrong(
        Run.of(new CheckCommand(), git.folder(), "--base", "main", "--head", "other"),
        "git fetch --unshallow");
  }

  @Test
  void colours_need_a_terminal_and_no_objection() {
    assertThat(Screen.ink(true, Map.of())).isEqualTo(Ink.COLOUR);
    assertThat(Screen.ink(false, Map.of())).isEqualTo(Ink.PLAIN);
    assertThat(Screen.ink(true, Map.of("NO_COLOR", "1"))).isEqualTo(Ink.PLAIN);
    assertThat(Screen.ink(false, Map.of("FORCE_COLOR", "1"))).isEqualTo(Ink.COLOUR);
  }

  private static void assertWrong(Run run, String about) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(about);
  }
}
