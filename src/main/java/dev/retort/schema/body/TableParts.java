package dev.retort.schema.body;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import dev.retort.schema.IdentifierLength;
import dev.retort.schema.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The columns, keys and indexes that a table's or a column's definition asks for.
final class TableParts {
  private static final Set<String> PARTS =
      Set.of(
          "ForeignKey",
          "CheckConstraint",
          "Identity",
          "Computed",
          "Sequence",
          "DefaultClause",
          "FetchedValue",
          "UniqueConstraint",
          "PrimaryKeyConstraint",
          "ColumnDefault");

  final List<ColumnSpec> columns = new ArrayList<>();
  final List<ConstraintSpec> constraints = new ArrayList<>();

  /// Foreign keys that `CREATE TABLE` leaves to an `ALTER TABLE` (`use_alter=True`), which only
  /// `MetaData.create_all` sends.
  final List<ConstraintSpec> later = new ArrayList<>();

  final List<IndexSpec> indexes = new ArrayList<>();

  /// What some versions of a library make and others do not.
  final List<IndexSpec> possibleIndexes = new ArrayList<>();

  final List<ConstraintSpec> possibleChecks = new ArrayList<>();
  final List<Types.EnumSpec> enums = new ArrayList<>();
  final List<String> primary = new ArrayList<>();
  private final Serials serials;
  private final ColumnKeys keys = new ColumnKeys();

  /// Why something is missing here; empty where all is known.
  Optional<Gap> unread = Optional.empty();

  private final Evaluator evaluator;
  private final Types types;
  private final String table;
  private final boolean creates;
  private final Conventions conventions;

  /// @param table with its schema
  /// @param creates whether the table itself is made, rather than a column added
  TableParts(Evaluator evaluator, String table, boolean creates) {
    this(evaluator, table, creates, evaluator.run.conventions);
  }

  TableParts(Evaluator evaluator, String table, boolean creates, Conventions conventions) {
    this.conventions = conventions;
    this.evaluator = evaluator;
    this.serials = new Serials(evaluator.run.dialect());
    this.types = new Types(evaluator, Optional.of(table));
    this.table = table;
    this.creates = creates;
  }

  /// Whether it stands in a column and is not its type.
  static boolean isPart(Sym value) {
    return value instanceof Sym.Made made && PARTS.contains(made.last());
  }

  /// All that a table holds.
  void addAll(List<Sym> contents, int line) {
    keys.note(contents);
    contents.forEach(each -> add(each, line));
    finish(line);
  }

  void add(Sym part, int line) {
    switch (part) {
      case Sym.Made made -> made(made, line);
      case Sym.Nothing _ -> {}
      case Sym.Seq seq -> {
        seq.items.forEach(each -> add(each, line));
        if (!seq.whole) {
          missing(Gap.OfOperation.COLUMN_LIST);
        }
      }
      default -> missing(Gap.OfOperation.COLUMN_OR_KEY);
    }
  }

  private void missing(Gap why) {
    unread = unread.or(() -> Optional.of(why));
  }

  private void made(Sym.Made made, int line) {
    Arguments given = Arguments.of(made);
    int at = made.line() > 0 ? made.line() : line;
    switch (made.last()) {
      case "Column", "mapped_column" -> column(made, at);
      case "PrimaryKeyConstraint" -> {
        List<String> names = ColumnNames.of(keys.named(given.positional()));
        primary.clear();
        primary.addAll(names);
        key(ConstraintSpec.Kind.PRIMARY_KEY, names, Optional.empty(), given, at);
      }
      case "UniqueConstraint" ->
          key(
              ConstraintSpec.Kind.UNIQUE,
              ColumnNames.of(keys.named(given.positional())),
              Optional.empty(),
              given,
              at);
      case "ForeignKeyConstraint" -> foreignKey(given, at);
      case "CheckConstraint" ->
          constraints.add(
              new ConstraintSpec(
                  ConstraintSpec.Kind.CHECK,
                  named(ConstraintSpec.Kind.CHECK, List.of(), Optional.empty(), given, 1),
                  List.of(),
                  Optional.empty(),
                  given.get(0, "sqltext").map(Texts::str),
                  false,
                  at));
      case "ExcludeConstraint" ->
          constraints.add(
              new ConstraintSpec(
                  ConstraintSpec.Kind.EXCLUSION,
                  given.text(-1, "name"),
                  List.of(),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  at));
      case "Index" -> index(given, at);
      case "MetaData", "DDL" -> {}
      default -> missing(new Gap.Call(made.last(), Gap.AboutCall.GIVES));
    }
  }

  private void key(
      ConstraintSpec.Kind kind,
      List<String> names,
      Optional<ConstraintSpec.Reference> reference,
      Arguments given,
      int line) {
    if (names.contains("?") || !given.whole()) {
      missing(Gap.OfOperation.KEY_COLUMNS);
      return;
    }
    if (names.isEmpty() && kind != ConstraintSpec.Kind.FOREIGN_KEY) {
      return;
    }
    ConstraintSpec key =
        new ConstraintSpec(
            kind,
            named(kind, names, reference, given, -1),
            names,
            reference,
            Optional.empty(),
            false,
            line);
    switch (isLater(given)) {
      case YES -> later.add(key);
      case NO -> constraints.add(key);
      case UNKNOWN -> missing(Gap.OfOperation.FOREIGN_KEY);
    }
  }

  /// Whether a foreign key does not come with its table. SQLite has no `ALTER TABLE` for it.
  private Truth isLater(Arguments given) {
    return creates && evaluator.run.dialect() != Dialect.SQLITE
        ? given.get(-1, "use_alter").map(Sym::truth).orElse(Truth.NO)
        : Truth.NO;
  }

  private Optional<String> named(
      ConstraintSpec.Kind kind,
      List<String> columns,
      Optional<ConstraintSpec.Reference> reference,
      Arguments given,
      int position) {
    Optional<Sym> name = given.get(position, "name");
    boolean conv = name.isPresent() && name.get() instanceof Sym.Text text && text.conv();
    return conventions.constraint(kind, table, columns, reference, name.flatMap(Sym::asText), conv);
  }

  private void foreignKey(Arguments given, int line) {
    List<String> local = ColumnNames.of(keys.named(given.get(0, "columns").stream().toList()));
    List<String> targets =
        ColumnNames.paths(keys.targets(given.get(1, "refcolumns").stream().toList(), table));
    References.of(targets, References.onDelete(given))
        .ifPresentOrElse(
            reference ->
                key(ConstraintSpec.Kind.FOREIGN_KEY, local, Optional.of(reference), given, line),
            () -> missing(Gap.OfOperation.REFERENCE));
  }

  private void index(Arguments given, int line) {
    List<String> names = IndexParts.columns(keys.named(given.from(1)));
    Optional<Sym> name = given.get(0, "name");
    Optional<String> text =
        name.flatMap(Sym::asText)
            .or(() -> Optional.of(conventions.index(table, names, given.isTrue(-1, "unique"))));
    indexes.add(IndexParts.spec(text, table, names, given, line, evaluator.run.dialect()));
  }

  private void column(Sym.Made made, int line) {
    Arguments given = Arguments.of(made);
    Optional<String> name = given.text(0, "name");
    if (name.isEmpty()) {
      missing(Gap.OfOperation.COLUMN_NAME);
      return;
    }
    String column = IdentifierLength.cut(name.get());
    boolean key = given.isTrue(-1, "primary_key");
    Types.Named type = Types.Named.UNKNOWN;
    ColumnDefault value =
        given.get(-1, "server_default").map(Defaults::of).orElse(ColumnDefault.NONE);
    boolean generated = false;
    boolean foreign = false;
    for (Sym part : given.get(-1, "type_").map(List::of).orElse(List.of())) {
      type = types.of(part);
    }
    for (Sym part : given.from(1)) {
      if (part instanceof Sym.Made each && isPart(each)) {
        foreign |= each.last().equals("ForeignKey");
        value = inner(each, column, value, line);
        generated |= each.last().equals("Identity");
      } else if (!(part instanceof Sym.Nothing)) {
        type = types.of(part);
      }
    }
    type.enumType().ifPresent(enums::add);
    Optional<Boolean> nullable = nullable(given, key, generated);
    if (key) {
      primary.add(column);
    }
    serials.note(given, column);
    columns.add(
        new ColumnSpec(
            column,
            type.name(),
            nullable,
            key ? serials.ofKey(given, foreign, type, value) : value,
            line));
    additions(given, column, line);
    if (evaluator.run.dialect() == Dialect.POSTGRESQL) {
      for (Sym each : given.from(1)) {
        spatial(each, column, line);
      }
      given.get(-1, "type_").ifPresent(each -> spatial(each, column, line));
    }
  }

  private ColumnDefault inner(Sym.Made part, String column, ColumnDefault value, int line) {
    Arguments given = Arguments.of(part);
    switch (part.last()) {
      case "ForeignKey" ->
          References.of(
                  ColumnNames.of(keys.targets(given.get(0, "column").stream().toList(), table)),
                  References.onDelete(given))
              .ifPresentOrElse(
                  reference ->
                      key(
                          ConstraintSpec.Kind.FOREIGN_KEY,
                          List.of(column),
                          Optional.of(reference),
                          given,
                          line),
                  () -> missing(Gap.OfOperation.REFERENCE));
      case "CheckConstraint" -> made(part, line);
      case "Identity", "Computed", "DefaultClause" -> {
        return Defaults.of(part);
      }
      default -> {}
    }
    return value;
  }

  private static Optional<Boolean> nullable(Arguments given, boolean key, boolean generated) {
    Optional<Sym> written = given.get(-1, "nullable");
    if (!given.whole() && written.isEmpty()) {
      return Optional.empty();
    }
    if (written.isEmpty()) {
      return Optional.of(!key && !generated);
    }
    return switch (written.get().truth()) {
      case YES -> Optional.of(!key && !generated);
      case NO -> Optional.of(false);
      case UNKNOWN -> Optional.empty();
    };
  }

  private void additions(Arguments given, String column, int line) {
    boolean unique = given.isTrue(-1, "unique");
    if (given.isTrue(-1, "index")) {
      indexes.add(
          new IndexSpec(
              Optional.of(prefix(table) + conventions.index(table, List.of(column), unique)),
              table,
              List.of(column),
              unique,
              "btree",
              Optional.empty(),
              line));
    } else if (unique) {
      constraints.add(
          new ConstraintSpec(
              ConstraintSpec.Kind.UNIQUE,
              conventions.constraint(
                  ConstraintSpec.Kind.UNIQUE,
                  table,
                  List.of(column),
                  Optional.empty(),
                  Optional.empty(),
                  false),
              List.of(column),
              Optional.empty(),
              Optional.empty(),
              false,
              line));
    }
  }

  static String prefix(String table) {
    return table.substring(0, table.lastIndexOf('.') + 1);
  }

  private void spatial(Sym part, String column, int line) {
    Optional<Spatial> type = Spatial.of(part);
    if (type.isEmpty()) {
      return;
    }
    IndexSpec index = type.get().index(table, column, line);
    switch (type.get().isIndexed(creates)) {
      case YES -> indexes.add(index);
      case UNKNOWN -> possibleIndexes.add(index);
      case NO -> {}
    }
    if (creates) {
      possibleChecks.addAll(type.get().checks(column, line));
    }
  }

  private Set<String> referring() {
    return Stream.of(constraints, later)
        .flatMap(List::stream)
        .filter(each -> each.kind() == ConstraintSpec.Kind.FOREIGN_KEY)
        .flatMap(each -> each.columns().stream())
        .collect(Collectors.toSet());
  }

  /// The primary key of columns that say so themselves, and NOT NULL for its columns.
  private void finish(int line) {
    boolean written =
        constraints.stream().anyMatch(each -> each.kind() == ConstraintSpec.Kind.PRIMARY_KEY);
    if (!primary.isEmpty() && !written) {
      constraints.addFirst(
          new ConstraintSpec(
              ConstraintSpec.Kind.PRIMARY_KEY,
              conventions.constraint(
                  ConstraintSpec.Kind.PRIMARY_KEY,
                  table,
                  primary,
                  Optional.empty(),
                  Optional.empty(),
                  false),
              serials.first(primary),
              Optional.empty(),
              Optional.empty(),
              false,
              line));
    }
    columns.replaceAll(column ->
        primary.contains(column.name())
            ? new ColumnSpec(
                column.name(),
                column.type(),
                Optional.of(false),
                serials.among(primary, column, referring()),
                column.line())
            : column);
  }
}
