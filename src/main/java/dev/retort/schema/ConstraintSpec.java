package dev.retort.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A key or constraint as an operation asks for it.
///
/// @param name as it is sent to the database, after naming conventions; empty where the database
///   chooses one
/// @param columns in order; of a check those that it names, as far as they are known
/// @param reference what a foreign key points at
/// @param text a check's or an exclusion's expression
/// @param include the columns that its index only carries (`INCLUDE`)
/// @param notValid whether old rows are left unchecked
/// @param line where it was written
public record ConstraintSpec(
    Kind kind,
    Optional<String> name,
    List<String> columns,
    Optional<Reference> reference,
    Optional<String> text,
    List<String> include,
    boolean notValid,
    int line) {
  public ConstraintSpec {
    columns = List.copyOf(columns);
    include = List.copyOf(include);
  }

  /// One whose index carries nothing else.
  public ConstraintSpec(
      Kind kind,
      Optional<String> name,
      List<String> columns,
      Optional<Reference> reference,
      Optional<String> text,
      boolean notValid,
      int line) {
    this(kind, name, columns, reference, text, List.of(), notValid, line);
  }

  /// The kinds, with PostgreSQL's letter (`pg_constraint.contype`).
  public enum Kind {
    PRIMARY_KEY('p'),
    UNIQUE('u'),
    FOREIGN_KEY('f'),
    CHECK('c'),
    EXCLUSION('x');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    public char letter() {
      return letter;
    }
  }

  /// @param table with its schema, unless that is the default one
  /// @param columns empty where the primary key is meant
  /// @param onDelete `CASCADE`, `SET NULL`, `SET DEFAULT` or `RESTRICT`; empty for none
  public record Reference(String table, List<String> columns, Optional<String> onDelete) {
    public Reference {
      // As the table that it points at has them.
      columns = columns.stream().map(IdentifierLength::cut).toList();
    }
  }

  /// The same constraint under a name.
  public ConstraintSpec named(String other) {
    return new ConstraintSpec(
        kind, Optional.of(other), columns, reference, text, include, notValid, line);
  }

  /// The same with other columns that its index only carries.
  public ConstraintSpec including(List<String> others) {
    return new ConstraintSpec(kind, name, columns, reference, text, others, notValid, line);
  }

  /// The columns after which the database names it.
  List<String> allColumns() {
    return joined(columns, include);
  }

  static List<String> joined(List<String> columns, List<String> more) {
    return Stream.concat(columns.stream(), more.stream()).toList();
  }

  /// Whether it is a foreign key to a table.
  boolean refersTo(String table) {
    return reference.filter(to -> to.table().equals(table)).isPresent();
  }

  /// Whether an index of the database keeps it.
  boolean hasIndex() {
    return kind == Kind.PRIMARY_KEY || kind == Kind.UNIQUE || kind == Kind.EXCLUSION;
  }

  /// The same, where it is a check with the columns of a table that its expression names.
  ConstraintSpec checking(Table table) {
    if (kind != Kind.CHECK || !columns.isEmpty() || text.isEmpty()) {
      return this;
    }
    String plain = text.get().replaceAll("'[^']*'", "''");
    return withColumns(
        table.columns().keySet().stream()
            .filter(column -> ColumnEnactment.mentions(plain, column))
            .toList());
  }

  public ConstraintSpec withColumns(List<String> others) {
    return new ConstraintSpec(kind, name, others, reference, text, include, notValid, line);
  }

  public ConstraintSpec withReference(Reference other) {
    return new ConstraintSpec(
        kind, name, columns, Optional.of(other), text, include, notValid, line);
  }
}
