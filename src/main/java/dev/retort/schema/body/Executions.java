package dev.retort.schema.body;

import dev.retort.schema.Dialect;
import dev.retort.schema.IdentifierLength;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `op.execute`, `connection.execute` and their like are handed.
final class Executions {
  private static final Pattern FIRST_WORD = Pattern.compile("^[\\s(;]*(\\w+)");
  private static final Pattern TABLE_WORD =
      Pattern.compile(
          "(?i)\\b(?:alter\\s+table|drop\\s+table|create\\s+table|update|into|truncate(?:\\s+table)?|from|join|on)"
              + "\\s+(?:if\\s+(?:not\\s+)?exists\\s+|only\\s+)*\"?([A-Za-z_][\\w.]*)\"?");
  private static final Set<String> DATA_WORDS =
      Set.of("insert", "update", "delete", "select", "with", "copy", "values");

  private final Run run;

  Executions(Evaluator evaluator) {
    this.run = evaluator.run;
  }

  /// @return what the statement gives
  Sym execute(Arguments given, Site site) {
    Sym statement =
        given
            .get(0, "sqltext")
            .or(() -> given.get(-1, "statement"))
            .or(() -> given.get(-1, "sql"))
            .orElse(Sym.NONE);
    return execute(statement, given.get(1, "parameters"), site);
  }

  private Sym execute(Sym statement, Optional<Sym> parameters, Site site) {
    Sym rows = new Sym.Unknown(site.line(), "rows of the database are not known");
    switch (statement) {
      case Sym.Text text -> {
        return text(text, parameters, site);
      }
      case Sym.Made made -> {
        return made(made, parameters, site, rows);
      }
      case Sym.Seq seq -> {
        seq.items.forEach(each -> execute(each, parameters, site));
        if (!seq.whole) {
          run.opaque(site, "the SQL text is not known", Set.of(), true);
        }
        return rows;
      }
      case Sym.Method method -> {
        // A statement of a table's own columns, or of a model: rows alone.
        run.emit(new Operation.WriteData(site, DataCalls.SOME_TABLE));
        return rows;
      }
      case Sym.Unknown unknown -> {
        run.opaque(site, "the SQL text is not known: " + unknown.why(), Set.of(), true);
        return rows;
      }
      default -> {
        run.opaque(site, "the SQL text is not known", Set.of(), true);
        return rows;
      }
    }
  }

  private Sym made(Sym.Made made, Optional<Sym> parameters, Site site, Sym rows) {
    if (DataCalls.writes(made)) {
      run.emit(new Operation.WriteData(site, Texts.str(made.arguments().getFirst())));
      return rows;
    }
    if (DataCalls.reads(made)) {
      run.emit(new Operation.ReadData(site, Texts.str(made.arguments().getFirst())));
      return rows;
    }
    Optional<Sym> first = made.arguments().stream().findFirst();
    switch (made.last()) {
      case "text", "DDL", "TextClause" -> {
        return execute(first.orElse(Sym.NONE), parameters, site);
      }
      case "CreateSequence", "DropSequence" -> {
        sequence(made, first, site);
        return rows;
      }
      case "CreateSchema", "DropSchema" -> {
        schema(made, first, site);
        return rows;
      }
      default -> {
        boolean ddl = made.last().startsWith("Create") || made.last().startsWith("Drop")
            || made.last().startsWith("Add");
        if (ddl || !made.callee().root().equals("sqlalchemy")) {
          run.opaque(site, "what " + made.last() + "() does is not read", Set.of(), true);
        } else {
          run.emit(new Operation.WriteData(site, DataCalls.SOME_TABLE));
        }
        return rows;
      }
    }
  }

  private void sequence(Sym.Made made, Optional<Sym> first, Site site) {
    Optional<String> name =
        first.filter(Sym.Made.class::isInstance)
            .flatMap(each -> Arguments.of((Sym.Made) each).text(0, "name"))
            .map(IdentifierLength::cut);
    name.ifPresent(each ->
        run.emit(
            made.last().startsWith("Create")
                ? new Operation.CreateObject(
                    site, ObjectKind.SEQUENCE, each, Optional.empty(), true)
                : new Operation.DropObject(
                    site, ObjectKind.SEQUENCE, each, Optional.empty(), true, false)));
  }

  private void schema(Sym.Made made, Optional<Sym> first, Site site) {
    first.flatMap(Sym::asText).ifPresentOrElse(
        each -> run.emit(
            made.last().startsWith("Create")
                ? new Operation.CreateObject(site, ObjectKind.SCHEMA, each, Optional.empty(), true)
                : new Operation.DropObject(
                    site,
                    ObjectKind.SCHEMA,
                    each,
                    Optional.empty(),
                    true,
                    Arguments.of(made).isTrue(-1, "cascade"))),
        () -> run.opaque(site, "the name of a schema is not known", Set.of(), true));
  }

  private Sym text(Sym.Text text, Optional<Sym> parameters, Site site) {
    String sql = text.value();
    Optional<Truth> exists = ExistenceQueries.answer(sql, parameters, run);
    if (exists.isPresent()) {
      return new Sym.Rows(exists.get());
    }
    if (!text.isWhole()) {
      holes(sql, site);
      return new Sym.Unknown(site.line(), "rows of the database are not known");
    }
    List<Operation> operations = run.sql.read(sql, site);
    operations.forEach(run::emit);
    if (sql.strip().toUpperCase(Locale.ROOT).startsWith("COMMIT")) {
      run.autocommit = true;
    }
    return new Sym.Unknown(site.line(), "rows of the database are not known");
  }

  /// A text that is known in part: rows where it begins so, and otherwise the tables that it names.
  private void holes(String sql, Site site) {
    Matcher word = FIRST_WORD.matcher(sql);
    boolean data =
        word.find() && DATA_WORDS.contains(word.group(1).toLowerCase(Locale.ROOT));
    Set<String> tables = tables(sql);
    boolean more = sql.strip().indexOf(';') >= 0 && sql.strip().indexOf(';') < sql.strip().length() - 1;
    if (data && !more) {
      boolean reads = word.group(1).equalsIgnoreCase("select");
      for (String table : tables.isEmpty() ? Set.of(DataCalls.SOME_TABLE) : tables) {
        run.emit(
            reads ? new Operation.ReadData(site, table) : new Operation.WriteData(site, table));
      }
      return;
    }
    if (sql.indexOf(Sym.HOLE) >= 0 && run.dialect() == Dialect.POSTGRESQL) {
      String lower = sql.strip().toLowerCase(Locale.ROOT);
      if (lower.startsWith("comment on") || lower.startsWith("grant") || lower.startsWith("set ")
          || lower.startsWith("revoke") || lower.startsWith("analyze")
          || lower.startsWith("create or replace function") || lower.startsWith("create function")
          || lower.startsWith("refresh materialized")) {
        run.emit(new Operation.Harmless(site, "a statement that changes no table"));
        return;
      }
    }
    boolean named = !tables.isEmpty() && !more;
    run.opaque(site, "a part of the SQL text is not known", named ? tables : Set.of(), !named);
  }

  private static Set<String> tables(String sql) {
    Set<String> tables = new LinkedHashSet<>();
    Matcher matcher = TABLE_WORD.matcher(sql);
    while (matcher.find()) {
      String table = matcher.group(1);
      if (table.indexOf(Sym.HOLE) < 0 && !table.equalsIgnoreCase("select")) {
        tables.add(
            table.startsWith("public.") ? table.substring("public.".length()) : table);
      }
    }
    return tables;
  }
}
