package dev.retort.repair;

import dev.retort.alembic.RuleCode;
import dev.retort.change.HistoryChange;
import dev.retort.python.Expression;
import dev.retort.python.Span;
import dev.retort.python.Statement;
import dev.retort.python.Syntax;
import dev.retort.repair.FileEdit.Replacement;
import dev.retort.rule.Finding;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT508: a statement that builds an index concurrently goes into an autocommit block, where it is
/// all that the revision does: what stands before a block is committed when it begins.
record AutocommitBlock() implements LineMend {
  @Override
  public Set<RuleCode> codes() {
    return Set.of(RuleCode.CONCURRENTLY_IN_TRANSACTION);
  }

  @Override
  public List<Replacement> edits(
      HistoryChange change, Replay.Step step, MigrationSource source, Finding finding) {
    List<Operation> operations = step.reading().operations();
    if (!operations.stream()
        .allMatch(each -> each instanceof Operation.Harmless || isConcurrent(each))) {
      return List.of();
    }
    return operations.stream()
        .filter(each -> each.site().line() == finding.line() && isConcurrent(each))
        .flatMap(each -> statement(source, each.site().span()).stream())
        .distinct()
        .flatMap(statement -> block(source, statement).stream())
        .toList();
  }

  private static boolean isConcurrent(Operation operation) {
    return switch (operation) {
      case Operation.CreateIndex create -> create.concurrently();
      case Operation.DropIndex drop -> drop.concurrently();
      default -> false;
    };
  }

  /// The statement that is this call and nothing else.
  private static Optional<Statement.Expr> statement(MigrationSource source, Span span) {
    List<Statement.Expr> found = new ArrayList<>();
    source.tree().body().forEach(each -> collect(each, span, found));
    return found.stream().findFirst();
  }

  private static void collect(Syntax node, Span span, List<Statement.Expr> found) {
    if (node instanceof Statement.Expr statement && statement.value().span().equals(span)) {
      found.add(statement);
    }
    node.children().forEach(child -> collect(child, span, found));
  }

  private static Optional<Replacement> block(MigrationSource source, Statement.Expr statement) {
    int start = source.startOfLine(statement.start());
    String indent =
        new String(source.content(), start, statement.start() - start, StandardCharsets.ISO_8859_1);
    String text =
        new String(
            source.content(),
            statement.start(),
            statement.end() - statement.start(),
            StandardCharsets.ISO_8859_1);
    boolean plain =
        text.chars().allMatch(c -> c < 128)
            && !text.contains("\"\"\"")
            && !text.contains("'''")
            && !text.contains("\\\n");
    if (!indent.isBlank()
        || !plain
        || !(statement.value() instanceof Expression.Call call)
        || !(call.function() instanceof Expression.Attribute attribute)
        || !(attribute.value() instanceof Expression.Name operations)) {
      return Optional.empty();
    }
    String more = indent.startsWith("\t") ? "\t" : "    ";
    return Optional.of(
        MigrationSource.replacing(
            statement.span(),
            "with "
                + operations.id()
                + ".get_context().autocommit_block():"
                + source.lineEnd()
                + indent
                + more
                + text.replace("\n", "\n" + more)));
  }
}
