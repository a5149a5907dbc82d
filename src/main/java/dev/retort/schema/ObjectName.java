package dev.retort.schema;

import java.util.Locale;
import java.util.Optional;

/// The name of an object of a schema. Written down it is what the inventory says: `table users`,
/// `column users.email`, `constraint users/users_pkey`, `index ix_users_email`, `enum status`.
///
/// @param table that a column, a constraint or a trigger belongs to; that of a table is itself
public record ObjectName(Kind kind, Optional<String> table, String name)
    implements Comparable<ObjectName> {
  /// What an object is.
  public sealed interface Kind permits Followed, ObjectKind {
    /// As SQL and people write it.
    String words();
  }

  /// The kinds of which a [Schema] knows more than the name.
  public enum Followed implements Kind {
    TABLE,
    COLUMN,
    CONSTRAINT,
    INDEX,
    ENUM;

    @Override
    public String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static ObjectName table(String name) {
    return new ObjectName(Followed.TABLE, Optional.of(name), name);
  }

  public static ObjectName column(String table, String column) {
    return new ObjectName(Followed.COLUMN, Optional.of(table), column);
  }

  public static ObjectName constraint(String table, String name) {
    return new ObjectName(Followed.CONSTRAINT, Optional.of(table), name);
  }

  public static ObjectName index(String name) {
    return new ObjectName(Followed.INDEX, Optional.empty(), name);
  }

  public static ObjectName enumType(String name) {
    return new ObjectName(Followed.ENUM, Optional.empty(), name);
  }

  public boolean isTable() {
    return kind == Followed.TABLE;
  }

  public boolean isColumn() {
    return kind == Followed.COLUMN;
  }

  /// The same object where its table, or it itself, has another name.
  public ObjectName movedTo(String to) {
    return isTable() ? table(to) : new ObjectName(kind, Optional.of(to), name);
  }

  /// The name without the kind, such as `users.email`.
  public String label() {
    return switch (kind) {
      case Followed followed ->
          switch (followed) {
            case TABLE, INDEX, ENUM -> name;
            case COLUMN -> table.orElseThrow() + "." + name;
            case CONSTRAINT -> table.orElseThrow() + "/" + name;
          };
      case ObjectKind _ -> name + table.map(each -> " on " + each).orElse("");
    };
  }

  @Override
  public int compareTo(ObjectName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return kind.words() + " " + label();
  }
}
