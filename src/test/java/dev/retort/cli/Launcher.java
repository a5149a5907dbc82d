package dev.retort.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/// The launcher as it is laid out, with a jar that only names the classes of this run.
final class Launcher {
  private Launcher() {}

  /// @param home a folder, which gets `bin` and `lib`
  /// @return the launcher in `bin`
  static Path at(Path home) throws IOException {
    Path bin = Files.createDirectory(home.resolve("bin")).resolve("retort");
    Files.copy(Path.of("src/main/launcher/retort"), bin);
    Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwxr-xr-x"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    Path jar = Files.createDirectory(home.resolve("lib")).resolve("retort.jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return bin;
  }
}
