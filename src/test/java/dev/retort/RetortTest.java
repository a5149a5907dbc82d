package dev.retort;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetortTest {
  @Test
  void runs_on_java_25() {
    assertThat(Runtime.version().feature()).isGreaterThanOrEqualTo(25);
  }
}
