package dev.retort.schema.body;

import dev.retort.schema.Gap;
import dev.retort.schema.IdentifierLength;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.Operation;
import dev.retort.schema.Routine;
import dev.retort.schema.Schema;
import dev.retort.schema.Site;
import dev.retort.schema.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What `op.execute`, `connection.execute` and their like are handed.
final class ExecuteCalls {
  /// Stands in a text for what is not known, as a name and inside of a literal.
  private static final String PLACE = "unknown_part_";

  private final Evaluator evaluator;
  private final Run run;

  ExecuteCalls(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
  }

  /// @param name of the method that is handed the statement
  /// @return what that gives
  Sym executed(String name, Arguments given, Site site) {
    Sym value = execute(given, site);
    return value instanceof Sym.Rows rows ? rows.called(name) : value;
  }

  /// @return what the statement gives
  Sym execute(Arguments given, Site site) {
    Sym statement =
        given
            .get(0, "sqltext")
            .or(() -> given.get(-1, "statement"))
            .or(() -> given.get(-1, "sql"))
            .orElse(Sym.Nothing.NONE);
    return execute(statement, given.get(1, "parameters"), site);
  }

  private Sym execute(Sym statement, Optional<Sym> parameters, Site site) {
    Sym rows = new Sym.Unknown(site.line(), Gap.OfValue.ROWS_OF_DATABASE);
    return switch (statement) {
      case Sym.Text text -> {
        run.charge(text.value().length());
        yield text(text, parameters, site);
      }
      case Sym.Made made -> made(made, parameters, site, rows);
      case Sym.Seq seq -> {
        seq.items.forEach(each -> execute(each, parameters, site));
        if (!seq.whole) {
          run.opaque(site, Gap.OfOperation.SQL_TEXT, Set.of(), true);
        }
        yield rows;
      }
      case Sym.Method method -> {
        // A statement of a table's own columns, or of a model: rows alone.
        run.emit(new Operation.WriteData(site, DataCalls.SOME_TABLE));
        yield rows;
      }
      case Sym.Unknown unknown when !unknown.either().isEmpty() -> {
        run.perhaps(
            unknown.gap(), () -> unknown.either().forEach(each -> execute(each, parameters, site)));
        yield rows;
      }
      case Sym.Unknown unknown -> {
        run.opaque(site, new Gap.Because(Gap.OfOperation.SQL_TEXT, unknown.gap()), Set.of(), true);
        yield rows;
      }
      default -> {
        run.opaque(site, Gap.OfOperation.SQL_TEXT, Set.of(), true);
        yield rows;
      }
    };
  }

  private Sym made(Sym.Made made, Optional<Sym> parameters, Site site, Sym rows) {
    if (DataCalls.writes(made)) {
      run.emit(new Operation.WriteData(site, Texts.str(made.arguments().getFirst())));
      return rows;
    }
    if (DataCalls.reads(made)) {
      run.emit(new Operation.ReadData(site, Texts.str(made.arguments().getFirst())));
      return rows;
    }
    Optional<Sym> first = made.arguments().stream().findFirst();
    if ((made.last().equals("CreateTable") || made.last().equals("DropTable"))
        && first.orElse(Sym.Nothing.NONE) instanceof Sym.Made table
        && table.last().equals("Table")) {
      Arguments given = Arguments.of(made);
      boolean tolerant = given.isTrue(-1, "if_not_exists") || given.isTrue(-1, "if_exists");
      new TableCalls(evaluator, new OpCalls(evaluator))
          .statement(table, made.last().equals("CreateTable"), tolerant, site);
      return rows;
    }
    return switch (made.last()) {
      case "text", "DDL", "TextClause" -> execute(first.orElse(Sym.Nothing.NONE), parameters, site);
      case "CreateSequence", "DropSequence" -> {
        sequence(made, first, site);
        yield rows;
      }
      case "CreateSchema", "DropSchema" -> {
        schema(made, first, site);
        yield rows;
      }
      default -> {
        boolean ddl =
            made.last().startsWith("Create")
                || made.last().startsWith("Drop")
                || made.last().startsWith("Add");
        if (ddl || !made.callee().root().equals("sqlalchemy")) {
          run.opaque(site, new Gap.Call(made.last(), Gap.AboutCall.DOES), Set.of(), true);
        } else {
          run.emit(new Operation.WriteData(site, DataCalls.SOME_TABLE));
        }
        yield rows;
      }
    };
  }

  private void sequence(Sym.Made made, Optional<Sym> first, Site site) {
    Optional<String> name =
        first
            .filter(Sym.Made.class::isInstance)
            .flatMap(each -> Arguments.of((Sym.Made) each).text(0, "name"))
            .map(IdentifierLength::cut);
    name.ifPresent(each ->
        run.emit(
            made.last().startsWith("Create")
                ? new Operation.CreateObject(
                    site, ObjectKind.SEQUENCE, each, Optional.empty(), true)
                : new Operation.DropObject(
                    site, ObjectKind.SEQUENCE, each, Optional.empty(), true, false)));
  }

  private void schema(Sym.Made made, Optional<Sym> first, Site site) {
    first
        .flatMap(Sym::asText)
        .ifPresentOrElse(
            each ->
                run.emit(
                    made.last().startsWith("Create")
                        ? new Operation.CreateObject(
                            site, ObjectKind.SCHEMA, each, Optional.empty(), true)
                        : new Operation.DropObject(
                            site,
                            ObjectKind.SCHEMA,
                            each,
                            Optional.empty(),
                            true,
                            Arguments.of(made).isTrue(-1, "cascade"))),
            () -> run.opaque(site, Gap.OfOperation.SCHEMA_NAME, Set.of(), true));
  }

  private Sym text(Sym.Text text, Optional<Sym> parameters, Site site) {
    String sql = text.value();
    Optional<Sym.Rows> exists = ExistenceQueries.answer(sql, parameters, run);
    if (exists.isPresent()) {
      return exists.get();
    }
    if (!text.isWhole()) {
      for (Operation each : run.sql().read(sql.replace(String.valueOf(Sym.HOLE), PLACE), site)) {
        holed(each, site);
      }
      return new Sym.Unknown(site.line(), Gap.OfValue.ROWS_OF_DATABASE);
    }
    run.sql().read(sql, site).forEach(run::emit);
    if (sql.strip().toUpperCase(Locale.ROOT).startsWith("COMMIT")) {
      run.autocommit = true;
    }
    return new Sym.Unknown(site.line(), Gap.OfValue.ROWS_OF_DATABASE);
  }

  private static Optional<Routine> holed(Routine routine, ObjectKind kind) {
    if (kind != ObjectKind.FUNCTION) {
      return Optional.of(routine).filter(each -> !isHoled(each.calls()));
    }
    return Optional.of(isHoled(routine.touches()) ? routine.doingAnything() : routine);
  }

  private static boolean isHoled(Set<String> names) {
    return names.stream().anyMatch(each -> each.contains(PLACE));
  }

  /// A new partition whose name is not known, of a table that is.
  private void partition(Operation.CreateTable create, Site site) {
    create
        .sources()
        .partitionOf()
        .filter(whole -> !whole.contains(PLACE) && create.table().contains(PLACE))
        .ifPresent(whole ->
            run.emit(
                new Operation.AlterParent(
                    site, Operation.AlterParent.UNKNOWN_TABLE, whole, true, true, false)));
  }

  /// An operation of a text that is known in part: as it is where the unknown part does not matter.
  private void holed(Operation operation, Site site) {
    switch (operation) {
      case Operation.ReadData read when read.table().contains(PLACE) ->
          run.emit(new Operation.ReadData(site, DataCalls.SOME_TABLE));
      case Operation.WriteData write when write.table().contains(PLACE) ->
          run.emit(new Operation.WriteData(site, DataCalls.SOME_TABLE));
      case Operation.CallRoutine call when call.name().contains(PLACE) && !call.procedure() -> {
        // A type with a length looks like it; whoever calls functions by name calls those of rows.
      }
      case Operation.ReadData _, Operation.WriteData _, Operation.Harmless _ -> run.emit(operation);
      case Operation.SetSearchPath path ->
          run.emit(
              new Operation.SetSearchPath(
                  path.site(),
                  path.schemas().stream()
                      .map(each ->
                          each.contains(PLACE) ? Operation.SetSearchPath.UNKNOWN_SCHEMA : each)
                      .toList()));
      case Operation.Opaque opaque -> {
        Set<String> known = new LinkedHashSet<>(opaque.touches());
        boolean lost = known.removeIf(each -> each.contains(PLACE));
        run.opaque(site, Gap.OfOperation.SQL_TEXT_IN_PART, known, opaque.unbounded() || lost);
      }
      default -> {
        if (!operation.toString().contains(PLACE)) {
          run.emit(operation);
          return;
        }
        if (operation instanceof Operation.CreateObject create && !create.name().contains(PLACE)) {
          run.emit(
              new Operation.CreateObject(
                  create.site(),
                  create.kind(),
                  create.name(),
                  create.table(),
                  create.tolerant(),
                  create.routine().flatMap(each -> holed(each, create.kind()))));
          return;
        }
        if (operation instanceof Operation.CreateTable create) {
          partition(create, site);
        }
        Optional<String> table = Subject.of(operation).filter(each -> !each.contains(PLACE));
        boolean apart =
            switch (operation) {
              case Operation.CreateObject _, Operation.RenameObject _ -> true;
              case Operation.DropObject drop -> !drop.cascade() || drop.kind().isTableLike();
              default -> false;
            };
        run.opaque(
            site,
            Gap.OfOperation.SQL_TEXT_IN_PART,
            table.map(Set::of).orElse(Set.of()),
            table.isEmpty() && !apart);
        views(operation, site);
      }
    }
  }

  /// Of all views, any may go, or get another name, where it is not known which.
  private void views(Operation operation, Site site) {
    boolean view =
        switch (operation) {
          case Operation.DropObject drop -> drop.kind().isTableLike();
          case Operation.RenameObject rename -> rename.kind().isTableLike();
          default -> false;
        };
    if (!view) {
      return;
    }
    List<String> views = run.schema().map(ExecuteCalls::views).orElse(List.of());
    run.perhaps(
        Gap.OfOperation.SQL_TEXT_IN_PART,
        () ->
            views.forEach(each ->
                run.emit(
                    new Operation.DropObject(
                        site, ObjectKind.VIEW, each, Optional.empty(), true, false))));
  }

  private static List<String> views(Schema schema) {
    return schema.tables().stream()
        .filter(each -> each.kind() == 'v' || each.kind() == 'm')
        .map(Table::name)
        .toList();
  }
}
