package dev.retort.alembic;

import static dev.retort.alembic.EnvironmentTrees.configured;
import static dev.retort.alembic.EnvironmentTrees.given;
import static dev.retort.alembic.EnvironmentTrees.only;
import static dev.retort.alembic.EnvironmentTrees.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Told;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a configuration says.
class EnvironmentsTest {
  @Test
  void an_ini_in_the_root_is_found_and_has_its_versions_beside_its_scripts() {
    Environment environment = only(configured("[alembic]\nscript_location = mig\n"));

    assertThat(environment.scriptLocation()).isEqualTo("mig");
    assertThat(environment.config()).contains("alembic.ini");
    assertThat(environment.versionLocations()).containsExactly("mig/versions");
    assertThat(environment.problems()).isEmpty();
  }

  @Test
  void an_ini_in_a_folder_is_run_from_that_folder_or_from_the_root() {
    TreeOfTexts inside =
        scripts(
            new TreeOfTexts().file("backend/alembic.ini", "[alembic]\nscript_location = alembic\n"),
            "backend/alembic");
    assertThat(only(inside).scriptLocation()).isEqualTo("backend/alembic");

    TreeOfTexts root =
        scripts(
            new TreeOfTexts()
                .file("backend/alembic.ini", "[alembic]\nscript_location = backend/alembic\n"),
            "backend/alembic");
    assertThat(only(root).scriptLocation()).isEqualTo("backend/alembic");
  }

  @Test
  void a_given_ini_is_relative_to_the_working_directory_and_nothing_else() {
    TreeOfTexts tree =
        scripts(
            new TreeOfTexts().file("conf/alembic.ini", "[alembic]\nscript_location = mig\n"),
            "conf/mig");

    assertThat(given(tree, "alembic", "conf/alembic.ini").problems())
        .extracting(Problem::code, Problem::line)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(RuleCode.UNREADABLE_CONFIGURATION, 2));
  }

  @Test
  void here_is_the_folder_of_the_file_that_says_it() {
    TreeOfTexts tree =
        scripts(
            new TreeOfTexts()
                .file("conf/alembic.ini", "[alembic]\nscript_location = %(here)s/../mig\n"),
            "mig");
    assertThat(only(tree).scriptLocation()).isEqualTo("mig");
  }

  @Test
  void a_toml_table_configures_and_the_ini_beside_it_wins_key_by_key() {
    String toml = "[tool.alembic]\nscript_location = \"%(here)s/mig\"\ntimezone = \"UTC\"\n";
    Environment alone = only(scripts(new TreeOfTexts().file("pyproject.toml", toml), "mig"));
    assertThat(alone.scriptLocation()).isEqualTo("mig");
    assertThat(alone.options()).containsEntry("timezone", "UTC");

    TreeOfTexts both =
        scripts(
            configured("[alembic]\nscript_location = mig\n")
                .file("pyproject.toml", "[tool.alembic]\nscript_location = \"other\"\n"),
            "other");
    Environment environment = only(both);
    assertThat(environment.scriptLocation()).isEqualTo("mig");
    assertThat(environment.problems())
        .extracting(each -> each.code().toString())
        .containsExactly("RT403");
  }

  @Test
  void a_pyproject_for_other_tools_configures_nothing() {
    TreeOfTexts tree =
        scripts(new TreeOfTexts().file("pyproject.toml", "[project]\nname = 'x'\n"), "mig")
            .file("app/main.py", "");
    Environment environment = only(tree);

    assertThat(environment.config()).isEmpty();
    assertThat(environment.problems()).isEmpty();
  }

  @Test
  void without_any_code_that_could_configure_alembic_a_missing_table_is_a_problem() {
    TreeOfTexts tree =
        scripts(new TreeOfTexts().file("pyproject.toml", "[project]\nname = 'x'\n"), "mig");

    assertThat(only(tree).problems())
        .extracting(each -> each.code().toString())
        .containsExactly("RT401");
  }

  @Test
  void version_locations_are_split_by_the_separator_that_is_set() {
    TreeOfTexts folders =
        new TreeOfTexts().file("mig/env.py", "").file("v1/a.py", "").file("v 2/b.py", "");
    for (String written :
        List.of(
            "path_separator = os\nversion_locations = v1:v 2",
            "path_separator = ;\nversion_locations = v1;v 2",
            "path_separator = newline\nversion_locations =\n    v1\n    v 2",
            "version_path_separator = :\nversion_locations = v1:v 2")) {
      folders.file("alembic.ini", "[alembic]\nscript_location = mig\n" + written + "\n");
      assertThat(only(folders).versionLocations()).containsExactly("v1", "v 2");
    }
    folders.file("v2/b.py", "");
    for (String written :
        List.of(
            "version_locations = v1, v2",
            "version_locations = v1  v2",
            "path_separator = space\nversion_locations = v1  v2")) {
      folders.file("alembic.ini", "[alembic]\nscript_location = mig\n" + written + "\n");
      assertThat(only(folders).versionLocations()).containsExactly("v1", "v2");
    }
  }

  @Test
  void an_unknown_separator_is_a_problem_only_where_there_is_a_list() {
    assertThat(
            only(configured("[alembic]\nscript_location = mig\npath_separator = |\n")).problems())
        .isEmpty();
    assertThat(
            only(configured(
                    "[alembic]\nscript_location = mig\npath_separator = |\nversion_locations = mig/versions\n"))
                .problems())
        .extracting(Problem::code, Problem::line)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(RuleCode.UNREADABLE_CONFIGURATION, 3));
  }

  @Test
  void a_version_location_that_does_not_exist_is_a_warning_on_its_line() {
    Environment environment =
        only(
            configured(
                "[alembic]\nscript_location = mig\nversion_locations = mig/versions gone\n"));

    assertThat(environment.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).hasToString("RT402");
          assertThat(problem.severity()).isEqualTo(Severity.WARNING);
          assertThat(problem.line()).isEqualTo(3);
          assertThat(Told.of(problem)).contains("`gone`");
        });
  }

  @Test
  void a_toml_list_is_a_list_and_toml_text_is_read_letter_by_letter() {
    TreeOfTexts list =
        scripts(new TreeOfTexts(), "mig")
            .file("v1/a.py", "")
            .file(
                "pyproject.toml",
                "[tool.alembic]\nscript_location = 'mig'\nversion_locations = ['v1', 'mig/versions']\n");
    assertThat(only(list).versionLocations()).containsExactly("v1", "mig/versions");

    list.file(
        "pyproject.toml", "[tool.alembic]\nscript_location = 'mig'\nversion_locations = 'v1'\n");
    Environment text = only(list);
    assertThat(text.versionLocations()).isEmpty();
    assertThat(text.problems()).extracting(each -> each.code().toString()).containsExactly("RT401");
  }

  @Test
  void booleans_are_exact_words_in_an_ini_and_booleans_in_toml() {
    assertThat(
            only(configured(
                    "[alembic]\nscript_location = mig\nrecursive_version_locations = true\n"))
                .recursive())
        .isTrue();
    assertThat(
            only(configured(
                    "[alembic]\nscript_location = mig\nrecursive_version_locations = True\n"))
                .recursive())
        .isFalse();
    String toml = "[tool.alembic]\nscript_location = 'mig'\nrecursive_version_locations = ";
    TreeOfTexts tree = scripts(new TreeOfTexts(), "mig");
    assertThat(only(tree.file("pyproject.toml", toml + "true\n")).recursive()).isTrue();
    assertThat(only(tree.file("pyproject.toml", toml + "'true'\n")).problems())
        .extracting(each -> each.code().toString())
        .containsExactly("RT401");
  }

  @Test
  void what_python_refuses_in_an_ini_is_a_problem_on_its_line() {
    record Case(String ini, int line) {}
    for (Case broken :
        List.of(
            new Case("[alembic]\nscript_location = mig\nscript_location = mig\n", 3),
            new Case("[alembic]\nscript_location = mig\n[alembic]\nx = 1\n", 3),
            new Case("\uFEFF[alembic]\nscript_location = mig\n", 1),
            new Case("script_location = mig\n", 1),
            new Case("[alembic]\nscript_location mig\n", 2),
            new Case("[alembic]\nscript_location = mig\nfile_template = %(rev)s\n", 3),
            new Case("[alembic]\nscript_location = mig\ntimezone = 100%\n", 3),
            new Case("[alembic]\nscript_location = mig\ntruncate_slug_length = long\n", 3),
            new Case("[alembic]\nscript_location = gone\n", 2),
            new Case("[alembic]\nx = 1\n", 1))) {
      Environment environment = only(configured(broken.ini()));
      assertThat(environment.problems()).as(broken.ini()).isNotEmpty();
      assertThat(environment.problems().getFirst().code()).hasToString("RT401");
      assertThat(environment.problems().getFirst().line())
          .as(broken.ini())
          .isEqualTo(broken.line());
    }
  }

  @Test
  void what_python_accepts_in_an_ini_is_none() {
    for (String fine :
        List.of(
            "; comment\n# comment\n[alembic]\nScript_Location : mig\n",
            "[DEFAULT]\nscript_location = mig\n[alembic]\nx = 1\n",
            "[alembic]\nbase = mi\nscript_location = %(base)sg\n",
            "[alembic]\nscript_location = mig\nfile_template = %%(rev)s_%%(slug)s\n",
            "[alembic]\r\nscript_location = mig\r\n\r\nsqlalchemy.url = a%b\r\n",
            "[alembic]\nscript_location = mig\n[loggers]\nkeys = root\n")) {
      assertThat(only(configured(fine)).problems()).as(fine).isEmpty();
    }
  }
}
