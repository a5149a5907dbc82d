package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The reader of statements that write PostgreSQL's system catalogue by hand. Of `pg_enum` it reads
/// conditions that name one label and one type; anything else may have been done to every enum, or
/// to whatever the catalogue describes.
final class CatalogueReader {
  private static final String ENUMS = "pg_enum";

  /// Where tables, columns, keys, indexes and types are described.
  private static final Set<String> SHAPES =
      Set.of(
          ENUMS,
          "pg_attrdef",
          "pg_attribute",
          "pg_class",
          "pg_constraint",
          "pg_depend",
          "pg_index",
          "pg_inherits",
          "pg_namespace",
          "pg_type");

  /// Columns of the catalogue that say which table a row is about.
  private static final Set<String> OWNERS = Set.of("attrelid", "adrelid", "conrelid", "indrelid");

  private final Source source;
  private final Site site;
  private final int start;
  private final int end;

  private CatalogueReader(Cursor cursor) {
    this.source = cursor.source();
    this.site = cursor.site();
    this.start = cursor.at();
    this.end = cursor.end();
  }

  /// Empty where a statement writes nothing of that kind.
  static Optional<Operation> read(Cursor cursor) {
    return cursor.dialect() == Dialect.POSTGRESQL
        ? new CatalogueReader(cursor).read()
        : Optional.empty();
  }

  private Optional<Operation> read() {
    for (int i = start; i < end; i++) {
      boolean writes = is(i, "UPDATE") || (is(i, "FROM") && is(i - 1, "DELETE")) || is(i, "INTO");
      Optional<String> table = writes ? tableAt(i + 1) : Optional.empty();
      if (table.filter(SHAPES::contains).isPresent()) {
        return Optional.of(table.get().equals(ENUMS) ? ofEnums(is(start, "INSERT")) : ofOthers());
      }
    }
    return Optional.empty();
  }

  private Optional<String> tableAt(int index) {
    int at = is(index, "ONLY") ? index + 1 : index;
    at += is(at, "pg_catalog") ? 2 : 0;
    return at < end && source.token(at).isName()
        ? Optional.of(source.token(at).text().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private Operation ofEnums(boolean inserts) {
    int where = start;
    while (where < end && !is(where, "WHERE")) {
      where++;
    }
    List<String> labels = compared(where, end, "enumlabel");
    List<String> set = compared(start, where, "enumlabel");
    List<String> types = compared(where, end, "typname");
    types.addAll(cast("regtype"));
    boolean deletes = is(start, "DELETE");
    boolean plain =
        !inserts
            && labels.size() == 1
            && types.size() == 1
            && set.size() == (deletes ? 0 : 1)
            && isPlain(deletes ? 2 : 3);
    return plain
        ? new Operation.WriteEnum(
            site,
            Optional.of(types.getFirst()),
            Optional.of(labels.getFirst()),
            deletes ? Optional.empty() : Optional.of(set.getFirst()))
        : new Operation.WriteEnum(site, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Operation ofOthers() {
    List<String> tables = cast("regclass");
    boolean owned = false;
    for (int i = start; i + 2 < end; i++) {
      owned |=
          OWNERS.contains(source.token(i).text().toLowerCase(Locale.ROOT))
              && source.token(i + 1).isSymbol('=')
              && isCast(i + 2, "regclass");
    }
    boolean bounded = owned && tables.size() == 1 && !holds("OR") && !holds("NOT");
    return new Operation.Opaque(
        site, Gap.OfSql.CATALOGUE_WRITTEN, bounded ? Set.copyOf(tables) : Set.of(), !bounded);
  }

  /// The texts that a column is set to, or compared with.
  private List<String> compared(int from, int to, String column) {
    List<String> texts = new ArrayList<>();
    for (int i = from; i + 2 < to; i++) {
      if (is(i, column) && source.token(i + 1).isSymbol('=') && isText(i + 2)) {
        texts.add(source.token(i + 2).text());
      }
    }
    return texts;
  }

  /// The names that are cast to a type.
  private List<String> cast(String type) {
    List<String> names = new ArrayList<>();
    for (int i = start; i + 2 < end; i++) {
      if (isCast(i, type)) {
        String name = source.token(i).text();
        String kept = name.contains("\"") ? name.replace("\"", "") : name.toLowerCase(Locale.ROOT);
        names.add(Names.joined(List.of(kept.split("\\.")), source.dialect(), false));
      }
    }
    return names;
  }

  private boolean isCast(int at, String type) {
    return at + 2 < end
        && isText(at)
        && source.token(at + 1).text().equals("::")
        && is(at + 2, type);
  }

  private boolean isText(int at) {
    Token token = source.token(at);
    return token.kind() == Token.Kind.STRING && token.whole();
  }

  /// Whether a condition is nothing but texts, each compared for equality with a column, all of
  /// which hold.
  private boolean isPlain(int texts) {
    int found = 0;
    for (int i = start; i < end; i++) {
      Token token = source.token(i);
      boolean other =
          token.kind() == Token.Kind.NUMBER
              || token.kind() == Token.Kind.HOLE
              || !token.whole()
              || token.text().matches("[!<>=~]{2,}|[!<>~]");
      if (other) {
        return false;
      }
      found += token.kind() == Token.Kind.STRING ? 1 : 0;
    }
    return found == texts && !holds("OR") && !holds("NOT") && !holds("NULL");
  }

  private boolean holds(String word) {
    for (int i = start; i < end; i++) {
      if (is(i, word)) {
        return true;
      }
    }
    return false;
  }

  private boolean is(int at, String word) {
    return at >= start && at < end && source.token(at).isWord(word);
  }
}
