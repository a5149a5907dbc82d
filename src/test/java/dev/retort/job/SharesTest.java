package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {
  private final Shares shares = new Shares(2);

  private void fill() {
    assertThat(shares.take("one")).isTrue();
    assertThat(shares.take("one")).isTrue();
    assertThat(shares.take("one")).isFalse();
  }

  @Test
  void a_place_that_is_free_lets_go_the_lane_that_has_waited_longest() {
    fill();
    assertThat(shares.await("one", "first")).isTrue();
    assertThat(shares.await("one", "second")).isTrue();
    assertThat(shares.leave("one")).containsExactly("first");
    assertThat(shares.take("one")).isTrue();
    assertThat(shares.leave("one")).containsExactly("second");
  }

  @Test
  void where_another_process_takes_what_was_let_go_nobody_is_left_waiting() {
    fill();
    List.of("first", "second", "third", "fourth")
        .forEach(lane -> assertThat(shares.await("one", lane)).isTrue());
    assertThat(shares.leave("one")).containsExactly("first");
    assertThat(shares.leave("one")).containsExactly("second", "third", "fourth");
    assertThat(shares.await("one", "late")).as("there is a place by now").isFalse();
  }

  @Test
  void shares_do_not_wait_for_each_other() {
    fill();
    assertThat(shares.take("other")).isTrue();
    assertThat(shares.take("")).isTrue();
    assertThat(shares.leave("")).isEmpty();
  }
}
