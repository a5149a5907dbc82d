package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.retort.change.Snapshot;
import dev.retort.rule.Told;
import dev.retort.verdict.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The published JSON Schemas beside what the commands really write, and the one of the settings
/// beside what their reader takes.
class SchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder = Path.of(".");

  private static List<Error> faults(String schema, String json) throws IOException {
    String text = Files.readString(Path.of("src/docs/schemas", schema));
    Schema read =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
    return read.validate(json, InputFormat.JSON);
  }

  @Test
  void what_the_commands_write_is_what_the_schemas_say() throws IOException {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    String at = git.folder().toString();

    for (Command command :
        List.of(new CheckCommand(), new GraphCommand(), new AuditCommand(), new NextCommand())) {
      String schema = command.name() + ".json";
      String written = Run.of(command, at, "--format", "json").out();
      if (command instanceof NextCommand) {
        written = Run.of(command, at, "--base", "", "--format", "json").out();
      }
      assertThat(faults(schema, written)).as(schema).isEmpty();
      assertThat(faults(schema, written.replaceFirst("\"([a-z_]+)\"", "\"other\""))).isNotEmpty();
    }
  }

  @Test
  void the_rules_and_what_fix_would_do_or_did_are_written_so_too() throws IOException {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    String at = git.folder().toString();

    for (String code : List.of("", "RT101")) {
      Run rules =
          code.isEmpty()
              ? Run.typed(List.of(new RulesCommand()), "rules", "--format", "json")
              : Run.typed(List.of(new RulesCommand()), "rules", code, "--format", "json");
      assertThat(faults("rules.json", rules.out())).isEmpty();
      assertThat(faults("rules.json", rules.out().replace("\"RT101\"", "\"X1\""))).isNotEmpty();
      assertThat(rules.out()).contains("rules/RT101.md");
    }
    for (List<String> how :
        List.of(List.of("--format", "json"), List.of("--commit", "--format", "json"))) {
      JsonNode fix = fixed(at, how);
      assertThat(fix.at("/repairs/0/edits/0/to/0").asText()).isEqualTo("c3d4");
      assertThat(fix.get("commit").isNull()).isEqualTo(how.size() == 2);
      assertThat(fix.get("written")).hasSize(how.size() == 2 ? 0 : 1);
    }
    assertThat(fixed(at, List.of("--format", "json")).get("repairs")).isEmpty();
  }

  private static JsonNode fixed(String at, List<String> how) throws IOException {
    List<String> words = new ArrayList<>(List.of("fix", at));
    words.addAll(how);
    Run run = Run.typed(List.of(new FixCommand()), words.toArray(String[]::new));
    assertThat(faults("fix.json", run.out())).as(run.out() + run.err()).isEmpty();
    return JSON.readTree(run.out());
  }

  @Test
  void a_repair_that_adds_a_file_is_valid_too() throws IOException {
    GitSandbox git = new GitSandbox(folder).withTwoHeads();
    git.git("checkout", "-q", "main");
    git.revision("d4e5", "a1b2");

    String written = Run.of(new CheckCommand(), folder, "--base", "", "--format", "json").out();

    assertThat(written).contains("\"adds\"");
    assertThat(faults("check.json", written)).isEmpty();
  }

  @Test
  void an_inventory_of_every_kind_of_object_is_valid_in_each_view() throws IOException {
    GitSandbox git = new GitSandbox(folder);
    git.revision("0000", "").commit("Start");
    git.write("migrations/versions/a1b2_shop.py", Shop.REVISION).commit("Shop");
    git.branch("feature", "main")
        .write("migrations/versions/c3d4_more.py", Shop.CHANGE)
        .commit("More");

    for (List<String> view :
        List.of(
            List.<String>of(),
            List.of("--effects"),
            List.of("--base", "main"),
            List.of("--dialect", "sqlite"),
            List.of("--dialect", "mysql"))) {
      List<String> words = new java.util.ArrayList<>(List.of(folder.toString()));
      words.addAll(view);
      words.addAll(List.of("--format", "json"));
      String written = Run.of(new SchemaCommand(), words.toArray()).out();
      assertThat(faults("schema.json", written)).as(view.toString()).isEmpty();
    }
    String whole = Run.of(new SchemaCommand(), folder, "--effects", "--format", "json").out();
    JsonNode tree = JSON.readTree(whole);
    assertThat(whole)
        .contains("\"constraint ", "\"index ", "\"enum ", "\"perhaps\"", "\"state\":\"open\"");
    for (String field :
        tree.at("/environments/0").propertyStream().map(each -> each.getKey()).toList()) {
      String broken = whole.replaceFirst("\"" + field + "\":", "\"other\":");
      assertThat(faults("schema.json", broken)).as("without " + field).isNotEmpty();
    }
  }

  @Test
  void the_schema_of_a_change_is_valid_in_a_check() throws IOException {
    GitSandbox git = new GitSandbox(folder);
    git.revision("0000", "").commit("Start");
    git.write("migrations/versions/a1b2_shop.py", Shop.REVISION).commit("Shop");
    git.branch("feature", "main")
        .write("migrations/versions/c3d4_more.py", Shop.CHANGE)
        .commit("More");

    String written = Run.of(new CheckCommand(), folder, "--base", "main", "--format", "json").out();
    JsonNode schema = JSON.readTree(written).at("/environments/0/schema");

    assertThat(faults("check.json", written)).isEmpty();
    assertThat(schema.get("state").asText()).isEqualTo("open");
    assertThat(schema.get("heads").asText()).isEqualTo("one");
    assertThat(schema.get("upgrades").asText()).isEqualTo("unknown");
    assertThat(schema.at("/unfollowed/0/line").asInt()).isPositive();
    assertThat(schema.at("/effects/0/do").asText()).isEqualTo("add");
    assertThat(schema.at("/effects/0/object").asText()).isEqualTo("column orders.more");
    assertThat(schema.at("/effects/0/facts/type").asText()).isEqualTo("integer");
    assertThat(schema.at("/effects/0/path").asText()).isEqualTo("migrations/versions/c3d4_more.py");
    for (String field : schema.propertyStream().map(each -> each.getKey()).toList()) {
      int at = written.indexOf("\"schema\"");
      String broken =
          written.substring(0, at)
              + written.substring(at).replaceFirst("\"" + field + "\"", "\"other\"");
      assertThat(faults("check.json", broken)).as("without " + field).isNotEmpty();
    }
  }

  /// A shop with an object of every kind, and a change of it.
  private static final class Shop {
    static final String REVISION =
        """
        import sqlalchemy as sa
        from alembic import op
        revision = 'a1b2'
        down_revision = '0000'

        def upgrade():
            op.create_table(
                'orders',
                sa.Column('id', sa.Integer(), primary_key=True),
                sa.Column('status', sa.Enum('new', 'paid', name='status'), nullable=False),
                sa.Column('note', sa.String(20), server_default='none', index=True),
                sa.Column('user', sa.Integer(), sa.ForeignKey('orders.id', ondelete='CASCADE')),
                sa.CheckConstraint('id > 0'),
            )
            op.execute('CREATE VIEW paid AS SELECT 1')
        """;
    static final String CHANGE =
        """
        import sqlalchemy as sa
        from alembic import op
        revision = 'c3d4'
        down_revision = 'a1b2'

        def upgrade():
            op.add_column('orders', sa.Column('more', sa.Integer()))
            op.drop_column('orders', 'note')
            try:
                op.add_column('orders', sa.Column('most', sa.Integer()))
            except Exception:
                pass
            op.execute(open('more.sql').read())
        """;
  }

  @Test
  void the_settings_reader_and_the_schema_take_the_same() throws IOException {
    for (String good :
        List.of(
            "rules: {RT205: off, RT101: failure}",
            "heads: {allow: 2, per_label: true}",
            "repair: {strategy: merge, shipped: [main, \"release/*\"]}",
            "commands: {permission: admin}",
            "forecast: false",
            "mainline: {open_repair_pull_request: false}")) {
      assertThat(faults("retort.yml.json", json(good))).as(good).isEmpty();
      assertThat(problems(good)).as(good).isEmpty();
    }
    for (String bad :
        List.of(
            "forcast: true",
            "forecast: 7",
            "heads: {allow: 0}",
            "heads: {most: 2}",
            "repair: {strategy: rebase}",
            "commands: {permission: read}",
            "mainline: true",
            "rules: {RT101: fatal}")) {
      assertThat(faults("retort.yml.json", json(bad))).as(bad).isNotEmpty();
      assertThat(problems(bad)).as(bad).isNotEmpty();
    }
  }

  @Test
  void every_key_of_the_schema_is_one_that_the_reader_knows() throws IOException {
    JsonNode keys =
        JSON.readTree(Path.of("src/docs/schemas/retort.yml.json").toFile()).get("properties");
    StringBuilder all = new StringBuilder();
    keys.fieldNames().forEachRemaining(key -> all.append(key).append(": [[]]\n"));

    assertThat(problems(all.toString())).noneMatch(problem -> problem.contains("is no key"));
    assertThat(problems("made_up: 1\n").getFirst())
        .satisfies(message ->
            keys.fieldNames().forEachRemaining(key -> assertThat(message).contains(key)));
    assertThat(problems("made_up: 1\n").getFirst().split("`", -1).length / 2)
        .as("keys that the reader knows, and the one that it does not")
        .isEqualTo(keys.size() + 1);
  }

  private static List<String> problems(String yaml) {
    Snapshot tree =
        Snapshot.of("x", Map.of(".github/retort.yml", yaml.getBytes(StandardCharsets.UTF_8)));
    return Settings.of(tree).problems().stream().map(each -> Told.of(each)).toList();
  }

  private static String json(String yaml) throws IOException {
    return JSON.writeValueAsString(
        new Load(LoadSettings.builder().build())
            .loadFromString(yaml.replace(": off", ": \"off\"")));
  }
}
