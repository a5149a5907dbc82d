package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.retort.repair.FileEdit;
import dev.retort.verdict.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SarifTest {
  private static Schema schema() {
    try (InputStream in =
        Objects.requireNonNull(
            SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_verdict_is_valid_sarif() {
    Scene scene = ReportTest.twoHeads();
    String sarif = Sarif.of(scene.judged(scene.repointing("d4e5", "c3d4")), "0.1.0");

    assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
    assertThat(sarif)
        .contains("\"ruleId\" : \"RT101\"", "\"level\" : \"error\"", "\"startLine\" : 10")
        .contains("\"startColumn\" : 17", "\"endColumn\" : 23")
        .contains("backend/alembic/versions/d4e5_x.py");
  }

  @Test
  void the_repair_is_proposed_where_it_only_edits_text() throws IOException {
    Scene scene = ReportTest.twoHeads();
    Verdict verdict = scene.judged(scene.repointing("d4e5", "c3d4"));
    FileEdit edit = verdict.remedies().getFirst().edits().fileEdits().getFirst();
    JsonNode fix =
        new ObjectMapper().readTree(Sarif.of(verdict, "0.1.0")).at("/runs/0/results/0/fixes/0");

    assertThat(fix.at("/description/text").asText()).contains("`c3d4`");
    assertThat(fix.at("/artifactChanges/0/artifactLocation/uri").asText()).isEqualTo(edit.path());
    StringBuilder text = new StringBuilder(new String(edit.before(), StandardCharsets.UTF_8));
    for (JsonNode each : fix.at("/artifactChanges/0/replacements")) {
      int from =
          text.length() - edit.before().length + each.at("/deletedRegion/charOffset").asInt();
      text.replace(
          from,
          from + each.at("/deletedRegion/charLength").asInt(),
          each.at("/insertedContent/text").asText());
    }
    assertThat(text.toString()).isEqualTo(new String(edit.after(), StandardCharsets.UTF_8));
    assertThat(Sarif.of(ReportTest.twoHeads().judged(), "0.1.0")).doesNotContain("\"fixes\"");
  }

  @Test
  void the_schema_finds_a_fault() {
    String sarif = Sarif.of(ReportTest.twoHeads().judged(), "0.1.0");

    assertThat(
            schema()
                .validate(
                    sarif.replace("\"startLine\" : 10", "\"startLine\" : 0"), InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void a_strange_path_is_still_a_relative_reference() {
    assertThat(Sarif.uri("a b/ü?#%:.py")).isEqualTo("a%20b/%C3%BC%3F%23%25%3A.py");
  }

  @Test
  void nothing_found_is_valid_too() {
    String sarif =
        Sarif.of(Scene.common("a1b2 < | start").inPullRequest("d4e5 < a1b2").judged(), "0.1.0");

    assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
    assertThat(sarif).contains("\"results\" : [ ]");
  }
}
