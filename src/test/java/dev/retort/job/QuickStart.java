package dev.retort.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// How a process of these classes is started in half the time: from a cache of what an earlier one
/// had loaded, for which all classes have to lie in archives, and with SQLite's library as a file.
///
/// @param classes where its classes are
/// @param options of Java
record QuickStart(String classes, List<String> options) {
  QuickStart {
    options = List.copyOf(options);
  }

  /// The classes of this process as they are, and no cache.
  static QuickStart none() {
    return new QuickStart(
        System.getProperty("java.class.path"), List.of("--enable-native-access=ALL-UNNAMED"));
  }

  /// @param folder for the archives and the cache
  /// @param url of a database that a process may try itself at
  static QuickStart in(Path folder, String url) throws IOException, InterruptedException {
    List<String> classes = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(":", -1)) {
      Path path = Path.of(each);
      if (Files.isDirectory(path)) {
        classes.add(archive(path, folder.resolve("classes" + classes.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        classes.add(each);
      }
    }
    Path cache = folder.resolve("classes.aot");
    String all = String.join(":", classes);
    String library = "-Dorg.sqlite.lib.path=" + library(folder);
    Process first =
        QueueProcess.builder(
                new QuickStart(all, List.of("-XX:AOTCacheOutput=" + cache, library)),
                url,
                folder.resolve("tried"),
                new QueueProcess.Feed("try", 20, true, 0),
                folder.resolve("log-try"))
            .redirectOutput(folder.resolve("out-try").toFile())
            .start();
    boolean ended = first.waitFor(60, TimeUnit.SECONDS);
    first.destroyForcibly();
    if (!ended || first.exitValue() != 0 || !Files.exists(cache)) {
      throw new IllegalStateException("no cache was made; see " + folder);
    }
    return new QuickStart(all, List.of("-XX:AOTCache=" + cache, library));
  }

  private static Path library(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(library, resource), folder.resolve(name));
    }
    return folder;
  }

  private static Path archive(Path classes, Path archive) throws IOException {
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      zip.setLevel(0);
      // Folders have entries too: Flyway looks for its migrations by theirs.
      files
          .filter(file -> !file.equals(classes))
          .forEach(file -> {
            try {
              boolean isFolder = Files.isDirectory(file);
              String name = classes.relativize(file).toString().replace('\\', '/');
              zip.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
              if (!isFolder) {
                Files.copy(file, zip);
              }
              zip.closeEntry();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return archive;
  }
}
