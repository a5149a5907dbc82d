package dev.retort.alembic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The paths of a tree that may tell of an environment, the shallowest first.
///
/// @param scriptFolders folders with `env.py` or `script.py.mako` beside `versions`
/// @param python every Python file
record Survey(
    List<String> inis, List<String> tomls, List<String> scriptFolders, List<String> python) {
  static final String INI = "alembic.ini";
  static final String TOML = "pyproject.toml";
  private static final Set<String> FOREIGN =
      Set.of("node_modules", "site-packages", ".venv", "venv", ".tox");

  static Survey of(Folders folders, Collection<String> paths) {
    List<String> inis = new ArrayList<>();
    List<String> tomls = new ArrayList<>();
    Set<String> scripts = new LinkedHashSet<>();
    List<String> python = new ArrayList<>();
    for (String path : paths) {
      String name = Folders.name(path);
      if (name.endsWith(".ini") && name.contains("alembic")) {
        inis.add(path);
      } else if (name.equals(TOML)) {
        tomls.add(path);
      } else if (name.equals("env.py") || name.equals("script.py.mako")) {
        scripts.add(Folders.parent(path));
      }
      if (name.endsWith(".py")) {
        python.add(path);
      }
    }
    Comparator<String> shallowFirst =
        Comparator.<String>comparingLong(path -> path.chars().filter(c -> c == '/').count())
            .thenComparing(path -> !Folders.name(path).equals(INI))
            .thenComparing(Comparator.naturalOrder());
    inis.removeIf(Survey::isForeign);
    tomls.removeIf(Survey::isForeign);
    inis.sort(shallowFirst);
    tomls.sort(shallowFirst);
    return new Survey(
        inis,
        tomls,
        scripts.stream()
            .filter(folder -> !isForeign(folder))
            .filter(folder -> folders.isFolder(Folders.join(folder, "versions")))
            .sorted()
            .toList(),
        python);
  }

  /// Other people's code, checked in.
  private static boolean isForeign(String path) {
    for (String part : path.split("/", -1)) {
      if (FOREIGN.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
