package dev.retort.alembic;

import dev.retort.python.Span;
import java.util.Optional;
import java.util.Set;

/// The module docstring as far as people and Alembic's templates use it. Alembic itself never reads
/// it.
///
/// @param message its first paragraph
/// @param revisionId the text after `Revision ID:`, where there is such a line
/// @param revises the text after `Revises:`, where there is such a line
/// @param createDate the text after `Create Date:`, unparsed
public record Docstring(
    String message,
    Optional<Header> revisionId,
    Optional<Header> revises,
    Optional<String> createDate) {
  public static final Docstring NONE =
      new Docstring("", Optional.empty(), Optional.empty(), Optional.empty());

  /// The ids that its `Revises:` line names; none where there is no such line.
  public Set<String> parents() {
    return revises.map(header -> Docstrings.ids(header.text())).orElse(Set.of());
  }

  /// One `Name: text` line of the header.
  ///
  /// @param line counted from 1
  /// @param span the bytes of the text, without the name and surrounding blanks; empty where
  ///   nothing was written, then at the place where it would stand
  public record Header(int line, String text, Span span) {}
}
