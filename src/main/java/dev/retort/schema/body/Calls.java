package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Parameter;
import dev.retort.python.Statement;
import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What calls do and give.
final class Calls {
  private final Evaluator evaluator;
  private final Inspections reflected = new Inspections();
  private final Run run;
  private final Passing passing;
  private final OpCalls operations;
  private final InspectorCalls inspections;
  private final ExecuteCalls executeCalls;
  private final ObjectCalls objects;
  private final FunctionCalls functions;

  Calls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
    this.passing = new Passing(evaluator);
    this.operations = new OpCalls(evaluator);
    this.inspections = new InspectorCalls(run);
    this.executeCalls = new ExecuteCalls(evaluator);
    this.objects = new ObjectCalls(evaluator, operations);
    this.functions = new FunctionCalls(evaluator, this);
  }

  /// @param unused whether nobody uses the value
  Sym call(Expression.Call call, Scope scope, boolean unused) {
    Site site = run.site(scope, call);
    Optional<Sym.Function> inherited = functions.inherited(call, scope);
    Sym callee =
        inherited.isPresent() ? inherited.get() : evaluator.evaluate(call.function(), scope);
    if (callee instanceof Sym.Ref ref && ref.name().equals("builtins.super")) {
      return new Sym.Unknown(site.line(), Gap.OfValue.SUPER);
    }
    Arguments given = passing.arguments(call, scope);
    return apply(callee, given, scope, site, unused)
        .orElseGet(() -> unread(call, callee, given, site, unused));
  }

  /// What a lambda's definition gives its parameters.
  Map<String, Sym> defaults(List<Parameter> parameters, Scope scope) {
    return passing.defaults(parameters, scope);
  }

  /// A function, where its definition is run; most of a module's are never called.
  Sym.Function defined(Statement.FunctionDef function, Scope scope) {
    return run.isSilent()
        ? new Sym.Function(function, scope)
        : new Sym.Function(
            function, scope, Optional.empty(), passing.defaults(function.parameters(), scope));
  }

  /// The function of the file that a `with` enters.
  Optional<Sym.Function> managing(Expression.Call call, Scope scope) {
    return functions.managing(call, scope);
  }

  /// Calls something that was handed around; empty where it is nothing that can be called.
  Optional<Sym> apply(Sym callee, Arguments given, Scope scope, Site site, boolean unused) {
    run.tables.called(callee, given);
    return switch (callee) {
      case Sym.Function function ->
          Optional.of(functions.call(function, given, scope, site, unused));
      case Sym.Lambda lambda -> Optional.of(evaluator.interpreter.call(lambda, given));
      case Sym.Type type -> Optional.of(Classes.made(type, given, evaluator, scope, site));
      case Sym.Ref ref -> {
        Sym result = library(ref, given, scope, site, unused);
        run.tables.note(ref, given, result, scope.path, !run.isDoubtful());
        yield Optional.of(result);
      }
      case Sym.Method method -> Optional.of(method(method, given, scope, site, unused));
      case Sym.Made made
          when made.callee().name().equals("functools.partial") && !made.arguments().isEmpty() ->
          apply(made.arguments().getFirst(), together(made, given), scope, site, unused);
      case Sym.Made made
          when made.callee().name().equals("operator.itemgetter")
              && made.arguments().size() == 1
              && given.positional().size() == 1 ->
          Optional.of(
              Operators.item(
                  given.positional().getFirst(), made.arguments().getFirst(), site.line()));
      default -> Optional.empty();
    };
  }

  /// What `partial` was given, and what its call gives.
  private static Arguments together(Sym.Made partial, Arguments given) {
    List<Sym> positional =
        new ArrayList<>(partial.arguments().subList(1, partial.arguments().size()));
    positional.addAll(given.positional());
    Map<String, Sym> keywords = new LinkedHashMap<>(partial.keywords());
    keywords.putAll(given.keywords());
    return new Arguments(positional, keywords, partial.whole() && given.whole());
  }

  private Sym unread(Expression.Call call, Sym callee, Arguments given, Site site, boolean unused) {
    if (callee instanceof Sym.Unknown unknown) {
      String name =
          call.function() instanceof Expression.Name plain ? plain.id() : "something unknown";
      return handsOver(given)
          ? unknownCallee(name, given, site, true)
          : unused
                  && (call.function() instanceof Expression.Name
                      || call.function() instanceof Expression.Subscript)
              ? unknownCallee(name, given, site, true)
              : unknown;
    }
    return new Sym.Unknown(site.line(), Gap.OfValue.RESULT);
  }

  /// A function that nobody can read: it may do anything with what it is handed.
  Sym unknownCallee(String name, Arguments given, Site site, boolean suspicious) {
    if (suspicious || handsOver(given)) {
      run.opaque(site, new Gap.Call(name, Gap.AboutCall.NOT_READ), Set.of(), true);
    }
    return new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES));
  }

  /// Whether a connection, or Alembic itself, is handed over.
  private static boolean handsOver(Arguments given) {
    for (Sym each : given.positional()) {
      if (acts(each)) {
        return true;
      }
    }
    for (Sym each : given.keywords().values()) {
      if (acts(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean acts(Sym each) {
    return each instanceof Sym.Connection
        || each instanceof Sym.Batch
        || each instanceof Sym.Context
        || (each instanceof Sym.Ref ref && ref.name().equals("alembic.op"))
        || (each instanceof Sym.Made made && made.last().equals("Session"));
  }

  private Sym library(Sym.Ref ref, Arguments given, Scope scope, Site site, boolean unused) {
    String name = ref.name();
    if (name.startsWith("alembic.op.")) {
      return operations.call(ref.last(), given, Optional.empty(), scope, site);
    }
    if (name.startsWith("alembic.context.")) {
      return ref.last().equals("get_main_option")
          ? ConfigCalls.option(given, run.modules, site)
          : context(ref.last(), site);
    }
    Optional<Sym> known = Builtin.call(ref, given, evaluator, site, scope);
    if (known.isPresent()) {
      return known.get();
    }
    if (ref.root().equals("sqlalchemy")
        || ref.root().equals("sqlmodel")
        || ref.root().equals("flask_sqlalchemy")) {
      return sqlalchemy(ref, given, site);
    }
    boolean handsOver = handsOver(given);
    boolean member = name.indexOf('.') < name.lastIndexOf('.');
    if (member && !unused && !handsOver) {
      Optional<Sym> rows = DataCalls.ofUnknownTable(ref.last(), given, site.line());
      if (rows.isPresent()) {
        return rows.get();
      }
    }
    if (handsOver || (unused && !Libraries.isHarmless(ref))) {
      return unknownCallee(ref.last(), given, site, true);
    }
    return new Sym.Made(ref, given.positional(), given.keywords(), site.line(), given.whole());
  }

  private Sym context(String name, Site site) {
    return switch (name) {
      case "is_offline_mode" -> Sym.Bool.FALSE;
      case "get_context" -> new Sym.Context();
      case "get_bind" -> new Sym.Connection();
      case "get_x_argument" -> new Sym.Dict();
      case "get_tag_argument" -> Sym.Nothing.NONE;
      default -> new Sym.Unknown(site.line(), new Gap.Call("context." + name, Gap.AboutCall.MEANS));
    };
  }

  private Sym sqlalchemy(Sym.Ref ref, Arguments given, Site site) {
    String last = ref.last();
    boolean inspects =
        last.equals("inspect")
            || last.equals("from_engine")
            || (last.equals("Inspector") && !given.positional().isEmpty());
    if (inspects) {
      Sym of = given.get(0, "bind").orElse(Sym.Nothing.NONE);
      return of instanceof Sym.Type || of instanceof Sym.Instance
          ? new Sym.Unknown(site.line(), Gap.OfValue.INSPECTED_CLASS)
          : new Sym.Inspector();
    }
    if (last.equals("create_engine") || last.equals("engine_from_config")) {
      return new Sym.Unknown(site.line(), Gap.OfValue.OTHER_DATABASE);
    }
    if (last.equals("Session") || last.equals("sessionmaker") || last.equals("scoped_session")) {
      return new Sym.Made(
          new Sym.Ref("sqlalchemy.orm.Session"), List.of(), Map.of(), site.line(), true);
    }
    if (last.equals("Table")) {
      return table(
          new Sym.Made(ref, given.positional(), given.keywords(), site.line(), given.whole()),
          site);
    }
    Optional<Sym> data = DataCalls.statement(last, given, site.line());
    return data.orElseGet(
        () -> new Sym.Made(ref, given.positional(), given.keywords(), site.line(), given.whole()));
  }

  /// A table, with its columns where it looks for them in the database; a `MetaData` remembers it.
  private Sym table(Sym.Made table, Site site) {
    Optional<String> name = TableObjects.name(table);
    if (run.isSilent() || name.isEmpty() || !TableColumns.isReflected(table)) {
      return table;
    }
    Arguments asked = new Arguments(List.of(Sym.text(name.get())), Map.of(), true);
    Sym unknown = new Sym.Unknown(site.line(), Gap.OfValue.ROWS);
    Arguments known =
        new Arguments(
            List.of(
                Sym.text(name.get()),
                Arguments.of(table).get(1, "metadata").orElse(Sym.Nothing.NONE)),
            Map.of(),
            true);
    return TableColumns.reflected(
        table,
        reflected.answer(
            "Table", known, run, unknown, () -> inspections.call("get_columns", asked, site)));
  }

  private Sym method(Sym.Method method, Arguments passed, Scope scope, Site site, boolean unused) {
    String name = method.name();
    Arguments given = passed.drained(!run.isDoubtful());
    Sym unknown = new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES));
    return switch (method.receiver()) {
      case Sym.Text text -> Texts.method(text, name, given).orElse(unknown);
      case Sym.Seq seq when name.equals("sort") ->
          Iterables.sort(seq, given, evaluator, site, scope);
      case Sym.Seq seq -> Collections.method(seq, name, given, run).orElse(unknown);
      case Sym.Dict dict -> Collections.method(dict, name, given, run, site.line()).orElse(unknown);
      case Sym.Rows rows -> rows.called(name);
      case Sym.Batch batch ->
          operations.call(name, given, Optional.of(batch.table()), scope, site.inBatch());
      case Sym.Inspector inspector ->
          inspector
              .told()
              .answer(name, given, run, unknown, () -> inspections.call(name, given, site));
      case Sym.Connection connection -> connection(connection, name, given, scope, site);
      case Sym.DialectOf _ -> dialect(name, given, site);
      case Sym.Context context -> context(context, name, given, site);
      case Sym.Made made -> objects.method(made, name, given, scope, site);
      case Sym.Method(Sym.Context _, String of)
          when of.equals("script") && name.equals("get_revision") ->
          RevisionModules.script(given, run, site.line()).orElse(unknown);
      case Sym.Method(Sym.Context _, String of)
          when of.equals("config") && name.equals("get_main_option") ->
          ConfigCalls.option(given, run.modules, site);
      case Sym.Method columns when name.equals("keys") && TableColumns.of(columns).isPresent() ->
          Collections.method(TableColumns.of(columns).get(), name, given, run, site.line())
              .orElse(unknown);
      case Sym.Method outer -> outer(name, given, site, unused);
      case Sym.Unknown _ -> ofUnknown(name, given, site, unused);
      case Sym.Module _, Sym.Ref _ -> unknownCallee(name, given, site, unused);
      default -> handsOver(given) ? unknownCallee(name, given, site, true) : unknown;
    };
  }

  /// A method of something that an attribute gave: `table.c.id.in_()`, `metadata.tables.get()`.
  private Sym outer(String name, Arguments given, Site site, boolean unused) {
    if (name.equals("execute") || name.equals("exec_driver_sql")) {
      return executeCalls.execute(given, site);
    }
    if (name.equals("create_all") || name.equals("drop_all")) {
      return unknownCallee(name, given, site, true);
    }
    if ((name.equals("create") || name.equals("drop")) && handsOver(given)) {
      return unknownCallee(name, given, site, true);
    }
    return DataCalls.ofUnknownTable(name, given, site.line())
        .orElseGet(() -> new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES)));
  }

  private Sym ofUnknown(String name, Arguments given, Site site, boolean unused) {
    boolean sql =
        given
            .get(0, "statement")
            .filter(each ->
                each instanceof Sym.Text
                    || (each instanceof Sym.Made made && DataCalls.isStatement(made)))
            .isPresent();
    if ((name.equals("execute") || name.equals("exec_driver_sql")) && sql) {
      return executeCalls.execute(given, site);
    }
    if (name.equals("create_all") || name.equals("drop_all") || name.equals("create_table")) {
      return unknownCallee(name, given, site, true);
    }
    return handsOver(given) && !name.equals("execution_options")
        ? unknownCallee(name, given, site, true)
        : DataCalls.ofUnknownTable(name, given, site.line())
            .orElseGet(() -> new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES)));
  }

  private Sym connection(
      Sym.Connection connection, String name, Arguments given, Scope scope, Site site) {
    return switch (name) {
      case "execute", "exec_driver_sql", "scalar", "scalars", "executescript", "executemany" ->
          executeCalls.executed(name, given, site);
      case "begin",
          "connect",
          "execution_options",
          "begin_nested",
          "get_bind",
          "__enter__",
          "raw_connection",
          "cursor",
          "connection" ->
          connection;
      case "run_sync" -> {
        yield given.get(0, "fn").orElse(Sym.Nothing.NONE) instanceof Sym.Function function
            ? evaluator.interpreter.call(
                function,
                new Arguments(
                    java.util.stream.Stream.concat(
                            java.util.stream.Stream.<Sym>of(connection), given.from(1).stream())
                        .toList(),
                    given.keywords(),
                    given.whole()),
                scope,
                site)
            : unknownCallee("run_sync", given, site, true);
      }
      case "commit" -> {
        run.emit(new Operation.Harmless(site));
        yield Sym.Nothing.NONE;
      }
      case "has_table" -> inspections.call("has_table", given, site);
      default -> new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES));
    };
  }

  private Sym dialect(String name, Arguments given, Site site) {
    return switch (name) {
      case "type_descriptor" -> given.get(0, "typeobj").orElse(Sym.Nothing.NONE);
      case "has_table", "has_index", "has_sequence" ->
          inspections.call(
              name, new Arguments(given.from(1), given.keywords(), given.whole()), site);
      default -> new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES));
    };
  }

  private Sym context(Sym.Context context, String name, Arguments given, Site site) {
    return switch (name) {
      case "autocommit_block" -> new Sym.Method(context, "autocommit_block()");
      case "begin_transaction" -> context;
      case "execute" -> executeCalls.execute(given, site);
      case "is_offline_mode" -> Sym.Bool.FALSE;
      default -> new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES));
    };
  }
}
