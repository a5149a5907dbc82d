package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Told;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// An import that nothing provides may fail; one that anything provides is taken to succeed.
class MissingModulesTest {
  private static final String CODE =
      "revision = 'b'\ndown_revision = None\ndef upgrade(): pass\ndef downgrade(): pass\n";

  private static RevisionFile read(TreeOfTexts tree, String imports) {
    RevisionFile file =
        RevisionFileReader.read(
            "v/b.py", "x", (imports + "\n" + CODE).getBytes(StandardCharsets.UTF_8));
    return new MissingModules(tree.file("v/b.py", "")).doubted(file);
  }

  @Test
  void a_module_from_nowhere_is_doubted_and_the_revision_stands() {
    RevisionFile file = read(new TreeOfTexts(), "import os\nimport nowhere.sub as x");
    assertThat(file.undecidable()).extracting(Undecidable::line).containsExactly(2);
    assertThat(file.problems()).extracting(each -> each.code().toString()).containsExactly("RT301");
    assertThat(Told.of(file.problems().getFirst())).contains("`nowhere`").contains("Declare it");
    assertThat(file.revision()).isPresent();
  }

  @Test
  void a_module_of_the_tree_is_not() {
    assertThat(read(new TreeOfTexts().file("src/app/db.py", ""), "from app.db import x").problems())
        .isEmpty();
    assertThat(read(new TreeOfTexts().file("lib/fast.so", ""), "import fast").problems()).isEmpty();
  }

  @Test
  void nor_one_of_a_repository_that_declares_its_dependencies() {
    assertThat(
            read(new TreeOfTexts().file("requirements-dev.txt", ""), "import nowhere").problems())
        .isEmpty();
  }

  @Test
  void nor_the_standard_library_nor_what_every_environment_has_nor_a_guarded_import() {
    assertThat(
            read(
                    new TreeOfTexts(),
                    "import os.path\nfrom alembic import op\nimport sqlalchemy as sa\n"
                        + "try:\n    import nowhere\nexcept ImportError:\n    pass")
                .problems())
        .isEmpty();
  }
}
