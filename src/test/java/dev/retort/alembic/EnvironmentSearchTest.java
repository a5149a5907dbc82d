package dev.retort.alembic;

import static dev.retort.alembic.EnvironmentTrees.configured;
import static dev.retort.alembic.EnvironmentTrees.discover;
import static dev.retort.alembic.EnvironmentTrees.given;
import static dev.retort.alembic.EnvironmentTrees.only;
import static dev.retort.alembic.EnvironmentTrees.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Told;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Which environments a tree has, and what is none.
class EnvironmentSearchTest {
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
            "{folder}",
            "{{ name }}/mig",
            "{% if x %}a{% endif %}",
            "${DIR}/mig",
            "@DIR@/mig",
            "<DIR>",
            "$DIR/mig")) {
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
