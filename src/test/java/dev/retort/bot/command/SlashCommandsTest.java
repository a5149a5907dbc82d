package dev.retort.bot.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlashCommandsTest {
  @Test
  void the_first_word_of_a_line_makes_a_command() {
    assertThat(SlashCommands.in("/retort fix")).containsExactly(List.of("fix"));
    assertThat(SlashCommands.in("Thanks!\r\n/retort fix\r\nand then we merge"))
        .containsExactly(List.of("fix"));
    assertThat(SlashCommands.in("  /retort   accept RT203 because it is meant"))
        .containsExactly(List.of("accept", "RT203", "because", "it", "is", "meant"));
  }

  @Test
  void several_commands_are_found_in_order_and_their_number_is_bounded() {
    assertThat(SlashCommands.in("/retort check\n/retort plan"))
        .containsExactly(List.of("check"), List.of("plan"));
    assertThat(SlashCommands.in("/retort check\n".repeat(1000))).hasSize(5);
  }

  @Test
  void a_bare_call_is_a_command_without_words() {
    assertThat(SlashCommands.in("/retort")).containsExactly(List.of());
  }

  @DisplayName("A13 a command in a quote, a code fence, or an HTML comment is no command")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "> /retort fix",
        "> quoted\n/retort fix",
        "> quoted\n>\n> /retort fix",
        "```\n/retort fix\n```",
        "~~~sh\n/retort fix\n~~~",
        "```\n/retort fix",
        "    /retort fix",
        "`/retort fix`",
        "`a\n/retort fix` b",
        "<!-- /retort fix -->",
        "<!--\n/retort fix\n-->",
        "text <!--\n/retort fix --> text",
        "- /retort fix",
        "1. /retort fix",
        "# /retort fix",
        "please /retort fix",
        "/retorted fix",
        "/RETORT fix",
        "use `a`\n``\n/retort fix\n`` now"
      })
  void what_the_person_does_not_say_is_no_command(String comment) {
    assertThat(SlashCommands.in(comment)).isEmpty();
  }

  @Test
  void a_quote_above_does_not_hide_the_answer_below() {
    assertThat(SlashCommands.in("> /retort plan\n\n/retort fix")).containsExactly(List.of("fix"));
    assertThat(SlashCommands.in("a stray ` here\n/retort fix")).containsExactly(List.of("fix"));
  }

  @Test
  void the_words_after_a_command_keep_their_code_and_lose_what_nobody_sees() {
    assertThat(SlashCommands.in("/retort accept RT203 because `a  b` is new <!-- hidden --> here"))
        .containsExactly(List.of("accept", "RT203", "because", "`a", "b`", "is", "new", "here"));
    assertThat(SlashCommands.in("/retort explain `RT101\n/retort fix`"))
        .containsExactly(List.of("explain", "`RT101", "/retort", "fix`"));
  }

  @DisplayName("A28 deep nesting and long runs cost linear time and no stack")
  @ParameterizedTest
  @ValueSource(strings = {"*", "`", "> ", "[", "<!--", "- "})
  void hostile_comments_are_harmless(String piece) {
    String comment = piece.repeat(65_000 / piece.length()) + "\n\n/retort fix";
    assertThat(SlashCommands.in(comment)).hasSizeLessThanOrEqualTo(1);
  }
}
