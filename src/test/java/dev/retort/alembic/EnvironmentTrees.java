package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/// Trees with environments, and what is found in them.
final class EnvironmentTrees {
  private EnvironmentTrees() {}

  static List<Environment> discover(TreeOfTexts tree) {
    return Environments.discover(tree, Environments.Request.EVERYTHING);
  }

  static Environment only(TreeOfTexts tree) {
    List<Environment> environments = discover(tree);
    assertThat(environments).hasSize(1);
    return environments.getFirst();
  }

  /// A tree with one environment in `mig`, configured by an `alembic.ini` in the root.
  static TreeOfTexts configured(String ini) {
    return scripts(new TreeOfTexts().file("alembic.ini", ini), "mig");
  }

  static TreeOfTexts scripts(TreeOfTexts tree, String folder) {
    return tree.file(folder + "/env.py", "").revision(folder + "/versions/a.py", "a", "None");
  }

  static Environment given(TreeOfTexts tree, String section, String... configs) {
    List<Environment> environments =
        Environments.discover(
            tree, new Environments.Request(List.of(configs), Optional.of(section), ".", List.of()));
    assertThat(environments).hasSize(1);
    return environments.getFirst();
  }
}
