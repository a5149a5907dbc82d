package dev.retort.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The launcher as it is laid out, with the jar and the start-up cache of the build where they are
/// of these classes, otherwise with a jar that only names the classes of this run.
final class Launcher {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path BUILT = Path.of("target/retort/lib");

  private Launcher() {}

  /// @param home a folder, which gets `bin` and `lib`
  /// @return the launcher in `bin`
  static Path at(Path home) throws IOException {
    Path bin = Files.createDirectory(home.resolve("bin")).resolve("retort");
    Files.copy(Path.of("src/main/launcher/retort"), bin);
    Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (isBuilt()) {
      Files.createSymbolicLink(home.resolve("lib"), BUILT.toAbsolutePath());
    } else {
      name(Files.createDirectory(home.resolve("lib")).resolve("retort.jar"));
    }
    return bin;
  }

  /// Whether the build's jar is of the classes that run here, and not older than the newest.
  private static boolean isBuilt() throws IOException {
    Path cache = BUILT.resolve("retort.aot");
    boolean mayBe =
        Arrays.asList(System.getProperty("java.class.path").split(":", -1))
                .contains(CLASSES.toAbsolutePath().toString())
            && Files.exists(cache);
    if (!mayBe) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(BUILT.resolve("retort.jar"));
    try (Stream<Path> classes = Files.walk(CLASSES)) {
      return classes
          .filter(Files::isRegularFile)
          .allMatch(each -> each.toFile().lastModified() <= built.toMillis());
    }
  }

  private static void name(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }
}
