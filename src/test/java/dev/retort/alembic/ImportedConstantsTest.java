package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Facts;
import dev.retort.rule.NotDecidable;
import dev.retort.rule.UndecidableWords;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportedConstantsTest {
  /// What a revision imports and names, and the modules of the repository: each `path: text`, with
  /// `;` for a new line.
  private static History read(String imports, String parent, String... modules) {
    TreeOfTexts tree =
        new TreeOfTexts()
            .revision("mig/versions/a.py", "aa01", "None")
            .file(
                "mig/versions/b.py",
                "%s\nrevision = 'bb01'\ndown_revision = %s\n"
                    .formatted(imports.replace(";", "\n"), parent));
    for (String module : modules) {
      String[] parts = module.split(": ", 2);
      tree.file(parts[0], parts[1].replace(";", "\n").replace("~", "  "));
    }
    tree.file("alembic.ini", "[alembic]\nscript_location = mig\n").file("mig/env.py", "");
    return new HistoryReader(RevisionCache.NONE).read(tree, EnvironmentTrees.only(tree));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from app.ids import B         | B              | app/ids.py: B = 'aa01'",
        "from app import ids           | ids.B          | app/ids.py: B = 'aa01'",
        "import app.ids as i           | (i.B,)         | app/ids.py: B = 'aa01'",
        "import app.ids                | app.ids.B      | app/ids.py: B = 'aa01'",
        "from app.ids import B         | (*B,)          | app/ids.py: B = ['aa01']",
        "from app import ids           | [*ids.B]       | app/ids.py: A = ('aa01',);B = (*A,)",
        "from app.ids import *         | B              | app/ids.py: B = 'aa01'",
        "from x import *;from app.ids import *  | B     | app/ids.py: B = 'aa01'",
        "from app.ids import Ids       | Ids.B          | app/ids.py: class Ids:;~B = 'aa01'",
        "from app.ids import *         | Ids.B          | app/ids.py: class Ids:;~B = 'aa01'",
        "from app.ids import Ids       | Ids.In.B       | app/ids.py: class Ids:;~class In:;~~B = 'aa01'",
        "from app.ids import Ids       | Ids.B          | app/ids.py: class A:;~B = 'aa01';class Ids(A):;~C = 1",
        "from app.ids import Ids       | Ids.B          | app/ids.py: from dataclasses import dataclass;@dataclass(frozen=True);class Ids:;~B: str = 'aa01'",
        "from app.ids import Ids       | Ids.B.value    | app/ids.py: import enum;class Ids(enum.Enum):;~B = 'aa01'",
        "from app.ids import Ids       | Ids.B          | app/ids.py: from enum import Enum;class Ids(str, Enum):;~B = 'aa01'",
        "class Ids:;  B = 'aa01'       | Ids.B          | app/ids.py: C = 1",
      })
  void an_id_is_followed_to_its_plain_constant(String imports, String parent, String module) {
    assertThat(read(imports, parent, module).revision("bb01").orElseThrow().downRevisions())
        .containsExactly("aa01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from .ids import B",
        "from .ids import *",
        "from app.ids import A as B",
        "from .more import *; from .ids import *; from .others import *",
        "from . import ids; B = ids.B",
        "from .ids import Ids; B = Ids.B",
      })
  void a_package_may_hand_it_on(String init) {
    History history =
        read(
            "from app import B",
            "B",
            "app/__init__.py: " + init.replace("; ", ";"),
            "app/ids.py: A = B = 'aa01';class Ids:;~B = A",
            "app/more.py: C = 1",
            "app/others.py: __all__ = ['C'];B = 'cc01'");

    assertThat(history.undecidable()).isEmpty();
    assertThat(history.revision("bb01").orElseThrow().downRevisions()).containsExactly("aa01");
  }

  @Test
  void a_star_import_that_is_tried_is_as_doubtful_as_one_that_runs() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .revision("mig/versions/a.py", "aa01", "None")
            .file(
                "mig/versions/b.py",
                """
                revision = "bb01"
                down_revision = "aa01"
                try:
                    from elsewhere import *
                except ImportError:
                    pass
                """)
            .file("requirements.txt", "elsewhere\n")
            .file("alembic.ini", "[alembic]\nscript_location = mig\n")
            .file("mig/env.py", "");
    History history = new HistoryReader(RevisionCache.NONE).read(tree, EnvironmentTrees.only(tree));

    assertThat(history.undecidable())
        .extracting(Undecidable::name)
        .containsExactlyInAnyOrder("revision", "down_revision");
    assertThat(history.undecidable())
        .allSatisfy(each ->
            assertThat(UndecidableWords.reason(each.cause()).plain())
                .contains("`from elsewhere import *` may bind it"));
    assertThat(history.problems())
        .map(each -> Facts.of(each, history))
        .filteredOn(NotDecidable.Untraced.class::isInstance)
        .hasSize(2)
        .allSatisfy(fact ->
            assertThat(fact.message().plain())
                .endsWith("not in this repository. Import by name, or before the names are set."))
        .allSatisfy(fact ->
            assertThat(fact.formerMessage().plain())
                .endsWith("` may bind it. Import by name, or before the names are set."));
  }

  @Test
  void labels_dependencies_and_the_id_itself_are_followed_alike() {
    TreeOfTexts tree =
        new TreeOfTexts()
            .revision("mig/versions/a.py", "aa01", "None")
            .file(
                "mig/versions/b.py",
                """
                from app.ids import *
                revision = Ids.OWN
                down_revision = None
                depends_on = (Ids.ROOT,)
                branch_labels = LABEL
                """)
            .file("app/ids.py", "LABEL = 'side'\nclass Ids:\n  OWN = 'bb01'\n  ROOT = 'aa01'\n")
            .file("alembic.ini", "[alembic]\nscript_location = mig\n")
            .file("mig/env.py", "");
    History history = new HistoryReader(RevisionCache.NONE).read(tree, EnvironmentTrees.only(tree));

    Revision revision = history.revision("bb01").orElseThrow();
    assertThat(revision.dependsOn()).containsExactly("aa01");
    assertThat(revision.branchLabels()).containsExactly(new BranchLabel("side", true));
    assertThat(history.undecidable()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from app.ids import B   | B     | `B` of `app/ids.py`, where it is the result of a call",
        "from app.ids import N   | N     | `app/ids.py` does not bind `N`",
        "from app.ids import *   | N     | `from app.ids import *` does not bring `N`",
        "from app.ids import *   | _P    | does not bring `_P`",
        "from x import *         | B     | `from x import *` may bind it, and that module is not in this repository",
        "from x.y import B       | B     | the module `x.y`, which is not in this repository",
        "from app.ids import Ids | Ids.B | it is of a class that may be changed",
        "from app.ids import Two | Two.B | a class that may be changed",
        "from app.ids import Ext | Ext.B | an attribute of something that other code makes",
        "from app.ids import Own | Own.N | does not bind `N`",
      })
  void what_cannot_be_followed_says_why(String imports, String parent, String reason) {
    History history =
        read(
            imports,
            parent,
            "app/ids.py: import elsewhere;B = f();_P = 'aa01';class Ids:;~B = 'x';Ids.B = 'aa01';"
                + "class Two:;~B = 'x';elsewhere.change(Two);class Ext(elsewhere.Base):;~B = 'x';"
                + "class Own:;~B = 'x'");

    assertThat(history.undecidable())
        .filteredOn(each -> !each.name().equals("*"))
        .singleElement()
        .satisfies(
            each -> assertThat(UndecidableWords.reason(each.cause()).plain()).contains(reason));
  }

  @Test
  void modules_that_import_each_other_s_stars_end() {
    List<String> stars = List.of("from app.x import *", "from app.y import *");
    String both = String.join(";", stars);

    History history =
        read(both, "B", "app/x.py: " + both + ";" + both, "app/y.py: " + both + ";" + both);

    assertThat(history.undecidable()).isNotEmpty();
  }
}
