package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The files of `src/docs/schemas`, written from what writes the outputs and reads the settings.
class PublishedSchemasTest {
  private static final Path FOLDER = Path.of("src/docs/schemas");
  private static final Map<String, String> FILES =
      PublishedSchemas.of(PublishedSchemas.Unnamed.WELCOME);

  @Test
  void every_schema_is_what_the_code_says() {
    FILES.forEach((file, text) -> Golden.assertMatches("../../docs/schemas/" + file, text));
  }

  @Test
  void no_schema_is_left_of_an_output_that_is_gone() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrderElementsOf(FILES.keySet());
    }
  }

  @Test
  void every_schema_is_one() {
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    FILES.forEach(
        (file, text) -> assertThat(meta.validate(text, InputFormat.JSON)).as(file).isEmpty());
    assertThat(meta.validate("{\"type\": \"txt\"}", InputFormat.JSON)).isNotEmpty();
  }
}
