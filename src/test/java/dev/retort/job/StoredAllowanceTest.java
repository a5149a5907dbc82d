package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.job.Allowance.Account;
import dev.retort.job.Allowance.Taken;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource
class StoredAllowanceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TIME = Duration.ofMinutes(10);
  private static final Account ADA = new Account("ada", 3);
  private static final Account HERE = new Account("here", 5);

  @Parameter Kind kind;
  private Database database;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = Database.open(kind.url(folder));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Taken take(Instant at, Account... accounts) {
    return new StoredAllowance(database, Clock.fixed(at, ZoneOffset.UTC))
        .take(List.of(accounts), TIME);
  }

  private long granted(Instant at, int times, Account... accounts) {
    return IntStream.range(0, times)
        .mapToObj(_ -> take(at, accounts))
        .filter(Taken.Granted.class::isInstance)
        .count();
  }

  @Test
  void so_much_is_granted_and_no_more() {
    assertThat(granted(NOW, 10, ADA)).isEqualTo(3);
  }

  @Test
  void a_closed_account_says_when_it_opens_and_then_is_full_again() {
    granted(NOW, 3, ADA);

    assertThat(take(NOW.plusSeconds(60), ADA))
        .isEqualTo(new Taken.Refused(ADA, NOW.plusSeconds(660)));
    assertThat(take(NOW.plusSeconds(659), ADA))
        .as("asking on does not prolong it")
        .isEqualTo(new Taken.Refused(ADA, NOW.plusSeconds(660)));
    assertThat(granted(NOW.plusSeconds(660), 10, ADA)).isEqualTo(3);
  }

  @Test
  void what_was_taken_long_ago_counts_no_more() {
    granted(NOW, 2, ADA);

    assertThat(granted(NOW.plus(TIME), 10, ADA)).isEqualTo(3);
  }

  @Test
  void where_one_account_is_used_up_none_is_charged() {
    granted(NOW, 3, ADA, HERE);

    assertThat(granted(NOW, 10, ADA, HERE)).isZero();
    assertThat(granted(NOW, 10, HERE)).isEqualTo(2);
  }

  @Test
  void many_at_once_get_no_more_than_one_after_the_other() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var all =
          IntStream.range(0, 100)
              .mapToObj(_ -> threads.submit(() -> take(NOW, new Account("many", 30))))
              .toList();
      int granted = 0;
      for (var each : all) {
        granted += each.get() instanceof Taken.Granted ? 1 : 0;
      }
      assertThat(granted).isEqualTo(30);
    }
  }

  @Test
  void accounts_that_nobody_uses_are_forgotten() {
    granted(NOW, 1, ADA, HERE);
    granted(NOW.plus(Duration.ofDays(2)), 1, HERE);

    assertThat(
            new StoredAllowance(database, Clock.fixed(NOW.plus(Duration.ofDays(2)), ZoneOffset.UTC))
                .forgetOlderThan(Duration.ofDays(1)))
        .isEqualTo(1);
  }
}
