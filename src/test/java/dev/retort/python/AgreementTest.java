package dev.retort.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Trees, constants and refusals are those of CPython's own parser.
class AgreementTest {
  private static final Path INSTALLED = Path.of("/usr/lib/python3");
  private static final long SEED = 20_261_127L;

  private static Referee referee;

  @BeforeAll
  static void call_the_referee() throws IOException {
    boolean installed = Files.isExecutable(Path.of("/usr/bin/python3"));
    if (!Objects.equals(System.getenv("CI"), "true")) {
      Assumptions.assumeThat(installed).as("/usr/bin/python3 is installed").isTrue();
    }
    assertThat(installed).as("in CI, /usr/bin/python3 has to be installed").isTrue();
    referee = new Referee();
  }

  @AfterAll
  static void let_the_referee_go() {
    if (referee != null) {
      referee.close();
    }
  }

  /// How often the two agreed, and on what.
  private static final class Tally {
    final Map<String, Integer> counts = new TreeMap<>();
    final List<String> quarrels = new ArrayList<>();

    void count(String what) {
      counts.merge(what, 1, Integer::sum);
    }

    void compare(byte[] file, String which) throws IOException {
      Optional<String> tree = Optional.empty();
      Optional<Fault> fault = Optional.empty();
      boolean newer = false;
      try {
        List<Statement> body = PythonReader.tree(file).body();
        tree = SyntaxText.of(body);
        newer =
            body.toString().contains("TypeParameter[") || body.toString().contains("TypeAlias[");
      } catch (FaultException e) {
        fault = Optional.of(e.fault());
      }
      String all = new String(file, StandardCharsets.UTF_8);
      // Python's columns are those of the text as UTF-8, ours those of the file.
      if (all.contains("coding")
          && !all.contains("utf-8")
          && file.length != all.replaceAll("[^\\x00-\\x7f]", "").length()) {
        tree = Optional.empty();
      }
      String theirs = referee.answer(file, tree.isPresent());
      boolean accepted = theirs.startsWith("+");
      if (fault.isPresent()) {
        switch (fault.get()) {
          case Fault.VersionDependent _ -> count("left open because versions of Python differ");
          case Fault.TooComplex _ ->
              count(accepted ? "too complex for us alone" : "refused by both");
          default -> {
            count("refused by both");
            if (accepted) {
              quarrel(which, file, "only we refuse: " + fault.get());
            }
          }
        }
      } else if (newer) {
        count("of a newer Python than the referee");
      } else if (!accepted) {
        if (tree.isEmpty() && theirs.contains("unknown Unicode character name")) {
          count("with names of characters that are not known here");
        } else {
          quarrel(which, file, "only Python refuses: " + theirs);
        }
      } else if (tree.isEmpty()) {
        count("accepted by both");
      } else {
        count("read to the same tree");
        if (!theirs.equals("+" + tree.get())) {
          quarrel(which, file, difference(tree.get(), theirs.substring(1)));
        }
      }
    }

    private void quarrel(String which, byte[] file, String what) {
      count("DISPUTED");
      if (quarrels.size() < 40) {
        quarrels.add(
            which
                + ": "
                + what
                + (file.length < 4_000 ? "\n" + new String(file, StandardCharsets.UTF_8) : ""));
      }
    }

    private static String difference(String ours, String theirs) {
      int i = 0;
      while (i < ours.length() && i < theirs.length() && ours.charAt(i) == theirs.charAt(i)) {
        i++;
      }
      int from = Math.max(0, i - 80);
      return "we read\n%s\nand Python\n%s"
          .formatted(
              ours.substring(from, Math.min(ours.length(), i + 60)),
              theirs.substring(from, Math.min(theirs.length(), i + 60)));
    }

    void settle(String what) {
      System.out.println(what + ": " + counts);
      assertThat(quarrels).isEmpty();
    }
  }

  /// The Python files of the cases, by name.
  private static Map<String, byte[]> cases() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    InputStream cases =
        Objects.requireNonNull(AgreementTest.class.getResourceAsStream("/conformance/cases.zip"));
    try (ZipInputStream zip = new ZipInputStream(cases)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".py")) {
          files.put(entry.getName(), zip.readAllBytes());
        }
      }
    }
    return files;
  }

  @Test
  void every_file_that_alembic_was_asked_about() throws IOException {
    Tally tally = new Tally();
    for (Map.Entry<String, byte[]> file : cases().entrySet()) {
      tally.compare(file.getValue(), file.getKey());
    }
    tally.settle("cases");
  }

  @Test
  void tree_sitter_accepts_what_we_accept() throws IOException {
    TreeSitter second = new TreeSitter();
    // A form feed in the indentation is Python, and nothing that tree-sitter knows.
    Set<String> known = Set.of("file_form_feed/versions/b.py");
    int accepted = 0;
    for (Map.Entry<String, byte[]> file : cases().entrySet()) {
      if (SyntaxTree.of(file.getValue()).isPresent() && !known.contains(file.getKey())) {
        accepted++;
        assertThat(second.accepts(file.getValue())).as(file.getKey()).isTrue();
      }
    }
    assertThat(accepted).isGreaterThan(500);
  }

  @Test
  void every_file_of_the_tests() throws IOException {
    Tally tally = new Tally();
    compareAll(Path.of("src/test/resources"), 1, tally);
    tally.settle("files of the tests");
  }

  @Test
  void some_files_of_the_python_packages_that_are_installed() throws IOException {
    Tally tally = new Tally();
    compareAll(INSTALLED, 20, tally);
    tally.settle("every 20th file of " + INSTALLED);
  }

  @Test
  @Tag("slow")
  void every_file_of_the_python_packages_that_are_installed() throws IOException {
    Tally tally = new Tally();
    compareAll(INSTALLED, 1, tally);
    tally.settle("files of " + INSTALLED);
    assertThat(tally.counts.get("read to the same tree")).isGreaterThan(100);
  }

  private static void compareAll(Path folder, int step, Tally tally) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(f -> f.toString().endsWith(".py") && Files.isRegularFile(f)).sorted().toList();
    }
    for (int i = 0; i < files.size(); i += step) {
      tally.compare(Files.readAllBytes(files.get(i)), files.get(i).toString());
    }
  }

  @Test
  void some_thousands_of_torn_files() throws IOException {
    torn(4_000, SEED);
  }

  @Test
  @Tag("slow")
  void a_hundred_thousand_torn_files() throws IOException {
    torn(100_000, SEED + 1);
  }

  private static void torn(int count, long seed) throws IOException {
    Random random = new Random(seed);
    Tally tally = new Tally();
    for (int i = 0; i < count; i++) {
      byte[] file = i % 3 == 0 ? RealisticFiles.hostile(random) : EveryStatement.torn(random);
      tally.compare(file, "file " + i);
    }
    tally.settle("torn files");
  }

  @Test
  void every_kind_of_statement_whole() throws IOException {
    Tally tally = new Tally();
    for (String statement : EveryStatement.ALL) {
      tally.compare(statement.getBytes(StandardCharsets.UTF_8), statement);
    }
    tally.settle("statements");
  }
}
