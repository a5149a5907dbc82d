package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "tests, tests",
    "tests, tests/a/b.py",
    "tests/, tests/a.py",
    "./tests, tests/a.py",
    "tests/**, tests/a",
    "**/tests, tests",
    "**/tests, a/b/tests/c.py",
    "a/**/b, a/b",
    "a/**/b, a/x/y/b/c",
    "a/**/b/**/c, a/b/x/b/c",
    "**/a/b, a/x/a/b",
    "a*z, abz",
    "a*z, az/b",
    "*.py, b.py",
    "v?, v1/c.py",
    "*a*b*, xaxbx",
  })
  void takes(String pattern, String path) {
    assertThat(PathPattern.of(pattern).orElseThrow().matches(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "tests, a/tests",
    "tests, tests2",
    "tests/**, tests",
    "a/**/b, a",
    "a/**/b, a/x",
    "a/**/b/**/c, a/c/b",
    "a*z, a/z",
    "a*z, abzc",
    "*.py, a/b.py",
    "v?, v",
    "v?, v/a",
    "a.c, abc",
  })
  void leaves(String pattern, String path) {
    assertThat(PathPattern.of(pattern).orElseThrow().matches(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "../a", "a/../.."})
  void means_nothing(String pattern) {
    assertThat(PathPattern.of(pattern)).isEmpty();
  }

  @Test
  void no_pattern_takes_for_ever() {
    assertThat(PathPattern.of("*a".repeat(60) + "b").orElseThrow().matches("a".repeat(2_000)))
        .isFalse();
    assertThat(PathPattern.of("**/a*/".repeat(60) + "b").orElseThrow().matches("a/".repeat(2_000)))
        .isFalse();
  }
}
