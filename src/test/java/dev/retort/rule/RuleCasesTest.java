package dev.retort.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.cases.CaseFolder;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule with changes that it speaks of, and at least one of which it says nothing.
class RuleCasesTest {
  static Stream<CaseFolder> cases() {
    return CaseFolder.all("rules");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void the_change_gets_exactly_these_findings(CaseFolder folder) {
    Verdict verdict =
        new Judge(RevisionCache.NONE)
            .judge(folder.change(), Circumstances.USUAL.beside(folder.neighbours()));
    List<Finding> findings = verdict.findings().toList();

    folder.compare(told(verdict, findings));
    boolean speaks =
        findings.stream()
            .anyMatch(each -> each.isNew() && each.code().toString().equals(folder.group()));
    assertThat(speaks).as(folder.toString()).isNotEqualTo(folder.name().startsWith("silent"));
  }

  private static String told(Verdict verdict, List<Finding> findings) {
    StringBuilder told = new StringBuilder("# " + verdict.conclusion().word() + "\n");
    verdict.conflicts().forEach(path -> told.append("\nIn conflict: ").append(path).append("\n"));
    for (Finding each : findings) {
      told.append("\n- ").append(each.severity().word()).append(' ').append(each.code());
      told.append(each.isNew() ? "" : " (not new)");
      told.append(' ').append(each.path()).append(':').append(each.line());
      each.counterpart().ifPresent(id -> told.append(" against ").append(id));
      told.append("\n  ").append(each.message().plain()).append('\n');
    }
    return told.toString();
  }

  @Test
  void every_rule_has_a_case_that_it_speaks_of_and_one_where_it_is_silent() {
    Set<String> speaking = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    cases()
        .forEach(each -> (each.name().startsWith("silent") ? silent : speaking).add(each.group()));
    Set<String> codes = new TreeSet<>();
    Rules.all().forEach(rule -> codes.add(rule.page().code().toString()));

    assertThat(speaking).isEqualTo(codes);
    assertThat(silent).isEqualTo(codes);
  }

  @Test
  void the_catalogue_holds_every_rule_that_the_sealed_type_permits() {
    assertThat(Rules.all())
        .<Class<?>>extracting(Rule::getClass)
        .containsExactlyInAnyOrder(Rule.class.getPermittedSubclasses());
  }

  @Test
  void the_catalogue_is_in_the_order_of_its_codes_and_no_page_is_empty() {
    List<String> codes = Rules.all().stream().map(rule -> rule.page().code().toString()).toList();

    assertThat(codes).isSorted().doesNotHaveDuplicates();
    assertThat(Rules.all())
        .allSatisfy(rule -> {
          RulePage page = rule.page();
          assertThat(List.of(page.name(), page.what(), page.why(), page.example()))
              .noneMatch(String::isBlank);
          assertThat(List.of(page.fix(), page.fixSafety())).noneMatch(String::isBlank);
          assertThat(Rules.of(page.code())).contains(rule);
        });
  }
}
