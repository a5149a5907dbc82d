package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import dev.retort.alembic.Environments;
import dev.retort.alembic.SettingsKey;
import dev.retort.alembic.Severity;
import dev.retort.change.Snapshot;
import dev.retort.report.Published;
import dev.retort.rule.Told;
import dev.retort.verdict.Settings;
import dev.retort.verdict.SettingsMistakes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The published JSON Schemas beside what the commands really write (as they are wherever a test
/// runs one, see [Run]), and the one of the settings beside what their readers take.
class SchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder = Path.of(".");

  private static List<Error> faults(String schema, String json) {
    return Published.faults(schema, json);
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

  /// A value of every kind, and of every word and number where something changes.
  private static final List<String> VALUES =
      List.of(
          "true",
          "false",
          "7",
          "0",
          "1",
          "-1",
          "1000",
          "1001",
          "1.5",
          "word",
          "\"true\"",
          "\"7\"",
          "off",
          "notice",
          "warning",
          "failure",
          "auto",
          "repoint",
          "merge",
          "asked",
          "safe",
          "write",
          "maintain",
          "admin",
          "read",
          "[]",
          "[main, \"release/*\"]",
          "[\"\"]",
          "[\" \"]",
          "[[]]",
          "[{}]",
          "[a..b]",
          "[/a]",
          "[../a]",
          "[-a]",
          "[\"a b\"]",
          "[a/]",
          "[\"a[b]\"]",
          "[\"a\\\\b\"]",
          "{}",
          "{other: 1}",
          "",
          "\"\"");

  /// The readers of the file and its schema follow one table; here they are asked of every key and
  /// many values whether they agree.
  @Test
  void the_settings_readers_and_the_schema_take_the_same() throws IOException {
    List<String> files = new ArrayList<>(List.of("made_up: 1", "heads: {most: 2}", "[]"));
    written("", Settings.keys(), files);

    List<String> unlike = new ArrayList<>();
    int refused = 0;
    for (String file : files) {
      List<String> problems = problems(file);
      List<Error> faults = faults("retort.yml.json", json(file));
      if (faults.isEmpty() != problems.isEmpty()) {
        unlike.add(file + " reader: " + problems + " schema: " + faults);
      }
      refused += problems.isEmpty() ? 0 : 1;
    }
    assertThat(unlike).isEmpty();
    assertThat(files).hasSizeGreaterThan(700);
    assertThat(refused).isBetween(files.size() / 2, files.size() - 50);
  }

  /// The key with each of the values, and each of the keys below it.
  ///
  /// @param around what the key stands in: `%s` is the key and its value
  private static void written(String around, SettingsKey.Table table, List<String> files) {
    table
        .keys()
        .forEach((key, entry) -> {
          String one = around.isEmpty() ? "%s" : around;
          VALUES.forEach(value -> files.add(one.formatted(key + ": " + value)));
          below(one.formatted(key + ": %s"), entry.takes(), files);
        });
  }

  private static void below(String around, SettingsKey takes, List<String> files) {
    switch (takes) {
      case SettingsKey.Table below -> written(around.formatted("{%s}"), below, files);
      case SettingsKey.Each each -> {
        VALUES.forEach(value -> files.add(around.formatted("{RT101: " + value + "}")));
        files.add(around.formatted("{RT999: off}"));
        files.add(around.formatted("{" + each.names().getLast() + ": off}"));
      }
      case SettingsKey.Listing list when list.of() instanceof SettingsKey.Table item -> {
        written(around.formatted("[{script_location: db, %s}]"), without(item), files);
        files.add(around.formatted("[{version_locations: [db]}]"));
      }
      case SettingsKey.Listing _,
          SettingsKey.Flag _,
          SettingsKey.OneOf _,
          SettingsKey.Count _,
          SettingsKey.Text _ -> {
        // Nothing stands below it.
      }
    }
  }

  /// Without what has to be there, and is.
  private static SettingsKey.Table without(SettingsKey.Table table) {
    Map<String, SettingsKey.Entry> keys = new LinkedHashMap<>(table.keys());
    keys.keySet().removeAll(table.required());
    return new SettingsKey.Table(keys, List.of());
  }

  private static List<String> problems(String yaml) {
    byte[] nothing = {};
    Snapshot tree =
        Snapshot.of(
            "x",
            Map.of(
                ".github/retort.yml", yaml.getBytes(StandardCharsets.UTF_8),
                "db/env.py", nothing,
                "main/x.py", nothing,
                "release/x.py", nothing));
    return SettingsMistakes.in(tree, Environments.Request.EVERYTHING).stream()
        .filter(problem -> problem.severity() == Severity.FAILURE)
        .map(problem -> Told.of(problem))
        .toList();
  }

  private static String json(String yaml) throws IOException {
    return JSON.writeValueAsString(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }
}
