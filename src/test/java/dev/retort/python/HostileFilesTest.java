package dev.retort.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files written to hurt the reader end in a fault, never in a crash.
class HostileFilesTest {
  private static final int CASES = 2_000;
  private static final Set<String> WANTED = Set.of("revision", "down_revision");

  private static Fault fault(String source) {
    return PythonReader.read(source.getBytes(StandardCharsets.UTF_8), WANTED).fault().orElseThrow();
  }

  private static PythonModule read(String source) {
    return PythonReader.read(source.getBytes(StandardCharsets.UTF_8), WANTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{1: ", "f(", "a[", "-(", "lambda: ("})
  @DisplayName("A22 100,000 nested brackets are too complex")
  void deep_brackets_are_too_complex(String open) {
    assertThat(fault("revision = " + open.repeat(100_000))).isInstanceOf(Fault.TooComplex.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 + ",
        "'a' + ",
        "not ",
        "- ",
        "lambda: ",
        "x if y else ",
        "x and ",
        "x ** ",
        "x < "
      })
  @DisplayName("A22 100,000 chained operators are too complex or read, and never overflow a stack")
  void long_chains_are_survived(String link) {
    PythonModule module = read("revision = " + link.repeat(100_000) + "1\ndown_revision = None\n");
    assertThat(
            module.fault().isPresent()
                || module.binding("revision").orElseThrow().value() instanceof Value.Unknown)
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {".a", "[0]", "()", "(0)"})
  @DisplayName("A22 100,000 trailers are survived")
  void long_trailers_are_survived(String link) {
    assertThat(read("import x\nrevision = x" + link.repeat(100_000)).binding("revision"))
        .satisfiesAnyOf(
            b -> assertThat(b).isEmpty(),
            b -> assertThat(b.orElseThrow().value()).isInstanceOf(Value.Unknown.class));
  }

  @Test
  @DisplayName("A22 a number of 4,301 digits is refused, as Python refuses it; 4,300 are fine")
  void a_number_with_too_many_digits_is_refused() {
    assertThat(fault("revision = " + "9".repeat(4301))).isInstanceOf(Fault.TooComplex.class);
    assertThat(read("revision = " + "9".repeat(4300)).fault()).isEmpty();
  }

  @Test
  @DisplayName("A22 NUL is a fault")
  void nul_is_a_fault() {
    assertThat(fault("revision = 'a'\n#\u0000"))
        .isEqualTo(new Fault.Encoding(2, new Fault.Undecodable.NulByte()));
  }

  @Test
  @DisplayName("A23 a line of 20 MB is too large")
  void a_long_line_is_too_large() {
    byte[] file = new byte[20 << 20];
    Arrays.fill(file, (byte) '#');
    Fault fault = PythonReader.read(file, WANTED).fault().orElseThrow();
    assertThat(fault).isEqualTo(new Fault.TooComplex(1, new Fault.Excess.Bytes(20 << 20, 1 << 20)));
  }

  @Test
  void text_that_doubles_again_and_again_is_not_followed() {
    String source = "revision = 'aaaaaaaaaaaaaaaa'\n" + "revision += revision\n".repeat(60);
    assertThat(read(source).binding("revision").orElseThrow().value())
        .isInstanceOf(Value.Unknown.class);
    String lists = "revision = ['a', 'b']\n" + "revision = [*revision, *revision]\n".repeat(60);
    assertThat(read(lists).binding("revision").orElseThrow().value())
        .isInstanceOf(Value.Unknown.class);
    String nested = "revision = ('a', 'b')\n" + "revision = (revision, revision)\n".repeat(60);
    assertThat(read(nested).binding("revision").orElseThrow().value())
        .isInstanceOf(Value.Unknown.class);
  }

  @Test
  @DisplayName("A28 many conditions over many names end in bounded work")
  void many_branches_are_bounded() {
    StringBuilder source = new StringBuilder("import c\n");
    for (int i = 0; i < 8_000; i++) {
      source.append("x").append(i).append(" = 1\nif c: x").append(i).append(" = 2\n");
    }
    assertThat(fault(source.toString())).isInstanceOf(Fault.TooComplex.class);
  }

  @Test
  @DisplayName("A28 functions that all mention each other end in bounded work")
  void mutual_mentions_are_bounded() {
    StringBuilder source = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      source.append("def f%d(): f%d(); f%d()\n".formatted(i, (i + 1) % 3_000, i * 7 % 3_000));
    }
    for (int i = 0; i < 3_000; i++) {
      source.append("f%d()\n".formatted(i));
    }
    assertThat(fault(source.toString())).isInstanceOf(Fault.TooComplex.class);
  }

  @Test
  void mutated_and_random_files_are_read_or_refused() {
    long seed = 20_261_121L;
    Random random = new Random(seed);
    long slowest = 0;
    String which = "";
    for (int i = 0; i < CASES; i++) {
      byte[] file = RealisticFiles.hostile(random);
      long start = System.nanoTime();
      PythonModule module = PythonReader.read(file, WANTED);
      long taken = System.nanoTime() - start;
      if (taken > slowest) {
        slowest = taken;
        which = "case " + i + ", " + file.length + " bytes";
      }
      for (PythonModule.Binding binding : module.bindings().values()) {
        binding
            .expression()
            .ifPresent(span -> assertThat(span.end()).isLessThanOrEqualTo(file.length));
      }
    }
    System.out.printf(
        "%,d mutated and random files read; the slowest took %.1f ms (%s, seed %d)%n",
        CASES, slowest / 1e6, which, seed);
  }
}
