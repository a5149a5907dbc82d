package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a change is judged against where nobody names it: in a clone of a repository whose main has
/// moved on, on a branch that revises the old head.
class BaseTest {
  @TempDir private Path folder = Path.of(".");
  private GitSandbox clone = GitSandbox.at(Path.of("."));

  @BeforeEach
  void cloneIt() throws Exception {
    GitSandbox upstream =
        new GitSandbox(Files.createDirectory(folder.resolve("upstream"))).withTwoHeads();
    upstream.git("checkout", "-q", "main");
    Path work = folder.resolve("work");
    upstream.git("clone", "-q", upstream.folder().toString(), work.toString());
    clone = GitSandbox.at(work);
    clone.git("checkout", "-q", "feature");
    clone.git("branch", "-q", "-D", "main");
  }

  private Run check(Object... more) {
    Object[] words = new Object[more.length + 1];
    words[0] = clone.folder();
    System.arraycopy(more, 0, words, 1, more.length);
    return Run.of(new CheckCommand(), words);
  }

  @Test
  void the_default_branch_of_origin_is_the_base_and_the_text_says_so() {
    Run run = check();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("RT101", "Judged as it would land on origin/main");
  }

  @Test
  void without_origin_it_is_main_and_then_master() {
    clone.git("branch", "master", "origin/main");
    clone.git("remote", "remove", "origin");
    assertThat(check().out()).contains("land on master");
    clone.git("branch", "main", "master");
    assertThat(check().out()).contains("land on main");
  }

  @Test
  void a_remote_of_another_name_counts_where_the_branch_follows_it() {
    clone.git("remote", "rename", "origin", "company");
    assertThat(check().out()).contains("land on company/main");
  }

  @Test
  void an_empty_base_judges_the_tree_alone() {
    Run run = check("--base", "");

    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("The tree was judged alone.\n");
  }

  @Test
  void without_any_branch_to_compare_with_the_tree_is_judged_alone_and_the_text_says_why() {
    clone.git("remote", "remove", "origin");

    assertThat(check().out()).contains("judged alone: git knows no origin/HEAD, main or master");
  }

  @Test
  void on_the_base_itself_a_broken_tree_fails() {
    clone.git("checkout", "-q", "-b", "main", "origin/main");
    clone.git("merge", "-q", "--no-edit", "origin/feature");
    clone.git("push", "-q", "origin", "main:elsewhere");
    clone.git("update-ref", "refs/remotes/origin/main", "main");

    Run run = check();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("RT101", "origin/main holds all of it already", "(head)")
        .doesNotContain("(new");
  }

  @Test
  void the_hint_is_a_command_with_every_option_that_was_given() {
    clone.write("db.ini", "[other]\nscript_location = migrations\n").commit("Another name");

    Run run = check("--base", "origin/main", "--config", "db.ini", "--name", "other");

    String hint =
        "retort fix %s --base origin/main --config db.ini --name other"
            .formatted(Typed.quoted(clone.folder().toString()));
    assertThat(run.out()).contains("`" + hint + " --write` applies it");
    List<String> words = List.of(hint.split(" ", -1));
    Run fixed =
        Run.of(
            new FixCommand(), words.stream().skip(2).map(word -> word.replace("'", "")).toArray());
    assertThat(fixed.out()).contains("+down_revision = \"c3d4\"");
  }

  @Test
  void a_word_that_a_shell_would_take_apart_is_quoted() {
    assertThat(Typed.quoted("release/1.0")).isEqualTo("release/1.0");
    assertThat(Typed.quoted("a b")).isEqualTo("'a b'");
    assertThat(Typed.quoted("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
    assertThat(Typed.quoted("")).isEqualTo("''");
  }

  @Test
  void a_branch_that_was_not_fetched_comes_with_the_command_that_fetches_it() {
    Run run = check("--base", "origin/release");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("git fetch origin release:refs/remotes/origin/release")
        .hasLineCount(1);
  }

  @Test
  void an_empty_name_is_told_from_an_unknown_one() {
    assertThat(check("--head", "").err()).contains("is empty");
  }

  @Test
  void what_is_staged_is_judged_and_not_what_lies_beside_it() {
    clone.revision("d4e5", "c3d4");
    assertThat(check().code()).isZero();
    assertThat(check("--staged").code()).isEqualTo(1);

    clone.git("add", "-A");
    assertThat(check("--staged").code()).isZero();
    clone.revision("d4e5", "a1b2");
    assertThat(check("--staged").code()).isZero();
    assertThat(check("--staged", "--head", "feature").code()).isEqualTo(2);
  }

  @Test
  void a_repair_is_committed_and_nothing_else_with_it() {
    clone.write("notes.txt", "mine").git("add", "notes.txt");

    Run run = Run.of(new FixCommand(), clone.folder(), "--commit");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Committed as ");
    assertThat(clone.git("show", "--format=%s", "--name-only", "HEAD"))
        .contains("Let `d4e5` revise `c3d4`", "migrations/versions/d4e5_x.py")
        .doesNotContain("notes.txt");
    assertThat(clone.git("status", "--porcelain")).contains("A  notes.txt");
    assertThat(check().code()).isZero();
  }

  @Test
  void a_revision_that_is_not_committed_is_not_committed_by_a_repair() {
    clone.write(
        "migrations/versions/d4e5_x.py", clone.read("migrations/versions/d4e5_x.py") + "\n");

    Run run = Run.of(new FixCommand(), clone.folder(), "--commit");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("d4e5_x.py is not committed yet");
  }

  @Test
  void consent_is_asked_for_with_the_option_that_gives_it() {
    String other = "migrations/versions/other_x.py";
    clone
        .write(
            other,
            clone.read("migrations/versions/d4e5_x.py").replaceFirst("pass", "op.execute('x')"))
        .commit("Another of one id");
    clone.git("branch", "-f", "main", "HEAD");

    Run run = Run.of(new FixCommand(), clone.folder(), "--base", "", "--write");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("--base '' --consent --write`").doesNotContain(") Only");
    assertThat(clone.git("status", "--porcelain")).isEmpty();

    Run consented = Run.of(new FixCommand(), clone.folder(), "--base", "", "--consent", "--write");
    assertThat(consented.code()).isZero();
    assertThat(clone.git("status", "--porcelain")).isEqualTo(" D migrations/versions/d4e5_x.py\n");
  }
}
