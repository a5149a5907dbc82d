package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  @Test
  void pauses_grow_up_to_the_longest() {
    assertThat(IntStream.rangeClosed(1, 9).mapToObj(RetryPolicy.STANDARD::pauseAfter))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 3L, 9L, 27L, 81L, 243L, 300L, 300L, 300L);
  }

  @Test
  void a_first_pause_longer_than_the_longest_is_cut() {
    var policy = new RetryPolicy(Duration.ofHours(1), 2, Duration.ofMinutes(1), 3);
    assertThat(policy.pauseAfter(1)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_policy_that_never_tries_is_refused() {
    assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, 1, Duration.ZERO, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
