package dev.retort.schema.body;

import dev.retort.python.Parameter;
import dev.retort.python.Span;
import dev.retort.python.Syntax;
import dev.retort.schema.Dialect;
import dev.retort.schema.Enactment;
import dev.retort.schema.Gap;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.Operation;
import dev.retort.schema.Schema;
import dev.retort.schema.Site;
import dev.retort.schema.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One reading of one function: what it has done so far, and what may be asked meanwhile.
final class Run {
  private static final int MOST_STEPS = 400_000;
  private static final int THINGS_IN_A_STEP = 64;
  private static final int MOST_CALLS = 40;

  final Modules modules;
  final Conventions conventions;
  final SqlText sql;

  /// Enum types that a table's creation has made in this run.
  final Set<String> implicitTypes = new HashSet<>();

  /// The tables of each `MetaData`.
  final MetadataTables tables;

  /// Whether operations go outside of a transaction.
  boolean autocommit;

  private final boolean odd;
  private final Optional<Enactment> enactment;
  private final Dialect dialect;
  private final List<Operation> operations = new ArrayList<>();
  private final TemporaryTables temporary = new TemporaryTables();
  private final SearchPath path;
  private final Deque<Gap> doubts = new ArrayDeque<>();
  private final Deque<Site> callSites = new ArrayDeque<>();
  private final Deque<Boolean> movedSites = new ArrayDeque<>();
  private final IdentityHashMap<Parameter, Sym> usual = new IdentityHashMap<>();
  private int steps;
  private int depth;
  private boolean consulted;

  /// @param enactment applies what is read, so that it can be asked for; empty for the evaluation
  ///   of a module, which does nothing to a database
  Run(
      Modules modules,
      Conventions conventions,
      SqlText sql,
      Dialect dialect,
      Optional<Enactment> enactment) {
    this.modules = modules;
    this.conventions = conventions;
    this.odd = conventions.isOdd();
    this.sql = sql;
    this.dialect = dialect;
    this.enactment = enactment;
    boolean left = enactment.filter(each -> each.schema().isPathLeft()).isPresent();
    this.path = new SearchPath(left);
    this.consulted = left;
    this.tables =
        enactment.isEmpty() ? modules.tables : new MetadataTables(Optional.of(modules.tables));
  }

  Dialect dialect() {
    return dialect;
  }

  /// What a generator is here: a module's own lives on from one reading to the next, which begins
  /// anew, so that nothing is taken out of it.
  Sym.Seq.Kind iterating() {
    return isSilent() ? Sym.Seq.Kind.OTHER : Sym.Seq.Kind.ITERATOR;
  }

  /// The value of a module's function's parameter that is not passed: one object for all calls.
  Sym usual(Parameter parameter, Supplier<Sym> value) {
    Sym known = usual.get(parameter);
    if (known != null) {
      return known;
    }
    Sym made = value.get();
    usual.put(parameter, made);
    return made;
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /// How many operations there are by now.
  int count() {
    return operations.size();
  }

  /// Those behind the first so many.
  List<Operation> since(int count) {
    return operations.subList(count, operations.size());
  }

  /// Whether the schema decided something.
  boolean consulted() {
    return consulted;
  }

  /// The schema as it is by now, for a decision; empty where there is none to ask.
  Optional<Schema> schema() {
    consulted = true;
    return enactment.map(Enactment::schema);
  }

  void emit(Operation operation) {
    if (enactment.isEmpty()) {
      return;
    }
    if (operation instanceof Operation.CallRoutine call) {
      call(call);
      return;
    }
    Operation lasting = path.meant(temporary.lasting(operation), this);
    Operation done =
        doubts.isEmpty() || lasting instanceof Operation.Opaque
            ? lasting
            : new Operation.Perhaps(operation.site(), lasting, doubts.getLast());
    operations.add(done);
    enactment.get().apply(done);
    if (odd && operation.toString().indexOf(Sym.HOLE) >= 0) {
      opaque(
          operation.site(),
          Gap.OfOperation.CONVENTION,
          operation.changedTable().map(Set::of).orElse(Set.of()),
          false);
    }
    if (operation.changedTable().filter(table -> table.startsWith(OpCalls.SOMEWHERE)).isPresent()) {
      opaque(
          operation.site(),
          Gap.OfOperation.SCHEMA_OF_TABLE,
          Set.of(operation.changedTable().orElseThrow()),
          false);
    }
  }

  /// What a routine of an earlier migration, or of this one, may do stays open.
  private void call(Operation.CallRoutine call) {
    if (call.procedure()
        && schema().filter(each -> each.has(ObjectKind.FUNCTION, call.name())).isEmpty()) {
      opaque(call.site(), new Gap.Call(call.name(), Gap.AboutCall.DOES), Set.of(), true);
      return;
    }
    schema()
        .flatMap(schema -> schema.called(call.name()))
        .ifPresent(routine -> {
          Gap why = Gap.OfSql.CHANGING_FUNCTION;
          opaque(call.site(), why, routine.touches(), routine.unbounded());
          for (String table : routine.drops()) {
            Operation drop = new Operation.DropTable(call.site(), table, true, false);
            emit(new Operation.Perhaps(call.site(), drop, why));
          }
        });
  }

  /// Ends the migration: the path that it leaves holds for those behind it as well, which are read
  /// without it.
  void finish() {
    path.left()
        .ifPresent(site -> {
          opaque(site, Gap.OfSql.SEARCH_PATH, Set.of(), true);
          Operation leaving =
              new Operation.SetSearchPath(site, List.of(Operation.SetSearchPath.UNKNOWN_SCHEMA));
          operations.add(leaving);
          enactment.ifPresent(each -> each.apply(leaving));
        });
  }

  /// Whether nothing is done to a database.
  boolean isSilent() {
    return enactment.isEmpty();
  }

  void opaque(Site site, Gap why, Set<String> touches, boolean unbounded) {
    emit(new Operation.Opaque(site, why, touches, unbounded));
  }

  /// Everything from here to [#sure] may happen or not.
  void doubt(Gap why) {
    doubts.addLast(why);
  }

  void sure() {
    doubts.removeLast();
  }

  boolean isDoubtful() {
    return !doubts.isEmpty();
  }

  int doubtCount() {
    return doubts.size();
  }

  /// Does what only may happen.
  void perhaps(Gap why, Runnable work) {
    int before = doubtCount();
    doubt(why);
    work.run();
    sureDownTo(before);
  }

  /// Those after the first so many.
  List<Gap> doubtsFrom(int count) {
    return List.copyOf(doubts).subList(Math.min(count, doubts.size()), doubts.size());
  }

  void sureDownTo(int count) {
    while (doubts.size() > count) {
      doubts.removeLast();
    }
  }

  /// The place of a node: in a helper of another file, that of the call in the migration itself.
  Site site(Scope scope, Syntax node) {
    if (!callSites.isEmpty()) {
      Site site = callSites.getLast();
      return new Site(site.line(), site.span(), autocommit, false).namingInFull(path.isSet());
    }
    return new Site(scope.line(node), new Span(node.start(), node.end()), autocommit, false)
        .namingInFull(path.isSet());
  }

  /// Whether a helper of another file is at work, for a call that stands in the migration.
  boolean isInHelper() {
    return !callSites.isEmpty();
  }

  /// That a block's way is not decided: where it stands, of one in a helper with its file.
  Gap undecided(Scope scope, Syntax block, Gap.AboutBlock what) {
    int line = scope.line(block);
    return isInHelper()
        ? new Gap.BlockOfHelper(scope.path.substring(scope.path.lastIndexOf('/') + 1), line, what)
        : new Gap.Block(line, what);
  }

  /// A reader of the SQL that is run here: in a helper a statement's line is the call's.
  SqlText sql() {
    return isInHelper() ? sql.inOneLine() : sql;
  }

  /// @return whether the call may be followed
  boolean enter(Scope caller, Scope callee, Site site) {
    if (++depth > MOST_CALLS) {
      depth--;
      return false;
    }
    boolean foreign = !caller.path.equals(callee.path);
    boolean moved = foreign || !callSites.isEmpty();
    if (moved) {
      callSites.addLast(callSites.isEmpty() ? site : callSites.getFirst());
    }
    movedSites.addLast(moved);
    return true;
  }

  void leave() {
    depth--;
    if (movedSites.removeLast()) {
      callSites.removeLast();
    }
  }

  /// Whether a value has not grown too large, which is looked at for a price.
  boolean bears(Sym value) {
    return !Growth.branches(value) || parts(value) < Growth.MOST_PARTS;
  }

  /// How many parts a value has.
  int parts(Sym value) {
    int parts = Growth.parts(value);
    charge(parts);
    return parts;
  }

  /// Counts steps for so many things that are looked at.
  void charge(int things) {
    steps = Math.min(MOST_STEPS, steps + things / THINGS_IN_A_STEP);
  }

  /// Counts one step.
  ///
  /// @return whether there is strength left
  boolean step() {
    return ++steps <= MOST_STEPS;
  }
}
