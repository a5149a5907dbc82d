package dev.retort.schema.body;

import dev.retort.alembic.SourceTree;
import dev.retort.python.Statement;
import dev.retort.python.SyntaxTree;
import dev.retort.schema.Dialect;
import dev.retort.schema.Enactment;
import dev.retort.schema.Gap;
import dev.retort.schema.Reading;
import dev.retort.schema.ReadingCache;
import dev.retort.schema.Site;
import dev.retort.schema.SqlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The reader of the functions of migrations, which are never run. One reader serves the migrations
/// of one environment; it is not safe for use by several threads.
public final class MigrationReader {
  /// Fewer files than this are parsed faster by one thread.
  private static final int WORTH_SHARING = 64;

  private final Modules modules;
  private final Conventions conventions;
  private final SqlText sql;
  private final Dialect dialect;
  private final Map<String, Optional<Scope>> scopes = new HashMap<>();
  private final Map<String, Optional<SyntaxTree>> trees = new HashMap<>();

  /// @param sources the repository, for its own modules and SQL files
  /// @param scriptLocation where `env.py` stands
  public MigrationReader(SourceTree sources, String scriptLocation, SqlText sql, Dialect dialect) {
    this(sources, scriptLocation, sql, dialect, ReadingCache.NONE);
  }

  /// @param cache may know the naming convention of the tree
  public MigrationReader(
      SourceTree sources, String scriptLocation, SqlText sql, Dialect dialect, ReadingCache cache) {
    this(new Modules(sources, scriptLocation), scriptLocation, sql, dialect, cache);
  }

  private MigrationReader(
      Modules modules, String scriptLocation, SqlText sql, Dialect dialect, ReadingCache cache) {
    this(
        modules,
        cache.once(
            modules.sources(),
            Conventions.class,
            scriptLocation + " " + dialect,
            () -> conventions(modules, sql, dialect)),
        sql,
        dialect);
  }

  private MigrationReader(Modules modules, Conventions conventions, SqlText sql, Dialect dialect) {
    this.modules = modules;
    this.conventions = conventions;
    this.sql = sql;
    this.dialect = dialect;
  }

  private static Conventions conventions(Modules modules, SqlText sql, Dialect dialect) {
    Run silent = new Run(modules, Conventions.usual(dialect), sql, dialect, Optional.empty());
    return new Metadata(modules, silent).conventions();
  }

  /// What a reading rests on besides the file's own text.
  public String circumstances(String function) {
    return function + " " + dialect + " " + conventions.templates();
  }

  /// Parses some files at once, in several threads where that pays.
  public void prepare(Map<String, byte[]> contents) {
    Map<String, Optional<SyntaxTree>> parsed = new ConcurrentHashMap<>();
    var each = contents.entrySet();
    (each.size() < WORTH_SHARING ? each.stream() : each.parallelStream())
        .forEach(entry -> parsed.put(entry.getKey(), SyntaxTree.of(entry.getValue())));
    trees.putAll(parsed);
  }

  /// Takes the tree of a file that somebody parsed: its content is not asked for.
  public void prepare(String path, SyntaxTree tree) {
    trees.put(path, Optional.of(tree));
  }

  /// What those of the prepared files do that nothing but their own text decides, by path; read in
  /// several threads, so nothing where that does not pay.
  public Map<String, Reading> readAhead(String function) {
    if (trees.size() < WORTH_SHARING) {
      return Map.of();
    }
    Map<String, Reading> read = new ConcurrentHashMap<>();
    trees.entrySet().parallelStream()
        .forEach(entry -> {
          String path = entry.getKey();
          // It has no schema and no other file to ask: a reading that asked is not kept.
          MigrationReader other =
              new MigrationReader(new Modules(SourceTree.EMPTY, "."), conventions, sql, dialect);
          other.trees.put(path, entry.getValue());
          Enactment idle = Enactment.idle(dialect, path);
          Reading reading = other.read(path, new byte[0], function, idle);
          if (!reading.consulted()) {
            read.put(path, reading);
          }
        });
    read.keySet().forEach(this::forget);
    return read;
  }

  /// Drops what is held of a file that is not read again.
  public void forget(String path) {
    scopes.remove(path);
    trees.remove(path);
  }

  /// What `upgrade` or `downgrade` of a migration does.
  ///
  /// @param path of the migration's file
  /// @param function `upgrade` or `downgrade`
  /// @param enactment applies each operation as it is read, so that checks of the database see it
  public Reading read(String path, byte[] content, String function, Enactment enactment) {
    Run run = new Run(modules, conventions, sql, dialect, Optional.of(enactment));
    try {
      return read(path, content, function, run);
    } catch (StackOverflowError e) {
      // Values can be put into each other as deep as one likes; who walks through them goes as
      // deep.
      run.opaque(Site.line(1), Gap.OfValue.TOO_DEEP, Set.of(), true);
      return new Reading(run.operations(), true);
    }
  }

  private Reading read(String path, byte[] content, String function, Run run) {
    int before = modules.consultations();
    boolean known = scopes.containsKey(path);
    Optional<Scope> scope = scopes.computeIfAbsent(path, _ -> scope(path, content));
    if (scope.isEmpty()) {
      run.opaque(Site.line(1), Gap.OfCourse.NO_PYTHON, Set.of(), true);
      return new Reading(run.operations(), false);
    }
    Optional<Sym> found = scope.get().find(function);
    if (found.isPresent() && found.get() instanceof Sym.Function body) {
      call(run, body, scope.get());
      run.finish();
    } else if (found.isPresent()) {
      run.opaque(Site.line(1), new Gap.Call(function, Gap.AboutCall.UNDEFINED), Set.of(), true);
    }
    boolean others = known || modules.consultations() > before;
    return new Reading(run.operations(), run.consulted() || others);
  }

  private Optional<Scope> scope(String path, byte[] content) {
    Optional<Scope> scope =
        Optional.ofNullable(trees.remove(path))
            .orElseGet(() -> SyntaxTree.of(content))
            .map(tree -> Scope.ofModule(tree, path));
    scope.ifPresent(each ->
        modules.evaluate(each, new Run(modules, conventions, sql, dialect, Optional.empty())));
    return scope;
  }

  /// Alembic's template for several databases hands the engine's name over.
  private void call(Run run, Sym.Function body, Scope scope) {
    Statement.FunctionDef definition = body.definition();
    List<Sym> given = new ArrayList<>();
    Map<String, Sym> named = new java.util.HashMap<>();
    // What env.py hands to `context.run_migrations`.
    definition.parameters().stream()
        .filter(each -> each.name().equals("op"))
        .forEach(each -> named.put("op", new Sym.Ref("alembic.op")));
    long wanted =
        definition.parameters().stream()
            .filter(each ->
                each.byDefault().isEmpty()
                    && each.kind() != dev.retort.python.Parameter.Kind.VARIADIC
                    && each.kind() != dev.retort.python.Parameter.Kind.KEYWORDS)
            .count();
    if (wanted > 0 && named.isEmpty()) {
      Sym name =
          onlyEngine(scope, definition.name())
              .orElseGet(() -> new Sym.Unknown(scope.line(definition), Gap.OfValue.ENGINE));
      given.add(name);
    }
    Site site = run.site(scope, definition);
    new Interpreter(run).call(body, new Arguments(given, named, true), scope, site);
  }

  /// The engine whose function is the only one that does something.
  private static Optional<Sym> onlyEngine(Scope scope, String function) {
    List<String> busy = new ArrayList<>();
    scope
        .lookedUp()
        .forEach((name, value) -> {
          if (name.startsWith(function + "_")
              && value instanceof Sym.Function each
              && each.definition().body().stream().anyMatch(MigrationReader::does)) {
            busy.add(name.substring(function.length() + 1));
          }
        });
    if (busy.isEmpty()) {
      return scope.own().keySet().stream()
          .filter(name -> name.startsWith(function + "_"))
          .sorted()
          .findFirst()
          .map(name -> Sym.text(name.substring(function.length() + 1)));
    }
    return busy.size() == 1 ? Optional.of(Sym.text(busy.getFirst())) : Optional.empty();
  }

  private static boolean does(Statement statement) {
    return !(statement instanceof Statement.Pass)
        && !(statement instanceof Statement.Expr expr
            && expr.value() instanceof dev.retort.python.Expression.Constant);
  }
}
