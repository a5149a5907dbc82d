package dev.retort.schema.body;

import dev.retort.schema.Gap;
import dev.retort.schema.IdentifierLength;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Methods of what SQLAlchemy's classes gave: types, tables, sessions, statements, files.
final class ObjectCalls {
  private final Evaluator evaluator;
  private final Run run;
  private final TableCalls tables;
  private final MetadataCalls metadata;
  private final ExecuteCalls executeCalls;

  ObjectCalls(Evaluator evaluator, OpCalls operations) {
    this.evaluator = evaluator;
    this.run = evaluator.run;
    this.tables = new TableCalls(evaluator, operations);
    this.metadata = new MetadataCalls(evaluator, operations, tables);
    this.executeCalls = new ExecuteCalls(evaluator);
  }

  Sym method(Sym.Made made, String name, Arguments given, Scope scope, Site site) {
    Sym unknown = new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES));
    return switch (made.last()) {
      case "Enum", "ENUM" -> enumeration(made, name, given, site, unknown);
      case "Table" -> table(made, name, given, site, unknown);
      case "table" -> rows(made, name, site, unknown);
      case "Template" -> Templates.method(made, name, given).orElse(unknown);
      case "Session" -> session(name, given, site, made);
      case "Index" -> index(made, name, site, unknown);
      case "MetaData" -> metadata(made, name, given, scope, site, unknown);
      case "text", "read", "write" ->
          name.equals("format") || name.startsWith("fetch") ? unknown : made;
      case "Path" -> path(made, name, given, site, unknown);
      case "open" -> file(made, name, unknown);
      case "Sequence" -> sequence(made, name, site, unknown);
      default -> other(made, name, given, site, unknown);
    };
  }

  private Sym other(Sym.Made made, String name, Arguments given, Site site, Sym unknown) {
    return switch (name) {
      case "with_variant" -> variant(made, given);
      case "copy", "_copy", "adapt" -> made;
      case "desc", "asc", "nullslast", "nulls_last", "nullsfirst", "nulls_first" ->
          new Sym.Made(new Sym.Ref("sqlalchemy.desc"), List.of(made), Map.of(), site.line(), true);
      case "execute" -> executeCalls.execute(given, site);
      case "create_all", "drop_all" -> {
        run.opaque(site, new Gap.Call(name, Gap.AboutCall.FOLLOWS_MODELS), Set.of(), true);
        yield unknown;
      }
      case "create", "drop", "upgrade", "downgrade" -> {
        if (given.get(0, "bind").filter(Sym.Connection.class::isInstance).isPresent()) {
          run.opaque(site, new Gap.Call(name, Gap.AboutCall.OF_UNKNOWN), Set.of(), true);
        }
        yield unknown;
      }
      default -> DataCalls.ofUnknownTable(name, given, site.line()).orElse(unknown);
    };
  }

  /// A type that stands for another one where the dialect says so.
  private Sym variant(Sym.Made made, Arguments given) {
    boolean chosen =
        given.from(1).stream()
            .flatMap(each -> each.asText().stream())
            .anyMatch(each ->
                each.equals(run.dialect().sqlName())
                    || (each.equals("mariadb") && run.dialect().sqlName().equals("mysql")));
    return chosen ? given.get(0, "type_").orElse(made) : made;
  }

  private Sym enumeration(Sym.Made made, String name, Arguments given, Site site, Sym unknown) {
    if (!name.equals("create") && !name.equals("drop")) {
      return name.equals("with_variant")
          ? variant(made, given)
          : name.equals("copy") ? made : unknown;
    }
    Types.Named type = new Types(evaluator).of(made);
    if (type.enumType().isEmpty()) {
      if (type.name().equals("?")) {
        run.opaque(site, Gap.OfOperation.ENUM_NAME, Set.of(), true);
      }
      return Sym.Nothing.NONE;
    }
    Types.EnumSpec spec = type.enumType().get();
    boolean usual = made.last().equals("ENUM");
    boolean checked =
        given.get(1, "checkfirst").map(each -> each.truth() != Truth.NO).orElse(usual);
    run.emit(
        name.equals("create")
            ? new Operation.CreateEnum(site, spec.name(), spec.values(), checked, false)
            : new Operation.DropType(site, spec.name(), checked, false));
    return Sym.Nothing.NONE;
  }

  private Sym table(Sym.Made made, String name, Arguments given, Site site, Sym unknown) {
    switch (name) {
      case "create" -> tables.create(made, given, site);
      case "drop" -> tables.drop(made, given, site);
      default -> {
        return rows(made, name, site, unknown);
      }
    }
    return Sym.Nothing.NONE;
  }

  private static Sym rows(Sym.Made made, String name, Site site, Sym unknown) {
    return switch (name) {
      case "insert", "update", "delete" -> DataCalls.write(Optional.of(made), site.line());
      case "select", "join", "outerjoin", "alias" -> DataCalls.read(Optional.of(made), site.line());
      default -> unknown;
    };
  }

  private Sym session(String name, Arguments given, Site site, Sym.Made session) {
    return switch (name) {
      case "execute", "scalar", "scalars", "exec" -> executeCalls.executed(name, given, site);
      case "connection", "get_bind" -> new Sym.Connection();
      case "query", "get", "refresh" -> {
        run.emit(new Operation.ReadData(site, DataCalls.SOME_TABLE));
        yield new Sym.Unknown(site.line(), Gap.OfValue.ROWS);
      }
      case "add",
          "add_all",
          "merge",
          "delete",
          "bulk_save_objects",
          "bulk_insert_mappings",
          "bulk_update_mappings" -> {
        run.emit(new Operation.WriteData(site, DataCalls.SOME_TABLE));
        yield Sym.Nothing.NONE;
      }
      case "begin", "begin_nested", "__enter__" -> session;
      default -> new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES));
    };
  }

  private Sym index(Sym.Made made, String name, Site site, Sym unknown) {
    if (name.equals("drop")) {
      Optional<String> index = Arguments.of(made).text(0, "name");
      run.emit(new Operation.DropIndex(site, index, Optional.empty(), false, false, false));
      return Sym.Nothing.NONE;
    }
    if (name.equals("create")) {
      Arguments of = Arguments.of(made);
      Optional<String> index = of.text(0, "name").map(IdentifierLength::cut);
      List<Optional<Cell>> cells = of.from(1).stream().map(ObjectCalls::cell).toList();
      Set<String> tables =
          cells.stream().flatMap(Optional::stream).map(Cell::table).collect(Collectors.toSet());
      if (index.isEmpty()
          || !of.whole()
          || cells.contains(Optional.empty())
          || tables.size() != 1) {
        run.opaque(site, Gap.OfOperation.INDEXED_TABLE, Set.of(), true);
        return Sym.Nothing.NONE;
      }
      String table = tables.iterator().next();
      String prefix = table.substring(0, table.lastIndexOf('.') + 1);
      run.emit(
          new Operation.CreateIndex(
              site,
              new IndexSpec(
                  Optional.of(prefix + index.get()),
                  table,
                  cells.stream().flatMap(Optional::stream).map(Cell::column).toList(),
                  of.isTrue(-1, "unique"),
                  of.text(-1, "postgresql_using").orElse("btree"),
                  of.get(-1, "postgresql_where").map(_ -> "?"),
                  site.line()),
              false,
              false));
      return Sym.Nothing.NONE;
    }
    return unknown;
  }

  private record Cell(String table, String column) {}

  /// `table.c.name`, of a table that is made in a file.
  private static Optional<Cell> cell(Sym value) {
    return value instanceof Sym.Method(Sym.Method(Sym.Made made, String columns), String column)
            && (columns.equals("c") || columns.equals("columns"))
            && made.last().equals("Table")
        ? TableObjects.name(made).map(name -> new Cell(name, column))
        : Optional.empty();
  }

  private Sym metadata(
      Sym.Made made, String name, Arguments given, Scope scope, Site site, Sym unknown) {
    boolean creates = name.equals("create_all");
    if ((creates || name.equals("drop_all")) && !metadata.all(made, creates, given, scope, site)) {
      run.opaque(site, new Gap.Call(name, Gap.AboutCall.FOLLOWS_MODELS), Set.of(), true);
    }
    return unknown;
  }

  private Sym path(Sym.Made made, String name, Arguments given, Site site, Sym unknown) {
    return switch (name) {
      case "read_text" -> contents(made, unknown);
      case "resolve", "absolute" -> made;
      case "joinpath" -> {
        Sym path = made;
        for (Sym part : given.positional()) {
          path = Paths.join(path, part);
        }
        yield path;
      }
      case "open" ->
          new Sym.Made(new Sym.Ref("builtins.open"), List.of(made), Map.of(), site.line(), true);
      default -> unknown;
    };
  }

  private Sym file(Sym.Made made, String name, Sym unknown) {
    return name.equals("read") && !made.arguments().isEmpty()
        ? contents(made.arguments().getFirst(), unknown)
        : unknown;
  }

  private Sym contents(Sym path, Sym unknown) {
    return Paths.text(path)
        .flatMap(each -> Paths.read(run.modules.sources(), each))
        .<Sym>map(Sym::text)
        .orElse(unknown);
  }

  private Sym sequence(Sym.Made made, String name, Site site, Sym unknown) {
    Optional<String> sequence = Arguments.of(made).text(0, "name").map(IdentifierLength::cut);
    if (sequence.isPresent() && name.equals("create")) {
      run.emit(
          new Operation.CreateObject(
              site, dev.retort.schema.ObjectKind.SEQUENCE, sequence.get(), Optional.empty(), true));
      return Sym.Nothing.NONE;
    }
    if (sequence.isPresent() && name.equals("drop")) {
      run.emit(
          new Operation.DropObject(
              site,
              dev.retort.schema.ObjectKind.SEQUENCE,
              sequence.get(),
              Optional.empty(),
              true,
              false));
      return Sym.Nothing.NONE;
    }
    return unknown;
  }
}
