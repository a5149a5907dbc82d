package dev.retort.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a new table takes from others of PostgreSQL, besides what is written in it. Tables are
/// named as in an [Operation].
///
/// @param likes in the order of the text
/// @param parents the tables that it inherits from (`INHERITS`)
/// @param partitionOf the table that it is a partition of
/// @param query the one whose rows it is made of
public record TableSources(
    List<LikeClause> likes,
    List<String> parents,
    Optional<String> partitionOf,
    Optional<QueryClause> query) {
  /// A table of which everything is written where it is made.
  public static final TableSources NONE =
      new TableSources(List.of(), List.of(), Optional.empty(), Optional.empty());

  public TableSources {
    likes = List.copyOf(likes);
    parents = List.copyOf(parents);
  }

  /// What `LIKE` copies besides columns and their `NOT NULL`, of what is followed.
  public enum Copied {
    CONSTRAINTS,
    DEFAULTS,
    GENERATED,
    IDENTITY,
    INDEXES
  }

  /// A copy of another table as it is at that moment.
  ///
  /// @param position how many of the written columns stand before it
  /// @param copied what it says that it includes
  public record LikeClause(String table, int position, Set<Copied> copied, int line) {
    public LikeClause {
      copied = Set.copyOf(copied);
    }
  }

  /// What a table has that is made of the rows of a query.
  public static TableSources of(QueryClause query) {
    return new TableSources(List.of(), List.of(), Optional.empty(), Optional.of(query));
  }

  /// Whether everything is written where the table is made.
  public boolean isEmpty() {
    return likes.isEmpty() && parents.isEmpty() && partitionOf.isEmpty() && query.isEmpty();
  }

  /// The tables that it takes from, each once.
  public List<String> tables() {
    return Stream.of(
            likes.stream().map(LikeClause::table),
            parents.stream(),
            partitionOf.stream(),
            query.stream().flatMap(each -> each.tables().stream()))
        .flatMap(each -> each)
        .distinct()
        .toList();
  }
}
