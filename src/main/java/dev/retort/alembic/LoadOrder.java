package dev.retort.alembic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which files Alembic would load from the version locations of an environment, and in which order:
/// the files of a folder by code point, then its sub-folders where these count, a file that was met
/// before left out, and names tested after links are resolved.
final class LoadOrder {
  /// Characters beyond the basic plane sort by code point in Python and before others in Java.
  static final Comparator<String> BY_CODE_POINT = LoadOrder::compare;

  private final Folders folders;
  private final Environment environment;
  private final Set<String> met = new HashSet<>();
  private final List<Item> items = new ArrayList<>();

  private LoadOrder(Folders folders, Environment environment) {
    this.folders = folders;
    this.environment = environment;
  }

  /// @param path the real path; for what cannot be followed, the path of the link or submodule
  /// @param obstacle why the file cannot be read; empty for one that can
  record Item(String path, Optional<Obstacle> obstacle) {}

  /// Why something in a version location is named and not followed.
  enum Obstacle {
    /// A link whose target is not there: Alembic fails on it.
    DANGLING,
    /// A link that leads out of the repository.
    OUTSIDE,
    SUBMODULE,
    /// A compiled file without its source, in an environment that loads these.
    COMPILED,
    /// A file called `.py`: Alembic fails on it.
    NAMELESS
  }

  static List<Item> of(Folders folders, Environment environment) {
    LoadOrder order = new LoadOrder(folders, environment);
    for (String location : environment.versionLocations()) {
      Folders.Place place = folders.resolve(location);
      switch (place.what()) {
        case FOLDER -> order.walk(place.path());
        case SUBMODULE -> order.obstacle(place.path(), Obstacle.SUBMODULE);
        case OUTSIDE -> order.obstacle(location, Obstacle.OUTSIDE);
        case FILE, NOTHING -> {}
      }
    }
    return order.items;
  }

  /// Depth first, without recursion: folders that wait lie on a stack, the next one on top.
  private void walk(String top) {
    List<String> waiting = new ArrayList<>(List.of(top));
    while (!waiting.isEmpty()) {
      String folder = waiting.removeLast();
      Folders.Listing listing = folders.list(folder);
      if (!Folders.name(folder).endsWith("__pycache__")) {
        load(folder, listing);
      }
      if (!environment.recursive()) {
        return;
      }
      List<String> inner = new ArrayList<>(listing.folders());
      inner.sort(BY_CODE_POINT);
      waiting.addAll(inner.reversed());
    }
  }

  private void load(String folder, Folders.Listing listing) {
    List<String> files = new ArrayList<>(listing.entries().keySet());
    files.sort(BY_CODE_POINT);
    load(files, listing);
    if (environment.sourceless()) {
      Set<String> stems = new HashSet<>();
      files.forEach(file -> stems.add(stem(file)));
      Folders.Listing compiled = folders.list(Folders.join(folder, "__pycache__"));
      List<String> alone = new ArrayList<>(compiled.entries().keySet());
      alone.removeIf(each -> stems.contains(stem(each)));
      load(alone, compiled);
    }
  }

  private void load(List<String> paths, Folders.Listing listing) {
    List<String> links = new ArrayList<>(paths);
    links.removeIf(path -> listing.entries().get(path) == SourceTree.Kind.FILE);
    folders.readLinks(links);
    for (String path : paths) {
      boolean plain = listing.entries().get(path) == SourceTree.Kind.FILE;
      load(path, plain ? new Folders.Place(path, Folders.What.FILE) : folders.resolve(path));
    }
  }

  private void load(String path, Folders.Place place) {
    switch (place.what()) {
      case SUBMODULE -> {
        if (environment.recursive()) {
          obstacle(place.path(), Obstacle.SUBMODULE);
        }
      }
      case OUTSIDE -> {
        if (isRevisionName(Folders.name(path))) {
          obstacle(path, Obstacle.OUTSIDE);
        }
      }
      case FOLDER -> {}
      case FILE, NOTHING -> {
        String name = Folders.name(place.path());
        if (!met.add(place.path())) {
          return;
        }
        if (isRevisionName(name)) {
          items.add(
              place.what() == Folders.What.NOTHING
                  ? new Item(path, Optional.of(Obstacle.DANGLING))
                  : new Item(
                      place.path(),
                      name.equals(".py") ? Optional.of(Obstacle.NAMELESS) : Optional.empty()));
        } else if (environment.sourceless() && isCompiledAlone(place.path())) {
          items.add(new Item(place.path(), Optional.of(Obstacle.COMPILED)));
        }
      }
    }
  }

  private void obstacle(String path, Obstacle obstacle) {
    if (met.add(path)) {
      items.add(new Item(path, Optional.of(obstacle)));
    }
  }

  /// A compiled file counts where neither its source nor, for an optimised one, the plain compiled
  /// file stands beside it.
  private boolean isCompiledAlone(String path) {
    String source = path.substring(0, path.length() - 1);
    boolean plain = path.endsWith(".pyc");
    return (plain || path.endsWith(".pyo"))
        && isRevisionName(Folders.name(source))
        && !folders.isFile(source)
        && (plain || !folders.isFile(source + "c"));
  }

  static boolean isRevisionName(String name) {
    return name.endsWith(".py")
        && !name.startsWith("__init__")
        && !name.startsWith(".#")
        && name.indexOf('\n') < 0;
  }

  private static String stem(String path) {
    String name = Folders.name(path);
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) == Character.isSurrogate(b);
        return surrogates ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
