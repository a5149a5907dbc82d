package dev.retort.rule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.retort.alembic.Flaw;
import dev.retort.alembic.History;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RuleCode;
import dev.retort.cases.CaseFolder;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a rule finds is values; words are made of them where they are shown, and nobody reads them
/// back.
class FactsTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.retort");

  /// What two rules find alike stands in a file of its own.
  private static final Set<Class<?>> SHARED = Set.of(OtherHistory.class);

  private static List<Finding> findings() {
    return CaseFolder.all("rules")
        .flatMap(folder ->
            new Judge(RevisionCache.NONE)
                .judge(folder.change(), Circumstances.USUAL.beside(folder.neighbours()))
                .findings())
        .toList();
  }

  @Test
  void every_rule_has_facts_in_its_own_file_and_every_fact_its_rule() {
    Set<Class<?>> owners =
        Arrays.stream(Fact.class.getPermittedSubclasses())
            .filter(fact -> !SHARED.contains(fact))
            .map(Class::getDeclaringClass)
            .collect(Collectors.toSet());

    assertThat(owners).containsExactlyInAnyOrder(Rule.class.getPermittedSubclasses());
  }

  @Test
  void every_fact_has_the_code_of_its_rule_a_headline_and_a_whole_message() {
    Set<RuleCode> seen = new TreeSet<>();
    for (Finding finding : findings()) {
      Fact fact = finding.fact();
      seen.add(fact.code());
      Class<?> rule = Rules.of(fact.code()).orElseThrow().getClass();
      assertThat(SHARED.contains(fact.getClass()) ? rule : fact.getClass().getDeclaringClass())
          .isEqualTo(rule);
      String headline = fact.headline().plain();
      assertThat(headline).isNotBlank().doesNotEndWith(".").doesNotContain(". ");
      assertThat(fact.message().plain()).startsWith(headline).matches("(?s).*[.?]");
      assertThat(fact.formerMessage().plain()).isNotBlank();
      assertThat(fact.message().pieces())
          .as("sentences end in pieces of their own, so that nobody looks for full stops")
          .noneMatch(piece -> piece instanceof Prose.Text(var words) && words.contains(". "));
    }
    assertThat(seen)
        .containsExactlyElementsOf(Rules.all().stream().map(rule -> rule.page().code()).toList());
  }

  @Test
  void what_a_fact_is_recognised_by_is_neither_words_nor_lines() {
    for (Finding finding : findings()) {
      for (String value : finding.fact().identity()) {
        assertThat(finding.fact().sequel().plain())
            .as("%s of %s", value, finding.fact())
            .satisfies(words -> assertThat(value.length() > 40 && words.contains(value)).isFalse());
        assertThat(value).doesNotMatch(".*\\.py:[0-9]+.*");
      }
    }
  }

  @Test
  void a_graph_and_a_check_say_the_same_fault_in_the_same_words() {
    Set<RuleCode> compared = new TreeSet<>();
    CaseFolder.all("rules")
        .forEach(folder ->
            new Judge(RevisionCache.NONE)
                .judge(folder.change(), Circumstances.USUAL)
                .environments()
                .forEach(judged -> {
                  History after = judged.change().after();
                  for (Finding finding : judged.findings()) {
                    if (isSaidOnceOfMany(finding.fact())) {
                      continue;
                    }
                    List<String> graph =
                        after.problems().stream()
                            .filter(each -> each.code() == finding.code())
                            .filter(each -> each.path().equals(finding.path()))
                            .filter(each ->
                                finding.revision().isEmpty()
                                    || each.revision().equals(finding.revision()))
                            .map(each -> Facts.of(each, after).headline().plain())
                            .toList();
                    if (!graph.isEmpty()) {
                      compared.add(finding.code());
                      assertThat(graph)
                          .as(folder.toString())
                          .contains(finding.fact().headline().plain());
                    }
                  }
                }));

    assertThat(compared)
        .contains(
            RuleCode.MISSING_PARENT,
            RuleCode.DUPLICATE_REVISION,
            RuleCode.CYCLE,
            RuleCode.MISSING_DEPENDENCY,
            RuleCode.SYNTAX_ERROR);
  }

  /// A check says some faults once of all revisions that have them; a graph lists each.
  private static boolean isSaidOnceOfMany(Fact fact) {
    return fact instanceof OtherHistory || fact instanceof MissingFunction.OnlyUp;
  }

  @Test
  void what_the_reader_notes_holds_no_finished_sentence() {
    assertThat(values(Flaw.class).map(RecordComponent::getName))
        .isNotEmpty()
        .doesNotContain("clause", "message", "sentence", "words", "text");
  }

  private static Stream<RecordComponent> values(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FactsTest::values)
        : Arrays.stream(type.getRecordComponents());
  }

  @Test
  void only_the_renderers_and_the_former_fingerprint_write_prose_as_plain_text() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.retort.report..")
        .and()
        .doNotHaveFullyQualifiedName("dev.retort.verdict.Fingerprint")
        .and()
        .doNotHaveFullyQualifiedName("dev.retort.rule.Prose")
        .should()
        .callMethod(Prose.class, "plain")
        .because("whoever asks elsewhere is about to read words that were made from values")
        .check(MAIN);
  }

  @Test
  void a_code_is_written_in_its_constant_alone() throws IOException {
    Pattern written = Pattern.compile("\"[^\"]*RT\\d{3}");
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        Files.readString(file)
            .lines()
            .filter(line -> !line.strip().startsWith("//") && written.matcher(line).find())
            .forEach(line -> found.add(file + ": " + line.strip()));
      }
    }
    assertThat(found).isEmpty();
  }
}
