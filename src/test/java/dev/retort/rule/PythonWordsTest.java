package dev.retort.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.python.Doubt;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The words of every doubt. Acceptances of a value that cannot be known were once stored by them,
/// so `former_reasons.tsv` is never written anew: a doubt that is worded otherwise now keeps the
/// former words for its former identity, and a new one is added to [#YOUNGER].
class PythonWordsTest {
  private static final Path FORMER = Path.of("src/test/resources/verdict/former_reasons.tsv");

  /// Doubts that came later, by their texts.
  private static final List<String> YOUNGER = List.of();

  private static Stream<Doubt> doubts() {
    return Arrays.stream(Doubt.class.getPermittedSubclasses())
        .flatMap(type ->
            type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(Doubt.class::cast)
                : Stream.of(of(type)));
  }

  private static Doubt of(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      return (Doubt) constructor.newInstance("x.y");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_acceptance_that_was_stored_by_a_reason_s_words_is_recognised() throws IOException {
    List<String> told =
        doubts()
            .filter(doubt -> !YOUNGER.contains(doubt.toString()))
            .map(doubt ->
                doubt
                    + "\t"
                    + new NotDecidable.Computed("revision", doubt).formerIdentity().get(1).plain())
            .toList();

    assertThat(told).containsExactlyInAnyOrderElementsOf(Files.readAllLines(FORMER));
  }

  @Test
  void a_doubt_is_recognised_by_what_it_is_and_each_is_another_one() {
    assertThat(doubts().map(doubt -> new NotDecidable.Computed("revision", doubt).identity()))
        .doesNotHaveDuplicates()
        .allSatisfy(identity -> assertThat(identity.get(1)).matches("[A-Z_]+|[A-Za-z]+\\[.*]"));
  }
}
