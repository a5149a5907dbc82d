package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.TreeOfTexts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether a revision is recorded only where PostgreSQL took each of its statements.
class WholeRevisionsTest {
  private static final String ENV =
      """
      from shop.db import engine
      with engine.connect() as connection:
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;

  private static final String ATTEMPT =
      """
      import sqlalchemy as sa
      from alembic import op
      revision = 'a'
      down_revision = None

      def upgrade():
          try:
              op.drop_table('gone')
          except Exception:
              pass
      """;

  private final TreeOfTexts tree = new TreeOfTexts();
  private Map<String, String> options = Map.of("sqlalchemy.url", "postgresql+psycopg2");

  WholeRevisionsTest() {
    tree.file("migrations/env.py", ENV).file("migrations/versions/a.py", ATTEMPT);
  }

  private History history() {
    Environment environment =
        new Environment(
            "migrations",
            Optional.of("alembic.ini"),
            List.of("migrations/versions"),
            false,
            false,
            options,
            List.of());
    return new HistoryReader(RevisionCache.NONE).read(tree, environment);
  }

  private boolean areCertain() {
    return WholeRevisions.areCertain(history(), tree);
  }

  @Test
  void it_is_certain_for_postgresql_alone_in_a_transaction() {
    assertThat(areCertain()).isTrue();
    assertThat(Replay.of(history(), tree, Dialect.POSTGRESQL).steps().getFirst().reading().extent())
        .isEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void it_is_said_of_no_other_database() {
    assertThat(Replay.of(history(), tree, Dialect.SQLITE).steps().getFirst().reading().extent())
        .isNotEqualTo(Reading.Extent.COMPLETE);
  }

  @Test
  void it_is_not_where_no_file_names_a_database() {
    options = Map.of();

    assertThat(areCertain()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "shop/db.py | engine = create_engine('mysql://u@h/d')",
        "shop/db.py | engine = create_engine(URL, isolation_level='AUTOCOMMIT')",
        "migrations/versions/b.py | if op.get_bind().dialect.name == 'sqlite': pass",
        "requirements.txt | pymysql==1",
        "docker-compose.yml | image: mariadb:10",
        "migrations/env.py | context.run_migrations()",
      })
  void it_is_not_where_a_file_names_another_one_or_another_way(String path, String text) {
    tree.file(path, text);

    assertThat(areCertain()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "context.configure(transactional_ddl=False)",
        "connection.execution_options(isolation_level='x')",
        "connection.begin_nested()",
        "transaction.rollback()",
        "context.run_migrations()",
      })
  void it_is_not_where_the_script_keeps_statements_apart(String line) {
    tree.file("migrations/env.py", ENV + line + "\n");

    assertThat(areCertain()).isFalse();
  }

  @Test
  void a_transaction_that_is_commented_out_is_none() {
    tree.file(
        "migrations/env.py",
        ENV.replace("with context.begin_transaction():", "# with context.begin_transaction():")
            .replace("        context.run", "    context.run"));

    assertThat(areCertain()).isFalse();
  }
}
