package dev.retort.alembic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the modules lie that the files of an environment import, as far as they are the
/// repository's: imports look in the root, in the folder of the configuration, where
/// `prepend_sys_path` says, and in `src` below each of these.
public final class ModulePaths {
  private final Folders folders;
  private final List<String> roots;

  public ModulePaths(SourceTree tree, Environment environment) {
    this.folders = new Folders(tree);
    Set<String> all = new LinkedHashSet<>(List.of(Folders.ROOT));
    environment.config().map(Folders::parent).ifPresent(all::add);
    String configured = environment.options().getOrDefault("prepend_sys_path", "");
    for (String part : configured.split("[ :;,\n]+", -1)) {
      String base = environment.config().map(Folders::parent).orElse(Folders.ROOT);
      if (!part.isBlank()) {
        Folders.normalise(Folders.ROOT, part).ifPresent(all::add);
        Folders.normalise(base, part).ifPresent(all::add);
      }
    }
    for (String root : List.copyOf(all)) {
      all.add(Folders.join(root, "src"));
    }
    this.roots = all.stream().filter(folders::isFolder).toList();
  }

  /// The folders that imports look in.
  public List<String> roots() {
    return roots;
  }

  /// The file of a module by its full name, as Python finds it: of a package and a module side by
  /// side the package. Empty where the repository has none, or only a folder.
  public Optional<String> file(String module) {
    return places(module).stream()
        .flatMap(place -> List.of(Folders.join(place, "__init__.py"), place + ".py").stream())
        .filter(folders::isFile)
        .map(path -> folders.resolve(path).path())
        .findFirst();
  }

  /// Whether the repository has the module, be it as a folder without `__init__.py`.
  public boolean has(String module) {
    return file(module).isPresent() || places(module).stream().anyMatch(folders::isFolder);
  }

  private List<String> places(String module) {
    List<String> places = new ArrayList<>();
    for (String root : roots) {
      places.add(Folders.join(root, module.replace('.', '/')));
    }
    return places;
  }

  /// The full name of what a file imports relatively.
  ///
  /// @param relative with its dots
  /// @return empty where it leads out of the package, or the file is in none that imports reach
  public Optional<String> absolute(String path, String relative) {
    int dots = 0;
    while (dots < relative.length() && relative.charAt(dots) == '.') {
      dots++;
    }
    String folder = Folders.parent(path);
    for (int i = 1; i < dots; i++) {
      if (folder.equals(Folders.ROOT)) {
        return Optional.empty();
      }
      folder = Folders.parent(folder);
    }
    String rest = relative.substring(dots);
    String home = folder;
    return roots.reversed().stream()
        .filter(root -> !home.equals(root) && Folders.isWithin(home, root))
        .map(root -> root.equals(Folders.ROOT) ? home : home.substring(root.length() + 1))
        .map(name -> name.replace('/', '.') + (rest.isEmpty() ? "" : "." + rest))
        .findFirst();
  }
}
