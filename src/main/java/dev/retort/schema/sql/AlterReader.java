package dev.retort.schema.sql;

import dev.retort.schema.Gap;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.List;
import java.util.Optional;

/// The reader of `ALTER …` of everything; tables are [AlterTableReader]'s.
final class AlterReader implements StatementReader {
  private final AlterTableReader tables = new AlterTableReader();

  @Override
  public void read(Cursor cursor, List<Operation> into) throws UnreadException {
    Site site = cursor.site();
    cursor.expect("ALTER");
    if (cursor.accept("TABLE") || cursor.accept("FOREIGN", "TABLE")) {
      tables.read(cursor, into);
    } else if (cursor.accept("INDEX")) {
      index(cursor, site, into);
    } else if (cursor.accept("TYPE")) {
      type(cursor, site, into);
    } else if (cursor.seesOneOf("DEFAULT", "SYSTEM", "LARGE", "EVENT")) {
      cursor.skipToEnd();
      into.add(new Operation.Harmless(site));
    } else {
      other(cursor, site, into);
    }
  }

  private static void index(Cursor cursor, Site site, List<Operation> into) throws UnreadException {
    boolean ifExists = cursor.acceptIfExists();
    String name = cursor.name();
    if (cursor.accept("RENAME", "TO")) {
      String to = inSchemaOf(name, cursor.identifier());
      cursor.expectEnd();
      into.add(new Operation.RenameIndex(site, name, to, ifExists));
    } else if (cursor.accept("ATTACH", "PARTITION")) {
      into.add(new Operation.AttachIndex(site, name, cursor.name()));
    } else {
      cursor.skipToEnd();
      into.add(new Operation.Harmless(site));
    }
  }

  private static String inSchemaOf(String name, String other) {
    int dot = name.indexOf('.');
    return dot < 0 ? other : name.substring(0, dot + 1) + other;
  }

  private static void type(Cursor cursor, Site site, List<Operation> into) throws UnreadException {
    String name = cursor.name();
    if (cursor.accept("ADD", "VALUE")) {
      boolean tolerant = cursor.acceptIfNotExists();
      String value = cursor.string();
      Optional<String> before =
          cursor.accept("BEFORE") ? Optional.of(cursor.string()) : Optional.empty();
      Optional<String> after =
          cursor.accept("AFTER") ? Optional.of(cursor.string()) : Optional.empty();
      cursor.expectEnd();
      into.add(new Operation.AddEnumValue(site, name, value, before, after, tolerant));
    } else if (cursor.accept("RENAME", "VALUE")) {
      String value = cursor.string();
      cursor.expect("TO");
      String to = cursor.string();
      cursor.expectEnd();
      into.add(new Operation.RenameEnumValue(site, name, value, to));
    } else if (cursor.accept("RENAME", "TO")) {
      String to = inSchemaOf(name, cursor.identifier());
      cursor.expectEnd();
      into.add(new Operation.RenameType(site, name, to));
    } else if (cursor.accept("SET", "SCHEMA")) {
      String schema = cursor.identifier();
      cursor.expectEnd();
      into.add(new Operation.RenameType(site, name, Moved.into(schema, name, cursor)));
    } else if (cursor.accept("OWNER", "TO") || isOfAttribute(cursor)) {
      cursor.skipToEnd();
      into.add(new Operation.Harmless(site));
    } else {
      throw cursor.unread();
    }
  }

  /// What is in a composite type is not followed.
  private static boolean isOfAttribute(Cursor cursor) {
    return cursor.peek(1).isWord("ATTRIBUTE") && cursor.seesOneOf("ADD", "DROP", "ALTER", "RENAME");
  }

  private static void other(Cursor cursor, Site site, List<Operation> into) throws UnreadException {
    cursor.acceptOneOf("PROCEDURAL");
    ObjectKind kind = ObjectWords.accept(cursor).orElseThrow(cursor::unread);
    if (kind == ObjectKind.OTHER || kind == ObjectKind.EXTENSION) {
      cursor.skipToEnd();
      into.add(new Operation.Harmless(site));
      return;
    }
    cursor.acceptIfExists();
    String name = cursor.name();
    cursor.skipBracket();
    Optional<String> table = cursor.accept("ON") ? Optional.of(cursor.name()) : Optional.empty();
    if (cursor.accept("RENAME", "TO")) {
      String to = inSchemaOf(name, cursor.identifier());
      cursor.expectEnd();
      if (kind == ObjectKind.SCHEMA) {
        throw new UnreadException(Gap.OfSql.SCHEMA_RENAMED);
      }
      into.add(new Operation.RenameObject(site, kind, name, to));
    } else if (cursor.sees("SET", "SCHEMA") && table.isEmpty()) {
      cursor.accept("SET", "SCHEMA");
      into.add(
          new Operation.RenameObject(
              site, kind, name, Moved.into(cursor.identifier(), name, cursor)));
    } else {
      cursor.skipToEnd();
      into.add(new Operation.Harmless(site));
    }
  }
}
