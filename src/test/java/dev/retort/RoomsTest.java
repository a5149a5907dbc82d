package dev.retort;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who may know whom. A room knows those below it; strangers' libraries are known by one room each.
/// The package above the rooms is the composition root and knows them all.
class RoomsTest {
  private static final List<String> CORE =
      List.of("python", "alembic", "change", "rule", "repair", "verdict", "audit", "report");

  /// What each room may know besides itself; what stands in no list is free to know all.
  private static final Map<String, Set<String>> KNOWS = new LinkedHashMap<>();

  static {
    for (int i = 0; i < CORE.size(); i++) {
      KNOWS.put(CORE.get(i), Set.copyOf(CORE.subList(0, i)));
    }
    KNOWS.put("forge", Set.copyOf(CORE));
    KNOWS.put("job", Set.of());
    KNOWS.put(
        "bot",
        Set.of(
            "python", "alembic", "change", "rule", "repair", "verdict", "report", "forge", "job"));
    KNOWS.put("web", Set.of("bot", "job"));
  }

  private static final Map<String, String> ONLY_KNOWN_BY =
      Map.of(
          "org.treesitter..", "python",
          "org.jgrapht..", "alembic",
          "org.kohsuke..", "forge.github",
          "okhttp3..", "forge.github",
          "com.github.kagkarlsson..", "job",
          "io.javalin..", "web",
          "net.sourceforge.argparse4j..", "cli");

  private static final Set<String> ROOMS =
      Set.of(
          "python", "alembic", "change", "rule", "repair", "verdict", "audit", "report", "forge",
          "job", "bot", "web", "cli");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.retort");

  /// No room knows one that is not in its list.
  private static ArchRule arrows(String root, String room) {
    String[] forbidden =
        ROOMS.stream()
            .filter(
                other -> !other.equals(room) && !KNOWS.getOrDefault(room, ROOMS).contains(other))
            .map(other -> root + "." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + "." + room + "..")
        .and()
        .resideOutsideOfPackage(root + ".forge.github..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .allowEmptyShould(true)
        .because(room + " may know only " + KNOWS.getOrDefault(room, ROOMS));
  }

  private static ArchRule privilege(String root, String library, String room) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(root + "." + room + "..")
        .and()
        .resideOutsideOfPackage(root)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("only " + room + " knows it");
  }

  @Test
  void every_room_knows_only_the_rooms_below_it() {
    KNOWS.keySet().forEach(room -> arrows("dev.retort", room).check(MAIN));
  }

  @Test
  void the_adapter_knows_the_port_and_what_the_port_speaks_of() {
    noClasses()
        .that()
        .resideInAPackage("dev.retort.forge.github..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.retort.job..", "dev.retort.bot..", "dev.retort.web..", "dev.retort.cli..")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void nobody_but_the_composition_root_knows_the_adapter() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.retort.forge.github..", "dev.retort.cli..", "dev.retort")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.retort.forge.github..")
        .check(MAIN);
  }

  @Test
  void a_library_that_shapes_a_room_is_known_by_that_room_alone() {
    ONLY_KNOWN_BY.forEach((library, room) -> privilege("dev.retort", library, room).check(MAIN));
  }

  @Test
  void the_core_opens_no_file_no_process_and_no_connection() {
    for (String room : CORE) {
      noClasses()
          .that()
          .resideInAPackage("dev.retort." + room + "..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)"
                  + "|java\\.nio\\.file\\.Files|java\\.net\\..*|java\\.lang\\.Process.*"
                  + "|java\\.util\\.logging\\..*|org\\.slf4j\\..*")
          .because("core rooms are pure")
          .check(MAIN);
    }
  }

  @Test
  void every_room_has_classes_or_is_still_to_come() {
    assertThat(CORE)
        .allSatisfy(room ->
            assertThat(MAIN)
                .anyMatch(known -> known.getPackageName().startsWith("dev.retort." + room)));
  }

  @Test
  void a_planted_violation_is_found() {
    JavaClasses planted = new ClassFileImporter().importPackages("dev.retort.planted");

    assertThatThrownBy(() -> arrows("dev.retort.planted", "python").check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Gossip");
    assertThatThrownBy(
            () -> privilege("dev.retort.planted", "org.treesitter..", "python").check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Shortcut");
    arrows("dev.retort.planted", "report").check(planted);
  }
}
