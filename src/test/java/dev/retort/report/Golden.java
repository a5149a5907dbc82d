package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares with a file that people can read. With `-Dretort.update=true` the file is written
/// instead, to be looked at before it is committed.
public final class Golden {
  private Golden() {}

  /// @param file below `src/test/resources`
  public static void assertMatches(String file, String actual) {
    Path path = Path.of("src/test/resources").resolve(file);
    String text = actual.endsWith("\n") ? actual : actual + "\n";
    try {
      if (Boolean.getBoolean("retort.update")) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
      }
      assertThat(text)
          .as("%s (to accept the new text: -Dretort.update=true)", path)
          .isEqualTo(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
