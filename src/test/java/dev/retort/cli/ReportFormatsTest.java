package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/// What others than people read.
class ReportFormatsTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void github_gets_annotations_with_nothing_that_could_end_them_early() {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    git.git("mv", "migrations/versions/d4e5_x.py", "migrations/versions/d4,e5::x%.py");

    assertThat(checked("github").out())
        .contains("::error file=migrations/versions/d4%2Ce5%3A%3Ax%25.py,line=9,title=RT101")
        .endsWith("retort: failure: Two heads would land: c3d4, d4e5.\n");
  }

  @Test
  void the_graph_in_json_can_be_read_by_people_and_tells_what_each_revision_is()
      throws IOException {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "");
    git.write("migrations/versions/c3.py", "revision = 'c3'\ndown_revision = 'a1b2'\n");

    String json = typed("graph", folder.toString(), "--format", "json").out();

    assertThat(json.lines().count()).isGreaterThan(40);
    JsonNode revisions = new ObjectMapper().readTree(json).at("/environments/0/revisions");
    assertThat(revisions.at("/0/title").asText()).isEqualTo("change a1b2");
    assertThat(revisions.at("/0/create_date").asText()).isEqualTo("2026-01-02 03:04:05");
    assertThat(revisions.at("/1/title").asText()).isEmpty();
    assertThat(revisions.at("/1/create_date").isNull()).isTrue();
  }

  @Test
  void an_audit_tells_git_that_was_not_asked_from_git_that_is_not_there() throws IOException {
    GitSandbox git = new GitSandbox(folder).revision("a1b2", "").commit("Start");
    assertThat(audited(git.folder())).isEqualTo("unasked");
    git.revision("c3d4", "0dd0").commit("Lost");
    assertThat(audited(git.folder())).isEqualTo("full");
    Path alone = Files.createDirectory(folder.resolve("alone"));
    Files.createDirectories(alone.resolve("migrations/versions"));
    for (String file :
        List.of("alembic.ini", "migrations/env.py", "migrations/versions/c3d4_x.py")) {
      Files.copy(folder.resolve(file), alone.resolve(file));
    }
    Files.move(folder.resolve(".git"), folder.resolve("git"));
    assertThat(audited(alone)).isEqualTo("none");
  }

  private String audited(Path at) throws IOException {
    return new ObjectMapper()
        .readTree(typed("audit", at.toString(), "--format", "json").out())
        .path("git")
        .asText();
  }

  @Test
  void gitlab_gets_a_code_quality_report() throws IOException {
    new GitSandbox(folder).withTwoHeads();

    JsonNode all = new ObjectMapper().readTree(checked("gitlab").out());

    assertThat(all).hasSize(1);
    assertThat(all.at("/0/check_name").asText()).isEqualTo("RT101");
    assertThat(all.at("/0/severity").asText()).isEqualTo("critical");
    assertThat(all.at("/0/fingerprint").asText()).isNotEmpty();
    assertThat(all.at("/0/location/path").asText()).isEqualTo("migrations/versions/d4e5_x.py");
    assertThat(all.at("/0/location/lines/begin").asInt()).isEqualTo(9);
  }

  @Test
  void others_get_a_junit_report() throws Exception {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();

    Document broken = xml(checked("junit").out());
    assertThat(broken.getElementsByTagName("failure").getLength()).isEqualTo(1);
    git.revision("d4e5", "c3d4");
    Document whole = xml(checked("junit").out());
    assertThat(whole.getElementsByTagName("testcase").getLength()).isEqualTo(1);
    assertThat(whole.getElementsByTagName("failure").getLength()).isZero();
  }

  private Run checked(String format) {
    return typed("check", folder.toString(), "--format", format);
  }

  private static Run typed(String... words) {
    return Run.typed(List.of(new CheckCommand(), new GraphCommand(), new AuditCommand()), words);
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void every_rule_in_sarif_and_every_finding_in_json_links_to_its_page() throws IOException {
    new GitSandbox(folder).withTwoHeads();
    String page = "https://github.com/retort/retort/blob/main/src/docs/rules/RT101.md";

    assertThat(checked("sarif").out()).contains("\"helpUri\" : \"" + page);
    String json = checked("json").out();
    assertThat(json).contains("\"help\" : \"" + page);
    assertThat(new ObjectMapper().readTree(json).at("/environments/0/findings/0/column").asInt())
        .as("where the parent's id begins")
        .isEqualTo("down_revision = ".length() + 1);
  }
}
