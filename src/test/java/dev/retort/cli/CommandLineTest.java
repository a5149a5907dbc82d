package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private static final List<Command> COMMANDS =
      List.of(
          new CheckCommand(),
          new GraphCommand(),
          new FixCommand(),
          new RulesCommand(),
          new ServeCommand((_, _) -> () -> {}, Map.of()));

  private static Run typed(String... words) {
    return Run.typed(COMMANDS, words);
  }

  @Test
  void help_lists_the_commands_and_the_exit_codes() {
    Run run = typed("--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("check", "graph", "fix", "rules", "serve", "--version")
        .contains("Exit codes: 0 nothing to do, 1 findings that fail, 2 wrong use");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void every_command_has_its_own_help() {
    for (Command command : COMMANDS) {
      Run run = typed(command.name(), "--help");

      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("usage: retort " + command.name()).contains(command.summary());
    }
    assertThat(typed("graph", "-h").out())
        .contains("REPO", "--rev REF", "{text,list,json,mermaid}");
  }

  @Test
  void the_version_is_said() {
    assertThat(typed("--version").out()).startsWith("retort ");
    assertThat(typed("-V").code()).isZero();
  }

  @Test
  void what_makes_no_sense_is_one_line_and_exit_code_2() {
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("paint"),
            List.of("--colour"),
            List.of("graph", "--rev"),
            List.of("graph", "a", "b"),
            List.of("graph", "--format", "pdf"),
            List.of("graph", "\u001b[31m", "\n"))) {
      Run run = typed(words.toArray(String[]::new));

      assertThat(run.code()).as(words.toString()).isEqualTo(2);
      assertThat(run.out()).as(words.toString()).isEmpty();
      assertThat(run.err()).as(words.toString()).startsWith("retort").hasLineCount(1);
      assertThat(run.err()).doesNotContain("\u001b");
    }
  }

  @Test
  void options_may_stand_before_and_behind_the_repository(@TempDir Path folder) {
    String json = "{\n  \"environments\" : [ ]\n}\n";

    assertThat(typed("graph", folder.toString(), "--format", "json").out()).isEqualTo(json);
    assertThat(typed("graph", "--format", "json", folder.toString()).out()).isEqualTo(json);
    assertThat(typed("graph", "--format=json", "--cwd", ".", folder.toString()).out())
        .isEqualTo(json);
  }
}
