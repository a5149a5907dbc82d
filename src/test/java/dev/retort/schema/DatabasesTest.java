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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which databases a repository is for, by what its files name.
class DatabasesTest {
  private final TreeOfTexts tree = new TreeOfTexts();
  private Map<String, String> options = Map.of();
  private String versions = "api/migrations/versions";

  private Databases databases() {
    return Databases.of(history(), tree);
  }

  private Dialect ofInventory() {
    return Databases.ofInventory(history(), tree);
  }

  private History history() {
    Environment environment =
        new Environment(
            "api/migrations",
            Optional.of("api/alembic.ini"),
            List.of(versions),
            false,
            false,
            options,
            List.of());
    return new HistoryReader(RevisionCache.NONE).read(tree, environment);
  }

  private static Databases only(Dialect dialect) {
    return new Databases(dialect, Set.of());
  }

  @Test
  void where_nothing_is_named_it_is_postgresql() {
    tree.file("api/alembic.ini", "[alembic]\n");

    assertThat(databases()).isEqualTo(only(Dialect.POSTGRESQL));
  }

  @Test
  void a_folder_for_one_database_is_for_that_one() {
    versions = "api/migrations/versions/sqlite";
    options = Map.of("sqlalchemy.url", "postgresql+asyncpg");

    assertThat(databases()).isEqualTo(only(Dialect.SQLITE));
  }

  @Test
  void an_address_of_the_configuration_is_believed_where_no_other_is_named() {
    options = Map.of("sqlalchemy.url", "mysql+pymysql");

    assertThat(databases()).isEqualTo(only(Dialect.MYSQL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api/migrations/env.py | url = 'mysql+pymysql://u@db/shop' | MYSQL",
        "api/migrations/env.py | url = 'sqlite:///shop.db' | SQLITE",
        "api/docker-compose.yml | services: {db: {image: 'mariadb:11'}} | MYSQL",
        "docker-compose.prod.yml | services: {db: {image: bitnami/mysql:8.4}} | MYSQL",
        "compose.yaml | services: {db: {image: postgis/postgis:16-3.4}} | POSTGRESQL",
        "api/.env.example | DATABASE_URL=mysql://root@localhost/shop | MYSQL",
        "requirements.txt | PyMySQL==1.1.0 | MYSQL",
        "api/requirements/base.txt | mysqlclient>=2 | MYSQL",
        "api/pyproject.toml | dependencies = ['aiomysql'] | MYSQL",
      })
  void one_that_a_file_around_names_is_it(String path, String text, Dialect expected) {
    tree.file(path, text);

    assertThat(databases()).isEqualTo(only(expected));
  }

  @Test
  void a_module_that_env_py_imports_names_it_too() {
    tree.file("api/migrations/env.py", "from app.config import SETTINGS\n");
    tree.file("api/app/__init__.py", "");
    tree.file("api/app/config.py", "SETTINGS = {'url': 'mysql+aiomysql://u@db/shop'}\n");

    assertThat(databases()).isEqualTo(only(Dialect.MYSQL));
  }

  @Test
  void what_another_project_of_the_repository_uses_does_not_count() {
    tree.file("shop/docker-compose.yml", "image: mysql:8");
    tree.file("shop/requirements.txt", "pymysql");

    assertThat(databases()).isEqualTo(only(Dialect.POSTGRESQL));
  }

  @Test
  void a_small_database_for_a_start_does_not_outweigh_what_is_deployed() {
    options = Map.of("sqlalchemy.url", "sqlite");
    tree.file("docker-compose.yml", "image: postgres:16");

    assertThat(databases()).isEqualTo(new Databases(Dialect.POSTGRESQL, Set.of(Dialect.SQLITE)));
  }

  @Test
  void migrations_that_speak_of_postgresql_are_for_it() {
    options = Map.of("sqlalchemy.url", "mysql");
    tree.file(
        "api/migrations/versions/a1.py",
        "from sqlalchemy.dialects import postgresql\nrevision = 'a1'\ndown_revision = None\n");

    assertThat(databases()).isEqualTo(new Databases(Dialect.POSTGRESQL, Set.of(Dialect.MYSQL)));
  }

  @Test
  void migrations_that_quote_as_mysql_does_are_for_it_where_nothing_else_is_named() {
    tree.file("api/migrations/env.py", "import os\n");
    tree.file(
        "api/migrations/versions/a.py",
        """
        revision = 'a'
        down_revision = None
        op.execute('ALTER TABLE `orders` DROP INDEX `uq_code`')
        """);

    assertThat(databases()).isEqualTo(only(Dialect.MYSQL));

    tree.file("requirements.txt", "psycopg2==2.9\n");
    assertThat(databases().first()).isEqualTo(Dialect.POSTGRESQL);
  }

  @Test
  void an_exception_for_mysql_in_a_migration_makes_it_no_project_for_mysql() {
    options = Map.of("sqlalchemy.url", "sqlite");
    tree.file(
        "api/migrations/versions/a1.py", "revision = 'a1'\ndown_revision = None\nKIND = 'mysql'\n");

    assertThat(databases()).isEqualTo(only(Dialect.SQLITE));
  }

  @Test
  void an_inventory_is_for_sqlite_only_where_the_folder_says_so() {
    options = Map.of("sqlalchemy.url", "sqlite");
    assertThat(ofInventory()).isEqualTo(Dialect.POSTGRESQL);

    options = Map.of("sqlalchemy.url", "mysql");
    assertThat(ofInventory()).isEqualTo(Dialect.MYSQL);

    versions = "api/migrations/versions/sqlite";
    assertThat(ofInventory()).isEqualTo(Dialect.SQLITE);
  }

  @Test
  void an_address_that_env_py_may_replace_leaves_room_for_postgresql() {
    options = Map.of("sqlalchemy.url", "sqlite");
    tree.file("api/migrations/env.py", "import os\nurl = os.environ['DATABASE_URL']\n");

    assertThat(databases()).isEqualTo(new Databases(Dialect.SQLITE, Set.of(Dialect.POSTGRESQL)));
  }
}
