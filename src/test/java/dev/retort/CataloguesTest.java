package dev.retort;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.retort.repair.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the compiler cannot ask of a list: that it holds every kind that a sealed type permits.
class CataloguesTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.retort");

  private static List<String> permitted(Class<?> type) {
    return Arrays.stream(type.getPermittedSubclasses()).map(Class::getName).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "dev.retort.rule.Rule, dev.retort.rule.Rules",
    "dev.retort.audit.CauseFinder, dev.retort.audit.Causes",
    "dev.retort.repair.LineMend, dev.retort.repair.LineMends",
    "dev.retort.bot.command.Command, dev.retort.bot.command.Commands",
    "dev.retort.cli.Command, dev.retort.Retort",
  })
  void a_catalogue_makes_every_kind_that_its_sealed_type_permits(String type, String catalogue)
      throws ClassNotFoundException {
    Set<String> made =
        MAIN.get(catalogue).getConstructorCallsFromSelf().stream()
            .map(call -> call.getTargetOwner().getName())
            .collect(Collectors.toSet());

    assertThat(made).containsAll(permitted(Class.forName(type)));
  }

  @Test
  void every_way_to_make_a_history_better_is_taken_by_some_planner() {
    assertThat(permitted(Step.class))
        .isNotEmpty()
        .allSatisfy(step -> {
          JavaClass known = MAIN.get(step);
          assertThat(known.getAccessesToSelf())
              .as(step)
              .anyMatch(access -> !access.getOriginOwner().equals(known));
        });
  }
}
