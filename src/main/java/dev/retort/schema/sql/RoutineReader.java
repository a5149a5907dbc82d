package dev.retort.schema.sql;

import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Routine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The reader of what stands behind the name of a function or procedure that is created: the tables
/// that its body changes where somebody calls it. Only bodies in SQL and PL/pgSQL are read; one in
/// another language that speaks of such statements may do anything.
final class RoutineReader {
  private static final Set<String> CHANGES = Set.of("CREATE", "ALTER", "DROP");

  private final SqlReader reader;
  private final Set<String> touches = new HashSet<>();
  private final Set<String> drops = new HashSet<>();
  private final Set<String> calls = new HashSet<>();
  private boolean unbounded;

  private RoutineReader(SqlReader reader) {
    this.reader = reader;
  }

  /// Reads to the end of the statement; empty where no body is written as a text.
  static Optional<Routine> read(Cursor cursor, SqlReader reader) {
    int start = cursor.at();
    cursor.skipBracket();
    String arguments = cursor.source().text(start, cursor.at());
    Optional<Token> body = Optional.empty();
    String language = "sql";
    while (!cursor.atEnd()) {
      if (cursor.accept("LANGUAGE")) {
        language = cursor.peek().text();
      } else if (cursor.accept("AS") && cursor.peek().kind() == Token.Kind.STRING) {
        body = Optional.of(cursor.peek());
      }
      cursor.skipOne();
    }
    if (body.isEmpty()) {
      return Optional.empty();
    }
    RoutineReader routine = new RoutineReader(reader);
    routine.body(body.get().text(), language, cursor);
    return Optional.of(
        new Routine(arguments, routine.touches, routine.drops, routine.unbounded, routine.calls));
  }

  /// All names that stand between here and the end; empty where a part is not known.
  static Optional<Routine> names(Cursor cursor) {
    Set<String> names = new HashSet<>();
    for (int i = cursor.at(); i < cursor.end(); i++) {
      Token token = cursor.source().token(i);
      if (!token.whole() || token.kind() == Token.Kind.HOLE) {
        return Optional.empty();
      }
      if (token.isName()) {
        names.add(token.text().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.of(Routine.naming(names));
  }

  private void body(String text, String language, Cursor cursor) {
    Source source = reader.source(text, cursor.site());
    RoutineCalls.in(source, 0, source.size(), calls);
    if (!speaksOfChanges(source)) {
      return;
    }
    try {
      switch (language.toLowerCase(Locale.ROOT)) {
        case "sql" -> reader.nested().read(text, cursor.site()).forEach(this::note);
        case "plpgsql" -> {
          List<Operation> found = new ArrayList<>();
          new BlockReader(reader).statements(source, found);
          found.forEach(this::note);
        }
        default -> unbounded = true;
      }
    } catch (UnreadException _) {
      unbounded = true;
    }
  }

  private static boolean speaksOfChanges(Source source) {
    boolean speaks = false;
    for (int i = 0; i < source.size(); i++) {
      Token token = source.token(i);
      speaks |= CHANGES.stream().anyMatch(token::isWord) || token.isWord("EXECUTE");
    }
    return speaks;
  }

  private void note(Operation operation) {
    switch (operation) {
      case Operation.CallRoutine o -> calls.add(o.name());
      case Operation.Perhaps o -> note(o.operation());
      case Operation.Opaque o when isOfRows(o.gap()) -> {}
      case Operation.Opaque o -> {
        touches.addAll(o.touches());
        unbounded |= o.unbounded();
      }
      case Operation.DropTable o when !o.cascade() -> gone(o.table());
      case Operation.DropColumn o when !o.cascade() -> touches.add(o.table());
      case Operation.DropConstraint o when !o.cascade() -> touches.add(o.table());
      case Operation.DropTable _, Operation.DropColumn _, Operation.DropConstraint _ ->
          unbounded = true;
      case Operation.RenameTable o -> {
        gone(o.table());
        touches.add(o.to());
      }
      case Operation.AlterParent o -> touches.addAll(List.of(o.table(), o.parent()));
      case Operation.RenameConstraint o -> touches.add(o.table());
      case Operation.CreateObject o -> {
        if (o.kind().isTableLike()) {
          touches.add(o.name());
        }
      }
      case Operation.DropObject o -> unbounded |= o.cascade() || !isApart(o);
      case Operation.RenameObject _ -> unbounded = true;
      default ->
          operation
              .changedTable()
              .ifPresentOrElse(touches::add, () -> unbounded |= operation.changesSchema());
    }
  }

  private void gone(String table) {
    touches.add(table);
    drops.add(table);
  }

  /// Whether a statement that was not read is none that changes a schema.
  private static boolean isOfRows(Gap gap) {
    return gap instanceof Gap.Statement(String keyword, _) && !CHANGES.contains(keyword);
  }

  /// Whether nothing that is followed goes with it.
  private static boolean isApart(Operation.DropObject drop) {
    return switch (drop.kind()) {
      case TRIGGER, POLICY, RULE, FUNCTION, SEQUENCE, EXTENSION, OTHER -> true;
      case VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, SCHEMA, DOMAIN, TYPE -> false;
    };
  }
}
