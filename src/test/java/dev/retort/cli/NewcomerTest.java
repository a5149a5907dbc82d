package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.report.Ink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody meets who tries the command line for the first time.
class NewcomerTest {
  private static final List<Command> COMMANDS =
      List.of(
          new CheckCommand(),
          new GraphCommand(),
          new FixCommand(),
          new AuditCommand(),
          new SchemaCommand(),
          new NextCommand(),
          new LocateCommand(),
          new RulesCommand());

  @TempDir private Path folder = Path.of(".");

  private Run typed(String... words) {
    return Run.typed(COMMANDS, words);
  }

  private void assertRefused(Run run, String... about) {
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(about);
  }

  @Test
  void what_is_named_and_not_there_is_an_error() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("Start");
    String at = git.folder().toString();

    for (String command : List.of("check", "fix", "graph", "audit", "next")) {
      assertRefused(typed(command, at, "--config", "typo.ini"), "typo.ini does not exist");
      assertRefused(typed(command, at, "--versions", "typo"), "typo does not exist");
      assertRefused(typed(command, at, "--cwd", "typo"), "typo does not exist");
      assertRefused(typed(command, at + "/typo"), "does not exist");
      assertRefused(typed(command, at + "/alembic.ini"), "is a file");
    }
    assertThat(typed("check", at, "--config", "alembic.ini").code()).isZero();
    assertThat(typed("check", at, "--versions", "migrations/versions").code()).isZero();
  }

  @Test
  void a_folder_without_environment_is_an_error_unless_that_is_allowed() throws IOException {
    String at = Files.createDirectory(folder.resolve("empty")).toString();

    for (String command : List.of("check", "fix", "graph", "audit", "next")) {
      assertRefused(typed(command, at), "no Alembic environment", "--config", "--allow-none");
      assertThat(typed(command, at, "--allow-none").code()).as(command).isZero();
    }
  }

  @Test
  void migrations_in_a_submodule_are_pointed_at() throws IOException {
    Files.createDirectories(folder.resolve("backend"));
    Files.writeString(folder.resolve("backend/.git"), "gitdir: ../.git/modules/backend\n");

    assertRefused(typed("check", folder.toString()), "Submodules are not looked into (backend)");
  }

  @Test
  void a_bare_repository_asks_for_a_commit() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("Start");
    Path bare = folder.resolve("bare.git");
    git.git("clone", "-q", "--bare", folder.toString(), bare.toString());

    assertRefused(typed("check", bare.toString()), "bare repository", "--head REF");
    assertThat(typed("check", bare.toString(), "--head", "main").code()).isZero();
    assertThat(typed("graph", bare.toString(), "--rev", "main").code()).isZero();
  }

  @Test
  void the_repository_is_looked_for_upwards() throws IOException {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    Path deep = Files.createDirectories(folder.resolve("docs/deep"));

    Run run = typed("check", deep.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("migrations/versions/d4e5_x.py:9");
    Path versions = git.folder().resolve("migrations/versions");
    assertThat(typed("graph", versions.toString()).out()).contains("d4e5");
    assertThat(typed("fix", deep.toString(), "--write").code()).isZero();
    assertThat(git.read("migrations/versions/d4e5_x.py")).contains("\"c3d4\"");
  }

  @Test
  void a_link_to_the_repository_is_followed() throws IOException {
    GitSandbox git =
        new GitSandbox(Files.createDirectory(folder.resolve("repository"))).withTwoHeads();
    Path one = Files.createSymbolicLink(folder.resolve("one"), git.folder());
    String two = Files.createSymbolicLink(folder.resolve("two"), one).toString();
    String there = git.folder().toString();

    for (String command : List.of("check", "fix", "graph", "audit")) {
      Run direct = typed(command, there);
      Run linked = typed(command, two);
      assertThat(linked.code()).as(command).isEqualTo(direct.code());
      assertThat(linked.out().replace(two, there)).as(command).isEqualTo(direct.out());
    }
    assertThat(typed("fix", two, "--write").code()).isZero();
    assertThat(git.read("migrations/versions/d4e5_x.py")).contains("\"c3d4\"");
  }

  @Test
  void what_the_base_had_already_is_told_from_what_the_change_does_and_has_a_way_out() {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    git.git("merge", "-q", "--no-edit", "main");
    git.git("branch", "-qf", "main");
    git.branch("next", "feature").revision("e5f6", "c3d4").commit("Goes on");
    String at = folder.toString();

    assertThat(words(typed("check", at, "--base", "main")))
        .contains("Already so on the base branch: the history has more than one head (as it would");
    Run fix = typed("fix", at, "--base", "main");
    assertThat(fix.code()).isZero();
    assertThat(fix.err()).contains("nothing to repair.", "`retort fix " + at + " --base ''`");
    assertThat(typed("fix", at, "--base", "").out()).contains("+down_revision = ");
  }

  @Test
  void settings_where_nobody_reads_them_are_told() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("Start");
    for (String path : List.of(".github/retort.yaml", "retort.yml")) {
      git.write(path, "rules: {RT101: off}\n");
      assertThat(words(typed("check", folder.toString())))
          .contains("warning RT401 " + path + ":1", "settings count in `.github/retort.yml` alone");
      git.delete(path);
    }
    git.write(".github/retort.yml", "environments: [{script_location: backend/alembic}]\n");
    assertThat(words(typed("check", folder.toString())))
        .contains("a folder of this repository; there is no `backend/alembic`.");
  }

  @Test
  void nothing_is_looked_for_above_git_s_top() throws IOException {
    new GitSandbox(folder).revision("a1b2", "");
    Path inner = Files.createDirectories(folder.resolve("inner"));
    new GitSandbox(inner).delete("alembic.ini").delete("migrations/env.py");

    assertRefused(typed("check", inner.toString()), "no Alembic environment");
  }

  @Test
  void not_judged_in_full_is_an_error_where_that_is_asked_for() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("Start");
    git.branch("feature", "main").revision("c3d4", "a1b2");
    String file = "migrations/versions/c3d4_x.py";
    git.write(file, git.read(file).replace("down_revision = \"a1b2\"", "down_revision = f()"));

    for (String command : List.of("check", "graph", "fix", "audit", "next")) {
      Run usual = typed(command, folder.toString());
      Run strict = typed(command, folder.toString(), "--strict");
      assertThat(usual.code()).as(command).isZero();
      assertThat(strict.code()).as(command + " --strict").isEqualTo(2);
    }
    assertThat(typed("schema", folder.toString(), "--rev", "main", "--strict").code()).isZero();
    git.write(
        "migrations/versions/d4e5_x.py",
        """
        from alembic import op
        revision = 'd4e5'
        down_revision = 'a1b2'

        def upgrade():
            op.execute(open('x.sql').read())
        """);
    assertThat(typed("schema", folder.toString()).code()).isZero();
    assertThat(typed("schema", folder.toString(), "--strict").code()).isEqualTo(2);
  }

  @Test
  void an_answer_goes_into_a_file_or_is_not_claimed_to() throws IOException {
    new GitSandbox(folder).withTwoHeads();
    Path file = folder.resolve("retort.sarif");
    String at = folder.toString();

    Run run = typed("check", at, "--format", "sarif", "--output", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(Files.readString(file)).contains("\"RT101\"");
    assertRefused(typed("check", at, "--output", at + "/no/x"), "its folder does not exist");
  }

  @Test
  void a_run_that_came_to_nothing_leaves_a_report_that_says_so() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path file = folder.resolve("retort.sarif");

    Run run =
        typed(
            "check",
            empty.toString(),
            "--config",
            "x.ini",
            "--format",
            "sarif",
            "--output",
            file.toString());

    assertThat(run.code()).isEqualTo(2);
    JsonNode sarif = new ObjectMapper().readTree(Files.readString(file));
    assertThat(sarif.at("/runs/0/invocations/0/executionSuccessful").asBoolean(true)).isFalse();
    assertThat(sarif.toString()).contains("x.ini does not exist");
  }

  @Test
  void quiet_says_only_what_fails() {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();

    assertThat(typed("check", folder.toString(), "--quiet").out()).contains("RT101");
    git.revision("d4e5", "c3d4");
    Run whole = typed("check", folder.toString(), "--quiet");
    assertThat(whole.out() + whole.err()).isEmpty();
    assertThat(whole.code()).isZero();
  }

  @Test
  void colours_are_there_when_they_are_asked_for() {
    new GitSandbox(folder).withTwoHeads();
    String at = folder.toString();

    for (String command : List.of("check", "graph", "fix")) {
      assertThat(typed(command, at, "--color", "always").out()).as(command).contains("\u001b[");
      assertThat(typed(command, at, "--color", "never").out()).doesNotContain("\u001b");
      assertThat(typed(command, at).out()).doesNotContain("\u001b");
    }
    for (String[] rules : new String[][] {{"rules"}, {"rules", "RT101"}}) {
      List<String> coloured = new ArrayList<>(List.of(rules));
      coloured.addAll(List.of("--color", "always"));
      String shown = typed(coloured.toArray(new String[0])).out();
      assertThat(shown).contains("\u001b[1mRT101");
      assertThat(shown.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(typed(rules).out());
    }
    assertThat(Screen.ink(true, Map.of("NO_COLOR", "1"))).isEqualTo(Ink.PLAIN);
  }

  @Test
  void the_width_is_the_terminal_s_unless_columns_says_another() {
    assertThat(Screen.width(Map.of(), "")).isEqualTo(80);
    assertThat(Screen.width(Map.of(), "132")).isEqualTo(132);
    assertThat(Screen.width(Map.of(), "0")).isEqualTo(80);
    assertThat(Screen.width(Map.of(), "12")).isEqualTo(40);
    assertThat(Screen.width(Map.of("COLUMNS", "72"), "132")).isEqualTo(72);
    assertThat(Screen.width(Map.of("COLUMNS", "wide"), "132")).isEqualTo(132);
  }

  @Test
  void help_and_version_are_words_too_and_slips_are_understood() {
    assertThat(typed("help").out()).contains("usage: retort");
    assertThat(typed("help", "check").out()).contains("usage: retort check");
    assertThat(typed("version").out()).startsWith("retort ");
    assertRefused(typed("chek"), "Is check meant?");
    assertRefused(typed("check", "--formt", "json"), "is --format meant?");
    assertRefused(typed("check", "--format", "jsn"), "is json meant?");
    assertRefused(typed("check", "--format", "pdf"), "It takes text, json");
    assertRefused(typed("check", "--base", "a", "--base", "b"), "--base is given twice");
    assertThat(typed("--help").out().lines().filter(line -> line.startsWith("Keeps")))
        .allMatch(line -> !line.contains("  "));
  }

  @Test
  void the_graph_is_the_picture_that_check_draws() {
    GitSandbox git = new GitSandbox(folder).withTwoHeads().revision("e5f6", "d4e5");
    git.revision("c3d4", "a1b2");

    assertThat(typed("graph", folder.toString()).out())
        .contains("●  c3d4  change c3d4  (head)", "├─╯", "●  e5f6");
    assertThat(typed("graph", folder.toString(), "--format", "list").out())
        .contains("d4e5 -> e5f6 (head), change e5f6");
  }

  @Test
  void without_metadata_autogenerate_is_said_to_refuse_as_it_does() {
    String page = words(typed("rules", "RT404"));

    assertThat(page)
        .contains("refuse to work", "Can't proceed with --autogenerate option")
        .doesNotContain("would drop");
  }

  @Test
  void the_next_revision_gets_a_fresh_id_and_the_head_that_would_land() throws IOException {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("Start");
    git.branch("feature", "main").write("x.txt", "").commit("Feature");
    git.branch("main", "main").revision("c3d4", "a1b2").commit("Main moves");
    git.git("checkout", "-q", "feature");

    Run run = typed("next", folder.toString(), "--format", "json", "-m", "Add a shop");
    JsonNode next = new ObjectMapper().readTree(run.out());

    assertThat(next.get("down_revision").asText()).isEqualTo("c3d4");
    String id = next.get("revision").asText();
    assertThat(id).matches("[0-9a-f]{12}");
    assertThat(next.get("script_location").asText()).isEqualTo("migrations");
    assertThat(next.get("path").asText()).isEqualTo("migrations/versions/" + id + "_add_a_shop.py");
    assertThat(typed("next", folder.toString(), "--format", "json").out()).doesNotContain(id);
    git.revision(id, "c3d4");
    assertThat(typed("check", folder.toString()).code()).isZero();
    assertThat(typed("next", folder.toString()).out()).contains("down_revision = \"" + id + "\"");
  }

  @Test
  void a_project_that_counts_gets_the_next_number_and_one_with_two_heads_is_told_to_repair() {
    GitSandbox git = new GitSandbox(folder);
    git.revision("0001", "").revision("0002", "0001").revision("0003", "0002");
    assertThat(typed("next", folder.toString()).out()).contains("revision = \"0004\"");

    git.revision("0009", "0002");
    Run run = typed("next", folder.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("2 heads would land: 0003, 0009", "retort fix");
  }

  @Test
  void the_first_revision_has_no_parent() throws IOException {
    GitSandbox git = new GitSandbox(folder);
    Files.createDirectories(git.folder().resolve("migrations/versions"));

    assertThat(typed("next", folder.toString()).out()).contains("down_revision = None");
  }

  @Test
  void a_lost_revision_is_found_wherever_it_went() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.commit("Start").branch("side", "main").revision("5a5a", "c3d4").commit("Side");
    git.branch("main", "main").delete("migrations/versions/c3d4_x.py").commit("Tidy up");
    String at = folder.toString();

    assertThat(locate("a1b2", at).code()).isZero();
    assertThat(locate("a1b2", at).out()).contains("a1b2 is here: migrations/versions/a1b2_x.py:8");
    Run deleted = locate("c3d4", at);
    assertThat(deleted.code()).isEqualTo(1);
    assertThat(deleted.out()).contains("deleted the file of `c3d4`", "still on side");
    assertThat(typed("locate", "c3d4", at).out())
        .as("on one line, to be pasted")
        .containsPattern(
            "`git -C " + Pattern.quote(at) + " checkout [0-9a-f]+~1 -- [^ ]*c3d4_x.py`");
    assertThat(locate("5a5a", at).out()).contains("on another branch", "merge side");
    assertThat(locate("ffff", at).out()).contains("none that did", "git fetch --all");
  }

  @Test
  void the_beginning_of_an_id_is_enough_where_no_other_begins_so() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").revision("c3d4", "a1b2");
    git.revision("c3e5", "c3d4").revision("777", "c3e5").commit("Start");
    git.delete("migrations/versions/c3d4_x.py").commit("Tidy up");
    String at = folder.toString();

    assertThat(locate("a1", at).code()).isZero();
    assertThat(locate("a1", at).out())
        .contains("a1 is how a1b2 begins", "a1b2 is here: migrations/versions/a1b2_x.py:8");
    assertThat(locate("c3d", at).code()).isEqualTo(1);
    assertThat(locate("c3d", at).out())
        .contains("c3d is how c3d4 begins", "deleted the file of `c3d4`");
    assertThat(locate("c3", at).code()).isEqualTo(1);
    assertThat(locate("c3", at).out())
        .isEqualTo("Several ids begin with c3: c3d4, c3e5. Name one of them. ");
    assertThat(locate("77", at).out()).as("as in Alembic").contains("none that did");
    assertThat(locate("", at).out()).contains("none that did");
  }

  @Test
  void a_renamed_revision_is_told_with_its_new_id() {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("Start");
    String file = "migrations/versions/a1b2_x.py";
    git.write(file, git.read(file).replace("\"a1b2\"", "\"b2c3\"")).commit("Another id");

    assertThat(locate("a1b2", folder.toString()).out())
        .contains("In its place stands b2c3", "SET version_num = 'b2c3'");
  }

  private static String words(Run run) {
    return run.out().replaceAll("\\s+", " ");
  }

  private Run locate(String id, String at) {
    Run run = typed("locate", id, at);
    return new Run(run.code(), run.out().replaceAll("\\s+", " "), run.err());
  }
}
