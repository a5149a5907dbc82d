package dev.retort.schema.sql;

import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.QueryClause;
import dev.retort.schema.Site;
import dev.retort.schema.TableSources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The reader of queries and what changes rows. A query that calls a function which is known to
/// make tables or indexes of its own is not read, and neither is one that makes a table of its
/// rows.
final class QueryReader implements StatementReader {
  /// Functions of well-known extensions that change a schema, by the beginnings of their names.
  private static final List<String> MAKERS =
      List.of(
          "create_hypertable",
          "add_dimension",
          "create_distributed_table",
          "create_reference_table",
          "undistribute_table",
          "addgeometrycolumn",
          "dropgeometrycolumn",
          "dropgeometrytable",
          "populate_geometry_columns",
          "create_parent",
          "run_maintenance",
          "attach_chunk",
          "dblink_exec",
          "query_to_xml",
          "lo_import");

  @Override
  public void read(Cursor cursor, List<Operation> into) throws UnreadException {
    Site site = cursor.site();
    if (cursor.accept("CALL")) {
      Cursor ahead = cursor.upTo(cursor.end());
      into.add(new Operation.CallRoutine(site, ahead.name(), true));
    }
    int start = cursor.at();
    Set<String> named = new LinkedHashSet<>();
    boolean makes = false;
    for (int i = start; i + 1 < cursor.end(); i++) {
      Token token = cursor.source().token(i);
      if (token.kind() == Token.Kind.WORD && cursor.source().token(i + 1).isSymbol('(')) {
        makes |= isMaker(token.text());
      }
    }
    if (makes) {
      for (int i = start; i < cursor.end(); i++) {
        Token token = cursor.source().token(i);
        if (token.kind() == Token.Kind.STRING && token.text().matches("[A-Za-z_][\\w.]{0,99}")) {
          named.add(token.text().toLowerCase(Locale.ROOT));
        }
      }
      into.add(new Operation.Opaque(site, Gap.OfSql.CHANGING_FUNCTION, named, named.isEmpty()));
      cursor.skipToEnd();
      return;
    }
    SearchPathReader.called(cursor, site, into);
    CatalogueReader.read(cursor).ifPresent(into::add);
    madeOfRows(cursor, site, into);
    RoutineCalls.of(cursor, into);
    new DataReader(cursor).readRest(into);
  }

  private static boolean isMaker(String function) {
    String name = function.toLowerCase(Locale.ROOT);
    return MAKERS.stream().anyMatch(name::equals);
  }

  /// `SELECT … INTO t`.
  private static void madeOfRows(Cursor cursor, Site site, List<Operation> into)
      throws UnreadException {
    if (!cursor.sees("SELECT")) {
      return;
    }
    Cursor ahead = cursor.upTo(cursor.end());
    while (!ahead.atEnd() && !ahead.seesOneOf("FROM", "INTO")) {
      ahead.skipOne();
    }
    if (!ahead.accept("INTO")) {
      return;
    }
    if (ahead.acceptOneOf("TEMP", "TEMPORARY")) {
      ahead.accept("TABLE");
      into.add(new Operation.CreateTemporary(site, ahead.name()));
      return;
    }
    ahead.accept("UNLOGGED");
    ahead.accept("TABLE");
    Optional<QueryClause> query = RowsReader.read(cursor.upTo(cursor.end()));
    into.add(
        new Operation.CreateTable(
            site,
            ahead.name(),
            List.of(),
            List.of(),
            query.isPresent(),
            false,
            query.map(TableSources::of).orElse(TableSources.NONE)));
  }
}
