package dev.retort.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.retort.alembic.Problem;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.SettingsFile;
import dev.retort.alembic.Severity;
import dev.retort.change.Snapshot;
import dev.retort.evidence.BranchPattern;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Policy;
import dev.retort.rule.Told;
import dev.retort.verdict.Settings.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final String WHOLE =
      """
      environments:
        - script_location: backend/alembic
          version_locations: [backend/alembic/versions]
      rules: {RT205: off, RT101: failure, RT306: "warning"}
      heads: {allow: 2, per_label: false}
      repair: {strategy: merge, shipped: [main, "release/*"]}
      commands: {permission: maintain}
      forecast: false
      mainline: {open_repair_pull_request: false}
      """;

  private static Settings of(String yaml) {
    return of(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static Settings of(byte[] yaml) {
    return Settings.of(Snapshot.of("base", Map.of(SettingsFile.PATH, yaml)));
  }

  @Test
  void every_key_holds_as_written() {
    Settings settings = of(WHOLE);

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.policy())
        .isEqualTo(
            new Policy(
                Map.of(
                    RuleCode.EDITED_BODY,
                    Severity.OFF,
                    RuleCode.SECOND_HEAD,
                    Severity.FAILURE,
                    RuleCode.REVISES_DISAGREES,
                    Severity.WARNING),
                2,
                false));
    assertThat(settings.strategy()).contains(Strategy.MERGE);
    assertThat(settings.shipped().patterns())
        .contains(List.of(new BranchPattern("main"), new BranchPattern("release/*")));
    assertThat(settings.shipped().line()).isEqualTo(6);
    assertThat(settings.commands()).isEqualTo(Role.MAINTAIN);
    assertThat(settings.forecast()).isFalse();
    assertThat(settings.openRepairPullRequest()).isFalse();
  }

  @Test
  void without_a_file_or_with_an_empty_one_everything_has_its_default() {
    assertThat(Settings.of(Snapshot.of("base", Map.of()))).isEqualTo(Settings.DEFAULT);
    assertThat(of("")).isEqualTo(Settings.DEFAULT);
    assertThat(of("# nothing yet\n")).isEqualTo(Settings.DEFAULT);
    assertThat(of("rules:\nheads: ~\nforecast: null\ncommands:\n")).isEqualTo(Settings.DEFAULT);
    assertThat(of("repair: {strategy: auto}")).isEqualTo(Settings.DEFAULT);
  }

  static Stream<Arguments> inRules() {
    return Stream.of(
        arguments("rules:\n  RT101: notice\n  RT999: off", 3, "`RT999` is the code of no rule"),
        arguments("rules: {rt205: off}", 1, "`rt205` is the code of no rule (is `RT205` meant?)"),
        arguments(
            "rules:\n  RT205: none",
            2,
            "`rules.RT205` has to be `off`, `notice`, `warning` or `failure`, not `none`"),
        arguments("rules: {RT205: warn}", 1, "not `warn` (is `warning` meant?)"),
        arguments(
            "rules: {RT205: }",
            1,
            "`rules.RT205` has to be `off`, `notice`, `warning` or `failure`, but is empty"),
        arguments("rules: [RT205]", 1, "`rules` has to be a table of keys, not a list"));
  }

  static Stream<Arguments> inHeads() {
    return Stream.of(
        arguments("heads: 2", 1, "`heads` has to be a table of keys, not `2`"),
        arguments(
            "heads:\n  allow: 0",
            2,
            "`heads.allow` has to be a whole number from 1 to 1000, not `0`"),
        arguments("heads: {allow: many}", 1, "not `many`"),
        arguments("heads: {allow: -1}", 1, "not `-1`"),
        arguments("heads: {allow: 1.5}", 1, "not `1.5`"),
        arguments("heads: {allow: \"2\"}", 1, "not `\"2\"`"),
        arguments("heads: {allow: 99999999999999999999}", 1, "not `99999999999999999999`"),
        arguments("heads: {allow: [2]}", 1, "not a list"),
        arguments(
            "heads:\n  per-label: false",
            2,
            "`per-label` is no key of `heads` (is `per_label` meant?)"),
        arguments(
            "heads: {per_label: no}", 1, "`heads.per_label` has to be `true` or `false`, not `no`"),
        arguments("heads: {per_label: \"true\"}", 1, "not `\"true\"`"));
  }

  static Stream<Arguments> inRepair() {
    return Stream.of(
        arguments(
            "repair:\n  strategy: rebase",
            2,
            "`repair.strategy` has to be `auto`, `repoint` or `merge`, not `rebase`"),
        arguments("repair: {strategy: undo}", 1, "not `undo`"),
        arguments("repair: {shipped: main}", 1, "`repair.shipped` has to be a list"),
        arguments(
            "repair:\n  shipped:\n    - main\n    - [a]",
            4,
            "An item of `repair.shipped` has to be"),
        arguments("repair: {shipped: [\"a b\"]}", 1, "not `\"a b\"`"),
        arguments("repair: {shippd: [main]}", 1, "(is `shipped` meant?)"));
  }

  static Stream<Arguments> inOtherKeys() {
    return Stream.of(
        arguments(
            "commands:\n  permission: amdin",
            2,
            "`commands.permission` has to be `write`, `maintain` or `admin`, not `amdin` (is `admin` meant?)"),
        arguments("commands: admin", 1, "`commands` has to be a table of keys, not `admin`"),
        arguments("forecast: yes", 1, "`forecast` has to be `true` or `false`, not `yes`"),
        arguments(
            "mainline: {open_repair_pull_request: 1}",
            1,
            "`mainline.open_repair_pull_request` has to be"),
        arguments(
            "mainline: {open_repair: true}",
            1,
            "(is `open_repair_pull_request` meant?); there is only `open_repair_pull_request`."));
  }

  static Stream<Arguments> inTheWholeFile() {
    return Stream.of(
        arguments(
            "forecast: true\nheds: {allow: 2}",
            2,
            "`heds` is no key of this file (is `heads` meant?)"),
        arguments("nonsense: 1", 1, "`nonsense` is no key of this file; there are `commands`,"),
        arguments(
            "forecast: true\nforecast: false",
            2,
            "Key `forecast` is there twice; the first one holds."),
        arguments(
            "forecast: [",
            1,
            "This file cannot be read: it is no valid YAML (expected the node content, but found '<stream end>')."),
        arguments("- forecast", 1, "This file cannot be read: it has to be a table of keys."),
        arguments("forecast: &a true\nmainline: *a", 1, "anchors and aliases are not taken here"),
        arguments("forecast: true\n---\nforecast: true", 2, "it holds more than one document"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"inRules", "inHeads", "inRepair", "inOtherKeys", "inTheWholeFile"})
  void each_mistake_is_said_on_its_line(String yaml, int line, String message) {
    assertThat(of(yaml).problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).hasToString("RT401");
          assertThat(problem.severity()).isEqualTo(Severity.FAILURE);
          assertThat(problem.path()).isEqualTo(".github/retort.yml");
          assertThat(problem.line()).isEqualTo(line);
          assertThat(Told.of(problem)).contains(message);
        });
  }

  @Test
  void all_mistakes_are_said_at_once_and_the_right_keys_hold() {
    Settings settings =
        of(
            """
            rules:
              RT205: off
              RT205x: off
              RT101: loud
            heads: {alow: 2, per_label: false}
            comands: {permission: admin}
            repair:
              strategy: repont
              shipped: [main, 7, "a b"]
            forecast: perhaps
            """);

    assertThat(settings.problems()).extracting(Problem::line).containsExactly(3, 4, 5, 6, 8, 9, 10);
    assertThat(settings.policy())
        .isEqualTo(new Policy(Map.of(RuleCode.EDITED_BODY, Severity.OFF), 1, false));
    assertThat(settings.shipped().patterns())
        .contains(List.of(new BranchPattern("main"), new BranchPattern("7")));
    assertThat(settings.strategy()).isEmpty();
    assertThat(settings.forecast()).isTrue();
  }

  @Test
  void a_permission_that_cannot_be_read_is_taken_at_its_strictest() {
    assertThat(of("commands: {permission: writ}").commands()).isEqualTo(Role.ADMIN);
    assertThat(of("commands: {permision: maintain}").commands()).isEqualTo(Role.ADMIN);
    assertThat(of("commands: [maintain]").commands()).isEqualTo(Role.ADMIN);
    assertThat(of("commands: {").commands()).isEqualTo(Role.ADMIN);
    assertThat(of("commands: {permission: maintain, other: 1}").commands())
        .isEqualTo(Role.MAINTAIN);
    assertThat(of("forecast: perhaps").commands()).isEqualTo(Role.WRITE);
  }

  @Test
  void a_stranger_cannot_write_markdown_into_a_message() {
    Settings settings = of("\"`</code>[x](y)\\u202e\": 1");

    assertThat(settings.problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(Told.of(problem)).startsWith("`\\u{60}</code>[x](y)\\u{202e}`"));
  }

  @Test
  void whatever_becomes_of_the_bytes_nothing_is_thrown_and_every_line_is_one_of_the_file() {
    int told = 0;
    Random random = new Random(4);
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
      for (int j = random.nextInt(6); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) "{}[]:-#&*!|>'\"%@`,?\n\t ".charAt(random.nextInt(22));
      }
      List<Problem> problems = of(bytes).problems();
      told += problems.size();
      assertThat(problems).allSatisfy(problem -> assertThat(problem.line()).isBetween(1, 12));
    }
    assertThat(told).isPositive();
  }

  @Test
  void a_star_stops_at_a_slash_and_two_do_not() {
    assertThat(new BranchPattern("main").matches("main")).isTrue();
    assertThat(new BranchPattern("main").matches("maintenance")).isFalse();
    assertThat(new BranchPattern("release/*").matches("release/1.0")).isTrue();
    assertThat(new BranchPattern("release/*").matches("release/")).isTrue();
    assertThat(new BranchPattern("release/*").matches("release/1.0/fix")).isFalse();
    assertThat(new BranchPattern("release/*").matches("prerelease/1.0")).isFalse();
    assertThat(new BranchPattern("release/**").matches("release/1.0/fix")).isTrue();
    assertThat(new BranchPattern("*").matches("main")).isTrue();
    assertThat(new BranchPattern("*").matches("a/b")).isFalse();
    assertThat(new BranchPattern("v?.x").matches("v1.x")).isTrue();
    assertThat(new BranchPattern("v?.x").matches("v/.x")).isFalse();
    assertThat(new BranchPattern("**/hot*x").matches("a/b/hotfix")).isTrue();
    assertThat(new BranchPattern("release/*").prefix()).isEqualTo("release/");
    assertThat(new BranchPattern("*".repeat(255)).matches("a/".repeat(127))).isTrue();
    assertThat(new BranchPattern("main").isPlain()).isTrue();
    assertThat(new BranchPattern("v?").isPlain()).isFalse();
  }
}
