package dev.retort.schema;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.ModulePaths;
import dev.retort.alembic.Needle;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The databases that an environment is for, as far as its files name them: its version locations,
/// the configuration, `env.py` and what it imports, container files, requirements, and the
/// migrations themselves. A single file is mostly a stand-in that the surroundings override, so
/// what one names is believed alone only where nothing names PostgreSQL.
///
/// @param first by which it is judged
/// @param others what only one of them refuses is no fault of the migrations
public record Databases(Dialect first, Set<Dialect> others) {
  /// What tells that env.py may connect to another database than the configuration's.
  private static final List<String> ELSEWHERE =
      List.of(
          "set_main_option",
          "set_section_option",
          "environ",
          "getenv",
          "create_engine",
          "create_async_engine",
          "x_argument",
          "postgres",
          "mysql",
          "mariadb",
          "mssql",
          "oracle",
          "settings",
          ".url",
          "_url",
          "_uri");

  private static final Mark ADDRESS =
      Mark.of(
          "\\b(postgres|postgresql|cockroachdb|mysql|mariadb|sqlite)(?:\\+\\w+(?=\\b)|(?:\\+\\w+)?://)",
          "postgres",
          "cockroachdb",
          "mysql",
          "mariadb",
          "sqlite");

  private static final Mark IMAGE =
      Mark.of(
          "\\bimage:\\s*[\"']?[\\w./-]*?(postgres|postgis|timescale|pgvector|mysql|mariadb|percona)",
          "image:");

  private static final Mark DRIVER =
      Mark.of(
          "(?i)\\b(psycopg|asyncpg|pg8000|aiopg|pymysql|mysqlclient|aiomysql|asyncmy|mysql-connector)");

  /// A migration that speaks of MySQL may make an exception for it, as those of libraries do.
  private static final Mark WORD = Mark.of("\\b(postgresql)", "postgresql");

  /// How MySQL quotes, and PostgreSQL does not.
  private static final Mark QUOTES =
      Mark.of("(?i)\\balter\\s+table\\s+(`)\\w+`\\s+(?:add|drop|modify|change|rename)\\b", "`");

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^[ \\t]*(?:from\\s+([.\\w]+)\\s+import\\b|import\\s+([\\w.]+))");

  private static final Pattern CONTAINERS =
      Pattern.compile("(?:docker-)?compose[\\w.-]*\\.ya?ml|\\.env[\\w.-]*");

  private static final Pattern REQUIREMENTS =
      Pattern.compile(
          "requirements[\\w.-]*\\.(?:txt|in)|requirements/[\\w.-]+\\.(?:txt|in)|pyproject\\.toml|Pipfile|setup\\.(?:cfg|py)");

  private static final String REQUIRED = "requirements/";

  /// Files of one kind that are looked into, and the largest of them.
  private static final int MOST_FILES = 20;

  private static final int MOST_BYTES = 1 << 18;

  /// Migrations that are looked into, the last in load order.
  private static final int MOST_MIGRATIONS = 300;

  public Databases {
    others = Set.copyOf(others);
  }

  /// All that are named, the one by which it is judged among them.
  public Set<Dialect> all() {
    Set<Dialect> all = EnumSet.of(first);
    all.addAll(others);
    return all;
  }

  /// Whether no file but those for SQLite names a database.
  public boolean onlySqlite() {
    return first == Dialect.SQLITE && others.isEmpty();
  }

  /// What an inventory is written for. SQLite keeps whatever type it is given and has no enum
  /// types, and what names nothing else is mostly run elsewhere as well.
  ///
  /// @return SQLite only where the version location is named after it
  public static Dialect ofInventory(History history, SourceTree tree) {
    return named(history.environment())
        .or(() -> Optional.of(of(history, tree).first()).filter(first -> first != Dialect.SQLITE))
        .orElse(Dialect.POSTGRESQL);
  }

  /// The one that a version location is named after.
  private static Optional<Dialect> named(Environment environment) {
    return environment.versionLocations().stream()
        .flatMap(
            location -> Dialect.named(location.substring(location.lastIndexOf('/') + 1)).stream())
        .findFirst();
  }

  /// What the files name, PostgreSQL where they name nothing.
  ///
  /// @param tree that the history was read from
  public static Databases of(History history, SourceTree tree) {
    Environment environment = history.environment();
    Optional<Dialect> only = named(environment);
    if (only.isPresent()) {
      return new Databases(only.get(), Set.of());
    }
    String env = env(environment);
    List<byte[]> scripts = contents(tree, List.of(env));
    String script = scripts.isEmpty() ? "" : new String(scripts.getFirst(), StandardCharsets.UTF_8);
    Set<Dialect> named = EnumSet.noneOf(Dialect.class);
    Optional.ofNullable(environment.options().get("sqlalchemy.url"))
        .flatMap(Dialect::named)
        .ifPresent(named::add);
    ADDRESS.note(named, scripts);
    if (!named.contains(Dialect.POSTGRESQL)) {
      ADDRESS.note(
          named, contents(tree, imported(script, env, new ModulePaths(tree, environment))));
      List<byte[]> surroundings = contents(tree, around(tree, environment, CONTAINERS));
      ADDRESS.note(named, surroundings);
      IMAGE.note(named, surroundings);
      DRIVER.note(named, contents(tree, around(tree, environment, REQUIREMENTS)));
    }
    if (named.isEmpty()) {
      QUOTES.note(named, contents(tree, migrations(history, MOST_FILES)));
    }
    if (!named.contains(Dialect.POSTGRESQL) && !named.isEmpty()) {
      WORD.note(named, contents(tree, migrations(history, MOST_MIGRATIONS)));
    }
    return chosen(named, script);
  }

  private static Databases chosen(Set<Dialect> named, String script) {
    if (named.isEmpty() || named.contains(Dialect.POSTGRESQL)) {
      return new Databases(Dialect.POSTGRESQL, without(named, Dialect.POSTGRESQL));
    }
    if (named.contains(Dialect.MYSQL)) {
      return new Databases(Dialect.MYSQL, without(named, Dialect.MYSQL));
    }
    String rest = script.toLowerCase(Locale.ROOT).replace("sqlalchemy.url", "");
    return new Databases(
        Dialect.SQLITE,
        ELSEWHERE.stream().anyMatch(rest::contains) ? Set.of(Dialect.POSTGRESQL) : Set.of());
  }

  private static Set<Dialect> without(Set<Dialect> named, Dialect first) {
    Set<Dialect> others = EnumSet.noneOf(Dialect.class);
    others.addAll(named);
    others.remove(first);
    return others;
  }

  private static String env(Environment environment) {
    return environment.scriptLocation().equals(".")
        ? "env.py"
        : environment.scriptLocation() + "/env.py";
  }

  private static Dialect dialect(String word) {
    return switch (word) {
      case "mysql",
          "mariadb",
          "percona",
          "pymysql",
          "mysqlclient",
          "aiomysql",
          "asyncmy",
          "mysql-connector",
          "`" ->
          Dialect.MYSQL;
      case "sqlite" -> Dialect.SQLITE;
      default -> Dialect.POSTGRESQL;
    };
  }

  private static List<byte[]> contents(SourceTree tree, Collection<String> paths) {
    return List.copyOf(tree.readUpTo(MOST_BYTES, paths).values());
  }

  /// What names databases in files of one kind.
  ///
  /// @param pattern whose first group is the name
  /// @param needles of which one is in each file that the pattern finds something in; all files
  ///   where there are none
  private record Mark(Pattern pattern, List<Needle> needles) {
    static Mark of(String pattern, String... needles) {
      return new Mark(Pattern.compile(pattern), Stream.of(needles).map(Needle::of).toList());
    }

    void note(Set<Dialect> named, List<byte[]> contents) {
      for (byte[] content : contents) {
        if (needles.isEmpty() || needles.stream().anyMatch(each -> each.isIn(content))) {
          Matcher matcher = pattern.matcher(new String(content, StandardCharsets.UTF_8));
          while (matcher.find()) {
            named.add(dialect(matcher.group(1).toLowerCase(Locale.ROOT)));
          }
        }
      }
    }
  }

  /// The modules of the repository that `env.py` imports itself.
  private static List<String> imported(String script, String env, ModulePaths modules) {
    List<String> files = new ArrayList<>();
    Matcher matcher = IMPORT.matcher(script);
    while (matcher.find() && files.size() < MOST_FILES) {
      String module = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      (module.startsWith(".") ? modules.absolute(env, module) : Optional.of(module))
          .flatMap(modules::file)
          .ifPresent(files::add);
    }
    return files;
  }

  /// The files of such names in the environment's folder and in those above it.
  private static List<String> around(SourceTree tree, Environment environment, Pattern names) {
    String home = environment.scriptLocation() + "/";
    return tree.entries().keySet().stream()
        .filter(path -> {
          String folder = folder(path);
          String above = folder.endsWith(REQUIRED) ? folder(folder) : folder;
          return home.startsWith(above) && names.matcher(path.substring(above.length())).matches();
        })
        .limit(MOST_FILES)
        .toList();
  }

  /// With its slash; empty for the root.
  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
  }

  /// The last of them.
  private static List<String> migrations(History history, int most) {
    List<String> paths = history.files().stream().map(RevisionFile::path).toList();
    return paths.subList(Math.max(0, paths.size() - most), paths.size());
  }
}
