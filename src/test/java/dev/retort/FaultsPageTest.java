package dev.retort;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.report.Golden;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;

/// `src/docs/faults.md`, written from the rows of `faults/rows.txt` and from the tests that carry
/// them in their `@Row`.
class FaultsPageTest {
  private static final Path ROWS = Path.of("src/test/resources/faults/rows.txt");
  private static final String FROM_RESOURCES = "../../docs/";
  private static final String NOT_YET = "not yet shown";

  /// What is seen through one part of the product alone, or of the stand-in itself, shows no row.
  private static final List<String> PARTS = List.of("forge", "standin");

  /// What is seen here is shown besides, by a test of the whole as well.
  private static final List<String> HALVES = List.of("job", "web");

  private static final String INTRODUCTION =
      """
      # What goes wrong, and which test shows that it does not matter

      A bot lives among lost, doubled and late events, refused and lost answers, people in a hurry and people who mean
      harm. Each row is something that goes wrong around such a bot, and what must be seen instead; the tests run
      the whole server against a stand-in for GitHub that keeps its rules, or the command line, unless it is about
      the database or the pages alone. The numbers stand in the tests' names.

      This page is written by `FaultsPageTest` from `src/test/resources/faults/rows.txt` and from the `@Row` of the
      tests; it fails where a row has no test and where a test names a row that is not here.
      """;

  /// @param shown false where the row itself admits that no test shows it
  private record Fault(String number, String wrong, String seen, boolean shown) {
    static Fault of(String line) {
      String[] parts = line.split(" \\| ", -1);
      assertThat(parts).as(line).hasSizeBetween(3, 4);
      return new Fault(parts[0], parts[1], parts[2], parts.length == 3);
    }
  }

  /// @param place as a link of the page
  private record Shower(String place, Class<?> type) {}

  private static Map<String, List<Fault>> sections() throws IOException {
    Map<String, List<Fault>> sections = new LinkedHashMap<>();
    List<Fault> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ROWS)) {
      if (line.startsWith("## ")) {
        rows = new ArrayList<>();
        sections.put(line, rows);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(Fault.of(line));
      }
    }
    return sections;
  }

  private static List<Fault> faults() throws IOException {
    return sections().values().stream().flatMap(List::stream).toList();
  }

  /// Row → the tests that show it.
  private static Map<String, List<Shower>> showers() throws IOException {
    Map<String, List<Shower>> all = new TreeMap<>();
    for (Class<?> type : testClasses()) {
      add(all, type, type, Optional.empty());
      Stream.of(type.getDeclaredMethods())
          .sorted(Comparator.comparing(Method::getName))
          .forEach(method -> add(all, type, method, Optional.of(method)));
    }
    return all;
  }

  private static void add(
      Map<String, List<Shower>> all,
      Class<?> type,
      AnnotatedElement element,
      Optional<Method> method) {
    Row row = element.getAnnotation(Row.class);
    if (row == null) {
      return;
    }
    String file = type.getName().replaceAll("\\$.*", "").replace('.', '/');
    String words = method.map(each -> " " + each.getName().replace('_', ' ')).orElse("");
    String slow = method.filter(FaultsPageTest::isSlow).map(_ -> ", slow").orElse("");
    String place =
        "[%s](../test/java/%s.java)%s%s".formatted(type.getSimpleName(), file, words, slow);
    for (String number : row.value()) {
      all.computeIfAbsent(number, _ -> new ArrayList<>()).add(new Shower(place, type));
    }
  }

  private static boolean isSlow(Method test) {
    return AnnotationSupport.findRepeatableAnnotations(test, Tag.class).stream()
        .anyMatch(tag -> tag.value().equals("slow"));
  }

  private static List<Class<?>> testClasses() throws IOException {
    try {
      Path root = Path.of(Row.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(root.resolve("dev/retort"))) {
        return files
            .filter(file -> file.toString().endsWith(".class"))
            .map(file -> root.relativize(file).toString().replace(".class", "").replace('/', '.'))
            .filter(name -> !name.endsWith("package-info"))
            .sorted()
            .<Class<?>>map(FaultsPageTest::load)
            .toList();
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Row.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String page() throws IOException {
    Map<String, List<Shower>> showers = showers();
    StringBuilder page = new StringBuilder(INTRODUCTION);
    sections()
        .forEach((heading, rows) -> {
          page.append('\n').append(heading).append("\n\n");
          page.append(
              "| # | what goes wrong | what is seen instead | shown by |\n|---|---|---|---|\n");
          for (Fault row : rows) {
            String tests =
                showers.getOrDefault(row.number(), List.of()).stream()
                    .map(Shower::place)
                    .collect(joining("<br>"));
            page.append(
                "| %s | %s | %s | %s |\n"
                    .formatted(
                        row.number(), row.wrong(), row.seen(), row.shown() ? tests : NOT_YET));
          }
        });
    return page.toString();
  }

  @Test
  void the_page_says_what_is_tested() throws IOException {
    Golden.assertMatches(FROM_RESOURCES + "faults.md", page());
  }

  @Test
  void each_row_has_its_test_unless_it_admits_that_it_has_none() throws IOException {
    Map<String, List<Shower>> showers = showers();
    assertThat(faults().stream().filter(Fault::shown).map(Fault::number))
        .as("rows that no @Row names")
        .isNotEmpty()
        .allMatch(showers::containsKey);
    assertThat(faults().stream().filter(row -> !row.shown()).map(Fault::number))
        .as("rows that are shown and still say: " + NOT_YET)
        .noneMatch(showers::containsKey);
  }

  @Test
  void each_test_names_rows_that_there_are() throws IOException {
    assertThat(faults().stream().map(Fault::number))
        .doesNotHaveDuplicates()
        .containsAll(showers().keySet());
  }

  @Test
  void no_row_is_shown_by_one_part_alone() throws IOException {
    assertThat(showers().values().stream().flatMap(List::stream).map(Shower::type))
        .isNotEmpty()
        .noneMatch(type -> isIn(PARTS, type));
  }

  @Test
  void each_row_is_shown_on_the_whole_server_or_the_command_line() throws IOException {
    showers()
        .forEach(
            (row, shown) -> assertThat(shown).as(row).anyMatch(each -> !isIn(HALVES, each.type())));
  }

  private static boolean isIn(List<String> rooms, Class<?> type) {
    return Arrays.stream(type.getPackageName().split("\\.", -1)).anyMatch(rooms::contains);
  }
}
