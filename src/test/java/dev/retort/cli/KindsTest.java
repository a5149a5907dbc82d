package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One small history of each kind that misled somebody once. `src/docs/kinds.md` is written from
/// this class; with `-Dretort.update=true` it is written anew.
class KindsTest {
  private static final Path PAGE = Path.of("src/docs/kinds.md");

  /// What kind of fault a test holds, and which tests hold its siblings.
  @Retention(RetentionPolicy.RUNTIME)
  @interface Kind {
    String value();

    String[] siblings() default {};
  }

  @TempDir private Path folder = Path.of(".");

  @Test
  @Kind(
      value = "`fix` and `audit` know the same of a missing parent",
      siblings = {"SeveralBasesTest", "RuleCasesTest (RT102)"})
  void a_file_s_name_in_the_place_of_its_id_is_led_to_that_id_by_check_fix_and_audit() {
    environment();
    revision("2031_one", "r1", "None");
    revision("2032_two", "r2", "'2031_one'");

    assertThat(check()).contains("RT102", "which declares `r1`: write that id");
    assertThat(Run.of(new FixCommand(), folder, "--base", "").out())
        .contains("+down_revision = 'r1'");
    assertThat(Run.of(new AuditCommand(), folder).out())
        .contains("A file's name was written where its id belongs", "+down_revision = 'r1'")
        .doesNotContain("revise nothing");

    revision("2032_two", "r2", "'r1'", "depends_on = '2031_one'\n");

    assertThat(check()).contains("RT106", "did you mean `r1` in `migrations/versions/2031_one.py:");
    assertThat(Run.of(new FixCommand(), folder, "--base", "").out()).contains("+depends_on = 'r1'");
    assertThat(Run.of(new AuditCommand(), folder).out())
        .contains("+depends_on = 'r1'", "`r1` is what the file declares that is named `2031_one`")
        .doesNotContain("depend on nothing");
  }

  @Test
  @Kind(
      value = "Several faults at once are mended in order",
      siblings = {"RepairCasesTest (mend)", "WholePlanTest"})
  void a_duplicate_beside_a_file_s_name_is_mended_with_it() {
    environment();
    revision("x1_one", "1", "None");
    revision("x2_two", "2", "'x1_one'");
    revision("x3_three", "2", "'x2_two'");

    assertThat(check())
        .contains("`x2_two` is a name of the file `migrations/versions/x2_two.py`")
        .doesNotContain("Add the missing file", "and let it revise");
    assertThat(Run.of(new FixCommand(), folder, "--base", "").out())
        .contains("+down_revision = '1'", "x3_three.py");
  }

  @Test
  @Kind(
      value = "Consequences are told with their cause",
      siblings = {"RuleCasesTest (RT101, RT103, RT104)", "CarriedOutTest, AdviceCarriedOutTest"})
  void one_id_in_two_files_is_one_finding_whatever_follows_from_it() {
    environment();
    revision("a_first", "5c1d2e", "None");
    revision("next", "77aa", "'5c1d2e'");
    revision("z_again", "5c1d2e", "'77aa'");

    String told = check();

    assertThat(told).contains("A revision id would be declared twice", "run in a circle");
    assertThat(told.split("failure RT", -1)).hasSize(2);
  }

  @Test
  @Kind(
      value = "What leans on another package is open, not broken",
      siblings = {"RuleCasesTest (RT102, RT106)", "LeaningHistoryTest"})
  void dependencies_that_a_submodule_may_hold_are_one_notice() {
    environment();
    write(".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = ../x\n");
    revision("a", "aa01", "None", "depends_on = 'far1'\n");
    revision("b", "bb01", "'aa01'", "depends_on = ('far2',)\n");

    String told = check();

    assertThat(told)
        .contains("notice RT106", "2 dependencies", "success")
        .doesNotContain("failure");
    assertThat(told.split("RT106", -1)).hasSize(2);
  }

  @Test
  @Kind(
      value = "What is not known of a label is followed or stays not known",
      siblings = {"HistoryReaderTest", "RuleCasesTest (RT101)"})
  void labels_by_a_constant_of_the_repository_count() {
    environment();
    write("labels.py", "GROW = 'grow'\nSHRINK = 'shrink'\n");
    revision("a", "aa01", "None");
    revision("b", "bb01", "'aa01'", "import labels\nbranch_labels = (labels.GROW,)\n");
    revision("c", "cc01", "'aa01'", "from labels import SHRINK\nbranch_labels = SHRINK\n");

    assertThat(check()).contains("success: More than one head");
  }

  @Test
  @Kind(
      value = "Ids that the version table cannot hold",
      siblings = {"RepairCasesTest (renumber)"})
  void a_long_id_is_warned_of() {
    environment();
    revision("a", "an_id_of_rather_more_than_thirty_two_characters", "None");

    assertThat(check()).contains("warning RT310");
  }

  @Test
  @Kind(
      value = "Folders that are not to be looked into",
      siblings = {"SettingsTest"})
  void a_test_s_broken_environment_can_be_left_out() {
    environment();
    revision("a", "aa01", "None");
    write("tests/x/alembic.ini", "[alembic]\nscript_location = %(here)s/m\n");
    write("tests/x/m/env.py", "from alembic import context\n");
    write("tests/x/m/versions/a.py", text("aaaa", "None", ""));
    write("tests/x/m/versions/b.py", text("bbbb", "None", ""));
    assertThat(check()).contains("failure");
    write(".github/retort.yml", "ignore: [\"tests/**\"]\n");

    assertThat(check()).contains("success: One head, as it should be: aa01");
  }

  @Test
  @Kind(
      value = "Revisions that nothing loads are named",
      siblings = {"UnreadRevisionsTest", "RuleCasesTest (RT406)"})
  void a_folder_of_revisions_without_an_environment_is_named_with_the_lines_that_load_it() {
    write("pkg/moves/a.py", text("aa01", "None", ""));
    write("pkg/moves/b.py", text("bb01", "'aa01'", ""));

    assertThat(check())
        .contains("RT406", "2 files", "environments: [{script_location: pkg/moves")
        .doesNotContain("success");
  }

  @Test
  @Kind(
      value = "A rule asks for its consequence before it fails",
      siblings = {"RuleCasesTest (RT108)"})
  void merges_of_the_same_heads_that_were_joined_later_are_no_fault() {
    environment();
    revision("a", "aa01", "None");
    revision("b", "bb01", "'aa01'");
    revision("c", "cc01", "'aa01'");
    revision("m", "mm01", "('bb01', 'cc01')");
    revision("n", "nn01", "('cc01', 'bb01')");
    revision("z", "zz01", "('mm01', 'nn01')");

    assertThat(check()).contains("success: One head, as it should be: zz01");
  }

  @Test
  @Kind(
      value = "What is only possible in theory is no doubt",
      siblings = {"HistoryReaderTest"})
  void a_star_import_before_the_names_are_set_is_no_doubt() {
    environment();
    write("requirements.txt", "peewee\n");
    write("migrations/versions/a.py", "from peewee import *\n" + text("aa01", "None", ""));

    assertThat(check()).contains("success").doesNotContain("RT301");
  }

  @Test
  @Kind(
      value = "Inputs of generators are no configurations",
      siblings = {"EnvironmentsTest", "RuleCasesTest (RT401)"})
  void a_template_of_a_configuration_does_not_fail_as_one() {
    environment();
    revision("a", "aa01", "None");
    write("skeleton/alembic.ini", "[alembic]\nscript_location = ${PACKAGE}/migrations\n");
    write("{{ name }}/alembic.ini", "[alembic]\nscript_location = {{ name }}/migrations\n");
    write("one/alembic.ini", "[alembic]\nscript_location = __NAME__/migrations\n");
    write(
        "two/alembic.ini", "{% if with_database %}\n[alembic]\nscript_location = x\n{% endif %}\n");
    write(
        "three/pyproject.toml",
        "{% if db %}\n[tool.alembic]\nscript_location = \"migrations\"\n{% endif %}\n");
    write(
        "four/pyproject.toml",
        "[tool.alembic]\nscript_location = \"{{ cookiecutter.name }}/migrations\"\n");

    assertThat(check()).contains("success: One head, as it should be: aa01");
  }

  @Test
  @Kind(
      value = "The message of one cause is not used for another",
      siblings = {"MissingModulesTest", "RuleCasesTest (RT301)"})
  void a_module_that_nothing_declares_is_a_doubt_about_the_import_and_not_about_the_ids() {
    environment();
    revision("a", "aa01", "None");
    revision("b", "bb01", "'aa01'", "import shapely_of_nobody\n");
    revision("c", "cc01", "'bb01'", "import shapely_of_nobody\n");

    String told = check();

    assertThat(told)
        .contains("Whether this file loads cannot be known", "Declare it")
        .doesNotContain("plain text");
    assertThat(told.split("warning RT301", -1)).hasSize(2);
  }

  @Test
  @Kind(
      value = "An environment that reads nothing is never healthy",
      siblings = {"CodeConfigTest", "UnreadRevisionsTest"})
  void version_folders_that_env_py_names_are_read() {
    write("alembic.ini", "[alembic]\nscript_location = db\n");
    write(
        "db/env.py",
        "from alembic import context\ncontext.script.version_locations = ['db/core']\n");
    write("db/core/a.py", text("aa01", "None", ""));
    write("db/core/b.py", text("bb01", "'aa01'", ""));
    write("db/core/c.py", text("cc01", "'aa01'", ""));

    assertThat(check()).contains("Two heads would land: bb01, cc01");
  }

  @Test
  @Kind(
      value = "What a project does on purpose is told once",
      siblings = {"RuleCasesTest (RT307)"})
  void a_history_that_only_goes_up_is_one_notice() {
    environment();
    for (int i = 0; i < 9; i++) {
      write(
          "migrations/versions/r%d.py".formatted(i),
          "revision = 'r%d'\ndown_revision = %s\n\n\ndef upgrade():\n    pass\n"
              .formatted(i, i == 0 ? "None" : "'r" + (i - 1) + "'"));
    }

    String told = check();

    assertThat(told).contains("9 of 9 revisions define no `downgrade`", "success");
    assertThat(told.split("RT307", -1)).hasSize(2);
  }

  @Test
  void the_page_of_kinds_is_written_from_these_tests() throws IOException {
    List<String> rows =
        Arrays.stream(KindsTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Kind.class))
            .sorted(Comparator.comparing(method -> method.getAnnotation(Kind.class).value()))
            .map(method ->
                "| %s | %s | %s |"
                    .formatted(
                        method.getAnnotation(Kind.class).value(),
                        method.getName().replace('_', ' '),
                        String.join(", ", method.getAnnotation(Kind.class).siblings())))
            .toList();
    String page =
        "# Kinds of faults\n\nWhat misled somebody once, a small history of the kind (`KindsTest`),"
            + " and the tests that hold its siblings.\nMerges that were taken from another line are"
            + " in `LinesOfReleasesTest`, partial and damaged clones in `GitAsItIsTest`,\nrevisions"
            + " that git orders in `OrderedByGitTest`.\n\n| kind | case | siblings |\n|---|---|---|\n"
            + rows.stream().collect(Collectors.joining("\n"))
            + "\n";
    if (Boolean.getBoolean("retort.update")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private void environment() {
    write("alembic.ini", "[alembic]\nscript_location = migrations\n");
    write("migrations/env.py", "from alembic import context\n");
  }

  private void revision(String name, String id, String parent) {
    revision(name, id, parent, "");
  }

  private void revision(String name, String id, String parent, String more) {
    write("migrations/versions/" + name + ".py", text(id, parent, more));
  }

  private static String text(String id, String parent, String more) {
    return "%srevision = '%s'\ndown_revision = %s\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
        .formatted(more, id, parent);
  }

  private void write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String check() {
    Run run = Run.of(new CheckCommand(), folder, "--base", "");
    return (run.out() + run.err()).replaceAll("\\s+", " ");
  }
}
