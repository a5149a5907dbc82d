package dev.retort.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One revision's operations as they change a schema, with what they did and what the database
/// would refuse. Operations are applied in order; whoever reads them may ask the schema in between.
public final class Enactment {
  private final Schema schema;
  private final String revision;
  private final String path;
  private final List<Effect> effects = new ArrayList<>();
  private final List<Clash> clashes = new ArrayList<>();
  private final Set<Reading.Reason> untold = new LinkedHashSet<>();
  private final boolean applies;

  /// What was dropped if it was there.
  private final Set<ObjectName> maybeGone = new HashSet<>();

  /// The tables that were read since the last operation that did something.
  private final Set<String> lately = new HashSet<>();

  /// Whether the column that was asked for last is a new one.
  private Optional<Boolean> newColumn = Optional.of(true);

  private boolean perhaps;
  private int line = 1;

  /// @param schema is changed
  public Enactment(Schema schema, String revision, String path) {
    this(schema, revision, path, true);
  }

  private Enactment(Schema schema, String revision, String path, boolean applies) {
    this.schema = schema;
    this.revision = revision;
    this.path = path;
    this.applies = applies;
  }

  /// One that applies nothing, for whoever wants to know only what is done. What asks its schema
  /// gets no true answer.
  public static Enactment idle(Dialect dialect, String path) {
    return new Enactment(new Schema(dialect), "", path, false);
  }

  /// The schema as it is by now.
  public Schema schema() {
    return schema;
  }

  /// What was done so far, in order; of an object that was touched several times what it comes to:
  /// nothing, where it is as it was before.
  public List<Effect> effects() {
    return NetEffects.of(effects);
  }

  /// What the database would refuse, in order. The operation counts as done all the same.
  public List<Clash> clashes() {
    return List.copyOf(clashes);
  }

  /// What was done besides that the effects do not list, because the schema that it was done to is
  /// not known as far.
  public List<Reading.Reason> untold() {
    return List.copyOf(untold);
  }

  public void apply(Operation operation) {
    if (!applies) {
      return;
    }
    if (operation.site().onlyWith().filter(this::isMissing).isPresent()) {
      return;
    }
    line = operation.site().line();
    // Said of this table itself; what comes from a parent goes through enact() alone.
    if (operation instanceof Operation.AlterColumn alter
        && alter.nullable().equals(Optional.of(false))) {
      schema.hierarchies().markOwn(ObjectName.column(alter.table(), alter.column()));
    }
    if (operation instanceof Operation.AddColumn add) {
      newColumn = isNew(add);
    }
    if (!operation.site().ofNewColumn()) {
      enact(operation);
    } else if (newColumn.isEmpty()) {
      boolean outer = perhaps;
      perhaps = true;
      enact(operation);
      perhaps = outer;
    } else if (newColumn.get()) {
      enact(operation);
    }
    if (operation instanceof Operation.ReadData read) {
      lately.add(read.table());
    } else {
      lately.clear();
    }
  }

  /// Whether a column is added: where it is there already, nothing that stands in it is made
  /// either.
  private Optional<Boolean> isNew(Operation.AddColumn add) {
    Optional<Table> table = schema.table(add.table());
    Optional<Column> column = table.map(each -> each.columns().get(add.column().name()));
    boolean sure = table.filter(each -> !each.isOpen()).isPresent();
    if (column.isPresent()) {
      return column.get().sure() && add.ifNotExists() ? Optional.of(false) : Optional.empty();
    }
    return sure ? Optional.of(true) : Optional.empty();
  }

  private boolean isMissing(String table) {
    return schema.table(table).isEmpty() && !schema.mayHold(ObjectName.table(table));
  }

  /// Applies an operation to its table, and to those below it what comes to them.
  void enact(Operation operation) {
    Optional<ChildEnactment> children = ChildEnactment.of(this, operation);
    enactAlone(operation);
    children.ifPresent(ChildEnactment::follow);
  }

  private void enactAlone(Operation operation) {
    switch (operation) {
      case Operation.Perhaps may -> perhaps(may);
      case Operation.Opaque opaque -> opaque(opaque);
      case Operation.CreateTable create -> TableEnactment.create(this, create);
      case Operation.DropTable drop -> TableEnactment.drop(this, drop);
      case Operation.RenameTable rename -> TableEnactment.rename(this, rename);
      case Operation.AddColumn add -> ColumnEnactment.add(this, add);
      case Operation.DropColumn drop -> ColumnEnactment.drop(this, drop);
      case Operation.RenameColumn rename -> ColumnEnactment.rename(this, rename);
      case Operation.AlterColumn alter -> ColumnEnactment.alter(this, alter);
      case Operation.CreateConstraint create -> KeyEnactment.create(this, create);
      case Operation.CreateKeyOfIndex create -> IndexedKeyEnactment.create(this, create);
      case Operation.DropConstraint drop -> KeyEnactment.drop(this, drop);
      case Operation.RenameConstraint rename -> KeyEnactment.rename(this, rename);
      case Operation.AlterParent alter -> PartitionEnactment.alter(this, alter);
      case Operation.CreateIndex create -> IndexEnactment.create(this, create);
      case Operation.DropIndex drop -> IndexEnactment.drop(this, drop);
      case Operation.RenameIndex rename -> IndexEnactment.rename(this, rename);
      case Operation.AttachIndex attach -> IndexEnactment.attach(this, attach);
      case Operation.CreateEnum create -> TypeEnactment.create(this, create);
      case Operation.AddEnumValue add -> TypeEnactment.addValue(this, add);
      case Operation.RenameEnumValue rename -> TypeEnactment.renameValue(this, rename);
      case Operation.WriteEnum write -> TypeEnactment.writeValue(this, write);
      case Operation.NeedEnum need -> TypeEnactment.need(this, need);
      case Operation.RenameType rename -> TypeEnactment.rename(this, rename);
      case Operation.DropType drop -> TypeEnactment.drop(this, drop);
      case Operation.CreateObject create -> ObjectEnactment.create(this, create);
      case Operation.DropObject drop -> ObjectEnactment.drop(this, drop);
      case Operation.RenameObject rename -> ObjectEnactment.rename(this, rename);
      case Operation.ReadData read -> used(read.table(), read);
      case Operation.WriteData write -> used(write.table(), write);
      case Operation.SetSearchPath set ->
          schema.leavePath(set.schemas().contains(Operation.SetSearchPath.UNKNOWN_SCHEMA));
      case Operation.CallRoutine _,
          Operation.CreateTemporary _,
          Operation.Harmless _,
          Operation.Raise _ -> {}
    }
  }

  private void perhaps(Operation.Perhaps may) {
    boolean outer = perhaps;
    perhaps = true;
    apply(may.operation());
    perhaps = outer;
  }

  private void opaque(Operation.Opaque opaque) {
    for (String name : opaque.touches()) {
      if (schema.table(name).isPresent()) {
        doubtAll(name);
      } else {
        schema.openName(ObjectName.table(name));
      }
    }
    if (opaque.unbounded()) {
      schema.open(here(), opaque.gap(), Optional.empty());
      schema.forget();
    }
  }

  /// Opens a table and those below it, with all that is in them.
  void doubtAll(String name) {
    schema.table(name).ifPresent(table -> schema.put(doubted(table)));
    Hierarchies hierarchies = schema.hierarchies();
    hierarchies.partitionsOf(name).forEach(this::doubtAll);
    hierarchies.heirsOf(name).forEach(this::doubtAll);
  }

  /// The table with everything in it open, because something unknown may have happened to it.
  private static Table doubted(Table table) {
    Table doubted = table.opened();
    for (Column column : table.columns().values()) {
      doubted = doubted.with(column.opened());
    }
    for (Key key : table.keys().values()) {
      doubted = doubted.with(key.opened());
    }
    for (Index index : table.indexes().values()) {
      doubted = doubted.with(index.opened());
    }
    return doubted;
  }

  /// Rows of a table are read or written: it has to exist.
  private void used(String name, Operation operation) {
    if (!name.equals("?")
        && !name.startsWith("pg_")
        && !name.startsWith("information_schema.")
        && !name.startsWith("pg_catalog.")
        && !name.startsWith("sqlite_")) {
      table(name, operation);
    }
  }

  /// Takes the views away that show a table which is dropped with `CASCADE`, and those that show
  /// them.
  void dropViewsOf(String table) {
    for (Table view : views()) {
      Set<String> shown = schema.shownBy(view.name());
      if (shown.contains(table) && schema.table(view.name()).isPresent()) {
        dropViewsOf(view.name());
        schema.table(view.name()).ifPresent(each -> TableEnactment.remove(this, each));
      } else if (mayShow(view.name(), shown, table)) {
        schema.table(view.name()).ifPresent(each -> schema.put(each.doubted()));
      }
    }
  }

  /// Leaves open whether the views are there that may show what goes with `CASCADE`.
  void doubtViewsOf(String table) {
    for (Table view : views()) {
      Set<String> shown = schema.shownBy(view.name());
      if (shown.contains(table) || mayShow(view.name(), shown, table)) {
        schema.put(view.doubted());
        doubtViewsOf(view.name());
      }
    }
  }

  /// Whether a view may show what it is not known to show: its text names it, or is not known.
  private boolean mayShow(String view, Set<String> shown, String table) {
    return (shown.isEmpty() || shown.contains("?"))
        && schema.texts().mayName(ObjectName.table(view), table);
  }

  /// Those that surely exist.
  private List<Table> views() {
    return schema.tables().stream()
        .filter(each -> (each.kind() == 'v' || each.kind() == 'm') && each.sure())
        .toList();
  }

  /// The tables that were read since the last operation that did something: those of a view's
  /// query.
  Set<String> lately() {
    return Set.copyOf(lately);
  }

  /// Whether the operation at hand may not happen.
  boolean isPerhaps() {
    return perhaps;
  }

  Provenance here() {
    return new Provenance(revision, path, line);
  }

  Provenance at(int other) {
    return new Provenance(revision, path, other);
  }

  /// A table that an operation needs. One that no migration made is taken for granted from now on,
  /// and that it was missing is said once.
  Table table(String name, Operation operation) {
    Optional<Table> there = schema.table(name);
    if (there.isPresent()) {
      return there.get();
    }
    ObjectName object = ObjectName.table(name);
    if (!schema.mayHold(object) && !perhaps) {
      Optional<Provenance> gone = schema.droppedBy(object);
      if (gone.isPresent()) {
        clash(Clash.Kind.DROPPED_BEFORE, object, operation, gone);
      } else {
        schema.open(
            here(), new Gap.OfObject(object, Gap.AboutObject.NEVER_MADE), Optional.of(object));
      }
    }
    Table foreign = Table.foreign(name, here());
    schema.put(foreign);
    return foreign;
  }

  void clash(
      Clash.Kind kind, ObjectName object, Operation operation, Optional<Provenance> earlier) {
    boolean certain =
        switch (kind) {
          case MADE_TWICE, TYPE_MADE_TWICE, IN_USE -> earlier.map(schema::isCertain).orElse(true);
          default -> true;
        };
    if (!perhaps && certain) {
      clashes.add(new Clash(kind, object, operation, earlier));
    }
  }

  /// Reports that something is not there, where nothing open can have made it.
  void missing(ObjectName object, Operation operation) {
    if (!schema.mayHold(object)) {
      Optional<Provenance> gone = schema.droppedBy(object);
      clash(
          gone.isPresent() ? Clash.Kind.DROPPED_BEFORE : Clash.Kind.NEVER_MADE,
          object,
          operation,
          gone);
    }
  }

  /// Notes that the operation at hand does more to an object than the effects list.
  void untold(ObjectName object, Gap.AboutObject what) {
    untold.add(new Reading.Reason(line, new Gap.OfObject(object, what)));
  }

  void added(ObjectName object, Entity entity) {
    // A view has nothing that goes with it.
    boolean view = entity instanceof Table table && table.kind() == 'v';
    if (maybeGone.contains(object) && !view) {
      untold(object, Gap.AboutObject.WAS);
    }
    effects.add(
        new Effect(
            Effect.Deed.ADD,
            object,
            entity.made().line(),
            Optional.empty(),
            Optional.of(entity),
            perhaps));
  }

  void changed(ObjectName object, Entity before, Entity after) {
    effects.add(
        new Effect(
            Effect.Deed.CHANGE, object, line, Optional.of(before), Optional.of(after), perhaps));
  }

  void removed(ObjectName object, Entity entity) {
    removed(object, entity, perhaps);
  }

  /// The same of what need not have been there, because nothing asks for it by its name.
  void removedWithTable(ObjectName object, Entity entity) {
    removed(object, entity, perhaps || !entity.sure());
  }

  private void removed(ObjectName object, Entity entity, boolean maybe) {
    effects.add(
        new Effect(Effect.Deed.DROP, object, line, Optional.of(entity), Optional.empty(), maybe));
  }

  void note(Effect effect) {
    effects.add(effect);
    if (effect.deed() == Effect.Deed.DROP && effect.perhaps()) {
      maybeGone.add(effect.object());
    }
  }

  /// Something gives way to another one of its name: what may not have been there is not dropped,
  /// so that the other one counts as added.
  void replaced(ObjectName object, Entity entity, boolean sure) {
    if (sure && schema.isCertain(entity.made())) {
      removed(object, entity);
    }
  }

  /// Changes a table in place.
  void update(Table table, Function<Table, Table> change) {
    schema.put(change.apply(schema.table(table.name()).orElse(table)));
  }
}
