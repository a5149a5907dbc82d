package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a `try` ran to its end wherever its revision is recorded. Each statement that PostgreSQL
/// refuses ends the transaction, and then the revision is not recorded, whatever a handler does but
/// undo or begin one. That is no proof where a call can fail before the database is asked, where
/// the file names anything that ends transactions or makes connections, or where it uses modules of
/// the repository, which may.
final class SureAttempts {
  private static final Pattern TRANSACTIONS =
      Pattern.compile(
          "(?i)nested|rollback|commit|savepoint|isolation_level|execution_options|session|engine"
              + "|connect\\b|\\.connection\\b|raw_connection|invalidate|close\\(|detach|begin\\b");

  private static final Pattern OTHER_CONTEXT =
      Pattern.compile("(?m)^[ \\t]*(?:async[ \\t]+)?with\\b(?!\\s+op\\.batch_alter_table\\()");

  private static final Pattern IMPORT =
      Pattern.compile(
          "(?m)^[ \\t]*(?:from[ \\t]+([.\\w]+)[ \\t]+import\\b|import[ \\t]+([\\w.]+))");

  private static final Set<String> LIBRARIES = Set.of("alembic", "sqlalchemy");

  /// What only says something.
  private static final Set<String> TALK =
      Set.of("print", "debug", "info", "warning", "warn", "error", "exception", "str", "repr");

  private final Interpreter interpreter;

  SureAttempts(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  boolean isSure(Statement.Try attempt, Scope scope) {
    return !attempt.handlers().isEmpty()
        && attempt.handlers().stream().allMatch(each -> isIdle(each.body()))
        && isIdle(attempt.last())
        && isPlain(scope)
        && attempt.body().stream().allMatch(each -> isSure(each, scope));
  }

  private boolean isSure(Statement statement, Scope scope) {
    SureCalls calls = new SureCalls(interpreter.evaluator, scope);
    return switch (statement) {
      case Statement.Pass _ -> true;
      case Statement.Expr(_, _, Expression.Constant _) -> true;
      case Statement.Expr(_, _, Expression.Call call) -> calls.isSure(call);
      case Statement.With with when with.items().size() == 1 ->
          with.items().getFirst().target().orElse(null) instanceof Expression.Name batch
              && calls.isBatch(with.items().getFirst().context())
              && with.body().stream().allMatch(each -> isInBatch(each, batch, calls));
      default -> false;
    };
  }

  private static boolean isInBatch(Statement statement, Expression.Name batch, SureCalls calls) {
    return statement instanceof Statement.Expr(_, _, Expression.Call call)
        && calls.isSureOf(call, batch.id());
  }

  /// Whether a block leaves the transaction as it is: it says something, or goes another way.
  private static boolean isIdle(List<Statement> block) {
    return block.stream()
        .allMatch(statement ->
            switch (statement) {
              case Statement.Pass _, Statement.Return _, Statement.Raise _ -> true;
              case Statement.Expr(_, _, Expression.Constant _) -> true;
              case Statement.Expr(_, _, Expression.Call call) -> isTalk(call);
              default -> false;
            });
  }

  private static boolean isTalk(Expression.Call call) {
    boolean talk =
        switch (call.function()) {
          case Expression.Name(_, _, String name) -> TALK.contains(name);
          case Expression.Attribute(_, _, Expression.Name _, String name) -> TALK.contains(name);
          default -> false;
        };
    return talk
        && call.arguments().stream()
            .allMatch(each -> !(each instanceof Expression.Call inner) || isTalk(inner));
  }

  /// Whether nothing in the whole file can end a transaction, or may in another file.
  private boolean isPlain(Scope scope) {
    StringBuilder text = new StringBuilder();
    scope.tree.body().forEach(each -> text.append(scope.tree.text(each)).append('\n'));
    if (TRANSACTIONS.matcher(text).find() || OTHER_CONTEXT.matcher(text).find()) {
      return false;
    }
    Set<String> modules = new HashSet<>();
    Matcher matcher = IMPORT.matcher(text);
    while (matcher.find()) {
      modules.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return modules.stream()
        .noneMatch(each ->
            each.startsWith(".")
                || (!LIBRARIES.contains(each.split("\\.", 2)[0])
                    && interpreter.run.modules.isOwn(each, scope.path)));
  }
}
