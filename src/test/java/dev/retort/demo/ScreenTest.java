package dev.retort.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the demo prints.
class ScreenTest {
  private static final List<String> LINES =
      List.of(
          "- RT101 (failure) `x.py:16` has a line break in `alembic",
          "upgrade head` here and then `a93c`.",
          "- Revises: c4b97f03d5e8",
          "+ Revises: 7e21b8d40c5f",
          "[ Repair this branch ]  [ Check again ]");

  private static String printed(boolean colour) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Screen screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), colour);
    screen.waiting("waiting for a check");
    screen.waited();
    screen.panel("✗", "retort · failure", LINES);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_terminal_gets_colours_and_is_told_what_is_waited_for() {
    assertThat(printed(true))
        .contains("… waiting for a check\r\033[K")
        .contains("\033[31m✗\033[0m \033[1;31mretort · failure\033[0m")
        .contains("\033[1m- RT101 (failure)\033[0m \033[36m`x.py:16`\033[0m")
        .contains("│ upgrade head` here and then \033[36m`a93c`\033[0m.")
        .contains(
            "\033[31m- Revises: c4b97f03d5e8\033[0m", "\033[32m+ Revises: 7e21b8d40c5f\033[0m")
        .contains("\033[7m[ Repair this branch ]\033[0m  \033[7m[ Check again ]\033[0m");
  }

  @Test
  void a_file_gets_the_words_alone() {
    assertThat(printed(false)).doesNotContain("\033", "\r", "waiting").contains(LINES);
  }
}
