package dev.retort.schema;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether a revision is recorded only where the database took each of its statements: PostgreSQL
/// runs nothing more in a transaction after a statement that failed, and neither does it record the
/// revision then, whether or not Python caught the error. That holds where PostgreSQL is the only
/// database and `env.py` runs the migrations in a transaction.
final class WholeRevisions {
  private static final String TRANSACTION = "begin_transaction(";

  /// What tells that statements are committed or undone one by one.
  private static final List<String> APART =
      List.of(
          "autocommit", "isolation_level", "transactional_ddl", "savepoint", "nested", "rollback");

  private WholeRevisions() {}

  /// @param tree that the history was read from
  static boolean areCertain(History history, SourceTree tree) {
    Environment environment = history.environment();
    String path = Databases.env(environment);
    byte[] env = tree.read(List.of(path)).get(path);
    if (env == null || !text(env).contains(TRANSACTION) || isApart(env)) {
      return false;
    }
    return Databases.ofEverything(history, tree).equals(Set.of(Dialect.POSTGRESQL))
        && Databases.imported(environment, tree).stream().noneMatch(WholeRevisions::isApart);
  }

  private static boolean isApart(byte[] content) {
    String text = text(content);
    return APART.stream().anyMatch(text::contains);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
  }
}
