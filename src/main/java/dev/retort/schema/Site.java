package dev.retort.schema;

import dev.retort.python.Span;
import java.util.Optional;

/// Where an operation was written.
///
/// @param line in the revision's own file, counted from 1: where a helper of another file does the
///   work, the line that calls it
/// @param span the bytes of the whole call or statement; an empty one at 0 where it is not known
/// @param autocommit whether it runs outside of a transaction as far as the migration's own text
///   says: in an autocommit block, or after a `COMMIT` by hand
/// @param batch whether `batch_alter_table` does it, which makes the table anew where SQLite has no
///   ALTER for it
/// @param alone whether partitions and tables that inherit are left out (`ONLY`)
/// @param onlyWith the table without which nothing happens (`ALTER TABLE IF EXISTS`)
/// @param inFull whether names are told with the default schema too: a search path is set, and one
///   without any means another
/// @param ofNewColumn whether it stands in a column that is added where it is not there yet, just
///   before
public record Site(
    int line,
    Span span,
    boolean autocommit,
    boolean batch,
    boolean alone,
    Optional<String> onlyWith,
    boolean inFull,
    boolean ofNewColumn) {
  private static final Span NOWHERE = new Span(0, 0);

  /// One that does something whatever is there.
  public Site(int line, Span span, boolean autocommit, boolean batch) {
    this(line, span, autocommit, batch, false, Optional.empty(), false, false);
  }

  /// A line whose bytes are not known.
  public static Site line(int line) {
    return new Site(line, NOWHERE, false, false);
  }

  /// The same place with another line: of a column inside of a table, of a statement inside of a
  /// text.
  public Site at(int other) {
    return new Site(other, span, autocommit, batch, alone, onlyWith, inFull, ofNewColumn);
  }

  /// The same place outside of a transaction.
  public Site outsideOfTransactions() {
    return new Site(line, span, true, batch, alone, onlyWith, inFull, ofNewColumn);
  }

  /// The same place in a batch.
  public Site inBatch() {
    return new Site(line, span, autocommit, true, alone, onlyWith, inFull, ofNewColumn);
  }

  /// The same place in a statement that does nothing without a table.
  public Site onlyWith(String table) {
    return new Site(line, span, autocommit, batch, alone, Optional.of(table), inFull, ofNewColumn);
  }

  /// The same place in a statement about one table alone, without those below it.
  public Site ofOneTable() {
    return new Site(line, span, autocommit, batch, true, onlyWith, inFull, ofNewColumn);
  }

  /// The same place where names are told with the default schema too.
  public Site namingInFull(boolean full) {
    return new Site(line, span, autocommit, batch, alone, onlyWith, full, ofNewColumn);
  }

  /// The same place inside of the column that is added just before, where that is added at all.
  public Site inNewColumn() {
    return new Site(line, span, autocommit, batch, alone, onlyWith, inFull, true);
  }
}
