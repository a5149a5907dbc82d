package dev.retort.schema.body;

import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Gap;
import dev.retort.schema.IdentifierLength;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Alembic's operations: `op.…`, and those of `batch_alter_table`, where the table is given once.
final class OpCalls {
  private final Evaluator evaluator;
  private final Run run;
  private final KeyCalls keys;
  private final IndexCalls indexes;
  private final CustomOperations custom;

  OpCalls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
    this.keys = new KeyCalls(run);
    this.indexes = new IndexCalls(run);
    this.custom = new CustomOperations(evaluator);
  }

  /// @param batch the table of a batch; empty for `op` itself
  Sym call(String called, Arguments arguments, Optional<String> batch, Scope scope, Site site) {
    String name = Spatial.operation(called, run.dialect());
    Arguments given = site.inFull() ? arguments.inFull() : arguments;
    Optional<Sym> value = value(name, given, site);
    if (value.isPresent()) {
      return value.get();
    }
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> table = batch;
    switch (name) {
      case "create_table" -> createTable(given, site);
      case "drop_table" ->
          known(
              table(given, 0, "table_name"),
              site,
              name,
              each -> new Operation.DropTable(site, each, given.isTrue(-1, "if_exists"), false));
      case "rename_table" -> renameTable(given, site);
      case "add_column" ->
          addColumn(table.or(() -> table(given, 0, "table_name")), given, shift, site);
      case "drop_column" ->
          column(
              table.or(() -> table(given, 0, "table_name")),
              given,
              shift,
              site,
              (each, column) ->
                  new Operation.DropColumn(
                      site, each, column, given.isTrue(-1, "if_exists"), false));
      case "alter_column" ->
          new AlterCalls(evaluator)
              .alter(table.or(() -> table(given, 0, "table_name")), given, 1 + shift, site);
      case "create_index" -> indexes.create(table, given, site);
      case "drop_index" -> indexes.drop(table, given, site);
      case "create_foreign_key" -> keys.foreignKey(table, given, site);
      case "create_unique_constraint" -> keys.key(ConstraintSpec.Kind.UNIQUE, table, given, site);
      case "create_primary_key" -> keys.key(ConstraintSpec.Kind.PRIMARY_KEY, table, given, site);
      case "create_check_constraint" -> keys.check(table, given, site);
      case "create_exclude_constraint" -> keys.exclude(table, given, site);
      case "drop_constraint" -> keys.drop(table, given, site);
      case "create_table_comment", "drop_table_comment" -> run.emit(new Operation.Harmless(site));
      case "bulk_insert" ->
          run.emit(new Operation.WriteData(site, DataCalls.table(given.get(0, "table"))));
      case "execute" -> new ExecuteCalls(evaluator).execute(given, site);
      case "run_async" -> runAsync(given, site);
      case "sync_enum_values" -> synchronise(given, site);
      case "create_entity", "replace_entity", "drop_entity" -> entity(name, given, site);
      default -> {
        Optional<Sym> result = custom.call(name, given, scope, site);
        if (result.isPresent()) {
          return result.get();
        }
        run.opaque(site, new Gap.Call("op." + name, Gap.AboutCall.MEANS), Set.of(), true);
      }
    }
    return name.equals("create_table")
        ? TableColumns.created(given, site.line())
        : Sym.Nothing.NONE;
  }

  /// What only gives something and does nothing.
  private Optional<Sym> value(String name, Arguments given, Site site) {
    return switch (name) {
      case "f" ->
          Optional.of(
              given.get(0, "name").orElse(Sym.Nothing.NONE) instanceof Sym.Text text
                  ? new Sym.Text(text.value(), true)
                  : new Sym.Unknown(site.line(), Gap.OfValue.NAME));
      case "get_bind" -> Optional.of(new Sym.Connection());
      case "get_context" -> Optional.of(new Sym.Context());
      case "inline_literal" -> given.get(0, "value").or(() -> Optional.of(Sym.Nothing.NONE));
      case "batch_alter_table" ->
          Optional.of(
              table(given, 0, "table_name")
                  .<Sym>map(Sym.Batch::new)
                  .orElseGet(() -> unreadTable(site, "batch_alter_table")));
      default -> Optional.empty();
    };
  }

  private Sym unreadTable(Site site, String what) {
    run.opaque(site, new Gap.Call(what, Gap.AboutCall.TABLE), Set.of(), true);
    return new Sym.Unknown(site.line(), Gap.OfOperation.TABLE);
  }

  /// The table that an argument names, with its schema.
  static Optional<String> table(Arguments given, int position, String name) {
    return given.text(position, name).map(each -> qualified(each, given.get(-1, "schema")));
  }

  /// Stands for the name of a schema that is not known, with its dot.
  static final String SOMEWHERE = "?.";

  /// The default schema where it is named on purpose, with its dot: a search path is set.
  static final String DEFAULT_SCHEMA = "public.";

  static String qualified(String table, Optional<Sym> schema) {
    String cut = IdentifierLength.cut(table);
    if (schema.isEmpty() || schema.get() instanceof Sym.Nothing) {
      return cut;
    }
    Optional<String> name = schema.get().asText();
    if (name.filter(DEFAULT_SCHEMA::equals).isPresent()) {
      return DEFAULT_SCHEMA + cut;
    }
    return name.isEmpty()
        ? SOMEWHERE + cut
        : name.get().equals("public") || name.get().isEmpty() ? cut : name.get() + "." + cut;
  }

  interface OfTable {
    Operation of(String table);
  }

  interface OfColumn {
    Operation of(String table, String column);
  }

  void known(Optional<String> table, Site site, String what, OfTable operation) {
    table.ifPresentOrElse(
        each -> run.emit(operation.of(each)),
        () -> run.opaque(site, new Gap.Call(what, Gap.AboutCall.TABLE), Set.of(), true));
  }

  private void column(
      Optional<String> table, Arguments given, int shift, Site site, OfColumn operation) {
    Optional<String> column = given.text(1 + shift, "column_name");
    if (table.isEmpty()) {
      run.opaque(site, Gap.OfOperation.TABLE, Set.of(), true);
    } else if (column.isEmpty()) {
      run.opaque(site, Gap.OfOperation.NAME_OF_COLUMN, Set.of(table.get()), false);
    } else {
      run.emit(operation.of(table.get(), IdentifierLength.cut(column.get())));
    }
  }

  private void createTable(Arguments given, Site site) {
    Optional<String> table = table(given, 0, "table_name");
    if (table.isEmpty()) {
      run.opaque(site, Gap.OfOperation.CREATED_TABLE, Set.of(), true);
      return;
    }
    boolean temporary =
        given.get(-1, "prefixes").flatMap(Sym::elements).stream()
            .flatMap(List::stream)
            .anyMatch(each ->
                each.asText()
                    .filter(text -> text.toUpperCase(Locale.ROOT).startsWith("TEMP"))
                    .isPresent());
    if (temporary) {
      run.emit(new Operation.CreateTemporary(site, table.get()));
      return;
    }
    emitTable(table.get(), given.from(1), given, site, given.isTrue(-1, "if_not_exists"));
  }

  /// A table with its types before it and its indexes behind it.
  private void emitTable(
      String table, List<Sym> contents, Arguments given, Site site, boolean tolerant) {
    TableParts parts = new TableParts(evaluator, table, true);
    parts.addAll(contents, site.line());
    enums(parts, site);
    emitTable(table, parts, given.whole(), site, tolerant);
  }

  /// A table with its indexes behind it.
  ///
  /// @param all whether every argument is there
  void emitTable(String table, TableParts parts, boolean all, Site site, boolean tolerant) {
    boolean whole = parts.unread.isEmpty() && all;
    run.emit(
        new Operation.CreateTable(site, table, parts.columns, parts.constraints, whole, tolerant));
    for (var index : parts.indexes) {
      run.emit(new Operation.CreateIndex(site.at(index.line()), index, tolerant, false));
    }
    possibly(table, parts, site);
    if (!whole) {
      run.opaque(site, parts.unread.orElse(Gap.OfValue.ARGUMENT), Set.of(table), false);
    }
  }

  /// What comes with a column or does not, as the version of a library is.
  private void possibly(String table, TableParts parts, Site site) {
    if (parts.possibleIndexes.isEmpty() && parts.possibleChecks.isEmpty()) {
      return;
    }
    run.perhaps(
        new Gap.Call("Geometry", Gap.AboutCall.DOES),
        () -> {
          for (var index : parts.possibleIndexes) {
            run.emit(new Operation.CreateIndex(site.at(index.line()), index, false, false));
          }
          for (ConstraintSpec check : parts.possibleChecks) {
            run.emit(new Operation.CreateConstraint(site.at(check.line()), table, check));
          }
        });
  }

  /// Types that the making of a table makes, each once in a run.
  private void enums(TableParts parts, Site site) {
    for (Types.EnumSpec type : parts.enums) {
      if (!type.comesWithTable()) {
        run.emit(new Operation.NeedEnum(site, type.name()));
      } else if (run.implicitTypes.add(type.name())) {
        run.emit(new Operation.CreateEnum(site, type.name(), type.values(), false, true));
      }
    }
  }

  private void renameTable(Arguments given, Site site) {
    Optional<String> from = table(given, 0, "old_table_name");
    Optional<String> to = table(given, 1, "new_table_name");
    if (from.isPresent() && to.isPresent()) {
      run.emit(new Operation.RenameTable(site, from.get(), to.get(), false));
    } else {
      run.opaque(
          site,
          Gap.OfOperation.RENAMED_TABLE,
          from.or(() -> to).map(Set::of).orElse(Set.of()),
          true);
    }
  }

  private void addColumn(Optional<String> table, Arguments given, int shift, Site site) {
    if (table.isEmpty()) {
      run.opaque(site, new Gap.Call("add_column", Gap.AboutCall.TABLE), Set.of(), true);
      return;
    }
    TableParts parts = new TableParts(evaluator, table.get(), false);
    given
        .get(1 + shift, "column")
        .ifPresentOrElse(
            column -> parts.add(column, site.line()), () -> parts.add(Sym.Bool.FALSE, site.line()));
    boolean tolerant = given.isTrue(-1, "if_not_exists");
    for (Types.EnumSpec type : parts.enums) {
      run.emit(new Operation.NeedEnum(site, type.name()));
    }
    for (var column : parts.columns) {
      run.emit(new Operation.AddColumn(site, table.get(), column, tolerant));
    }
    for (ConstraintSpec constraint : parts.constraints) {
      run.emit(new Operation.CreateConstraint(site, table.get(), constraint));
    }
    for (var index : parts.indexes) {
      run.emit(new Operation.CreateIndex(site, index, tolerant, false));
    }
    possibly(table.get(), parts, site);
    parts.unread.ifPresent(why -> run.opaque(site, why, Set.of(table.get()), false));
  }

  private void runAsync(Arguments given, Site site) {
    List<Sym> passed = new ArrayList<>();
    passed.add(new Sym.Connection());
    passed.addAll(given.from(1));
    switch (given.get(0, "async_function").orElse(Sym.Nothing.NONE)) {
      case Sym.Function function ->
          evaluator.interpreter.call(
              function,
              new Arguments(passed, given.keywords(), given.whole()),
              function.closure(),
              site);
      case Sym.Lambda lambda ->
          evaluator.interpreter.call(
              lambda, new Arguments(passed, given.keywords(), given.whole()));
      default -> run.opaque(site, Gap.OfOperation.RUN_ASYNC, Set.of(), true);
    }
  }

  /// The values that alembic-postgresql-enum gives to a type.
  private void synchronise(Arguments given, Site site) {
    Optional<String> name =
        given.text(1, "enum_name").map(each -> qualified(each, given.get(0, "enum_schema")));
    List<String> values =
        ColumnNames.of(given.get(2, "new_values").map(List::of).orElse(List.of(Sym.Nothing.NONE)));
    Optional<List<String>> old =
        name.flatMap(each -> run.schema().flatMap(schema -> schema.enumType(each)))
            .flatMap(dev.retort.schema.EnumType::values);
    if (old.isEmpty() || values.contains("?") || !values.containsAll(old.get())) {
      run.opaque(site, Gap.OfOperation.DROPPED_ENUM_VALUES, Set.of(), false);
      return;
    }
    Optional<String> before = Optional.empty();
    for (String value : values) {
      if (!old.get().contains(value)) {
        boolean first = before.isEmpty();
        run.emit(
            new Operation.AddEnumValue(
                site,
                name.orElseThrow(),
                value,
                first ? old.get().stream().findFirst() : Optional.empty(),
                before,
                true));
      }
      before = Optional.of(value);
    }
  }

  /// Functions, triggers, views and their like of alembic_utils.
  private void entity(String name, Arguments given, Site site) {
    boolean view =
        given
            .get(0, "entity")
            .filter(each ->
                each instanceof Sym.Made made
                    && (made.last().equals("PGView") || made.last().equals("PGMaterializedView")))
            .isPresent();
    if (view && given.get(0, "entity").orElseThrow() instanceof Sym.Made made) {
      Arguments of = Arguments.of(made);
      Optional<String> signature = of.text(1, "signature");
      if (signature.isPresent()) {
        String full = qualified(signature.get(), of.get(0, "schema"));
        var kind =
            made.last().equals("PGView")
                ? dev.retort.schema.ObjectKind.VIEW
                : dev.retort.schema.ObjectKind.MATERIALIZED_VIEW;
        run.emit(
            name.equals("drop_entity")
                ? new Operation.DropObject(site, kind, full, Optional.empty(), false, false)
                : new Operation.CreateObject(
                    site, kind, full, Optional.empty(), name.equals("replace_entity")));
        return;
      }
    }
    run.emit(new Operation.Harmless(site));
  }
}
