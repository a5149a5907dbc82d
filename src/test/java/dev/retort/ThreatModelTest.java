package dev.retort;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The promises of the page on threats, and whatever holds them that no other test does.
class ThreatModelTest {
  private static final Path PAGE = Path.of("src/docs/threat-model.md");
  private static final Path WORKFLOWS = Path.of(".github/workflows");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
  private static final Pattern USED = Pattern.compile("(?m)uses: *(\\S+)(.*)$");

  @Test
  void every_test_that_the_page_names_is_there() throws IOException {
    List<MatchResult> named = TEST.matcher(Files.readString(PAGE)).results().toList();
    assertThat(named).hasSizeGreaterThan(20);
    for (MatchResult test : named) {
      try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
        Path source =
            sources
                .filter(path -> path.endsWith(test.group(1) + ".java"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no test " + test.group()));
        assertThat(Files.readString(source))
            .as(test.group())
            .containsPattern("void " + test.group(2) + "\\(");
      }
    }
  }

  @Test
  void everything_that_never_happens_names_what_holds_it() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| never |"))
            .toList();
    assertThat(rows).hasSize(6).allMatch(row -> TEST.matcher(row).find());
  }

  @Test
  void git_is_the_only_program_that_is_ever_started() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.retort.git..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Process.class)
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .orShould()
        .callMethod(Runtime.class, "exec", String.class)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.retort"));
    assertThat(commands()).isNotEmpty().allMatch(command -> command.contains("\"git\""));
  }

  /// What the room that may start programs makes command lines of.
  private static List<String> commands() {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/dev/retort/git"))) {
      return sources
          .filter(path -> path.toString().endsWith(".java"))
          .map(ThreatModelTest::text)
          .filter(text -> text.contains("new ProcessBuilder("))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void workflows_take_actions_by_commit() throws IOException {
    try (Stream<Path> workflows = Files.list(WORKFLOWS)) {
      assertThat(workflows.flatMap(path -> USED.matcher(text(path)).results()))
          .hasSizeGreaterThan(4)
          .allSatisfy(use -> {
            assertThat(use.group(1)).matches("[\\w-]+/[\\w-]+@[0-9a-f]{40}");
            assertThat(use.group(2)).as("the version for people").matches(" # v\\d+\\.\\d+\\.\\d+");
          });
    }
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
