package dev.retort.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Gap;
import dev.retort.schema.Gaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The words of every gap. Acceptances of a schema that is not followed were once stored by them,
/// so `former_gaps.tsv` is never written anew: a gap that is worded otherwise now keeps the former
/// words for its former identity, and a new one is added to [#YOUNGER].
class GapWordsTest {
  private static final Path FORMER = Path.of("src/test/resources/verdict/former_gaps.tsv");

  /// Gaps that came later, by their texts.
  private static final List<String> YOUNGER =
      List.of(
          "TOO_LARGE",
          "CATALOGUE_WRITTEN",
          "ROLLED_BACK",
          "SCHEMA_ELEMENTS",
          "OfObject[object=column orders.note, what=COMES_TO]",
          "OfObject[object=column orders.note, what=NAME_TAKEN]",
          "OfObject[object=column orders.note, what=PARTITIONS]",
          "OfObject[object=column orders.note, what=GOES_WITH]",
          "OfObject[object=column orders.note, what=WAS]",
          "BlockOfHelper[file=x.y, line=3, what=CONDITION]",
          "BlockOfHelper[file=x.y, line=3, what=ERROR_CAUGHT]",
          "BlockOfHelper[file=x.y, line=3, what=LOOP_OVER_UNKNOWN]",
          "BlockOfHelper[file=x.y, line=3, what=LOOP_TIMES]");

  private static SchemaNotFollowed.Found found(Gap gap) {
    return new SchemaNotFollowed.Found("bb02", gap);
  }

  @Test
  void an_acceptance_that_was_stored_by_a_reason_s_words_is_recognised() throws IOException {
    List<String> told =
        Gaps.all().stream()
            .filter(gap -> !YOUNGER.contains(gap.toString()))
            .map(gap -> gap + "\t" + found(gap).formerIdentity().get(1).plain())
            .toList();

    assertThat(told).containsExactlyInAnyOrderElementsOf(Files.readAllLines(FORMER));
  }

  @Test
  void a_gap_is_recognised_by_what_it_is_and_each_is_another_one() {
    assertThat(Gaps.all().stream().map(gap -> found(gap).identity()))
        .hasSizeGreaterThan(100)
        .doesNotHaveDuplicates()
        .allSatisfy(identity -> assertThat(identity.get(1)).matches("[A-Z_]+|[A-Za-z]+\\[.*]"));
  }
}
