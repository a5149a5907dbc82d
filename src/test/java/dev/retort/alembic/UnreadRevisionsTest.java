package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/// Revision files that no environment loads.
class UnreadRevisionsTest {
  private static TreeOfTexts configured() {
    return new TreeOfTexts()
        .file("alembic.ini", "[alembic]\nscript_location = mig\n")
        .file("mig/env.py", "")
        .revision("mig/versions/a.py", "a", "None");
  }

  private static List<String> unread(SourceTree tree) {
    return Environments.discover(tree, Environments.Request.EVERYTHING).stream()
        .flatMap(environment -> environment.unread().stream())
        .map(UnreadRevision::path)
        .toList();
  }

  @Test
  void a_file_that_declares_a_revision_elsewhere_is_unread() {
    TreeOfTexts tree =
        configured()
            .revision("mig/old/b.py", "b", "'a'")
            .revision("mig/versions/2025/c.py", "c", "'a'")
            .file("mig/more/d.py", "revision = 'd'\ndown_revision = parent_of(revision)\n");

    assertThat(unread(tree))
        .containsExactly("mig/more/d.py", "mig/old/b.py", "mig/versions/2025/c.py");
  }

  @Test
  void what_only_mentions_the_names_is_no_revision() {
    assertThat(
            unread(
                configured()
                    .file("app/models.py", "class M:\n    revision = 1\n    down_revision = 2\n")
                    .file("app/tool.py", "TEMPLATE = 'revision = 1; down_revision = 2'\n")
                    .file("app/api.py", "def f(revision, down_revision):\n    pass\n")
                    .file("app/half.py", "down_revision = 'a'\n")
                    .file("mig/script.py.mako", "revision = ${x}\ndown_revision = ${y}\n")
                    .revision("venv/lib/site-packages/x/b.py", "b", "None")
                    .revision("{{cookiecutter.name}}/versions/c.py", "c", "None")))
        .isEmpty();
  }

  @Test
  void each_is_noted_with_the_environment_that_is_nearest() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .file("a/alembic.ini", "[alembic]\nscript_location = mig\n")
            .file("a/mig/env.py", "")
            .revision("a/mig/versions/a.py", "a", "None")
            .file("b/alembic.ini", "[alembic]\nscript_location = mig\n")
            .file("b/mig/env.py", "")
            .revision("b/mig/versions/b.py", "b", "None")
            .revision("b/old/c.py", "c", "'b'");

    assertThat(Environments.discover(tree, Environments.Request.EVERYTHING))
        .extracting(Environment::scriptLocation, each -> each.unread().size())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a/mig", 0),
            org.assertj.core.groups.Tuple.tuple("b/mig", 1));
  }

  @Test
  void revisions_without_any_environment_make_one_that_reads_nothing() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .revision("plugin/steps/a.py", "a", "None")
            .revision("plugin/steps/b.py", "b", "'a'");

    assertThat(Environments.discover(tree, Environments.Request.EVERYTHING))
        .singleElement()
        .satisfies(environment -> {
          assertThat(environment.versionLocations()).isEmpty();
          assertThat(environment.unread()).hasSize(2);
        });
    assertThat(Environments.find(tree, Environments.Request.EVERYTHING).environments()).isEmpty();
  }

  @Test
  void ignored_folders_are_not_looked_into() {
    TreeOfTexts tree =
        configured()
            .file(".github/retort.yml", "ignore: ['tests/**', old]\n")
            .file("tests/alembic.ini", "[alembic]\nscript_location = mig\n")
            .file("tests/mig/env.py", "")
            .revision("tests/mig/versions/t.py", "t", "None")
            .revision("tests/loose/u.py", "u", "None")
            .revision("old/v.py", "v", "None");

    assertThat(Environments.discover(tree, Environments.Request.EVERYTHING))
        .singleElement()
        .satisfies(environment -> {
          assertThat(environment.scriptLocation()).isEqualTo("mig");
          assertThat(environment.unread()).isEmpty();
        });
  }

  @Test
  void a_configuration_outside_of_an_ignored_folder_may_point_into_it() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .file(".github/retort.yml", "ignore: [vendor]\n")
            .file("alembic.ini", "[alembic]\nscript_location = vendor/mig\n")
            .file("vendor/mig/env.py", "")
            .revision("vendor/mig/versions/a.py", "a", "None");

    assertThat(Environments.discover(tree, Environments.Request.EVERYTHING))
        .extracting(Environment::scriptLocation)
        .containsExactly("vendor/mig");
  }

  @Test
  void a_section_and_a_second_configuration_that_point_into_an_ignored_folder_are_left_out() {
    TreeOfTexts tree =
        configured()
            .file(".github/retort.yml", "ignore: ['tests/**', legacy]\n")
            .file("test_alembic.ini", "[alembic]\nscript_location = tests/mig\n")
            .file("tests/mig/env.py", "")
            .revision("tests/mig/versions/t.py", "t", "None")
            .file(
                "more.ini",
                "[alembic]\nscript_location = mig\n[old]\nscript_location = legacy/mig\n")
            .file("legacy/mig/env.py", "")
            .revision("legacy/mig/versions/v.py", "v", "None");

    assertThat(Environments.discover(tree, Environments.Request.EVERYTHING))
        .extracting(Environment::scriptLocation)
        .containsExactly("mig");
  }

  @Test
  void from_far_away_only_likely_folders_and_what_the_change_brings_are_fetched() {
    TreeOfTexts texts =
        configured()
            .revision("alembic/old/b.py", "b", "'a'")
            .revision("lib/steps/c.py", "c", "'a'")
            .revision("lib/steps/d.py", "d", "'a'")
            .file("shop/migrations/__init__.py", "")
            .file("shop/migrations/0001_initial.py", "revision = 'e'\ndown_revision = None\n");
    SourceTree far = new Far(texts);
    String brought =
        far.entries()
            .getOrDefault("lib/steps/c.py", new SourceTree.Entry("", SourceTree.Kind.FILE, 0))
            .blob();

    List<Environment> environments =
        Environments.discover(
            far, Environments.Request.EVERYTHING, far, new LooseFiles(Set.of(brought)));

    assertThat(environments)
        .flatExtracting(Environment::unread)
        .extracting(UnreadRevision::path)
        .containsExactly("alembic/old/b.py", "lib/steps/c.py");
    assertThat(texts.reads()).noneMatch(paths -> paths.contains("lib/steps/d.py"));
  }

  /// A tree whose content has to be fetched.
  private record Far(TreeOfTexts texts) implements SourceTree {
    @Override
    public SortedMap<String, Entry> entries() {
      return texts.entries();
    }

    @Override
    public Map<String, byte[]> read(Collection<String> paths) {
      return texts.read(paths);
    }

    @Override
    public boolean isNear() {
      return false;
    }
  }

  @Test
  void a_pattern_means_a_folder_with_all_that_is_in_it() {
    record Case(String pattern, String path, boolean matches) {}
    for (Case each :
        List.of(
            new Case("tests", "tests/a/b.py", true),
            new Case("tests/", "tests/a.py", true),
            new Case("tests/**", "tests/a/b.py", true),
            new Case("tests/**", "mytests/a.py", false),
            new Case("**/fixtures", "a/b/fixtures/c.py", true),
            new Case("**/fixtures/**", "fixtures/c.py", true),
            new Case("a/*/c", "a/b/c/d.py", true),
            new Case("a/*/c", "a/b/x/c/d.py", false),
            new Case("a.b", "axb/c", false))) {
      assertThat(PathPattern.of(each.pattern()).map(pattern -> pattern.matches(each.path())))
          .as(each.toString())
          .isEqualTo(Optional.of(each.matches()));
    }
    assertThat(PathPattern.of("")).isEmpty();
    assertThat(PathPattern.of("../x")).isEmpty();
    assertThat(PathPattern.of(".")).isEmpty();
  }
}
