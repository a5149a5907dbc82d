package dev.retort.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LengthTest {
  @Test
  void a_text_within_the_limit_stays_as_it_is() {
    assertThat(Length.cut("twelve chars", 12)).isEqualTo("twelve chars");
  }

  @Test
  void a_longer_one_says_how_much_is_missing() {
    String cut = Length.cut("x".repeat(70_000), 65_535);

    assertThat(cut.length()).isLessThanOrEqualTo(65_535).isGreaterThan(65_500);
    int kept = cut.indexOf('…');
    assertThat(cut).endsWith(String.format("… (%,d more characters)", 70_000 - kept));
  }

  @Test
  void a_character_is_never_cut_in_two() {
    for (int most = 40; most < 60; most++) {
      String cut = Length.cut("😀".repeat(100), most);
      assertThat(cut.codePoints().noneMatch(c -> c < 0x10000 && Character.isSurrogate((char) c)))
          .isTrue();
      assertThat(cut.length()).isLessThanOrEqualTo(most);
    }
  }

  @Test
  void even_a_limit_below_the_note_is_kept() {
    assertThat(Length.cut("x".repeat(100), 20)).hasSizeLessThanOrEqualTo(20);
  }
}
