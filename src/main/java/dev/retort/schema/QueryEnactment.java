package dev.retort.schema;

import java.util.List;
import java.util.Optional;

/// What a new table takes from the query that it is made of: nothing binds it to the tables of that
/// afterwards.
final class QueryEnactment {
  private final Enactment at;
  private final String table;
  private final QueryClause query;
  private final Operation operation;

  private QueryEnactment(
      Enactment at, String table, QueryClause query, Operation.CreateTable operation) {
    this.at = at;
    this.table = table;
    this.query = query;
    this.operation = operation;
  }

  static void columns(
      Enactment at, String table, QueryClause query, Operation.CreateTable operation) {
    QueryEnactment enactment = new QueryEnactment(at, table, query, operation);
    for (QueryClause.Selected selected : query.columns()) {
      switch (selected) {
        case QueryClause.All(Optional<String> source) -> enactment.all(source);
        case QueryClause.Taken taken ->
            enactment.put(taken.name(), enactment.type(taken), !at.isPerhaps());
        case QueryClause.Computed(String name, String type) ->
            enactment.put(name, type, !at.isPerhaps());
      }
    }
  }

  private void all(Optional<String> name) {
    List<QueryClause.Source> sources =
        query.sources().stream()
            .filter(source -> name.isEmpty() || source.name().equals(name.get()))
            .toList();
    if (sources.isEmpty()) {
      open();
    }
    for (QueryClause.Source source : sources) {
      Optional<Table> from = source.table().map(each -> at.table(each, operation));
      if (from.filter(each -> CopiedObjects.isKnown(at, each)).isEmpty()) {
        open();
      }
      from.ifPresent(each ->
          each.columns()
              .values()
              .forEach(column ->
                  put(
                      column.name(),
                      column.type(),
                      !at.isPerhaps() && CopiedObjects.isKnown(at, column))));
    }
  }

  /// The type of a column that one source surely has, and no other one can have.
  private String type(QueryClause.Taken taken) {
    List<QueryClause.Source> sources =
        query.sources().stream()
            .filter(
                source -> taken.source().isEmpty() || taken.source().get().equals(source.name()))
            .toList();
    String type = ColumnSpec.UNKNOWN_TYPE;
    for (QueryClause.Source source : sources) {
      Optional<Table> from = source.table().map(each -> at.table(each, operation));
      Optional<Column> column =
          from.map(each -> each.columns().get(taken.column()))
              .filter(each -> CopiedObjects.isKnown(at, each));
      boolean alone = sources.size() == 1;
      if (!alone && from.filter(each -> CopiedObjects.isKnown(at, each)).isEmpty()) {
        return ColumnSpec.UNKNOWN_TYPE;
      }
      type = column.map(Column::type).orElse(type);
    }
    return type;
  }

  private void put(String name, String type, boolean sure) {
    if (at.schema().table(table).orElseThrow().columns().containsKey(name)) {
      // The database refuses that.
      open();
      return;
    }
    ColumnEnactment.put(
        at,
        table,
        new ColumnSpec(name, type, Optional.of(true), ColumnDefault.NONE, query.line()),
        sure);
  }

  private void open() {
    CopiedObjects.open(at, table);
  }
}
