package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Row;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is written down beside the jobs, for how long, and how it goes.
@ParameterizedClass(name = "{0}")
@EnumSource
class StoredRecordsTest {
  private static final Clock NOW = Clock.systemUTC();

  @Parameter Kind kind;
  @TempDir Path folder;

  private Database open() {
    return Database.open(kind.url(folder));
  }

  @Test
  void what_was_recorded_is_found_after_a_restart() {
    try (var database = open()) {
      var intents = new StoredIntents(database, NOW);
      intents.record("commit 1/7", "first");
      intents.record("commit 1/7", "second");
    }
    try (var database = open()) {
      var intents = new StoredIntents(database, NOW);
      assertThat(intents.find("commit 1/7")).contains("second");
      assertThat(intents.find("commit 1/8")).isEmpty();
    }
  }

  @Test
  void only_old_intents_are_forgotten() {
    try (var database = open()) {
      var longAgo = Clock.offset(NOW, Duration.ofDays(-100));
      new StoredIntents(database, longAgo).record("old", "x");
      var intents = new StoredIntents(database, NOW);
      intents.record("new", "y");
      assertThat(intents.forgetOlderThan(Duration.ofDays(90))).isEqualTo(1);
      assertThat(intents.find("old")).isEmpty();
      assertThat(intents.find("new")).contains("y");
    }
  }

  @Test
  @Row("N21")
  @DisplayName("N21 what was retired is forgotten 90 days later, unless it was entered again")
  void retired() {
    try (var database = open()) {
      var then = new StoredLedger(database, Clock.offset(NOW, Duration.ofDays(-91)));
      then.enter("closed", Map.of("a", "1"));
      then.retire("closed");
      then.enter("reopened", Map.of("b", "2"));
      then.retire("reopened");
      then.enter("reopened", Map.of("b", "3"));
      then.enter("open", Map.of("c", "4"));
      var ledger = new StoredLedger(database, NOW);
      assertThat(ledger.forgetRetiredBefore(Duration.ofDays(90))).isEqualTo(1);
      assertThat(ledger.page("closed")).isEmpty();
      assertThat(ledger.page("reopened")).hasSize(1);
      assertThat(ledger.page("open")).hasSize(1);
    }
  }

  @Test
  void all_that_is_named_after_a_subject_is_erased_and_nothing_else() {
    try (var database = open()) {
      var intents = new StoredIntents(database, NOW);
      var ofIt = List.of("check 7 4f0c", "sticky 7#12", "turn 7#3 safe-9", "7", "gone 7!8 x");
      var ofOthers = List.of("check 70 4f0c", "sticky 17#7", "x a7", "fetched 7-8", "on person-7");
      ofIt.forEach(each -> intents.record(each, ""));
      ofOthers.forEach(each -> intents.record(each, ""));
      var ledger = new StoredLedger(database, NOW);
      ledger.enter("tips 7", Map.of("main", "1", "old", "2"));
      ledger.enter("tips 8", Map.of("7", "3"));
      new StoredPace(database, NOW)
          .count("writes 7", List.of(new Pace.Limit(5, Duration.ofMinutes(1))));

      assertThat(new StoredErasure(database, NOW).erase(Set.of("7", "9"))).isEqualTo(8);

      assertThat(ofIt).noneMatch(each -> intents.find(each).isPresent());
      assertThat(ofOthers).allMatch(each -> intents.find(each).isPresent());
      assertThat(ledger.page("tips 7")).isEmpty();
      assertThat(ledger.page("tips 8")).hasSize(1);
    }
  }

  @Test
  void of_a_share_everything_is_dropped_but_what_runs() {
    try (var database = open()) {
      var table = new JobTable(database);
      var now = Instant.now();
      table.put(
          List.of(
              new Job("review", "7#1", "runs").sharedBy("5"),
              new Job("review", "7#2", "waits").sharedBy("5"),
              new Job("review", "8#1", "another's").sharedBy("55")),
          now);
      assertThat(table.claim("7#1", now)).isPresent();

      assertThat(new StoredErasure(database, NOW).stop("5")).isEqualTo(1);

      assertThat(new StoredJobs(database).list(10))
          .extracting(StoredJobs.StoredJob::payload)
          .containsExactlyInAnyOrder("runs", "another's");
    }
  }
}
