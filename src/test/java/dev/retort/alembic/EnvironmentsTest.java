package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Told;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EnvironmentsTest {
  private static List<Environment> discover(TreeOfTexts tree) {
    return Environments.discover(tree, Environments.Request.EVERYTHING);
  }

  private static Environment only(TreeOfTexts tree) {
    List<Environment> environments = discover(tree);
    assertThat(environments).hasSize(1);
    return environments.getFirst();
  }

  /// A tree with one environment in `mig`, configured by an `alembic.ini` in the root.
  private static TreeOfTexts configured(String ini) {
    return scripts(new TreeOfTexts().file("alembic.ini", ini), "mig");
  }

  private static TreeOfTexts scripts(TreeOfTexts tree, String folder) {
    return tree.file(folder + "/env.py", "").revision(folder + "/versions/a.py", "a", "None");
  }

  private static Environment given(TreeOfTexts tree, String section, String... configs) {
    List<Environment> environments =
        Environments.discover(
            tree, new Environments.Request(List.of(configs), Optional.of(section), ".", List.of()));
    assertThat(environments).hasSize(1);
    return environments.getFirst();
  }

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

  @Test
  void a_named_section_is_read_instead_and_missed_where_it_is_not_there() {
    TreeOfTexts tree =
        scripts(
            configured("[alembic]\nscript_location = mig\n[two]\nscript_location = other\n"),
            "other");

    assertThat(given(tree, "two", "alembic.ini").scriptLocation()).isEqualTo("other");
    assertThat(given(tree, "three", "alembic.ini").problems())
        .extracting(each -> each.code().toString())
        .containsExactly("RT401");
    assertThat(discover(tree))
        .extracting(Environment::scriptLocation)
        .containsExactly("mig", "other");
  }

  @Test
  void a_flask_folder_is_its_own_script_location_whatever_its_ini_says() {
    TreeOfTexts tree =
        scripts(new TreeOfTexts().file("migrations/alembic.ini", "[alembic]\n"), "migrations");
    assertThat(only(tree).scriptLocation()).isEqualTo("migrations");
    assertThat(only(tree).problems()).isEmpty();

    scripts(tree.file("migrations/alembic.ini", "[alembic]\nscript_location = other\n"), "other");
    assertThat(only(tree).scriptLocation()).isEqualTo("migrations");
  }

  @Test
  void a_folder_without_a_configuration_is_an_environment() {
    TreeOfTexts tree =
        scripts(new TreeOfTexts(), "a/migrations")
            .file("b/script.py.mako", "")
            .file("b/versions/x.py", "")
            .file("c/versions/x.py", "");

    assertThat(discover(tree))
        .extracting(Environment::scriptLocation)
        .containsExactly("a/migrations", "b");
  }

  @Test
  void several_environments_come_in_the_order_of_their_script_locations() {
    TreeOfTexts tree =
        scripts(
            scripts(
                new TreeOfTexts()
                    .file("z/alembic.ini", "[alembic]\nscript_location = mig\n")
                    .file("a/alembic.ini", "[alembic]\nscript_location = mig\n"),
                "z/mig"),
            "a/mig");
    assertThat(discover(tree))
        .extracting(Environment::scriptLocation)
        .containsExactly("a/mig", "z/mig");
  }

  @Test
  void a_package_path_is_found_in_the_tree_and_refused_where_it_is_not_there() {
    TreeOfTexts tree =
        scripts(
            new TreeOfTexts()
                .file("alembic.ini", "[alembic]\nscript_location = shop.db:migrations\n")
                .file("lib/shop/__init__.py", "")
                .file("lib/shop/db/__init__.py", ""),
            "lib/shop/db/migrations");
    assertThat(only(tree).scriptLocation()).isEqualTo("lib/shop/db/migrations");

    tree.file("alembic.ini", "[alembic]\nscript_location = elsewhere:migrations\n");
    assertThat(discover(tree))
        .flatExtracting(Environment::problems)
        .extracting(each -> each.code().toString())
        .contains("RT401");
  }

  @Test
  @DisplayName("A26 a location outside the repository is refused and never read")
  void locations_outside_are_refused() {
    for (String outside : List.of("../../etc", "/proc", "mig/../../x", "%(here)s/../../x")) {
      TreeOfTexts tree = configured("[alembic]\nscript_location = " + outside + "\n");
      Environment environment = only(tree);
      assertThat(environment.problems())
          .as(outside)
          .extracting(each -> each.code().toString())
          .contains("RT401");
      assertThat(tree.reads())
          .allSatisfy(paths -> assertThat(tree.entries()).containsKeys("alembic.ini"));
    }
    TreeOfTexts link = new TreeOfTexts();
    link.file("alembic.ini", "[alembic]\nscript_location = mig\nversion_locations = out\n");
    scripts(link, "mig").link("out", "../../secrets");
    assertThat(only(link).versionLocations()).containsExactly("out");
    assertThat(new Folders(link).resolve("out").what()).isEqualTo(Folders.What.OUTSIDE);
  }

  @Test
  @DisplayName("A26 references that expand for ever, or to far too much, are refused")
  void expansion_is_bounded() {
    StringBuilder bomb = new StringBuilder("[alembic]\nscript_location = %(a9)s\na0 =\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a")
          .append(i)
          .append(" = ")
          .append(("%(a" + (i - 1) + ")s").repeat(20))
          .append('\n');
    }
    for (String ini :
        List.of(
            "[alembic]\nscript_location = %(script_location)s\n",
            "[alembic]\nscript_location = %(a)s\na = %(b)s\nb = %(a)s\n", bomb.toString())) {
      assertThat(only(configured(ini)).problems().getFirst().code()).hasToString("RT401");
    }
  }

  @Test
  void all_configuration_is_read_in_one_request() {
    TreeOfTexts tree =
        configured("[alembic]\nscript_location = mig\n")
            .file("pyproject.toml", "[project]\n")
            .file("x/pyproject.toml", "[tool.alembic]\nscript_location = 'm'\n")
            .file(".github/retort.yml", "environments: []\n");
    discover(tree);

    assertThat(tree.reads().getFirst())
        .containsExactly("alembic.ini", "pyproject.toml", "x/pyproject.toml", ".github/retort.yml");
    assertThat(tree.reads().subList(1, tree.reads().size())).containsExactly(List.of("mig/env.py"));
  }

  @Test
  void given_version_folders_are_taken_and_nothing_is_looked_for() {
    TreeOfTexts tree = configured("[alembic]\nscript_location = mig\n").file("x/v/a.py", "");
    List<Environment> environments =
        Environments.discover(
            tree, new Environments.Request(List.of(), Optional.empty(), ".", List.of("x/v")));

    assertThat(environments).singleElement().extracting(Environment::scriptLocation).isEqualTo("x");
    assertThat(tree.reads()).isEmpty();
  }

  @Test
  void a_configuration_of_any_name_counts_where_it_names_scripts() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .file("setup.cfg", "[metadata]\nname = shop\n")
            .file(
                "conf/db.cfg",
                "[alembic]\nscript_location = lib/mig\nversion_locations = lib/steps\n")
            .file("lib/mig/env.py", "")
            .revision("lib/steps/a.py", "a", "None");

    assertThat(only(tree).config()).contains("conf/db.cfg");
    assertThat(only(tree).versionLocations()).containsExactly("lib/steps");
  }

  @Test
  void a_configuration_may_be_a_link_and_stands_where_the_link_stands() {
    TreeOfTexts tree =
        scripts(new TreeOfTexts(), "app/mig")
            .file("conf/settings", "[alembic]\nscript_location = %(here)s/mig\n")
            .link("app/alembic.ini", "../conf/settings");

    assertThat(only(tree).scriptLocation()).isEqualTo("app/mig");
    assertThat(only(tree).config()).contains("app/alembic.ini");
    assertThat(only(tree).problems()).isEmpty();
  }

  @Test
  void a_link_to_a_configuration_is_not_a_second_one() {
    TreeOfTexts tree =
        scripts(new TreeOfTexts(), "app/mig")
            .file("conf/alembic.ini", "[alembic]\nscript_location = app/mig\n")
            .link("alembic.ini", "conf/alembic.ini");

    assertThat(only(tree).problems()).isEmpty();
  }

  @Test
  void a_folder_that_is_configured_through_a_link_is_no_second_environment() {
    TreeOfTexts tree =
        scripts(
            new TreeOfTexts()
                .file("alembic.ini", "[alembic]\nscript_location = current\n")
                .link("current", "lib/mig"),
            "lib/mig");

    assertThat(only(tree).problems()).isEmpty();
  }

  @Test
  void what_a_generator_has_yet_to_fill_in_configures_nothing() {
    for (String value :
        List.of(
            "{folder}", "{{ name }}/mig", "{% if x %}a{% endif %}", "${DIR}/mig", "@DIR@/mig")) {
      TreeOfTexts tree =
          scripts(
              new TreeOfTexts()
                  .file("pkg/alembic.ini", "[alembic]\nscript_location = " + value + "\n"),
              "pkg/db");
      assertThat(only(tree).problems()).as(value).isEmpty();
      assertThat(only(tree).scriptLocation()).as(value).isEqualTo("pkg/db");
    }
    TreeOfTexts generator =
        configured("[alembic]\nscript_location = mig\n")
            .file(
                "tpl/pyproject.toml",
                "[project]\ndependencies = [\n{% if db %}\n'alembic',\n{% endif %}\n]\n")
            .file("{{name}}/alembic.ini", "[alembic]\nscript_location = nowhere\n")
            .file("{{name}}/mig/env.py", "")
            .file("{{name}}/mig/versions/a.py", "{% if x %}");
    assertThat(only(generator).problems()).isEmpty();
  }

  @Test
  void a_section_in_other_capitals_is_not_the_one_that_alembic_reads() {
    Environment environment = only(configured("# x\n[Alembic]\nscript_location = mig\n"));

    assertThat(environment.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(RuleCode.UNREADABLE_CONFIGURATION);
          assertThat(problem.severity()).isEqualTo(Severity.FAILURE);
          assertThat(problem.line()).isEqualTo(2);
          assertThat(Told.of(problem)).contains("`[Alembic]`", "`[alembic]`");
        });
  }

  @Test
  void a_list_with_colons_is_a_package_to_alembic_and_fails_where_it_cannot_be_imported() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .file("mig/env.py", "")
            .revision("v1/a.py", "a", "None")
            .revision("v2/b.py", "b", "'a'");
    String ini = "[alembic]\nscript_location = mig\nversion_locations = v1:v2\n";
    assertThat(only(tree.file("alembic.ini", ini)).problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(RuleCode.UNREADABLE_CONFIGURATION);
          assertThat(problem.severity()).isEqualTo(Severity.FAILURE);
        });
    assertThat(only(tree.file("alembic.ini", ini + "prepend_sys_path = .\n")).problems())
        .extracting(Problem::code)
        .containsExactly(RuleCode.MISSING_LOCATION);
    assertThat(only(tree.file("alembic.ini", ini + "path_separator = os\n")).problems()).isEmpty();
  }

  @Test
  void two_configurations_of_one_folder_are_two_environments_where_they_load_other_files() {
    TreeOfTexts tree =
        configured(
                "[alembic]\nscript_location = mig\n[data]\nscript_location = mig\nversion_locations = data\n[same]\nscript_location = mig\n")
            .revision("data/d.py", "d", "None");

    assertThat(discover(tree))
        .extracting(Environment::versionLocations)
        .containsExactly(List.of("mig/versions"), List.of("data"));
    assertThat(discover(tree)).flatExtracting(Environment::problems).isEmpty();
  }
}
