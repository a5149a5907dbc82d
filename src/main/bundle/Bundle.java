import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Lays out the bundle that needs no Java: a runtime of the modules that are used, the libraries
/// without other systems' natives, the start-up cache, the launcher, completions and the man page.
/// Run while packaging, by the Java that packages: its runtime is the one that goes in.
class Bundle {
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.sql",
          "java.xml",
          "jdk.management",
          "jdk.unsupported");

  private static final String SQLITE = "libsqlitejdbc.so";

  /// What of the runtime serves other programs, the making of a Java, or the sorting of long arrays of
  /// numbers, which is done without it as well.
  private static final List<String> SPARED = List.of("jrt-fs.jar", "classlist", "libsimdsort.so");

  /// Jars of annotations for checkers, which nothing reads at run time.
  private static final List<String> ANNOTATIONS =
      List.of("annotations-", "checker-qual-", "error_prone_annotations-", "jspecify-");

  /// Libraries of many parts that do not look their own classes up by names that they put together: what
  /// nothing comes to is left out.
  private static final List<String> PRUNED =
      List.of("commons-io-", "commons-lang3-", "jgrapht-core-", "jheaps-", "kotlin-stdlib-");

  private final Path layout;
  private final Path home;
  private final Instant moment;

  Bundle(Path layout, Path home, Instant moment) {
    this.layout = layout;
    this.home = home;
    this.moment = moment;
  }

  /// @param args the laid-out program, the folder for bundles, the version, the time that every
  ///   file of it gets, an empty folder for the rehearsal
  public static void main(String[] args) throws Exception {
    boolean linux =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    if (!linux) {
      System.out.println("The bundle is for Linux on x86-64 and is left out here.");
      return;
    }
    String name = "retort-" + args[2] + "-linux-x64";
    Path home = Path.of(args[1], name);
    delete(home);
    new Bundle(Path.of(args[0]), home, Instant.parse(args[3])).make(Path.of(args[4]));
  }

  private void make(Path rehearsal) throws Exception {
    Files.createDirectories(home.resolve("lib"));
    Files.createDirectories(home.resolve("bin"));
    run(
        java("jlink"),
        "--add-modules",
        String.join(",", MODULES),
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress",
        "zip-9",
        // Java's own messages in other languages than English, which is what Retort speaks.
        "--exclude-resources=regex:.*_(de|es|fr|it|ja|ko|pt_BR|sv|zh_(CN|HK|TW))\\.(class|properties)",
        "--output",
        home.resolve("runtime").toString());
    stripped(home.resolve("runtime/lib/server/libjvm.so"));
    for (String file : SPARED) {
      Files.deleteIfExists(home.resolve("runtime/lib").resolve(file));
    }
    libraries();
    Path launcher = home.resolve("bin/retort");
    Files.copy(layout.resolve("bin/retort"), launcher);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(Path.of("LICENSE"), home.resolve("LICENSE"));
    shellFiles(launcher);
    // The cache remembers the times of what it was made from.
    date(home);
    run(
        home.resolve("runtime/bin/java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        // What the optimising compiler would want to know of the rehearsal: 1.5 MB, and no start is quicker.
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-AOTRecordTraining",
        "-Dorg.sqlite.lib.path=" + home.resolve("lib"),
        "-XX:AOTCacheOutput=" + home.resolve("lib/retort.aot"),
        "-cp",
        home.resolve("lib/retort.jar").toString(),
        "dev.retort.Rehearsal",
        rehearsal.toString());
    date(home);
    run(
        "tar",
        "--directory=" + home.getParent(),
        "--sort=name",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--mtime=" + moment,
        "--use-compress-program=gzip -n",
        "-cf",
        home + ".tar.gz",
        home.getFileName().toString());
  }

  /// Without the names of the virtual machine's inner functions, which only its own developers use.
  private static void stripped(Path library) throws Exception {
    try {
      run("strip", "--strip-unneeded", library.toString());
    } catch (IOException e) {
      System.out.println("There is no strip here, so the bundle is 5 MB larger: " + e.getMessage());
    }
  }

  private void libraries() throws IOException {
    List<Path> jars;
    try (var files = Files.list(layout.resolve("lib"))) {
      jars =
          files
              .filter(each -> each.toString().endsWith(".jar"))
              .filter(each -> ANNOTATIONS.stream().noneMatch(each.getFileName().toString()::startsWith))
              .toList();
    }
    Reached reached = new Reached(jars, PRUNED);
    for (Path jar : jars) {
      pack(jar, home.resolve("lib").resolve(jar.getFileName()), reached);
    }
  }

  /// A native library of another system than Linux with glibc on x86-64.
  private static boolean foreign(String entry) {
    boolean isNative =
        List.of(".so", ".dll", ".dylib", ".jnilib").stream().anyMatch(entry::endsWith);
    boolean ours =
        entry.contains("native/Linux/x86_64/")
            || entry.contains("x86_64-linux-gnu")
            || entry.contains("linux-x86_64");
    return isNative && !ours;
  }

  /// What only whoever builds with a library or validates an XML file of it needs.
  private static boolean unused(String entry) {
    return List.of(
                "META-INF/maven/", "META-INF/proguard/", "META-INF/com.android.tools/", "META-INF/native-image/", "OSGI-INF/")
            .stream()
            .anyMatch(entry::startsWith)
        || List.of(
                ".xsd", ".dtd", "module-info.class", ".kotlin_module", ".kotlin_builtins", ".kotlin_metadata")
            .stream()
            .anyMatch(entry::endsWith)
        // What is signed there is packed anew here.
        || entry.matches("META-INF/[^/]+\\.(?:SF|RSA|DSA|EC)");
  }

  /// The jar packed as small as can be. SQLite's library lies beside it as a file: taken out of a jar
  /// at run time, it would have to be written to a folder that may hold programs.
  private void pack(Path jar, Path target, Reached reached) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(target);
        ZipOutputStream into = new ZipOutputStream(out)) {
      into.setLevel(Deflater.BEST_COMPRESSION);
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (foreign(name) || unused(name) || !reached.contains(name)) {
          continue;
        }
        try (InputStream in = zip.getInputStream(entry)) {
          if (name.endsWith("/" + SQLITE)) {
            Files.copy(in, target.resolveSibling(SQLITE));
            continue;
          }
          ZipEntry copy = new ZipEntry(name);
          copy.setLastModifiedTime(FileTime.from(moment));
          into.putNextEntry(copy);
          into.write(name.endsWith(".class") ? LeanClass.of(in.readAllBytes()) : in.readAllBytes());
          into.closeEntry();
        }
      }
    }
  }

  private void shellFiles(Path launcher) throws Exception {
    TreeMap<String, Path> files = new TreeMap<>();
    files.put("bash", home.resolve("share/bash-completion/completions/retort"));
    files.put("zsh", home.resolve("share/zsh/site-functions/_retort"));
    files.put("fish", home.resolve("share/fish/vendor_completions.d/retort.fish"));
    files.put("man", home.resolve("share/man/man1/retort.1"));
    for (var each : files.entrySet()) {
      Files.createDirectories(each.getValue().getParent());
      run(
          launcher.toString(), "completion", each.getKey(), "--output", each.getValue().toString());
    }
  }

  private void date(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(moment));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static String java(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + said);
    }
  }
}
