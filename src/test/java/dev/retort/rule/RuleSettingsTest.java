package dev.retort.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.SettingsFile;
import dev.retort.alembic.Severity;
import dev.retort.cases.CaseFolder;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Conclusion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule obeys what `rules:` says of it.
class RuleSettingsTest {
  static Stream<CaseFolder> speaking() {
    return CaseFolder.all("rules")
        .filter(each -> !each.name().startsWith("silent"))
        .filter(each -> !each.tree("head").entries().containsKey(SettingsFile.PATH));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("speaking")
  void off_takes_every_finding_of_the_rule_away(CaseFolder folder) {
    assertThat(of(folder, "off")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("speaking")
  void notice_shows_and_does_not_fail(CaseFolder folder) {
    assertThat(of(folder, "notice"))
        .isNotEmpty()
        .allMatch(finding -> finding.severity() == Severity.NOTICE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("speaking")
  void failure_fails_unless_the_rule_softens_this_very_case(CaseFolder folder) {
    List<Finding> findings = of(folder, "failure").stream().filter(Finding::isNew).toList();

    assertThat(findings).isNotEmpty();
    boolean softened = folder.group().startsWith("RT2") || folder.name().endsWith("is_a_warning");
    assertThat(findings)
        .allMatch(
            finding -> finding.fails() || (softened && finding.severity() == Severity.WARNING));
  }

  private static List<Finding> of(CaseFolder folder, String severity) {
    String yaml = "rules: {" + folder.group() + ": " + severity + "}\n";
    Change change = folder.change();
    Verdict verdict =
        new Judge(RevisionCache.NONE)
            .judge(
                Change.of(
                    with(change.base(), yaml),
                    with(change.mergeBase(), yaml),
                    with(change.head(), yaml)),
                Circumstances.USUAL.beside(folder.neighbours()));
    List<Finding> findings =
        verdict.findings().filter(each -> each.code().toString().equals(folder.group())).toList();
    boolean otherFails =
        verdict.findings().filter(each -> !findings.contains(each)).anyMatch(Finding::fails);
    assertThat(verdict.conclusion() == Conclusion.FAILURE)
        .isEqualTo(otherFails || findings.stream().anyMatch(Finding::fails));
    return findings;
  }

  private static Snapshot with(Snapshot tree, String yaml) {
    return tree.with(Map.of(SettingsFile.PATH, yaml.getBytes(StandardCharsets.UTF_8)), Set.of());
  }
}
