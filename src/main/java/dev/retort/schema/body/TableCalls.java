package dev.retort.schema.body;

import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Schema;
import dev.retort.schema.Site;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is made and dropped by way of SQLAlchemy's `Table` objects, without Alembic's operations.
final class TableCalls {
  private final Evaluator evaluator;
  private final Run run;
  private final OpCalls operations;

  TableCalls(Evaluator evaluator, OpCalls operations) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
    this.operations = operations;
  }

  /// `table.create(bind)`, which makes the types of its columns before it.
  void create(Sym.Made table, Arguments given, Site site) {
    Optional<String> name = TableObjects.name(table);
    if (name.isEmpty()) {
      run.opaque(site, Gap.OfOperation.CREATED_TABLE, Set.of(), true);
      return;
    }
    boolean looks = looksFirst(given);
    if (looks && isThere(name.get()) == Truth.YES) {
      return;
    }
    TableParts parts = parts(table, name.get(), site);
    for (Types.EnumSpec type : types(parts)) {
      boolean makes = type.comesWithTable() || (type.create() && looks);
      run.emit(
          makes
              ? new Operation.CreateEnum(site, type.name(), type.values(), looks, true)
              : new Operation.NeedEnum(site, type.name()));
    }
    operations.emitTable(name.get(), parts, table.whole(), site, looks);
  }

  /// `table.drop(bind)`, which drops the types of its columns after it.
  void drop(Sym.Made table, Arguments given, Site site) {
    Optional<String> name = TableObjects.name(table);
    boolean looks = looksFirst(given);
    if (looks && name.filter(each -> isThere(each) == Truth.NO).isPresent()) {
      return;
    }
    TableParts parts = parts(table, name.orElse(""), site);
    Set<String> types = new LinkedHashSet<>();
    parts.enums.stream()
        .filter(Types.EnumSpec::comesWithTable)
        .forEach(each -> types.add(each.name()));
    Set<String> others = name.map(this::typesOfColumns).orElse(Set.of());
    operations.known(name, site, "drop", each -> new Operation.DropTable(site, each, looks, false));
    if (isReflected(table)) {
      types.addAll(others);
    }
    types.forEach(each -> run.emit(new Operation.DropType(site, each, looks, false)));
    if (parts.unread.isPresent() || !table.whole()) {
      run.perhaps(
          parts.unread.orElse(Gap.OfValue.ARGUMENT),
          () ->
              others.stream()
                  .filter(each -> !types.contains(each))
                  .forEach(each -> run.emit(new Operation.DropType(site, each, looks, false))));
    }
  }

  /// Whether the columns are those that the database has.
  private static boolean isReflected(Sym.Made table) {
    return table.keywords().containsKey("autoload_with")
        || Arguments.of(table).isTrue(-1, "autoload");
  }

  private Set<String> typesOfColumns(String table) {
    Optional<Schema> schema = run.schema();
    return schema.flatMap(each -> each.table(table)).stream()
        .flatMap(each -> each.columns().values().stream())
        .map(column -> column.type().replace("[]", ""))
        .filter(each -> schema.orElseThrow().enumType(each).isPresent())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean looksFirst(Arguments given) {
    return given.get(1, "checkfirst").map(each -> each.truth() != Truth.NO).orElse(false);
  }

  Truth isThere(String table) {
    return run.schema().map(each -> ExistenceQueries.relation(each, table)).orElse(Truth.UNKNOWN);
  }

  TableParts parts(Sym.Made table, String name, Site site) {
    TableParts parts = new TableParts(evaluator, name, true, conventions(table));
    parts.addAll(Arguments.of(table).from(2), site.line());
    TableObjects.metadata(table)
        .flatMap(TableObjects::schema)
        .flatMap(Sym::asText)
        .filter(each -> !each.equals("public"))
        .ifPresent(schema -> {
          parts.constraints.replaceAll(key -> within(schema, key));
          parts.later.replaceAll(key -> within(schema, key));
        });
    return parts;
  }

  /// A key that points at a table of the `MetaData`'s schema where it names none.
  private static ConstraintSpec within(String schema, ConstraintSpec key) {
    Optional<ConstraintSpec.Reference> reference =
        key.reference()
            .map(to ->
                to.table().contains(".")
                    ? to
                    : new ConstraintSpec.Reference(
                        schema + "." + to.table(), to.columns(), to.onDelete()));
    return new ConstraintSpec(
        key.kind(),
        key.name(),
        key.columns(),
        reference,
        key.text(),
        key.include(),
        key.notValid(),
        key.line());
  }

  /// The naming convention of its `MetaData`.
  private Conventions conventions(Sym.Made table) {
    Optional<Sym.Made> metadata = TableObjects.metadata(table);
    return metadata.isEmpty()
        ? run.conventions
        : Metadata.convention(metadata.get(), run).orElse(Conventions.usual(run.dialect()));
  }

  /// Each once.
  private static Collection<Types.EnumSpec> types(TableParts parts) {
    Map<String, Types.EnumSpec> types = new LinkedHashMap<>();
    parts.enums.forEach(each -> types.putIfAbsent(each.name(), each));
    return types.values();
  }

  /// `CreateTable(table)` and `DropTable(table)`, executed as they are: SQLAlchemy makes and drops
  /// neither types nor indexes beside them.
  void statement(Sym.Made table, boolean creates, boolean tolerant, Site site) {
    Optional<String> name = TableObjects.name(table);
    if (!creates || name.isEmpty()) {
      operations.known(
          name,
          site,
          creates ? "CreateTable" : "DropTable",
          each -> new Operation.DropTable(site, each, tolerant, false));
      return;
    }
    TableParts parts = parts(table, name.get(), site);
    parts.enums.forEach(type -> run.emit(new Operation.NeedEnum(site, type.name())));
    boolean whole = parts.unread.isEmpty() && table.whole();
    run.emit(
        new Operation.CreateTable(
            site, name.get(), parts.columns, parts.constraints, whole, tolerant));
    if (!whole) {
      run.opaque(site, parts.unread.orElse(Gap.OfValue.ARGUMENT), Set.of(name.get()), false);
    }
  }
}
