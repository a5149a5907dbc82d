package dev.retort.alembic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The paths of a tree that may tell of an environment, the shallowest first.
///
/// @param inis ini files that are named after Alembic
/// @param others files in the same format with another name: configurations only where they say so
/// @param scriptFolders folders with `env.py` or `script.py.mako` beside `versions`, or with both
/// @param python every Python file
record Survey(
    List<String> inis,
    List<String> others,
    List<String> tomls,
    List<String> scriptFolders,
    List<String> python) {
  static final String INI = "alembic.ini";
  static final String TOML = "pyproject.toml";
  private static final String ENV = "env.py";
  private static final String TEMPLATE = "script.py.mako";
  private static final Set<String> FOREIGN =
      Set.of("node_modules", "site-packages", ".venv", "venv", ".tox");

  /// Files of this format that never hold settings of Alembic's.
  private static final Set<String> OF_OTHERS =
      Set.of("pytest.ini", "mypy.ini", ".flake8", "ruff.ini", "uwsgi.ini", "php.ini");

  private static final int LARGEST = 1 << 16;
  private static final int MOST_OTHERS = 60;

  /// What generators of projects put where a name will stand.
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\{\\{.*?\\}\\}|\\{%.*?%\\}|\\$\\{.*?\\}|\\{[A-Za-z_][\\w. ]*\\}|@[A-Za-z_]\\w*@|<%.*?%>|\\[\\[.*?\\]\\]"
              + "|<[A-Za-z_][\\w. -]*>|(?<!\\w)\\$[A-Za-z_]\\w*"
              + "|(?<!\\w)__[A-Z][A-Z0-9_]*__(?!\\w)|\\$\\([A-Za-z_]\\w*\\)|#\\{.*?\\}|%[A-Z][A-Z0-9_]*%");

  /// What each of them but `__NAME__` begins with; few texts hold any of it.
  private static final String BEGINNINGS = "{$@<[#%";

  /// A line of a text that makes other text.
  private static final Pattern GENERATING =
      Pattern.compile("\\{\\{.*?\\}\\}|\\{%.*?%\\}|<%.*?%>|\\[\\[ .*? \\]\\]|\\{#.*?#\\}");

  static Survey of(Folders folders, SourceTree tree) {
    Collection<String> paths = tree.entries().keySet();
    List<String> inis = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> tomls = new ArrayList<>();
    Set<String> scripts = new LinkedHashSet<>();
    List<String> python = new ArrayList<>();
    for (String path : paths) {
      String name = Folders.name(path);
      if (name.endsWith(".py")) {
        python.add(path);
      }
      // A look through every path takes its time, so it is taken of those that would count.
      Collection<String> kind;
      String found = path;
      if (name.endsWith(".ini") && name.contains("alembic")) {
        kind = inis;
      } else if (name.equals(TOML)) {
        kind = tomls;
      } else if (name.equals(ENV) || name.equals(TEMPLATE)) {
        kind = scripts;
        found = Folders.parent(path);
      } else if (mayConfigure(tree, path, name)) {
        kind = others;
      } else {
        continue;
      }
      if (!isForeign(path) && !hasPlaceholder(path)) {
        kind.add(found);
      }
    }
    Comparator<String> shallowFirst =
        Order.shallowestFirst()
            .thenBy(path -> !Folders.name(path).equals(INI))
            .thenBy(path -> path);
    inis.sort(shallowFirst);
    others.sort(shallowFirst);
    tomls.sort(shallowFirst);
    return new Survey(
        inis,
        others.subList(0, Math.min(others.size(), MOST_OTHERS)),
        tomls,
        scripts.stream().filter(folder -> isScriptFolder(folders, folder)).sorted().toList(),
        python);
  }

  /// The same without what is not to be looked into.
  Survey without(Predicate<String> ignored) {
    Predicate<String> wanted = ignored.negate();
    return new Survey(
        inis.stream().filter(wanted).toList(),
        others.stream().filter(wanted).toList(),
        tomls.stream().filter(wanted).toList(),
        scriptFolders.stream().filter(folder -> wanted.test(Folders.join(folder, ENV))).toList(),
        python);
  }

  private static boolean isScriptFolder(Folders folders, String folder) {
    return folders.isFolder(Folders.join(folder, "versions"))
        || (folders.isFile(Folders.join(folder, ENV))
            && folders.isFile(Folders.join(folder, TEMPLATE)));
  }

  private static boolean mayConfigure(SourceTree tree, String path, String name) {
    SourceTree.Entry entry = tree.entries().get(path);
    return (name.endsWith(".ini") || name.endsWith(".cfg") || name.endsWith(".conf"))
        && !OF_OTHERS.contains(name)
        && (tree.isNear() || !(name.equals("setup.cfg") || name.equals("tox.ini")))
        && entry != null
        && entry.size() <= LARGEST;
  }

  /// Whether something in a text waits for a generator to fill it in.
  static boolean hasPlaceholder(String text) {
    boolean possible = text.contains("__");
    for (int i = 0; i < text.length() && !possible; i++) {
      possible = BEGINNINGS.indexOf(text.charAt(i)) >= 0;
    }
    return possible && PLACEHOLDER.matcher(text).find();
  }

  /// Whether a line, counted from 1, tells a generator what to write.
  static boolean generates(String text, int line) {
    return text.lines()
        .skip(Math.max(0, line - 1))
        .findFirst()
        .filter(each -> GENERATING.matcher(each).find())
        .isPresent();
  }

  /// Other people's code, checked in.
  static boolean isForeign(String path) {
    for (String part : path.split("/", -1)) {
      if (FOREIGN.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
