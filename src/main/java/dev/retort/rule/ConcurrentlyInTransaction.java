package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Dialect;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// RT508: `CONCURRENTLY` inside of a transaction.
public final class ConcurrentlyInTransaction implements Rule {
  /// What tells that a file leaves the transaction in a way that is not followed.
  private static final List<String> OUTSIDE =
      List.of("autocommit", "isolation_level", "transactional_ddl", "commit(");

  private static final RulePage PAGE =
      new RulePage(
          RuleCode.CONCURRENTLY_IN_TRANSACTION,
          "concurrently in a transaction",
          Severity.WARNING,
          "A new revision makes or drops an index `CONCURRENTLY` inside of the transaction that Alembic opens.",
          """
          PostgreSQL refuses it: an index is built concurrently in several transactions of its own. Alembic runs each \
          revision in a transaction unless the revision or `env.py` says otherwise.\
          """,
          """
          op.create_index("ix_orders_note", "orders", ["note"], postgresql_concurrently=True)
          """,
          """
          Put the line into `with op.get_context().autocommit_block():`.\
          """,
          """
          What stands before the block is committed when it begins: it should be the only thing that the revision \
          does.\
          """,
          List.of("CREATE INDEX CONCURRENTLY cannot run inside a transaction block"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : Additions.of(change)) {
      for (Operation operation : step.reading().operations()) {
        if (isConcurrent(operation)
            && !operation.site().autocommit()
            && change.replayed().dialect() == Dialect.POSTGRESQL
            && !leavesTransactions(change, step.revision().path())) {
          findings.add(
              Additions.place(step, operation.site().line())
                  .fresh(new Found(step.revision().id()), policy.severity(PAGE)));
        }
      }
    }
    return findings;
  }

  private static boolean isConcurrent(Operation operation) {
    return switch (operation) {
      case Operation.CreateIndex create -> create.concurrently();
      case Operation.DropIndex drop -> drop.concurrently();
      default -> false;
    };
  }

  private static boolean leavesTransactions(HistoryChange change, String path) {
    String env = EnvFile.path(change.environment());
    Map<String, byte[]> contents = change.change().landing().tree().read(List.of(path, env));
    // Of an environment whose env.py is not there nothing is known.
    return !contents.containsKey(env)
        || contents.values().stream()
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
            .anyMatch(text -> OUTSIDE.stream().anyMatch(text::contains));
  }

  /// `CONCURRENTLY` in a transaction.
  public record Found(String revision) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.CONCURRENTLY_IN_TRANSACTION;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .code("CONCURRENTLY")
          .text(" inside of the transaction that Alembic runs ")
          .id(revision)
          .text(" in");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": PostgreSQL refuses it")
          .stop()
          .text("Put the line into ")
          .code("with op.get_context().autocommit_block():")
          .text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision);
    }
  }
}
