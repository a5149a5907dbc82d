package dev.retort.schema;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether a revision is recorded only where the database took each of its statements: PostgreSQL
/// runs nothing more in a transaction after a statement that failed, and neither does it record the
/// revision then, whether or not Python caught the error. That holds where PostgreSQL is the only
/// database and `env.py` runs the migrations in a transaction.
final class WholeRevisions {
  private static final Pattern TRANSACTION = Pattern.compile("\\bbegin_transaction\\(");

  private static final Pattern RUN = Pattern.compile("\\bcontext\\.run_migrations\\(");

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

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
    if (env == null || !isInTransaction(text(env)) || isApart(env)) {
      return false;
    }
    return Databases.ofEverything(history, tree).equals(Set.of(Dialect.POSTGRESQL))
        && Databases.imported(environment, tree).stream().noneMatch(WholeRevisions::isApart);
  }

  /// Whether each of the places that run migrations can have a transaction of its own.
  private static boolean isInTransaction(String env) {
    String code = COMMENT.matcher(env).replaceAll("");
    long runs = RUN.matcher(code).results().count();
    return runs > 0 && runs <= TRANSACTION.matcher(code).results().count();
  }

  private static boolean isApart(byte[] content) {
    String text = text(content);
    return APART.stream().anyMatch(text::contains);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
  }
}
