package dev.retort;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may know whom. A room knows those below it; strangers' libraries are known by one room each.
/// The package above the rooms is the composition root and knows them all.
class RoomsTest {
  /// The rooms that are pure: text in, values out.
  private static final List<String> CORE =
      List.of(
          "python",
          "alembic",
          "schema",
          "change",
          "evidence",
          "rule",
          "repair",
          "verdict",
          "plan",
          "audit",
          "report");

  private static final Map<String, Set<String>> KNOWS = Rooms.ofTheDesign();

  private static final Map<String, String> ONLY_KNOWN_BY =
      Map.of(
          "org.treesitter..", "python",
          "org.jgrapht..", "alembic",
          "org.kohsuke..", "forge.github",
          "okhttp3..", "forge.github",
          "com.github.kagkarlsson..", "job",
          "io.javalin..", "web",
          "com.samskivert..", "web",
          "net.sourceforge.argparse4j..", "cli");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.retort");

  /// No room knows one that is not in its list.
  private static ArchRule arrows(String root, String room) {
    String[] forbidden =
        KNOWS.keySet().stream()
            .filter(
                other -> !other.equals(room) && !KNOWS.getOrDefault(room, Set.of()).contains(other))
            .map(other -> root + "." + other + "..")
            .toArray(String[]::new);
    String[] within =
        KNOWS.keySet().stream()
            .filter(other -> other.startsWith(room + "."))
            .map(other -> root + "." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + "." + room + "..")
        .and()
        .resideOutsideOfPackages(within)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .allowEmptyShould(true)
        .because(room + " may know only " + KNOWS.getOrDefault(room, Set.of()));
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
  void who_renders_reads_no_python() {
    noClasses()
        .that()
        .resideInAPackage("dev.retort.report..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "dev\\.retort\\.alembic\\.(RevisionFileReader|HistoryReader)"
                + "|dev\\.retort\\.python\\.(PythonReader|SyntaxTree).*"
                + "|dev\\.retort\\.schema\\.body\\..*")
        .because("what a repair leaves was read again when it was proved")
        .check(MAIN);
  }

  @Test
  void every_package_is_a_room_of_the_design_and_every_room_has_classes() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass known : MAIN) {
      String name = known.getPackageName().replaceFirst("^dev\\.retort\\.?", "");
      if (!name.isEmpty()) {
        packages.add(name);
      }
    }
    packages.removeIf(
        name -> name.startsWith("bot.") || name.startsWith("web.") || name.startsWith("schema."));
    assertThat(packages).isEqualTo(new TreeSet<>(KNOWS.keySet()));
  }

  @Test
  void every_class_that_the_design_page_names_is_there() throws IOException {
    Set<String> there = new TreeSet<>();
    for (JavaClass known : MAIN) {
      there.add(known.getSimpleName());
      there.add(
          known.getPackageName().replaceFirst("^dev\\.retort\\.?", "")
              + "/"
              + known.getSimpleName());
    }
    try (Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
      tests.forEach(test -> there.add(String.valueOf(test.getFileName()).replace(".java", "")));
    }

    assertThat(Rooms.named()).hasSizeGreaterThan(60);
    assertThat(there).containsAll(Rooms.named());
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
