package dev.retort.schema.sql;

import dev.retort.schema.Gap;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The reader of `DROP …`.
final class DropReader implements StatementReader {
  private static final String DEFAULT_SCHEMA = "public";

  @Override
  public void read(Cursor cursor, List<Operation> into) throws UnreadException {
    Site site = cursor.site();
    cursor.expect("DROP");
    cursor.accept("TEMPORARY");
    if (cursor.accept("TABLE") || cursor.accept("FOREIGN", "TABLE")) {
      boolean ifExists = cursor.acceptIfExists();
      List<String> names = names(cursor);
      boolean cascade = end(cursor);
      names.forEach(name -> into.add(new Operation.DropTable(site, name, ifExists, cascade)));
    } else if (cursor.accept("INDEX")) {
      index(cursor, site, into);
    } else if (cursor.accept("TYPE")) {
      boolean ifExists = cursor.acceptIfExists();
      List<String> names = names(cursor);
      boolean cascade = end(cursor);
      names.forEach(name -> into.add(new Operation.DropType(site, name, ifExists, cascade)));
    } else {
      other(cursor, site, into);
    }
  }

  private static List<String> names(Cursor cursor) throws UnreadException {
    List<String> names = new ArrayList<>();
    do {
      names.add(cursor.name());
      cursor.skipBracket();
    } while (cursor.accept(','));
    return names;
  }

  private static boolean end(Cursor cursor) throws UnreadException {
    boolean cascade = cursor.acceptCascade();
    cursor.expectEnd();
    return cascade;
  }

  private static void index(Cursor cursor, Site site, List<Operation> into) throws UnreadException {
    boolean concurrently = cursor.accept("CONCURRENTLY");
    boolean ifExists = cursor.acceptIfExists();
    List<String> names = names(cursor);
    Optional<String> table = cursor.accept("ON") ? Optional.of(cursor.name()) : Optional.empty();
    boolean cascade = cursor.acceptCascade();
    cursor.expectEnd();
    for (String name : names) {
      into.add(
          new Operation.DropIndex(site, Optional.of(name), table, ifExists, concurrently, cascade));
    }
  }

  private static void other(Cursor cursor, Site site, List<Operation> into) throws UnreadException {
    cursor.acceptOneOf("TRUSTED", "PROCEDURAL", "EVENT");
    ObjectKind kind = ObjectWords.accept(cursor).orElseThrow(cursor::unread);
    if (kind == ObjectKind.OTHER) {
      cursor.skipToEnd();
      into.add(new Operation.Harmless(site));
      return;
    }
    boolean ifExists = cursor.acceptIfExists();
    List<String> names = names(cursor);
    Optional<String> table = cursor.accept("ON") ? Optional.of(cursor.name()) : Optional.empty();
    boolean cascade = end(cursor);
    for (String name : names) {
      into.add(new Operation.DropObject(site, kind, name, table, ifExists, cascade));
    }
    boolean holdsAll = kind == ObjectKind.SCHEMA && names.contains(DEFAULT_SCHEMA);
    if (cascade && (holdsAll || kind == ObjectKind.EXTENSION)) {
      throw new UnreadException(Gap.OfSql.CASCADE);
    }
  }
}
