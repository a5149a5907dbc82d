package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Told;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ListedEnvironmentsTest {
  private static TreeOfTexts tree(String yaml) {
    return new TreeOfTexts()
        .file("alembic.ini", "[alembic]\nscript_location = mig\n")
        .file("mig/env.py", "")
        .file("mig/versions/a.py", "")
        .file("plugin/migrations/a.py", "")
        .file("fixture/alembic.ini", "[alembic]\nscript_location = .\n")
        .file("fixture/env.py", "")
        .file("fixture/versions/a.py", "")
        .file(".github/retort.yml", yaml);
  }

  private static List<Environment> discover(String yaml) {
    return Environments.discover(tree(yaml), Environments.Request.EVERYTHING);
  }

  private static Problem onlyProblem(String yaml) {
    List<Problem> problems =
        Environments.find(tree(yaml), Environments.Request.EVERYTHING).mistakes();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo(".github/retort.yml");
    assertThat(problems.getFirst().code()).hasToString("RT401");
    return problems.getFirst();
  }

  @Test
  void an_item_adds_an_environment_and_leaves_the_others_as_found() {
    List<Environment> environments =
        discover(
            """
            environments:
              - script_location: plugin
                version_locations: [plugin/migrations]
            """);

    assertThat(environments)
        .extracting(Environment::scriptLocation)
        .containsExactly("fixture", "mig", "plugin");
    assertThat(environments.getLast().versionLocations()).containsExactly("plugin/migrations");
    assertThat(environments.getLast().config()).contains(".github/retort.yml");
    assertThat(environments).flatExtracting(Environment::problems).isEmpty();
  }

  @Test
  void an_item_replaces_the_version_locations_of_an_environment_that_was_found() {
    assertThat(
            discover(
                "environments:\n- script_location: mig\n  version_locations: [plugin/migrations]\n"))
        .filteredOn(e -> e.scriptLocation().equals("mig"))
        .singleElement()
        .extracting(Environment::versionLocations)
        .isEqualTo(List.of("plugin/migrations"));
  }

  @Test
  void an_item_can_take_an_environment_away() {
    assertThat(discover("environments:\n- {script_location: fixture, ignore: true}\n"))
        .extracting(Environment::scriptLocation)
        .containsExactly("mig");
  }

  @Test
  void other_keys_of_the_file_are_somebody_elses() {
    assertThat(discover("rules: {RT205: off}\n")).flatExtracting(Environment::problems).isEmpty();
    assertThat(discover("")).flatExtracting(Environment::problems).isEmpty();
  }

  @Test
  void an_unknown_key_or_a_wrong_value_is_a_problem_on_its_line() {
    assertThat(onlyProblem("environments:\n- script_location: mig\n  versions: [x]\n").line())
        .isEqualTo(3);
    assertThat(onlyProblem("environments:\n- script_location: nowhere\n").line()).isEqualTo(2);
    assertThat(onlyProblem("environments:\n- script_location: ../x\n").line()).isEqualTo(2);
    assertThat(onlyProblem("\nenvironments: mig\n").line()).isEqualTo(2);
    assertThat(onlyProblem("environments:\n- script_location: mig\n  ignore: 'true'\n").line())
        .isEqualTo(3);
    assertThat(Told.of(onlyProblem("environments: [\n"))).contains("YAML");
  }

  @Test
  @DisplayName("A29 aliases, tags, depth and size are refused")
  void hostile_yaml_is_refused() {
    assertThat(Told.of(onlyProblem("a: &x [1]\nb: *x\n"))).contains("aliases");
    assertThat(Told.of(onlyProblem("a: !!java.net.URL ['http://x']\n"))).isNotEmpty();
    assertThat(Told.of(onlyProblem("a: !!str x\n"))).contains("tags");
    assertThat(Told.of(onlyProblem("a: " + "[".repeat(30_000)))).contains("nested");
    assertThat(Told.of(onlyProblem("a: " + "x".repeat(70_000)))).contains("64 KiB");
  }

  @Test
  @DisplayName("A21 the settings of another tree can rule")
  void settings_may_come_from_another_tree() {
    TreeOfTexts head = tree("environments:\n- {script_location: mig, ignore: true}\n");
    TreeOfTexts base = tree("environments:\n- {script_location: fixture, ignore: true}\n");

    assertThat(
            Environments.discover(
                head, Environments.Request.EVERYTHING, base, new LooseFiles(Set.of())))
        .extracting(Environment::scriptLocation)
        .containsExactly("mig");
  }

  @Test
  void two_items_of_one_script_location_are_two_environments() {
    List<Environment> environments =
        discover(
            """
            environments:
              - {script_location: mig, version_locations: [mig/versions]}
              - {script_location: mig, version_locations: [plugin/migrations]}
            """);

    assertThat(environments)
        .filteredOn(each -> each.scriptLocation().equals("mig"))
        .extracting(Environment::versionLocations)
        .containsExactly(List.of("mig/versions"), List.of("plugin/migrations"));
  }

  @Test
  void an_item_that_says_the_same_again_is_a_mistake_on_its_line() {
    Problem problem =
        onlyProblem("environments:\n- script_location: mig\n- script_location: mig\n");

    assertThat(problem.line()).isEqualTo(3);
    assertThat(Told.of(problem)).contains("twice");
  }
}
