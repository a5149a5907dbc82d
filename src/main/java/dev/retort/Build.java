package dev.retort;

import dev.retort.change.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The program as it was built.
final class Build {
  private static final String FINGERPRINT = ofTheFiles();

  private Build() {}

  /// Another one for every change of its code, released or not.
  static String fingerprint() {
    return FINGERPRINT;
  }

  private static String ofTheFiles() {
    try {
      Path place = Path.of(Build.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      StringBuilder all = new StringBuilder();
      try (Stream<Path> found = Files.walk(place)) {
        List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
        for (Path file : files) {
          all.append(place.relativize(file)).append('\0');
          all.append(HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file)))).append('\0');
        }
      }
      return Sha256.hex(all.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own files are not found", e);
    }
  }
}
