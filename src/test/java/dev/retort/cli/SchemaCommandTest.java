package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `retort schema` on a shop's repository.
class SchemaCommandTest {
  private static final String HEAD = "import sqlalchemy as sa\nfrom alembic import op\n";
  private static final String ORDERS =
      HEAD
          + """
          revision = 'a1b2'
          down_revision = None

          def upgrade():
              op.create_table(
                  'orders',
                  sa.Column('id', sa.Integer(), primary_key=True),
                  sa.Column('status', sa.Enum('new', 'paid', name='status'), nullable=False),
                  sa.Column('note', sa.String(20), server_default='none'),
              )
          """;
  private static final String REFUNDS =
      HEAD
          + """
          revision = 'c3d4'
          down_revision = 'a1b2'

          def upgrade():
              op.create_table(
                  'refunds',
                  sa.Column('id', sa.Integer(), primary_key=True),
                  sa.Column('order_id', sa.Integer(), sa.ForeignKey('orders.id', ondelete='CASCADE')),
              )
              op.alter_column('orders', 'note', type_=sa.String(50))
          """;

  @TempDir private Path folder = Path.of(".");
  private GitSandbox git = GitSandbox.at(Path.of("."));

  @BeforeEach
  void start() throws Exception {
    git = new GitSandbox(Files.createDirectory(folder.resolve("repository")));
    git.revision("0000", "").commit("Start");
    Files.delete(git.folder().resolve("migrations/versions/0000_x.py"));
    git.write("migrations/versions/a1b2_orders.py", ORDERS).commit("Add orders");
    git.branch("feature", "main")
        .write("migrations/versions/c3d4_refunds.py", REFUNDS)
        .commit("Add refunds");
  }

  @Test
  void the_inventory_says_what_there_is_and_who_made_it() {
    Run run = Run.of(new SchemaCommand(), git.folder());

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("2 tables, 5 columns, 0 indexes, 1 foreign key, 1 enum type")
        .contains("Everything in it is known.")
        .contains("orders  migrations/versions/a1b2_orders.py:7")
        .containsPattern("note +character varying\\(50\\) default 'none'")
        .contains("foreign key (order_id) → orders (id) on delete cascade  refunds_order_id_fk")
        .contains("enum status: new, paid")
        .contains("Foreign keys without an index (1): constraint refunds/refunds_order_id_fkey");
  }

  @Test
  void the_json_has_the_same_objects_and_the_effects_in_order() throws Exception {
    Run run = Run.of(new SchemaCommand(), git.folder(), "--effects", "--format", "json");
    JsonNode environment = new ObjectMapper().readTree(run.out()).get("environments").get(0);

    assertThat(environment.get("dialect").asText()).isEqualTo("postgresql");
    assertThat(environment.get("state").asText()).isEqualTo("closed");
    assertThat(environment.at("/objects/column orders.status/type").asText()).isEqualTo("status");
    assertThat(environment.at("/objects/enum status/1").asText()).isEqualTo("paid");
    assertThat(environment.at("/revisions/1/effects").findValuesAsText("object"))
        .containsExactly(
            "table refunds",
            "column refunds.id",
            "column refunds.order_id",
            "constraint refunds/refunds_pkey",
            "constraint refunds/refunds_order_id_fkey",
            "column orders.note");
  }

  @Test
  void a_history_that_cannot_be_loaded_is_not_said_to_be_upgraded() {
    assertThat(Run.of(new SchemaCommand(), git.folder()).out()).contains("can be upgraded through");
    git.write("migrations/versions/e5f6_more.py", "<<<<<<< HEAD\n=======\n>>>>>>> other\n");

    assertThat(Run.of(new SchemaCommand(), git.folder()).out().replaceAll("\\s+", " "))
        .contains("not known from migrations/versions/e5f6_more.py:1", "cannot load this file")
        .contains("Not everything is known since migrations/versions/e5f6_more.py:1")
        .doesNotContain("Everything in it is known");
  }

  @Test
  void a_revision_that_nobody_can_place_leaves_the_schema_open() {
    git.write(
        "migrations/versions/e5f6_more.py",
        "import os\nrevision = os.environ['ID']\ndown_revision = 'c3d4'\n\ndef upgrade():\n    pass\n");

    assertThat(Run.of(new SchemaCommand(), git.folder()).out().replaceAll("\\s+", " "))
        .contains("Not everything is known since migrations/versions/e5f6_more.py:1")
        .doesNotContain("Everything in it is known");
  }

  @Test
  void a_circle_upgrades_nothing() {
    git.write(
        "migrations/versions/e5f6_more.py",
        "revision = 'e5f6'\ndown_revision = 'e5f6'\n\ndef upgrade():\n    pass\n");

    assertThat(Run.of(new SchemaCommand(), git.folder()).out().replaceAll("\\s+", " "))
        .contains("not known from migrations/versions/e5f6_more.py:2 on (Alembic cannot load the");
  }

  @Test
  void a_change_is_shown_alone_with_the_tables_around_it() {
    Run text = Run.of(new SchemaCommand(), git.folder(), "--base", "main");
    Run diagram =
        Run.of(new SchemaCommand(), git.folder(), "--base", "main", "--format", "mermaid");

    assertThat(text.out())
        .contains("+ table refunds")
        .contains("~ column orders.note")
        .doesNotContain("+ table orders");
    assertThat(diagram.out()).startsWith("erDiagram\n").contains("\"orders\" ||--o{ \"refunds\"");
  }

  @Test
  void every_field_of_the_contract_is_there_with_its_meaning() throws Exception {
    git.write(
        "migrations/versions/e5f6_more.py",
        HEAD
            + """
            revision = 'e5f6'
            down_revision = 'c3d4'

            def upgrade():
                op.create_index('ix_note', 'orders', ['note'], unique=True, postgresql_where=sa.text('note is not null'))
                op.create_index('ix_note_too', 'orders', ['note'], unique=True, postgresql_where=sa.text('note is not null'))
                op.execute("CREATE TYPE mood AS ENUM ('fine')")
                op.create_table('user', sa.Column('name', sa.Text()))
                op.drop_column('orders', 'remark')
                op.execute(open('more.sql').read())
            """);
    Run run = Run.of(new SchemaCommand(), git.folder(), "--effects", "--format", "json");
    JsonNode environment = new ObjectMapper().readTree(run.out()).get("environments").get(0);

    assertThat(run.code()).isZero();
    assertThat(environment.toString())
        .startsWith(
            "{\"script_location\":\"migrations\",\"config\":\"alembic.ini\",\"version_locations\":[\"migrations/versions\"],\"dialect\":\"postgresql\",\"state\":\"open\",\"open_since\":{\"path\":\"migrations/versions/e5f6_more.py\",\"line\":12,\"revision\":\"e5f6\",\"reason\":");
    assertThat(environment.get("open").isArray()).isTrue();
    saysWhatEachObjectIs(environment.get("objects"));
    saysWhatIsNotRead(environment.at("/revisions/2"));
    saysWhatIsDone(environment.at("/revisions/1/effects"));
    countsAndLists(environment.get("inventory"));
    saysWhatIsWrong(environment.at("/problems/0"));
  }

  private static void saysWhatEachObjectIs(JsonNode objects) {
    assertThat(objects.get("table orders").toString())
        .isEqualTo("{\"kind\":\"r\",\"revision\":\"a1b2\",\"line\":7}");
    assertThat(objects.get("column orders.note").toString())
        .isEqualTo(
            "{\"type\":\"character varying(50)\",\"null\":true,\"default\":\"'none'\",\"revision\":\"a1b2\",\"line\":11}");
    assertThat(objects.get("column orders.status").get("default").isNull()).isTrue();
    assertThat(objects.get("constraint orders/orders_pkey").toString())
        .startsWith("{\"type\":\"p\",\"columns\":[\"id\"],");
    assertThat(objects.get("constraint refunds/refunds_order_id_fkey").toString())
        .startsWith(
            "{\"type\":\"f\",\"columns\":[\"order_id\"],\"ref\":\"orders\",\"refcols\":[\"id\"],\"ondelete\":\"CASCADE\"");
    assertThat(objects.get("index ix_note").toString())
        .startsWith(
            "{\"table\":\"orders\",\"columns\":[\"note\"],\"unique\":true,\"method\":\"btree\",\"where\":\"note is not null\"");
    assertThat(objects.get("enum status").toString()).isEqualTo("[\"new\",\"paid\"]");
  }

  private static void saysWhatIsNotRead(JsonNode last) {
    assertThat(last.get("revision").asText()).isEqualTo("e5f6");
    assertThat(last.get("path").asText()).isEqualTo("migrations/versions/e5f6_more.py");
    assertThat(last.get("read").asText()).isEqualTo("partly");
    assertThat(last.at("/reasons/0/line").asInt()).isEqualTo(12);
    assertThat(last.at("/reasons/0/reason").asText()).isNotEmpty();
  }

  private static void saysWhatIsDone(JsonNode effects) {
    assertThat(effects.at("/1").toString())
        .isEqualTo(
            "{\"do\":\"add\",\"object\":\"column refunds.id\",\"line\":9,\"facts\":{\"type\":\"integer\",\"null\":false,\"default\":\"nextval(…)\"}}");
    assertThat(effects.at("/5/do").asText()).isEqualTo("change");
  }

  private static void countsAndLists(JsonNode inventory) {
    assertThat(inventory.get("tables").asInt()).isEqualTo(3);
    assertThat(inventory.get("columns").asInt()).isEqualTo(6);
    assertThat(inventory.get("indexes").asInt()).isEqualTo(2);
    assertThat(inventory.get("foreign_keys").asInt()).isEqualTo(1);
    assertThat(inventory.get("foreign_keys_without_index").toString())
        .isEqualTo("[\"constraint refunds/refunds_order_id_fkey\"]");
    assertThat(inventory.get("same_indexes").toString())
        .isEqualTo("[[\"index ix_note\",\"index ix_note_too\"]]");
    assertThat(inventory.get("tables_without_primary_key").toString())
        .isEqualTo("[\"table user\"]");
    assertThat(inventory.get("reserved_words").toString()).isEqualTo("[\"table user\"]");
    assertThat(inventory.get("unused_types").toString()).isEqualTo("[\"enum mood\"]");
  }

  private static void saysWhatIsWrong(JsonNode problem) {
    assertThat(problem.get("code").asText()).isEqualTo("RT504");
    assertThat(problem.get("severity").asText()).isEqualTo("failure");
    assertThat(problem.get("path").asText()).isEqualTo("migrations/versions/e5f6_more.py");
    assertThat(problem.get("line").asInt()).isEqualTo(11);
    assertThat(problem.get("revision").asText()).isEqualTo("e5f6");
    assertThat(problem.get("message").asText()).contains("column orders.remark");
  }

  @Test
  void drops_of_what_nobody_made_are_listed_even_where_they_are_tolerant() throws Exception {
    git.write(
        "migrations/versions/e5f6_more.py",
        HEAD
            + """
            revision = 'e5f6'
            down_revision = 'c3d4'

            def upgrade():
                op.drop_index('ix_by_hand', 'orders', if_exists=True)
                op.create_index('ix_mine', 'orders', ['note'])
                op.drop_index('ix_mine', 'orders')
            """);

    assertThat(Run.of(new SchemaCommand(), git.folder()).out())
        .contains("Drops of what no migration makes (1): migrations/versions/e5f6_more.py:7")
        .contains("An empty PostgreSQL database can be upgraded through it.");
    assertThat(Run.of(new SchemaCommand(), git.folder(), "--format", "json").out())
        .contains(
            "\"drops_of_never_made\":[{\"object\":\"index ix_by_hand\",\"path\":\"migrations/versions/e5f6_more.py\",\"line\":7,\"revision\":\"e5f6\"}]");
  }

  @Test
  void it_is_written_to_a_file_and_coloured_as_other_commands_are() throws Exception {
    java.nio.file.Path file = folder.resolve("schema.md");

    Run written =
        Run.of(
            new SchemaCommand(),
            git.folder().toString(),
            "--format",
            "markdown",
            "--output",
            file.toString());
    Run coloured = Run.of(new SchemaCommand(), git.folder().toString(), "--color", "always");
    Run plain = Run.of(new SchemaCommand(), git.folder().toString(), "--color", "never", "--quiet");

    assertThat(written.code()).isZero();
    assertThat(written.out()).isEmpty();
    assertThat(java.nio.file.Files.readString(file)).contains("### `orders`");
    assertThat(coloured.out()).contains("\u001b[");
    assertThat(plain.out()).contains("orders").doesNotContain("\u001b[");
    assertThat(plain.err()).isEmpty();
  }

  @Test
  void a_folder_inside_of_the_repository_is_enough_and_one_without_migrations_is_an_error()
      throws Exception {
    java.nio.file.Path below =
        java.nio.file.Files.createDirectories(git.folder().resolve("app/models"));
    java.nio.file.Path bare = java.nio.file.Files.createDirectory(folder.resolve("bare"));

    assertThat(Run.of(new SchemaCommand(), below).out()).contains("refunds");
    assertThat(Run.of(new SchemaCommand(), bare.toString()).code()).isEqualTo(2);
    assertThat(Run.of(new SchemaCommand(), bare.toString(), "--allow-none").code()).isZero();
    assertThat(Run.of(new SchemaCommand(), bare.resolve("none").toString()).code()).isEqualTo(2);
  }

  @Test
  void no_picture_holds_more_than_25_tables_and_it_says_so() throws Exception {
    StringBuilder many =
        new StringBuilder(HEAD + "revision = 'e5f6'\ndown_revision = 'c3d4'\n\ndef upgrade():\n");
    for (int i = 0; i < 40; i++) {
      many.append(
          "    op.create_table('t%02d', sa.Column('id', sa.Integer(), sa.ForeignKey('orders.id')))\n"
              .formatted(i));
    }
    git.write("migrations/versions/e5f6_many.py", many.toString());

    String picture = Run.of(new SchemaCommand(), git.folder(), "--format", "mermaid").out();
    String page =
        Run.of(new SchemaCommand(), git.folder(), "--base", "main", "--format", "markdown").out();

    assertThat(picture.lines().filter(line -> line.endsWith(" {"))).hasSize(25);
    assertThat(picture).contains("25 of 42 tables");
    assertThat(page)
        .contains("(25 of 42 tables: those that the change touches and their neighbours.)");
  }

  @Test
  void what_only_one_of_the_named_databases_refuses_is_no_failure() throws Exception {
    git.write(
        "migrations/versions/e5f6_typed.py",
        """
        import sqlalchemy as sa
        from alembic import op
        revision = 'e5f6'
        down_revision = 'c3d4'

        def upgrade():
            op.create_table('more', sa.Column('status', sa.Enum('new', 'paid', name='status')))
        """);

    assertThat(severity()).isEqualTo("failure");
    git.write(
        "alembic.ini",
        "[alembic]\nscript_location = migrations\nsqlalchemy.url = sqlite:///a.db\n");
    assertThat(severity()).isEqualTo("notice");
  }

  private String severity() throws Exception {
    Run run = Run.of(new SchemaCommand(), git.folder(), "--format", "json");
    JsonNode problem = new ObjectMapper().readTree(run.out()).at("/environments/0/problems/0");
    assertThat(problem.get("code").asText()).isEqualTo("RT503");
    return problem.get("severity").asText();
  }

  @Test
  void another_dialect_has_other_names() {
    Run run = Run.of(new SchemaCommand(), git.folder(), "--dialect", "sqlite");

    assertThat(run.out()).containsPattern("note +VARCHAR\\(50\\)").doesNotContain("enum status");
    assertThat(Run.of(new SchemaCommand(), git.folder(), "--dialect", "oracle").code())
        .isEqualTo(2);
  }

  @Test
  void what_cannot_be_followed_is_named_with_its_line() throws Exception {
    git.write(
        "migrations/versions/e5f6_magic.py",
        HEAD
            + "from tools import magic\nrevision = 'e5f6'\ndown_revision = 'c3d4'\n\ndef upgrade():\n    magic(op)\n");

    Run run = Run.of(new SchemaCommand(), git.folder(), "--format", "markdown");

    assertThat(run.out()).contains("e5f6").contains("magic");
  }
}
