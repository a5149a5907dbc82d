package dev.retort.alembic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// A source tree seen as folders, with symbolic links resolved inside the tree and never out of it.
/// The root is `.`; every other path is relative to it.
final class Folders {
  static final String ROOT = ".";
  private static final int MOST_LINKS = 40;

  private final SourceTree tree;
  private final SortedMap<String, SourceTree.Entry> entries;
  private final Map<String, String> targets = new HashMap<>();

  Folders(SourceTree tree) {
    this.tree = tree;
    this.entries = tree.entries();
  }

  /// What a path is once its links are followed.
  enum What {
    FILE,
    FOLDER,
    SUBMODULE,
    /// Nothing has that path.
    NOTHING,
    /// It leads out of the tree, or round in circles.
    OUTSIDE
  }

  /// @param path where it really is; for `OUTSIDE`, what was written
  record Place(String path, What what) {
    boolean isFolder() {
      return what == What.FOLDER;
    }
  }

  /// Takes `.` and `..` out of a path that is relative to a folder of the tree.
  ///
  /// @return empty where it climbs out of the tree or is absolute
  static Optional<String> normalise(String folder, String path) {
    if (path.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    String joined = folder.equals(ROOT) ? path : folder + "/" + path;
    for (String part : joined.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(parts.isEmpty() ? ROOT : String.join("/", parts));
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? ROOT : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String join(String folder, String name) {
    return folder.equals(ROOT) ? name : folder + "/" + name;
  }

  static boolean isWithin(String path, String folder) {
    return folder.equals(ROOT) || path.equals(folder) || path.startsWith(folder + "/");
  }

  boolean isFolder(String path) {
    return resolve(path).isFolder();
  }

  boolean isFile(String path) {
    return resolve(path).what() == What.FILE;
  }

  Optional<SourceTree.Entry> entry(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  /// Follows links in every part of a path, as the file system would.
  Place resolve(String path) {
    SourceTree.Entry listed = entries.get(path);
    // No tree lists anything below a link: what it lists as a file is one.
    return listed != null && listed.kind() == SourceTree.Kind.FILE
        ? new Place(path, What.FILE)
        : walk(path);
  }

  private Place walk(String path) {
    Deque<String> ahead = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
    String here = ROOT;
    int links = 0;
    while (!ahead.isEmpty()) {
      String part = ahead.removeFirst();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        if (here.equals(ROOT)) {
          return new Place(path, What.OUTSIDE);
        }
        here = parent(here);
        continue;
      }
      String next = join(here, part);
      SourceTree.Entry entry = entries.get(next);
      if (entry == null || entry.kind() == SourceTree.Kind.FILE) {
        here = next;
      } else if (entry.kind() == SourceTree.Kind.SUBMODULE) {
        return new Place(next, What.SUBMODULE);
      } else {
        String target = target(next);
        if (target.startsWith("/") || ++links > MOST_LINKS) {
          return new Place(path, What.OUTSIDE);
        }
        List<String> parts = Arrays.asList(target.split("/", -1));
        for (String link : parts.reversed()) {
          ahead.addFirst(link);
        }
      }
    }
    return new Place(here, what(here));
  }

  private What what(String path) {
    if (path.equals(ROOT)) {
      return What.FOLDER;
    }
    if (entries.containsKey(path)) {
      return What.FILE;
    }
    return entries.subMap(path + "/", path + "0").isEmpty() ? What.NOTHING : What.FOLDER;
  }

  /// Reads the targets of many links at once, so that resolving them later asks for nothing.
  void readLinks(Collection<String> paths) {
    Set<String> unread = new LinkedHashSet<>();
    for (String path : paths) {
      SourceTree.Entry entry = entries.get(path);
      if (entry != null && entry.kind() == SourceTree.Kind.SYMLINK && !targets.containsKey(path)) {
        unread.add(path);
      }
    }
    if (!unread.isEmpty()) {
      Map<String, byte[]> contents = tree.read(unread);
      for (String path : unread) {
        byte[] bytes = contents.getOrDefault(path, new byte[0]);
        targets.put(path, new String(bytes, StandardCharsets.UTF_8));
      }
    }
  }

  /// Contents by path, of links what they lead to.
  Map<String, byte[]> readFollowing(Collection<String> paths) {
    readLinks(paths);
    Map<String, String> real = new LinkedHashMap<>();
    for (String path : paths) {
      Place place = resolve(path);
      if (place.what() == What.FILE) {
        real.put(path, place.path());
      }
    }
    Map<String, byte[]> read =
        real.isEmpty() ? Map.of() : tree.read(new LinkedHashSet<>(real.values()));
    Map<String, byte[]> following = new HashMap<>();
    real.forEach((path, place) -> {
      byte[] content = read.get(place);
      if (content != null) {
        following.put(path, content);
      }
    });
    return following;
  }

  private String target(String link) {
    readLinks(List.of(link));
    return targets.getOrDefault(link, "");
  }

  /// The names directly in a real folder.
  ///
  /// @param entries paths of files, links and submodules, with what each is
  /// @param folders paths of sub-folders
  record Listing(Map<String, SourceTree.Kind> entries, List<String> folders) {}

  Listing list(String folder) {
    Map<String, SourceTree.Kind> files = new LinkedHashMap<>();
    List<String> folders = new ArrayList<>();
    String prefix = folder.equals(ROOT) ? "" : folder + "/";
    SortedMap<String, SourceTree.Entry> rest = prefix.isEmpty() ? entries : entries.tailMap(prefix);
    while (!rest.isEmpty()) {
      String jump = "";
      for (Map.Entry<String, SourceTree.Entry> each : rest.entrySet()) {
        String path = each.getKey();
        if (!path.startsWith(prefix)) {
          return new Listing(files, folders);
        }
        int slash = path.indexOf('/', prefix.length());
        if (slash >= 0) {
          folders.add(path.substring(0, slash));
          jump = path.substring(0, slash) + "0";
          break;
        }
        files.put(path, each.getValue().kind());
      }
      if (jump.isEmpty()) {
        return new Listing(files, folders);
      }
      rest = entries.tailMap(jump);
    }
    return new Listing(files, folders);
  }

  /// Every folder that has a child of this name, in order.
  Set<String> foldersHolding(String name) {
    Set<String> folders = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    for (String path : entries.keySet()) {
      if (name(path).equals(name)) {
        folders.add(parent(path));
      }
      for (String at = parent(path); !at.equals(ROOT) && seen.add(at); at = parent(at)) {
        if (name(at).equals(name)) {
          folders.add(parent(at));
        }
      }
    }
    return folders;
  }
}
