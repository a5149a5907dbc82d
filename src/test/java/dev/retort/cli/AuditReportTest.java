package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.Row;
import dev.retort.report.Golden;
import dev.retort.report.Markdown;
import dev.retort.report.NastyStrings;
import dev.retort.report.RenderedMarkdown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of an audit, and the same as JSON.
class AuditReportTest {
  /// Words for scripts, of which the page has sentences.
  private static final Set<String> FOR_SCRIPTS =
      Set.of("conclusion", "git", "kind", "object", "safety", "strategy", "upgrades");

  /// What the page leaves to whoever needs all of it: branches that were merged again, the other
  /// ways to one head, what heads and bases are when dependencies count, where that is the same,
  /// what speaks for a cause as far as the finding beside it says the same, what is left unrepaired
  /// for the same reason, the one line that a picture shows, and the schema, of which it has a few
  /// lines.
  private static final Set<String> ONLY_IN_JSON =
      Set.of(
          "branch_points",
          "joinings",
          "instead",
          "proof",
          "real_heads",
          "real_bases",
          "causes",
          "unrepaired",
          "chain",
          "schema");

  @TempDir private Path folder = Path.of(".");

  @Test
  void a_whole_repository_has_a_short_and_pleasant_page() {
    GitSandbox git =
        new GitSandbox(folder)
            .revision("a1b2", "")
            .revision("c3d4", "a1b2")
            .revision("d4e5", "c3d4")
            .commit("start");

    Run run = Run.of(new AuditCommand(), git.folder());

    assertThat(run.code()).isZero();
    Golden.assertMatches("audit/whole.md", run.out());
  }

  @Test
  void rival_merges_are_told_once_and_what_an_unread_file_may_join_is_never_called_apart() {
    String merge = "revision = %s\ndown_revision = ('b2c3', 'c3d4')\n\ndef upgrade(): ...\n";
    GitSandbox git =
        new GitSandbox(folder)
            .revision("a1b2", "")
            .revision("b2c3", "a1b2")
            .revision("c3d4", "a1b2")
            .write("migrations/versions/m1.py", merge.formatted("'m1'"))
            .write("migrations/versions/m2.py", merge.formatted("'m2'"))
            .commit("start");
    assertThat(Run.of(new AuditCommand(), git.folder()).out())
        .contains("RT108", "branches that nobody merged")
        .doesNotContain("Two changes were merged");

    git.delete("migrations/versions/m1.py")
        .write("migrations/versions/m2.py", "import os\n" + merge.formatted("os.environ['ID']"))
        .commit("read it from outside");
    assertThat(Run.of(new AuditCommand(), git.folder()).out())
        .contains("not known")
        .doesNotContain("nobody merged", "never");
  }

  @Test
  void the_schema_is_told_in_a_few_lines_with_what_stops_an_empty_database() throws Exception {
    GitSandbox git =
        new GitSandbox(folder)
            .revision("a1b2", "")
            .write(
                "migrations/versions/c3d4_x.py",
                """
                import sqlalchemy as sa
                from alembic import op
                revision = 'c3d4'
                down_revision = 'a1b2'

                def upgrade():
                    op.create_table('user', sa.Column('id', sa.Integer(), primary_key=True))
                    op.create_index('ix_gone', 'user', ['gone'])
                """)
            .commit("start");

    String page = Run.of(new AuditCommand(), git.folder()).out();
    JsonNode schema =
        new ObjectMapper()
            .readTree(Run.of(new AuditCommand(), git.folder(), "--format", "json").out())
            .at("/environments/0/schema");

    assertThat(page)
        .contains(
            "- Schema, on postgresql: 1 table, 1 column, 1 index, 0 foreign keys, 0 enum types.")
        .contains(
            "An empty PostgreSQL database would refuse it at `migrations/versions/c3d4_x.py:8`: column"
                + " `user.gone` is made by no revision.")
        .contains("Worth a look: names that are reserved words (1)");
    assertThat(schema.get("upgrades").asText()).isEqualTo("fails");
    assertThat(schema.at("/inventory/tables").asInt()).isEqualTo(1);
    assertThat(schema.at("/problems/0/code").asText()).isEqualTo("RT504");
  }

  @Test
  void a_repository_with_every_defect_at_once_has_a_page_to_work_through() {
    Run run = Run.of(new AuditCommand(), everyDefect());

    assertThat(run.code()).isEqualTo(1);
    Golden.assertMatches("audit/broken.md", run.out());
    assertRendersWell(run.out());
  }

  @Test
  void the_page_says_what_the_json_says() throws Exception {
    Path repository = everyDefect();
    String page = Run.of(new AuditCommand(), repository).out();
    JsonNode json =
        new ObjectMapper()
            .readTree(Run.of(new AuditCommand(), repository, "--format", "json").out());
    List<String> unsaid = new ArrayList<>();

    collect("", json, page, unsaid);

    assertThat(unsaid).isEmpty();
    assertThat(json.at("/environments/0/statistics/revisions").asInt()).isPositive();
    assertThat(json.at("/environments/0/plan/steps").size()).isPositive();
  }

  @Test
  @Row("A18")
  @DisplayName("A18 hostile names are shown and stay inert")
  void hostile_names_are_inert() {
    GitSandbox git = new GitSandbox(folder);
    int number = 0;
    for (String nasty : NastyStrings.ALL) {
      if (nasty.length() > 1_000 || nasty.isEmpty() || nasty.equals("\ud800")) {
        continue;
      }
      String literal = python(nasty);
      String file = "migrations/versions/n%03d_@org_#1.py".formatted(number++);
      git.write(
          file,
          "\"\"\"x\n\nRevision ID: "
              + nasty.replace("\\", "/").replace("\"", "'")
              + "\n\"\"\"\nrevision = "
              + literal
              + "\ndown_revision = "
              + (number % 3 == 0 ? python(nasty + "!") : "None")
              + "\ndepends_on = "
              + (number % 5 == 0 ? python(nasty + "?") : "None")
              + "\nbranch_labels = "
              + (number % 7 == 0 ? literal : "None")
              + "\n");
      if (number % 4 == 0) {
        git.write(file.replace(".py", "_again.py"), git.read(file) + "# twice\n");
      }
    }

    Run run = Run.of(new AuditCommand(), git.folder());

    assertThat(run.code()).isEqualTo(1);
    assertRendersWell(run.out());
  }

  /// Two environments that are configured and one that is not, with every fault that there is.
  private Path everyDefect() {
    BrokenHistory.in(folder);
    new GitSandbox(folder)
        .write(
            "migrations/env.py",
            "from alembic import context\nimport models\n\ntarget_metadata = None\n")
        .write("models/__init__.py", "")
        .write("models/gone.py", "")
        .write(
            "migrations/env.py",
            "from alembic import context\nfrom models.lost import Base\n\ntarget_metadata = None\n")
        .write(
            "other/alembic.ini",
            "[alembic]\nscript_location = %(here)s/scripts\nversion_locations = %(here)s/scripts/versions %(here)s/nowhere\n")
        .write("other/scripts/env.py", "from alembic import context\ntarget_metadata = object()\n")
        .write(
            "other/scripts/versions/0001_a.py",
            "revision = \"0001\"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n")
        .write(
            "other/scripts/versions/0002_b.py",
            "revision = \"0002\"\ndown_revision = \"0001\"\n\n\ndef upgrade():\n    one()\n")
        .write(
            "other/scripts/versions/0002_c.py",
            "revision = \"0002\"\ndown_revision = \"0001\"\n\n\ndef upgrade():\n    other()\n")
        .write(
            "other/scripts/versions/0003_d.py",
            "import os\nrevision = \"0003\"\ndown_revision = os.environ[\"DOWN\"]\n")
        .write(
            "other/scripts/versions/0004_e.py",
            "<<<<<<< HEAD\nrevision = \"0004\"\n=======\nrevision = \"0005\"\n>>>>>>> b\n")
        .write("old/env.py", "from alembic import context\n")
        .write("old/versions/1_x.py", "revision = \"1\"\ndown_revision = None\n")
        .write(".github/retort.yml", "rules: {RT999: off}\nheads: {allow: many}\n")
        .commit("a second environment");
    return folder;
  }

  /// Every text of the JSON that the page does not hold.
  private static void collect(String name, JsonNode node, String page, List<String> unsaid) {
    if (ONLY_IN_JSON.contains(name)) {
      return;
    }
    if (node.isObject()) {
      if (node.path("path").isTextual() && node.path("line").isInt()) {
        expect(name, node.get("path").asText() + ":" + node.get("line").asInt(), page, unsaid);
      }
      node.properties().forEach(each -> collect(each.getKey(), each.getValue(), page, unsaid));
    } else if (node.isArray()) {
      node.forEach(each -> collect(name, each, page, unsaid));
    } else if (node.isTextual() && !FOR_SCRIPTS.contains(name)) {
      switch (name) {
        // The page has the beginning of a commit's id, as people write it.
        case "commit" -> expect(name, node.asText().substring(0, 10), page, unsaid);
        // The reasons stand in lines of their own.
        case "summary" -> expect(name, node.asText().split(" \\(", 2)[0], page, unsaid);
        // A file that comes back, moves or goes as it is has a command of git's instead.
        case "patch" ->
            Arrays.stream(node.asText().split("(?m)^(?=diff --git )"))
                .filter(file -> !file.contains("file mode") || file.lines().count() < 16)
                .flatMap(String::lines)
                .filter(line -> line.matches("[+-].*"))
                .forEach(line -> expect(name, line, page, unsaid));
        default -> expect(name, node.asText(), page, unsaid);
      }
    } else if (node.isInt() && !name.equals("line") && node.asInt() > 0) {
      expect(name, node.asText(), page, unsaid);
    }
  }

  private static void expect(String name, String text, String page, List<String> unsaid) {
    if (!page.contains(text)
        && !page.contains(Markdown.text(text))
        && !page.contains(Markdown.code(text))) {
      unsaid.add(name + ": " + text);
    }
  }

  private static void assertRendersWell(String page) {
    RenderedMarkdown rendered = RenderedMarkdown.of(page);
    assertThat(rendered.reference()).isEmpty();
    assertThat(rendered.active())
        .allMatch(
            each -> each.startsWith("<details><summary>The patch") || each.equals("</details>"));
    RenderedMarkdown.parse(page)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(CustomNode node) {
                if (node instanceof TableRow) {
                  int cells = 0;
                  for (@Nullable Node cell = node.getFirstChild();
                      cell != null;
                      cell = cell.getNext()) {
                    assertThat(cell).isInstanceOf(TableCell.class);
                    cells++;
                  }
                  assertThat(cells).isIn(2, 5);
                }
                visitChildren(node);
              }
            });
  }

  private static String python(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(point -> out.append("\\U%08x".formatted(point)));
    return out.append('"').toString();
  }
}
