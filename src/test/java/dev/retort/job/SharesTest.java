package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {
  private final Shares shares = new Shares(2, 1);

  private final Instant now = Instant.EPOCH;

  private void fill() {
    assertThat(shares.take("one", "a")).isTrue();
    assertThat(shares.take("one", "b")).isTrue();
    assertThat(shares.take("one", "c")).isFalse();
  }

  @Test
  void a_place_that_is_free_lets_go_the_lane_that_was_due_first() {
    fill();
    assertThat(shares.await("one", "second", now.plusMillis(1))).isTrue();
    assertThat(shares.await("one", "first", now)).isTrue();
    assertThat(shares.leave("one", "a")).containsExactly("first");
    assertThat(shares.take("one", "first")).isTrue();
    assertThat(shares.leave("one", "b")).containsExactly("second");
  }

  @Test
  void where_another_process_takes_what_was_let_go_nobody_is_left_waiting() {
    fill();
    List<String> lanes = List.of("first", "second", "third", "fourth");
    lanes.forEach(lane ->
        assertThat(shares.await("one", lane, now.plusMillis(lanes.indexOf(lane)))).isTrue());
    assertThat(shares.leave("one", "a")).containsExactly("first");
    assertThat(shares.leave("one", "b")).containsExactly("second", "third", "fourth");
    assertThat(shares.await("one", "late", now)).as("there is a place by now").isFalse();
  }

  @Test
  void shares_do_not_wait_for_each_other() {
    fill();
    assertThat(shares.take("other", "d")).isTrue();
    assertThat(shares.take("", "e")).isTrue();
    assertThat(shares.leave("", "e")).isEmpty();
  }

  @Test
  void lanes_of_one_repository_leave_room_for_those_of_another() {
    assertThat(shares.take("one", "7#1")).isTrue();
    assertThat(shares.take("one", "7#2")).isFalse();
    assertThat(shares.await("one", "7#2", now)).isTrue();
    assertThat(shares.take("one", "8@main")).isTrue();
    assertThat(shares.await("one", "9#1", now)).isTrue();
    assertThat(shares.leave("one", "8@main")).as("7 has its place").containsExactly("9#1");
    assertThat(shares.leave("one", "7#1")).containsExactly("7#2");
  }
}
