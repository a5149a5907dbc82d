package dev.retort.alembic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The search for `package:path` in the repository, without importing anything: where Python would
/// be told to look, then under `src`, then wherever one folder of that name holds the path.
final class Packages {
  private final Folders folders;

  Packages(Folders folders) {
    this.folders = folders;
  }

  /// @param resource `package.sub:path:path`
  /// @param roots folders that imports look in, in order
  /// @return where it may be: nothing if the tree has no such package, otherwise the first place
  ///   that exists or, if none does, the first that should
  Optional<String> find(String resource, List<String> roots) {
    String[] tokens = resource.split(":", -1);
    String packagePath = tokens[0].replace('.', '/');
    if (packagePath.isEmpty()) {
      return Optional.empty();
    }
    Set<String> homes = new LinkedHashSet<>();
    for (String root : roots) {
      Folders.normalise(root, packagePath).filter(folders::isFolder).ifPresent(homes::add);
      Folders.normalise(root, "src/" + packagePath).filter(folders::isFolder).ifPresent(homes::add);
    }
    if (homes.isEmpty()) {
      String last = Folders.name(packagePath);
      for (String parent : folders.foldersHolding(last)) {
        String home = Folders.join(parent, last);
        boolean named = home.equals(packagePath) || home.endsWith("/" + packagePath);
        if (named && folders.isFile(Folders.join(home, "__init__.py"))) {
          homes.add(home);
        }
      }
    }
    Optional<String> first = Optional.empty();
    for (String home : homes) {
      String path = String.join("/", List.of(tokens).subList(1, tokens.length));
      Optional<String> place = Folders.normalise(home, path);
      if (place.isPresent() && folders.isFolder(place.get())) {
        return place;
      }
      first = first.or(() -> place);
    }
    return first;
  }
}
