import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The classes that a program can come to: of some libraries those alone that another class names, of
/// all others each one.
///
/// A class is named by any text in a class file that contains its name, with slashes or with dots:
/// types, signatures and what is looked up by a literal name. So only libraries that put no name
/// together may be pruned.
final class Reached {
  private static final String SUFFIX = ".class";

  /// With the `L` of a descriptor or without it.
  private static final Pattern NAME = Pattern.compile("[\\w$-]+(?:[/.][\\w$-]+)+");

  private final Map<String, Set<String>> names = new HashMap<>();
  private final Set<String> reached = new HashSet<>();

  /// @param pruned how the file names of the libraries begin of which not everything is needed
  Reached(List<Path> jars, List<String> pruned) throws IOException {
    Deque<String> next = new ArrayDeque<>();
    for (Path jar : jars) {
      boolean whole = pruned.stream().noneMatch(jar.getFileName().toString()::startsWith);
      read(jar).forEach((name, named) -> {
        names.put(name, named);
        // Another version of a class stands there under a name of its own.
        if (whole || name.startsWith("META-INF/")) {
          next.add(name);
        }
      });
    }
    while (!next.isEmpty()) {
      String name = next.remove();
      if (reached.add(name)) {
        next.addAll(names.get(name).stream().filter(names::containsKey).toList());
      }
    }
  }

  /// Whether an entry of a jar is wanted; what is no class always is.
  boolean contains(String entry) {
    String name = name(entry);
    return !names.containsKey(name) || reached.contains(name);
  }

  private static Map<String, Set<String>> read(Path jar) throws IOException {
    Map<String, Set<String>> read = new HashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(each -> each.getName().endsWith(SUFFIX)).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          read.put(name(entry.getName()), named(in.readAllBytes()));
        }
      }
    }
    return read;
  }

  private static String name(String entry) {
    return entry.endsWith(SUFFIX)
        ? entry.substring(0, entry.length() - SUFFIX.length())
        : entry;
  }

  private static Set<String> named(byte[] file) {
    Set<String> named = new HashSet<>();
    for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
      if (entry instanceof Utf8Entry text) {
        NAME.matcher(text.stringValue()).results().forEach(found -> {
          String name = found.group().replace('.', '/');
          named.add(name);
          if (name.startsWith("L")) {
            named.add(name.substring(1));
          }
        });
      }
    }
    return named;
  }
}
