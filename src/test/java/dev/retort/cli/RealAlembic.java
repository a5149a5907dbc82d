package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// An installed Alembic that can be asked what it loads. Only outside CI may it be missing.
final class RealAlembic {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String python;

  private RealAlembic(String python) {
    this.python = python;
  }

  /// Ends the test where no Python can import Alembic.
  static RealAlembic orAbort() throws IOException, InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      try {
        Process process =
            new ProcessBuilder(python, "-c", "import alembic")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() == 0) {
          return new RealAlembic(python);
        }
      } catch (IOException e) {
        // Not there: the next one may be.
      }
    }
    if (Objects.equals(System.getenv("CI"), "true")) {
      throw new AssertionError("in CI, a python3 that can import alembic has to be installed");
    }
    return abort("no python3 that can import alembic");
  }

  /// What it says of every environment in a folder, after one line about itself.
  ///
  /// @param folder where the question may be written down
  List<JsonNode> ask(Path folder, Path environments) throws IOException, InterruptedException {
    Path script = folder.resolve("ask_alembic.py");
    if (!Files.exists(script)) {
      try (InputStream in = RealAlembic.class.getResourceAsStream("/differential/ask_alembic.py")) {
        var _ = Files.copy(Objects.requireNonNull(in), script);
      }
    }
    Path said = folder.resolve("said.jsonl");
    Process process =
        new ProcessBuilder(python, script.toString(), environments.toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    List<JsonNode> answers = new ArrayList<>();
    for (String line : Files.readAllLines(said)) {
      answers.add(JSON.readTree(line));
    }
    return answers;
  }
}
