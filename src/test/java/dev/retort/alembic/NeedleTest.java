package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedleTest {
  @Test
  void a_word_is_found_exactly_where_a_text_contains_it() {
    Random random = new Random(17);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      String word = text(random, 1 + random.nextInt(6));
      String text = text(random, random.nextInt(60));
      found += text.contains(word) ? 1 : 0;
      assertThat(Needle.of(word).isIn(text.getBytes(StandardCharsets.ISO_8859_1)))
          .as("%s in %s", word, text)
          .isEqualTo(text.contains(word));
      int from = random.nextInt(text.length() + 1);
      assertThat(Needle.of(word).next(text.getBytes(StandardCharsets.ISO_8859_1), from))
          .as("%s in %s from %d", word, text, from)
          .isEqualTo(text.indexOf(word, from));
    }
    assertThat(found).isBetween(4_000, 16_000);
  }

  /// Of few letters, so that words repeat themselves and each other.
  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(random.nextInt(20) == 0 ? '~' : (char) ('a' + random.nextInt(2)));
    }
    return text.toString();
  }

  @Test
  void letters_beyond_ascii_are_passed_over() {
    byte[] content = "größe = 'é' + revision".getBytes(StandardCharsets.UTF_8);

    assertThat(Needle.of("revision").isIn(content)).isTrue();
    assertThat(Needle.of("revisions").isIn(content)).isFalse();
  }
}
