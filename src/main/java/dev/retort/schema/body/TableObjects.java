package dev.retort.schema.body;

import java.util.Optional;

/// What `sa.Table(…)` and `sa.MetaData(…)` say of themselves.
final class TableObjects {
  private TableObjects() {}

  static boolean isMetadata(Sym value) {
    return value instanceof Sym.Made made && made.last().equals("MetaData");
  }

  /// The schema that a `MetaData` gives to those of its tables that name none; empty where it has
  /// none.
  static Optional<Sym> schema(Sym metadata) {
    return metadata instanceof Sym.Made made && isMetadata(made)
        ? Arguments.of(made).get(-1, "schema").filter(each -> !(each instanceof Sym.Nothing))
        : Optional.empty();
  }

  /// The `MetaData` of a table, where that is seen.
  static Optional<Sym.Made> metadata(Sym.Made table) {
    return Arguments.of(table)
        .get(1, "metadata")
        .filter(TableObjects::isMetadata)
        .map(Sym.Made.class::cast);
  }

  /// The name of a table, with its schema; empty where it is not known.
  static Optional<String> name(Sym.Made table) {
    Arguments given = Arguments.of(table);
    Optional<Sym> own = given.get(-1, "schema").filter(each -> !(each instanceof Sym.Nothing));
    Optional<Sym> schema =
        own.isPresent()
            ? own.filter(each -> !each.libraryName().equals("BLANK_SCHEMA"))
            : metadata(table).flatMap(TableObjects::schema);
    return given.text(0, "name").map(each -> OpCalls.qualified(each, schema));
  }
}
