package dev.retort.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One thing that a migration does, as far as reading tells. Tables, indexes and types are named
/// with their schema before a dot, unless that is the default one; names are as the database keeps
/// them (cut, folded to lower case where raw SQL did not quote them).
public sealed interface Operation {
  /// Where it was written.
  Site site();

  /// The table that is made, changed or dropped; empty for everything that is none's.
  default Optional<String> changedTable() {
    return switch (this) {
      case CreateTable(_, String table, _, _, _, _, _) -> Optional.of(table);
      case DropTable(_, String table, _, _) -> Optional.of(table);
      case AddColumn add -> Optional.of(add.table());
      case DropColumn drop -> Optional.of(drop.table());
      case AlterColumn alter -> Optional.of(alter.table());
      case RenameColumn rename -> Optional.of(rename.table());
      case CreateConstraint create -> Optional.of(create.table());
      case CreateKeyOfIndex create -> Optional.of(create.table());
      case DropConstraint drop -> Optional.of(drop.table());
      case CreateIndex create -> Optional.of(create.index().table());
      case AlterParent alter when !alter.isOfUnknown() -> Optional.of(alter.table());
      default -> Optional.empty();
    };
  }

  /// Whether it is about more than rows and what passes.
  default boolean changesSchema() {
    return switch (this) {
      case ReadData _,
          WriteData _,
          CallRoutine _,
          NeedEnum _,
          CreateTemporary _,
          SetSearchPath _,
          Harmless _,
          Raise _ ->
          false;
      case Perhaps perhaps -> perhaps.operation().changesSchema();
      default -> true;
    };
  }

  /// Its keys stand in it; indexes (`index=True` too) and enum types are operations of their own.
  ///
  /// @param whole false where it has columns that are not known (`AS SELECT`, a loop)
  record CreateTable(
      Site site,
      String table,
      List<ColumnSpec> columns,
      List<ConstraintSpec> constraints,
      boolean whole,
      boolean ifNotExists,
      TableSources sources)
      implements Operation {
    public CreateTable {
      columns = List.copyOf(columns);
      constraints = List.copyOf(constraints);
    }

    /// One that takes nothing from others.
    public CreateTable(
        Site site,
        String table,
        List<ColumnSpec> columns,
        List<ConstraintSpec> constraints,
        boolean whole,
        boolean ifNotExists) {
      this(site, table, columns, constraints, whole, ifNotExists, TableSources.NONE);
    }
  }

  record DropTable(Site site, String table, boolean ifExists, boolean cascade)
      implements Operation {}

  /// @param to with its schema: moving a table to another schema is a renaming too
  record RenameTable(Site site, String table, String to, boolean ifExists) implements Operation {}

  record AddColumn(Site site, String table, ColumnSpec column, boolean ifNotExists)
      implements Operation {}

  record DropColumn(Site site, String table, String column, boolean ifExists, boolean cascade)
      implements Operation {}

  record RenameColumn(Site site, String table, String column, String to) implements Operation {}

  /// What is absent stays as it is.
  ///
  /// @param using PostgreSQL's expression of the conversion
  record AlterColumn(
      Site site,
      String table,
      String column,
      Optional<String> type,
      Optional<Boolean> nullable,
      Optional<ColumnDefault> value,
      Optional<String> using)
      implements Operation {}

  record CreateConstraint(Site site, String table, ConstraintSpec constraint)
      implements Operation {}

  /// Makes a key of an index that is there (`USING INDEX`): the index becomes the key's and takes
  /// its name.
  ///
  /// @param key without the columns, which are the index's
  /// @param index without its schema, which is the table's
  record CreateKeyOfIndex(Site site, String table, ConstraintSpec key, String index)
      implements Operation {}

  /// @param name empty for `drop_constraint(None, …)`, which SQLAlchemy refuses to compile
  record DropConstraint(
      Site site,
      String table,
      Optional<String> name,
      Optional<ConstraintSpec.Kind> kind,
      boolean ifExists,
      boolean cascade)
      implements Operation {}

  record RenameConstraint(Site site, String table, String name, String to) implements Operation {}

  /// A table becomes a partition of another one, or inherits from it, or does not any more.
  ///
  /// @param table [#UNKNOWN_TABLE] where reading did not tell
  /// @param partition whether as a partition (`ATTACH`, `DETACH`), and not by `INHERIT`
  /// @param attaches whether it does from now on
  /// @param whole false where the database also makes what is not known (`CONCURRENTLY`)
  record AlterParent(
      Site site, String table, String parent, boolean partition, boolean attaches, boolean whole)
      implements Operation {
    /// A table whose name is not known.
    public static final String UNKNOWN_TABLE = "?";

    public boolean isOfUnknown() {
      return table.equals(UNKNOWN_TABLE);
    }
  }

  record CreateIndex(Site site, IndexSpec index, boolean ifNotExists, boolean concurrently)
      implements Operation {}

  /// @param name empty for `drop_index(None, …)`
  /// @param table as written; PostgreSQL and SQLite ignore it
  record DropIndex(
      Site site,
      Optional<String> name,
      Optional<String> table,
      boolean ifExists,
      boolean concurrently,
      boolean cascade)
      implements Operation {}

  record RenameIndex(Site site, String name, String to, boolean ifExists) implements Operation {}

  /// An index of a partition becomes a part of one of its table (`ALTER INDEX … ATTACH PARTITION`).
  ///
  /// @param name of the table's index
  record AttachIndex(Site site, String name, String partition) implements Operation {}

  /// @param values empty where reading did not tell
  /// @param implicit whether a table's creation makes it, once in a run
  record CreateEnum(
      Site site, String name, Optional<List<String>> values, boolean ifNotExists, boolean implicit)
      implements Operation {
    public CreateEnum {
      values = values.map(List::copyOf);
    }
  }

  /// @param before an older value that the new one is put before; `after` likewise
  record AddEnumValue(
      Site site,
      String name,
      String value,
      Optional<String> before,
      Optional<String> after,
      boolean ifNotExists)
      implements Operation {}

  record RenameEnumValue(Site site, String name, String value, String to) implements Operation {}

  /// Rows of `pg_enum` are written by hand.
  ///
  /// @param name of the type, `value` of those that it has; empty where it may be any
  /// @param to what the value is called from now on; empty where it goes
  record WriteEnum(Site site, Optional<String> name, Optional<String> value, Optional<String> to)
      implements Operation {}

  /// A column asks for an enum type that the operation does not make by itself: it has to be there.
  record NeedEnum(Site site, String name) implements Operation {}

  /// Of an enum, or of another type.
  record RenameType(Site site, String name, String to) implements Operation {}

  /// Of an enum, or of another type.
  record DropType(Site site, String name, boolean ifExists, boolean cascade) implements Operation {}

  /// Makes something whose inner life is not followed.
  ///
  /// @param table what a trigger, rule or policy belongs to
  /// @param tolerant whether an older one of the same name is in order (`OR REPLACE`, `IF NOT
  ///   EXISTS`)
  /// @param routine what a function or procedure does where somebody calls it, and the names that
  ///   stand in a view or a domain, as far as its text was read
  record CreateObject(
      Site site,
      ObjectKind kind,
      String name,
      Optional<String> table,
      boolean tolerant,
      Optional<Routine> routine)
      implements Operation {
    /// One that nobody calls.
    public CreateObject(
        Site site, ObjectKind kind, String name, Optional<String> table, boolean tolerant) {
      this(site, kind, name, table, tolerant, Optional.empty());
    }
  }

  /// Calls a function or procedure, which may be one that PostgreSQL has itself. Whoever knows the
  /// schema says what that comes to.
  ///
  /// @param procedure whether it does something for certain, as those do that are called for that
  ///   alone (`CALL`)
  record CallRoutine(Site site, String name, boolean procedure) implements Operation {}

  record DropObject(
      Site site,
      ObjectKind kind,
      String name,
      Optional<String> table,
      boolean ifExists,
      boolean cascade)
      implements Operation {}

  record RenameObject(Site site, ObjectKind kind, String name, String to) implements Operation {}

  /// Makes a table or a view that is gone with the connection (`CREATE TEMPORARY TABLE`).
  record CreateTemporary(Site site, String name) implements Operation {}

  /// Says which tables names without a schema mean from here on.
  ///
  /// @param schemas in order; [#UNKNOWN_SCHEMA] where one is not known
  record SetSearchPath(Site site, List<String> schemas) implements Operation {
    /// A schema whose name reading did not tell.
    public static final String UNKNOWN_SCHEMA = "?";

    /// The path that a database has by itself, without the user's own schema: nobody makes that.
    public static final List<String> USUAL = List.of("public");

    public SetSearchPath {
      schemas = List.copyOf(schemas);
    }
  }

  /// Reads rows: `SELECT`, the source of an `INSERT`, the condition of an `UPDATE`.
  record ReadData(Site site, String table) implements Operation {}

  /// Inserts, updates, deletes or truncates rows.
  record WriteData(Site site, String table) implements Operation {}

  /// Changes nothing that is followed (comments, grants, settings, locks).
  ///
  /// @param transaction what it does to the one that it runs in
  record Harmless(Site site, Transaction transaction) implements Operation {
    /// It leaves its transaction alone.
    public Harmless(Site site) {
      this(site, Transaction.KEPT);
    }
  }

  /// What becomes of a transaction.
  enum Transaction {
    BEGUN,
    COMMITTED,
    KEPT
  }

  /// Ends with an error on purpose: what a downgrade that cannot be does.
  record Raise(Site site) implements Operation {}

  /// May happen or not: under an undecided condition, in a `try`, in a loop over the unknown.
  record Perhaps(Site site, Operation operation, Gap gap) implements Operation {}

  /// Cannot be read.
  ///
  /// @param touches the tables that it names; they become open
  /// @param unbounded whether it may touch anything; then the whole state becomes open
  record Opaque(Site site, Gap gap, Set<String> touches, boolean unbounded) implements Operation {
    public Opaque {
      touches = Set.copyOf(touches);
    }
  }
}
