package dev.retort.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RuleCode;
import dev.retort.cases.CaseFolder;
import dev.retort.rule.Acceptance;
import dev.retort.rule.Finding;
import dev.retort.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Acceptances that were stored while a finding was recognised by the words of its message, or a
/// value that cannot be known by those of the reason: the digests of `stored_acceptances.tsv` were
/// written down then and are never written anew. A few are of today's values, so that who renames
/// one of these sees what hangs on it.
class StoredAcceptancesTest {
  private static final Path STORED = Path.of("src/test/resources/verdict/stored_acceptances.tsv");
  private static final Acceptance BY = new Acceptance("ann", "we know");

  /// Rules that came when acceptances were known by facts, so that no other was ever stored.
  private static final Set<RuleCode> YOUNGER = Set.of(RuleCode.UNSEEN_MODELS);

  /// @param folder the case, such as `RT101/base_moved_on`
  record Stored(String folder, String code, String place, String fingerprint) {}

  static List<Stored> stored() throws IOException {
    return Files.readAllLines(STORED).stream()
        .map(line -> List.of(line.split("\t", -1)))
        .map(row -> new Stored(row.get(0), row.get(1), row.get(2), row.get(3)))
        .toList();
  }

  static Stream<CaseFolder> cases() throws IOException {
    Set<String> folders = stored().stream().map(Stored::folder).collect(Collectors.toSet());
    return CaseFolder.all("rules").filter(each -> folders.contains(each.toString()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void each_is_recognised_and_lets_its_finding_pass(CaseFolder folder) throws IOException {
    Set<String> stored =
        stored().stream()
            .filter(each -> each.folder().equals(folder.toString()))
            .map(Stored::fingerprint)
            .collect(Collectors.toSet());
    Circumstances usual = Circumstances.USUAL.beside(folder.neighbours());
    Verdict verdict = new Judge(RevisionCache.NONE).judge(folder.change(), usual);

    Set<String> known = new TreeSet<>();
    verdict
        .environments()
        .forEach(judged ->
            judged
                .findings()
                .forEach(each -> known.addAll(Fingerprint.known(judged.change(), each))));
    assertThat(known).containsAll(stored);

    Acceptances all =
        new Acceptances(stored.stream().collect(Collectors.toMap(each -> each, each -> BY)));
    List<String> passing =
        new Judge(RevisionCache.NONE)
            .judge(folder.change(), usual.with(all))
            .findings()
            .filter(each -> each.accepted().isPresent())
            .map(StoredAcceptancesTest::named)
            .toList();
    assertThat(passing)
        .containsAll(
            verdict
                .findings()
                .filter(Acceptances::concerns)
                .map(StoredAcceptancesTest::named)
                .toList());
  }

  private static String named(Finding finding) {
    return finding.code() + " " + finding.path() + ":" + finding.line();
  }

  @Test
  void there_is_one_of_each_rule_that_there_was_then() throws IOException {
    Map<String, List<Stored>> byCode =
        stored().stream().collect(Collectors.groupingBy(Stored::code));

    assertThat(byCode.keySet())
        .containsAll(
            Rules.all().stream()
                .map(rule -> rule.page().code())
                .filter(code -> !YOUNGER.contains(code))
                .map(RuleCode::toString)
                .toList());
  }
}
