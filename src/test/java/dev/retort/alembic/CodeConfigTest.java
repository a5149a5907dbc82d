package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Environments that no file configures, but code of the repository does.
class CodeConfigTest {
  private static final String OPENING =
      "import os\nfrom pathlib import Path\nfrom alembic.config import Config\n";

  /// A repository whose revisions lie in `shop/db/steps`, beside no `env.py`.
  private static TreeOfTexts shop(String path, String code) {
    return new TreeOfTexts()
        .file("shop/db/env.py", "")
        .revision("shop/db/steps/a.py", "a", "None")
        .revision("shop/db/steps/b.py", "b", "'a'")
        .file(path, OPENING + code);
  }

  private static List<Environment> discover(TreeOfTexts tree) {
    return Environments.discover(tree, Environments.Request.EVERYTHING);
  }

  private static void reads(TreeOfTexts tree, String code) {
    assertThat(discover(tree))
        .as(code)
        .singleElement()
        .satisfies(environment -> {
          assertThat(environment.scriptLocation()).isEqualTo("shop/db");
          assertThat(environment.versionLocations()).containsExactly("shop/db/steps");
          assertThat(environment.unread()).isEmpty();
        });
  }

  @Test
  void literal_settings_of_a_config_are_read_however_the_path_is_built() {
    for (String where :
        List.of(
            "'shop/db'|'shop/db/steps'",
            "os.path.join(os.path.dirname(__file__), 'db')|os.path.join(os.path.dirname(__file__), 'db', 'steps')",
            "str(Path(__file__).parent / 'db')|str(Path(__file__).resolve().parent / 'db' / 'steps')",
            "os.path.dirname(__file__) + '/db'|os.path.dirname(os.path.abspath(__file__)) + '/db/steps'",
            "f'{HERE}/db'|f'{HERE}/db/steps'",
            "str(Path(__file__).parents[1] / 'shop/db')|' '.join([str(HERE / 'db' / 'steps')])")) {
      String[] parts = where.split("\\|", -1);
      String code =
          "HERE = Path(__file__).parent\n\n\ndef config():\n    cfg = Config()\n"
              + "    cfg.set_main_option('script_location', %s)\n".formatted(parts[0])
              + "    cfg.set_main_option('version_locations', %s)\n    return cfg\n"
                  .formatted(parts[1]);
      reads(shop("shop/run.py", code), code);
    }
  }

  @Test
  void what_only_running_it_would_tell_is_not_taken_and_the_files_are_named() {
    for (String where : List.of("settings.PATH", "os.environ['X']", "path_of('db')", "a + 'db'")) {
      TreeOfTexts tree =
          shop(
              "shop/run.py",
              "cfg = Config()\ncfg.set_main_option('script_location', " + where + ")\n");
      assertThat(discover(tree))
          .singleElement()
          .satisfies(environment -> {
            assertThat(environment.versionLocations()).isEmpty();
            assertThat(environment.unread())
                .extracting(UnreadRevision::path)
                .containsExactly("shop/db/steps/a.py", "shop/db/steps/b.py");
          });
    }
  }

  @Test
  void two_configs_of_one_file_are_two_environments() {
    TreeOfTexts tree =
        shop(
                "shop/run.py",
                """
                one = Config()
                one.set_main_option("script_location", "shop/db")
                one.set_main_option("version_locations", "shop/db/steps")
                two = Config()
                two.set_main_option("script_location", "shop/db")
                two.set_main_option("version_locations", "shop/db/more")
                """)
            .revision("shop/db/more/z.py", "z", "None");

    assertThat(discover(tree))
        .extracting(Environment::versionLocations)
        .containsExactly(List.of("shop/db/steps"), List.of("shop/db/more"));
  }

  @Test
  void the_folder_that_flask_migrate_is_given_is_an_environment() {
    for (String call :
        List.of(
            "migrate = Migrate(app, db, directory='data/steps')",
            "migrate.init_app(app, db, directory=os.path.join('data', 'steps'))")) {
      TreeOfTexts tree =
          new TreeOfTexts()
              .file("alembic.ini", "[alembic]\nscript_location = mig\n")
              .file("mig/env.py", "")
              .revision("mig/versions/m.py", "m", "None")
              .file("data/steps/env.py", "")
              .revision("data/steps/versions/a.py", "a", "None")
              .file("app.py", "from flask_migrate import Migrate\nimport os\n" + call + "\n");

      assertThat(discover(tree))
          .as(call)
          .extracting(Environment::scriptLocation)
          .containsExactly("data/steps", "mig");
      assertThat(discover(tree)).flatExtracting(Environment::problems).isEmpty();
    }
  }

  @Test
  void an_ini_that_names_no_scripts_is_none_to_blame_where_code_names_them() {
    TreeOfTexts tree =
        shop(
                "shop/run.py",
                "cfg = Config('alembic.ini')\ncfg.set_main_option('script_location', 'shop/db')\n")
            .file("alembic.ini", "[alembic]\nversion_locations = shop/db/steps\n");

    reads(tree, "ini");
    assertThat(discover(tree)).flatExtracting(Environment::problems).isEmpty();
  }

  @Test
  void folders_that_env_py_sets_take_the_place_of_the_configured_ones_or_come_to_them() {
    record Case(String code, List<String> folders) {}
    for (Case each :
        List.of(
            new Case(
                "context.script.version_locations = ['mig/one', 'mig/two']\n",
                List.of("mig/one", "mig/two")),
            new Case(
                "script = context.script\nscript.version_locations = ('mig/one',)\n",
                List.of("mig/one")),
            new Case(
                "FOLDERS = ['mig/two']\ncontext.script.version_locations = FOLDERS\n",
                List.of("mig/two")),
            new Case(
                "context.script.version_locations.append('mig/one')\n",
                List.of("mig/versions", "mig/one")),
            new Case(
                "context.script.version_locations += ['mig/two']\n",
                List.of("mig/versions", "mig/two")))) {
      TreeOfTexts tree =
          new TreeOfTexts()
              .file("alembic.ini", "[alembic]\nscript_location = mig\n")
              .file("mig/env.py", "from alembic import context\n" + each.code())
              .revision("mig/versions/v.py", "v", "None")
              .revision("mig/one/a.py", "a", "None")
              .revision("mig/two/b.py", "b", "None");

      assertThat(discover(tree))
          .as(each.code())
          .singleElement()
          .extracting(Environment::versionLocations)
          .isEqualTo(each.folders());
    }
  }

  @Test
  void folders_that_env_py_computes_are_a_warning_on_its_line() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .file("alembic.ini", "[alembic]\nscript_location = mig\n")
            .file(
                "mig/env.py",
                "from alembic import context\n\ncontext.script.version_locations = [pick()]\n")
            .revision("mig/one/a.py", "a", "None");

    assertThat(discover(tree))
        .singleElement()
        .satisfies(environment -> {
          assertThat(environment.problems())
              .singleElement()
              .satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(RuleCode.MISSING_LOCATION);
                assertThat(problem.path()).isEqualTo("mig/env.py");
                assertThat(problem.line()).isEqualTo(3);
              });
          assertThat(environment.unread())
              .extracting(UnreadRevision::id)
              .containsExactly(java.util.Optional.of("a"));
        });
  }

  @Test
  void only_files_that_speak_of_it_are_read_for_configurations() {
    assertThat(CodeConfig.mayBeIn("x = directory\n".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(CodeConfig.mayBeIn("Migrate(a, directory='x')".getBytes(StandardCharsets.UTF_8)))
        .isTrue();
  }
}
