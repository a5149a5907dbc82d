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
