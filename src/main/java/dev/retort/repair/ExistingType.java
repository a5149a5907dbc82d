package dev.retort.repair;

import dev.retort.alembic.RuleCode;
import dev.retort.change.HistoryChange;
import dev.retort.python.Expression;
import dev.retort.python.Span;
import dev.retort.python.Statement;
import dev.retort.repair.FileEdit.Replacement;
import dev.retort.rule.Finding;
import dev.retort.schema.Clash;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT503: a table whose enum type is there already uses it, by `create_type=False` of PostgreSQL's
/// own type: SQLAlchemy's generic one does not know the word.
record ExistingType() implements LineMend {
  private static final Set<String> TAKEN = Set.of("name", "schema", "metadata", "create_type");

  @Override
  public Set<RuleCode> codes() {
    return Set.of(RuleCode.ENUM_TYPE_MISMATCH);
  }

  @Override
  public List<Replacement> edits(
      HistoryChange change, Replay.Step step, MigrationSource source, Finding finding) {
    Set<Replacement> edits = new LinkedHashSet<>();
    boolean imports = false;
    for (Clash clash : step.clashes()) {
      if (clash.kind() != Clash.Kind.TYPE_MADE_TWICE
          || clash.operation().site().line() != finding.line()
          || !(clash.operation() instanceof Operation.CreateEnum create && create.implicit())) {
        continue;
      }
      Optional<Expression.Call> table = source.call(clash.operation().site().span());
      if (table.isEmpty()) {
        return List.of();
      }
      String name = create.name().substring(create.name().lastIndexOf('.') + 1);
      for (Expression.Call type : MigrationSource.within(table.get())) {
        boolean concerned =
            MigrationSource.name(type).equalsIgnoreCase("enum")
                && type.keyword("name")
                    .flatMap(MigrationSource::text)
                    .filter(name::equals)
                    .isPresent();
        if (concerned) {
          List<Replacement> edit = edit(source, type);
          if (edit.isEmpty()) {
            return List.of();
          }
          edits.addAll(edit);
          imports |= MigrationSource.name(type).equals("Enum");
        }
      }
    }
    if (imports && source.bound("sqlalchemy.dialects.postgresql").isEmpty()) {
      Optional<Statement> after = source.importOfSqlalchemy();
      if (after.isEmpty() || edits.isEmpty()) {
        return List.of();
      }
      int end = after.get().end();
      edits.add(
          MigrationSource.replacing(
              new Span(end, end), source.lineEnd() + "from sqlalchemy.dialects import postgresql"));
    }
    return List.copyOf(edits);
  }

  private static List<Replacement> edit(MigrationSource source, Expression.Call type) {
    boolean own = MigrationSource.name(type).equals("ENUM");
    boolean taken =
        type.keyword("create_type").isEmpty()
            && type.keywords().stream()
                .allMatch(keyword -> keyword.name().filter(TAKEN::contains).isPresent());
    Optional<Replacement> keyword = source.adding(type, "create_type=False");
    if (!taken || keyword.isEmpty()) {
      return List.of();
    }
    List<Replacement> edits = new ArrayList<>(List.of(keyword.get()));
    if (!own) {
      String module = source.bound("sqlalchemy.dialects.postgresql").orElse("postgresql");
      edits.add(MigrationSource.replacing(type.function().span(), module + ".ENUM"));
    }
    return edits;
  }
}
