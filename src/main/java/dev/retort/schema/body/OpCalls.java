package dev.retort.schema.body;

import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.IdentifierLength;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Alembic's operations: `op.…`, and those of `batch_alter_table`, where the table is given once.
final class OpCalls {
  private final Evaluator evaluator;
  private final Run run;

  OpCalls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
  }

  /// @param batch the table of a batch; empty for `op` itself
  Sym call(String name, Arguments given, Optional<String> batch, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    switch (name) {
      case "f" -> {
        return given.get(0, "name").orElse(Sym.NONE) instanceof Sym.Text text
            ? new Sym.Text(text.value(), true)
            : new Sym.Unknown(site.line(), "a name is not known");
      }
      case "get_bind" -> {
        return new Sym.Connection();
      }
      case "get_context" -> {
        return new Sym.Context();
      }
      case "inline_literal" -> {
        return given.get(0, "value").orElse(Sym.NONE);
      }
      case "batch_alter_table" -> {
        return table(given, 0, "table_name")
            .<Sym>map(Sym.Batch::new)
            .orElseGet(() -> unreadTable(site, "batch_alter_table"));
      }
      default -> {}
    }
    Optional<String> table = batch;
    switch (name) {
      case "create_table" -> createTable(given, site);
      case "drop_table" ->
          known(table(given, 0, "table_name"), site, name, each ->
              new Operation.DropTable(site, each, given.isTrue(-1, "if_exists"), false));
      case "rename_table" -> renameTable(given, site);
      case "add_column" -> addColumn(table.or(() -> table(given, 0, "table_name")), given, shift, site);
      case "drop_column" ->
          column(table.or(() -> table(given, 0, "table_name")), given, shift, site, (each, column) ->
              new Operation.DropColumn(
                  site, each, column, given.isTrue(-1, "if_exists"), false));
      case "alter_column" ->
          new AlterCalls(evaluator).alter(table.or(() -> table(given, 0, "table_name")), given, 1 + shift, site);
      case "create_index" -> createIndex(table, given, site);
      case "drop_index" -> dropIndex(table, given, site);
      case "create_foreign_key" -> foreignKey(table, given, site);
      case "create_unique_constraint" -> key(ConstraintSpec.Kind.UNIQUE, table, given, site);
      case "create_primary_key" -> key(ConstraintSpec.Kind.PRIMARY_KEY, table, given, site);
      case "create_check_constraint" -> check(table, given, site);
      case "create_exclude_constraint" -> exclude(table, given, site);
      case "drop_constraint" -> dropConstraint(table, given, site);
      case "create_table_comment", "drop_table_comment" ->
          run.emit(new Operation.Harmless(site, "a comment"));
      case "bulk_insert" ->
          run.emit(new Operation.WriteData(site, DataCalls.table(given.get(0, "table"))));
      case "execute" -> new Executions(evaluator).execute(given, site);
      case "run_async" -> runAsync(given, site);
      case "create_entity", "replace_entity", "drop_entity" -> entity(name, given, site);
      default -> run.opaque(site, "op." + name + "() is not known", Set.of(), true);
    }
    return Sym.NONE;
  }

  private Sym unreadTable(Site site, String what) {
    run.opaque(site, "the table of " + what + "() is not known", Set.of(), true);
    return new Sym.Unknown(site.line(), "the table is not known");
  }

  /// The table that an argument names, with its schema.
  Optional<String> table(Arguments given, int position, String name) {
    return given.text(position, name).map(each -> qualified(each, given.get(-1, "schema")));
  }

  static String qualified(String table, Optional<Sym> schema) {
    String cut = IdentifierLength.cut(table);
    if (schema.isEmpty() || schema.get() instanceof Sym.Nothing) {
      return cut;
    }
    Optional<String> name = schema.get().asText();
    return name.isEmpty()
        ? "?." + cut
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
        () -> run.opaque(site, "the table of " + what + "() is not known", Set.of(), true));
  }

  private void column(
      Optional<String> table, Arguments given, int shift, Site site, OfColumn operation) {
    Optional<String> column = given.text(1 + shift, "column_name");
    if (table.isEmpty()) {
      run.opaque(site, "the table is not known", Set.of(), true);
    } else if (column.isEmpty()) {
      run.opaque(site, "the column's name is not known", Set.of(table.get()), false);
    } else {
      run.emit(operation.of(table.get(), IdentifierLength.cut(column.get())));
    }
  }

  private void createTable(Arguments given, Site site) {
    Optional<String> table = table(given, 0, "table_name");
    if (table.isEmpty()) {
      run.opaque(site, "the name of the table that is made is not known", Set.of(), true);
      return;
    }
    emitTable(table.get(), given.from(1), given, site, given.isTrue(-1, "if_not_exists"));
  }

  /// A table with its types before it and its indexes behind it.
  void emitTable(String table, List<Sym> contents, Arguments given, Site site, boolean tolerant) {
    TableParts parts = new TableParts(evaluator, table, true);
    contents.forEach(each -> parts.add(each, site.line()));
    parts.finish(site.line());
    enums(parts, site);
    boolean whole = parts.unread.isEmpty() && given.whole();
    run.emit(
        new Operation.CreateTable(
            site, table, parts.columns, parts.constraints, whole, tolerant));
    for (var index : parts.indexes) {
      run.emit(new Operation.CreateIndex(site.at(index.line()), index, tolerant, false));
    }
    if (!whole) {
      run.opaque(
          site, parts.unread.orElse("an argument is not known"), Set.of(table), false);
    }
  }

  /// Types that the making of a table makes, each once in a run.
  private void enums(TableParts parts, Site site) {
    for (Types.EnumSpec type : parts.enums) {
      if (type.create() && run.implicitTypes.add(type.name())) {
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
          "the name of a table that is renamed is not known",
          from.or(() -> to).map(Set::of).orElse(Set.of()),
          true);
    }
  }

  private void addColumn(Optional<String> table, Arguments given, int shift, Site site) {
    if (table.isEmpty()) {
      run.opaque(site, "the table of add_column() is not known", Set.of(), true);
      return;
    }
    TableParts parts = new TableParts(evaluator, table.get(), false);
    given.get(1 + shift, "column").ifPresentOrElse(
        column -> parts.add(column, site.line()), () -> parts.add(Sym.FALSE, site.line()));
    boolean tolerant = given.isTrue(-1, "if_not_exists");
    for (var column : parts.columns) {
      run.emit(new Operation.AddColumn(site, table.get(), column, tolerant));
    }
    for (ConstraintSpec constraint : parts.constraints) {
      run.emit(new Operation.CreateConstraint(site, table.get(), constraint));
    }
    for (var index : parts.indexes) {
      run.emit(new Operation.CreateIndex(site, index, tolerant, false));
    }
    parts.unread.ifPresent(why -> run.opaque(site, why, Set.of(table.get()), false));
  }

  private void createIndex(Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> table = batch.or(() -> table(given, 1, "table_name"));
    if (table.isEmpty()) {
      run.opaque(site, "the table of create_index() is not known", Set.of(), true);
      return;
    }
    List<String> columns =
        IndexParts.columns(given.get(2 + shift, "columns").map(List::of).orElse(List.of()));
    Optional<Sym> name = given.get(0, "index_name");
    if (name.isPresent() && name.get() instanceof Sym.Unknown unknown) {
      run.opaque(site, "the index's name is not known: " + unknown.why(), Set.of(table.get()), false);
      return;
    }
    Optional<String> text =
        name.flatMap(this::sent)
            .or(() -> Optional.of(run.conventions.index(table.get(), columns)));
    Arguments unique =
        given.get(4 + shift, "unique").isPresent() && !given.keywords().containsKey("unique")
            ? with(given, "unique", given.get(4 + shift, "unique").get())
            : given;
    run.emit(
        new Operation.CreateIndex(
            site,
            IndexParts.spec(text, table.get(), columns, unique, site.line(), run.dialect()),
            given.isTrue(-1, "if_not_exists"),
            given.isTrue(-1, "postgresql_concurrently")));
  }

  private static Arguments with(Arguments given, String name, Sym value) {
    var keywords = new java.util.LinkedHashMap<>(given.keywords());
    keywords.put(name, value);
    return new Arguments(given.positional(), keywords, given.whole());
  }

  /// A name as it is sent: one of `op.f` is shortened where it is too long.
  Optional<String> sent(Sym name) {
    return name instanceof Sym.Text text && text.isWhole()
        ? Optional.of(text.conv() ? run.conventions.shortened(text.value()) : text.value())
        : name.asText();
  }

  private void dropIndex(Optional<String> batch, Arguments given, Site site) {
    Optional<Sym> name = given.get(0, "index_name");
    Optional<String> table = batch.or(() -> table(given, 1, "table_name"));
    boolean none = name.isEmpty() || name.get() instanceof Sym.Nothing;
    Optional<String> text = name.flatMap(this::sent);
    if (!none && text.isEmpty()) {
      run.opaque(
          site,
          "the name of the index that is dropped is not known",
          table.map(Set::of).orElse(Set.of()),
          table.isEmpty());
      return;
    }
    String prefix =
        table.map(TableParts::prefix)
            .orElseGet(() -> {
              String qualified = qualified("x", given.get(-1, "schema"));
              return qualified.substring(0, qualified.length() - 1);
            });
    run.emit(
        new Operation.DropIndex(
            site,
            text.map(each -> prefix + each),
            table,
            given.isTrue(-1, "if_exists"),
            given.isTrue(-1, "postgresql_concurrently"),
            false));
  }

  private void foreignKey(Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> source =
        batch.or(() ->
            given.text(1, "source_table")
                .map(each -> qualified(each, given.get(-1, "source_schema"))));
    Optional<String> target =
        given.text(2 + shift, "referent_table")
            .map(each -> qualified(each, given.get(-1, "referent_schema")));
    List<String> local = list(given, 3 + shift, "local_cols");
    List<String> remote = list(given, 4 + shift, "remote_cols");
    if (source.isEmpty() || target.isEmpty() || local.contains("?") || remote.contains("?")) {
      run.opaque(
          site,
          "a part of a foreign key is not known",
          source.map(Set::of).orElse(Set.of()),
          source.isEmpty());
      return;
    }
    Optional<ConstraintSpec.Reference> reference =
        Optional.of(
            new ConstraintSpec.Reference(target.get(), remote, TableParts.onDelete(given)));
    create(ConstraintSpec.Kind.FOREIGN_KEY, source.get(), local, reference, Optional.empty(), given, site);
  }

  private static List<String> list(Arguments given, int position, String name) {
    return given.get(position, name)
        .map(each -> TableParts.names(List.of(each)))
        .orElse(List.of("?"));
  }

  private void key(ConstraintSpec.Kind kind, Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> table = batch.or(() -> table(given, 1, "table_name"));
    List<String> columns = list(given, 2 + shift, "columns");
    if (table.isEmpty() || columns.contains("?")) {
      run.opaque(
          site,
          "a part of a key is not known",
          table.map(Set::of).orElse(Set.of()),
          table.isEmpty());
      return;
    }
    create(kind, table.get(), columns, Optional.empty(), Optional.empty(), given, site);
  }

  private void check(Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> table = batch.or(() -> table(given, 1, "table_name"));
    if (table.isEmpty()) {
      run.opaque(site, "the table of a check is not known", Set.of(), true);
      return;
    }
    Optional<String> text = given.get(2 + shift, "condition").map(Texts::str);
    create(
        ConstraintSpec.Kind.CHECK, table.get(), List.of(), Optional.empty(), text, given, site);
  }

  private void exclude(Optional<String> batch, Arguments given, Site site) {
    Optional<String> table = batch.or(() -> table(given, 1, "table_name"));
    known(table, site, "create_exclude_constraint", each ->
        new Operation.CreateConstraint(
            site,
            each,
            new ConstraintSpec(
                ConstraintSpec.Kind.EXCLUSION,
                given.get(0, "constraint_name").flatMap(this::sent),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                site.line())));
  }

  private void create(
      ConstraintSpec.Kind kind,
      String table,
      List<String> columns,
      Optional<ConstraintSpec.Reference> reference,
      Optional<String> text,
      Arguments given,
      Site site) {
    Optional<Sym> name = given.get(0, "constraint_name");
    if (name.isPresent() && !(name.get() instanceof Sym.Nothing) && name.flatMap(Sym::asText).isEmpty()) {
      run.opaque(site, "the constraint's name is not known", Set.of(table), false);
      return;
    }
    run.emit(
        new Operation.CreateConstraint(
            site,
            table,
            new ConstraintSpec(
                kind,
                named(kind, table, columns, reference, name),
                columns,
                reference,
                text,
                given.isTrue(-1, "postgresql_not_valid"),
                site.line())));
  }

  private Optional<String> named(
      ConstraintSpec.Kind kind,
      String table,
      List<String> columns,
      Optional<ConstraintSpec.Reference> reference,
      Optional<Sym> name) {
    boolean conv = name.isPresent() && name.get() instanceof Sym.Text text && text.conv();
    return run.conventions.constraint(
        kind, table, columns, reference, name.flatMap(Sym::asText), conv);
  }

  private void dropConstraint(Optional<String> batch, Arguments given, Site site) {
    int shift = batch.isPresent() ? -1 : 0;
    Optional<String> table = batch.or(() -> table(given, 1, "table_name"));
    Optional<Sym> name = given.get(0, "constraint_name");
    if (table.isEmpty()) {
      run.opaque(site, "the table of drop_constraint() is not known", Set.of(), true);
      return;
    }
    boolean none = name.isEmpty() || name.get() instanceof Sym.Nothing;
    if (!none && name.get().asText().isEmpty()) {
      run.opaque(
          site,
          "the name of the constraint that is dropped is not known",
          Set.of(table.get()),
          false);
      return;
    }
    Optional<ConstraintSpec.Kind> kind = kind(given.text(2 + shift, "type_"));
    Optional<String> sent =
        kind.isPresent() && !none
            ? named(kind.get(), table.get(), List.of(), Optional.empty(), name)
            : name.flatMap(this::sent);
    run.emit(
        new Operation.DropConstraint(
            site, table.get(), sent, kind, given.isTrue(-1, "if_exists"), false));
  }

  private static Optional<ConstraintSpec.Kind> kind(Optional<String> type) {
    return type.flatMap(each ->
        switch (each) {
          case "foreignkey" -> Optional.of(ConstraintSpec.Kind.FOREIGN_KEY);
          case "primary" -> Optional.of(ConstraintSpec.Kind.PRIMARY_KEY);
          case "unique" -> Optional.of(ConstraintSpec.Kind.UNIQUE);
          case "check" -> Optional.of(ConstraintSpec.Kind.CHECK);
          default -> Optional.empty();
        });
  }

  private void runAsync(Arguments given, Site site) {
    List<Sym> passed = new ArrayList<>();
    passed.add(new Sym.Connection());
    passed.addAll(given.from(1));
    switch (given.get(0, "async_function").orElse(Sym.NONE)) {
      case Sym.Function function ->
          evaluator.interpreter.call(
              function,
              new Arguments(passed, given.keywords(), given.whole()),
              function.closure(),
              site);
      case Sym.Lambda lambda ->
          evaluator.interpreter.call(lambda, new Arguments(passed, given.keywords(), given.whole()));
      default -> run.opaque(site, "what op.run_async() calls is not known", Set.of(), true);
    }
  }

  /// Functions, triggers, views and their like of alembic_utils.
  private void entity(String name, Arguments given, Site site) {
    boolean view =
        given.get(0, "entity").filter(each -> each instanceof Sym.Made made
            && (made.last().equals("PGView") || made.last().equals("PGMaterializedView"))).isPresent();
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
    run.emit(new Operation.Harmless(site, "a function, trigger or policy"));
  }

}
