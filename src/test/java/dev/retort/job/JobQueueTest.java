package dev.retort.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.retort.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource
class JobQueueTest {
  private static final RetryPolicy QUICK =
      new RetryPolicy(Duration.ofMillis(1), 2, Duration.ofMillis(10), 3);

  @Parameter Kind kind;
  @TempDir Path folder;
  private Database database;
  private final List<JobQueue> queues = new ArrayList<>();

  @BeforeEach
  void open() {
    database = Database.open(kind.url(folder));
  }

  @AfterEach
  void close() {
    queues.forEach(JobQueue::stop);
    database.close();
  }

  private JobQueue start(int workers, RetryPolicy retry, Handler... handlers) {
    var settings =
        new JobQueue.Settings(
            workers,
            8,
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            retry,
            Duration.ofMillis(200),
            Duration.ofDays(90));
    var queue = JobQueue.start(database, List.of(handlers), settings);
    queues.add(queue);
    return queue;
  }

  @Test
  void a_job_runs_once_with_its_payload() {
    var review = new RecordingHandler("review", _ -> RecordingHandler.DONE);
    var queue = start(2, QUICK, review);
    queue.accept(List.of(new Job("review", "1/7", "hello")));
    Waiting.untilEmpty(queue);
    assertThat(review.ended).containsExactly("hello");
    assertThat(queue.ready()).isTrue();
  }

  @Test
  void a_newer_job_replaces_the_one_that_waits() {
    var gate = new CountDownLatch(1);
    var busy = new RecordingHandler("busy", _ -> Waiting.waitFor(gate));
    var review = new RecordingHandler("review", _ -> RecordingHandler.DONE);
    var queue = start(1, QUICK, busy, review);
    queue.accept(List.of(new Job("busy", "x", "")));
    await().until(() -> busy.begun.size() == 1);
    queue.accept(List.of(new Job("review", "1/7", "first"), new Job("review", "1/8", "other")));
    queue.accept(List.of(new Job("review", "1/7", "second")));
    queue.accept(List.of(new Job("review", "1/7", "third")));
    gate.countDown();
    Waiting.untilEmpty(queue);
    assertThat(review.ended).containsExactlyInAnyOrder("third", "other");
  }

  @Test
  @Row("F4")
  @DisplayName("F4 a job that runs is followed by exactly one more run with the newest payload")
  void a_running_job_is_run_once_more() {
    var gate = new CountDownLatch(1);
    var review = new RecordingHandler("review", _ -> Waiting.waitFor(gate));
    var queue = start(4, QUICK, review);
    queue.accept(List.of(new Job("review", "1/7", "first")));
    await().until(() -> review.begun.size() == 1);
    queue.accept(List.of(new Job("review", "1/7", "second")));
    queue.accept(List.of(new Job("review", "1/7", "third")));
    gate.countDown();
    Waiting.untilEmpty(queue);
    assertThat(review.ended).containsExactly("first", "third");
  }

  @Test
  @Row("F5")
  @DisplayName("F5 jobs of one lane never run at the same time, whatever their kinds")
  void lanes_are_exclusive() {
    Set<String> busy = ConcurrentHashMap.newKeySet();
    var overlaps = new AtomicInteger();
    Function<Job, Handler.Outcome> work =
        job -> {
          // Not the job's own word for it: the pull request that it was meant for.
          var pullRequest = job.payload().substring(0, 1);
          if (!busy.add(pullRequest)) {
            overlaps.incrementAndGet();
          }
          LockSupport.parkNanos(2_000_000);
          busy.remove(pullRequest);
          return RecordingHandler.DONE;
        };
    var review = new RecordingHandler("review", work);
    var command = new RecordingHandler("command", work);
    var queue = start(8, QUICK, review, command);
    for (int i = 0; i < 60; i++) {
      var lane = "pull-request-" + i % 5;
      queue.accept(
          List.of(
              new Job("review", lane, lane, i % 5 + " review " + i),
              new Job("command", lane + "#" + i, lane, i % 5 + " command " + i)));
    }
    Waiting.untilEmpty(queue);
    assertThat(overlaps).hasValue(0);
    assertThat(command.ended).hasSize(60).doesNotHaveDuplicates();
    assertThat(review.ended).contains("4 review 59", "3 review 58", "2 review 57");
  }

  @Test
  void no_hand_in_is_lost_between_the_end_of_a_run_and_the_next() throws InterruptedException {
    var review = new RecordingHandler("review", _ -> RecordingHandler.DONE);
    var queue = start(4, QUICK, review);
    var last = new ConcurrentHashMap<String, String>();
    var senders =
        IntStream.range(0, 4)
            .mapToObj(sender ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (int i = 0; i < 150; i++) {
                        var key = "sender-" + sender;
                        var payload = key + " " + i;
                        last.put(key, payload);
                        queue.accept(List.of(new Job("review", key, "one", payload)));
                      }
                    }))
            .toList();
    for (var sender : senders) {
      sender.join();
    }
    Waiting.untilEmpty(queue);
    assertThat(review.ended).doesNotHaveDuplicates().containsAll(last.values());
  }

  @Test
  void a_failing_job_is_tried_again() {
    var failures = new AtomicInteger(2);
    var review =
        new RecordingHandler(
            "review",
            _ -> {
              if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not today");
              }
              return RecordingHandler.DONE;
            });
    var queue = start(2, QUICK, review);
    queue.accept(List.of(new Job("review", "1/7", "a")));
    Waiting.untilEmpty(queue);
    assertThat(review.begun).hasSize(3);
    assertThat(review.ended).containsExactly("a");
    assertThat(review.givenUp).isEmpty();
  }

  @Test
  @Row("F4")
  @DisplayName("F4 a job that was given up is told of, and runs when it is delivered again")
  void a_job_is_given_up() {
    var review =
        new RecordingHandler(
            "review",
            job -> {
              if (job.payload().equals("bad")) {
                throw new IllegalStateException("never");
              }
              return RecordingHandler.DONE;
            });
    var queue = start(2, QUICK, review);
    queue.accept(List.of(new Job("review", "1/7", "bad"), new Job("review", "1/8", "good")));
    Waiting.untilEmpty(queue);
    assertThat(review.begun).containsExactlyInAnyOrder("good", "bad", "bad", "bad");
    assertThat(review.givenUp).containsExactly("bad: never");

    queue.accept(List.of(new Job("review", "1/7", "good again")));
    Waiting.untilEmpty(queue);
    assertThat(review.ended).containsExactly("good", "good again");
  }

  @Test
  void an_error_is_a_failure_like_any_other() {
    var review =
        new RecordingHandler(
            "review",
            _ -> {
              throw new StackOverflowError("deep");
            });
    var queue = start(2, QUICK, review);
    queue.accept(List.of(new Job("review", "1/7", "a")));
    Waiting.untilEmpty(queue);
    assertThat(review.givenUp).containsExactly("a: deep");
  }

  @Test
  void where_the_failure_cannot_be_told_the_job_is_tried_again() {
    var tellings = new AtomicInteger();
    var runs = new AtomicInteger();
    var handler =
        new Handler() {
          @Override
          public String kind() {
            return "review";
          }

          @Override
          public Outcome handle(Job job) {
            if (runs.incrementAndGet() <= 4) {
              throw new IllegalStateException("down");
            }
            return RecordingHandler.DONE;
          }

          @Override
          public void gaveUp(Job job, Throwable cause) {
            tellings.incrementAndGet();
            throw new IllegalStateException("down as well");
          }
        };
    var queue = start(2, QUICK, handler);
    queue.accept(List.of(new Job("review", "1/7", "a")));
    Waiting.untilEmpty(queue);
    assertThat(tellings).hasValue(2);
    assertThat(runs).hasValue(5);
  }

  @Test
  void putting_off_is_no_failure() {
    var times = new AtomicInteger(5);
    var review =
        new RecordingHandler(
            "review",
            _ ->
                times.getAndDecrement() > 0
                    ? RecordingHandler.later(Duration.ofMillis(1))
                    : RecordingHandler.DONE);
    var queue = start(2, new RetryPolicy(Duration.ZERO, 1, Duration.ZERO, 1), review);
    queue.accept(List.of(new Job("review", "1/7", "a")));
    Waiting.untilEmpty(queue);
    assertThat(review.begun).hasSize(6);
    assertThat(review.givenUp).isEmpty();
  }

  @Test
  void a_new_job_runs_at_once_though_the_older_one_was_put_off() {
    var first = new AtomicBoolean(true);
    var review =
        new RecordingHandler(
            "review",
            _ ->
                first.getAndSet(false)
                    ? RecordingHandler.later(Duration.ofHours(1))
                    : RecordingHandler.DONE);
    var queue = start(2, QUICK, review);
    queue.accept(List.of(new Job("review", "1/7", "a")));
    await().until(() -> review.ended.size() == 1);
    queue.accept(List.of(new Job("review", "1/7", "b")));
    Waiting.untilEmpty(queue);
    assertThat(review.ended).containsExactly("a", "b");
  }

  @Test
  void five_hundred_jobs_each_run_once() {
    var review = new RecordingHandler("review", _ -> RecordingHandler.DONE);
    var queue = start(8, QUICK, review);
    IntStream.range(0, 500)
        .forEach(i -> queue.accept(List.of(new Job("review", "1/" + i, "payload " + i))));
    Waiting.untilEmpty(queue);
    assertThat(review.ended).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void what_waits_survives_a_restart() {
    var parked = new RecordingHandler("review", _ -> RecordingHandler.later(Duration.ofMillis(1)));
    var before = start(2, QUICK, parked);
    before.accept(List.of(new Job("review", "1/7", "a"), new Job("review", "1/8", "b")));
    await().until(() -> parked.ended.containsAll(List.of("a", "b")));
    before.stop();
    database.close();
    open();
    var review = new RecordingHandler("review", _ -> RecordingHandler.DONE);
    Waiting.untilEmpty(start(2, QUICK, review));
    assertThat(review.ended).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void a_stop_interrupts_a_slow_job_and_gives_it_back_as_no_failure() {
    var slow = new RecordingHandler("review", _ -> Waiting.waitFor(new CountDownLatch(1)));
    var once = new RetryPolicy(Duration.ZERO, 1, Duration.ZERO, 1);
    var before = start(2, once, slow);
    before.accept(List.of(new Job("review", "1/7", "a")));
    await().until(() -> slow.begun.size() == 1);
    before.stop();
    assertThat(slow.givenUp).isEmpty();
    assertThat(before.ready()).isFalse();

    var review = new RecordingHandler("review", _ -> RecordingHandler.DONE);
    Waiting.untilEmpty(start(2, once, review));
    assertThat(review.ended).containsExactly("a");
  }

  @Test
  void a_stop_leaves_a_job_behind_that_heeds_no_interruption() {
    var end = new AtomicBoolean();
    var deaf =
        new RecordingHandler(
            "review",
            _ -> {
              while (!end.get()) {
                Thread.onSpinWait();
              }
              return RecordingHandler.DONE;
            });
    var before = start(2, QUICK, deaf);
    before.accept(List.of(new Job("review", "1/7", "a")));
    await().until(() -> deaf.begun.size() == 1);
    before.stop();
    var review = new RecordingHandler("review", _ -> RecordingHandler.DONE);
    var after = start(2, QUICK, review);
    await().until(() -> review.ended.contains("a"));
    end.set(true);
    Waiting.untilEmpty(after);
  }

  @Test
  @Row("F39")
  @DisplayName("F39 where the database is gone, the sender is told and nothing is ready")
  void the_database_is_gone() {
    var review = new RecordingHandler("review", _ -> RecordingHandler.DONE);
    var queue = start(1, QUICK, review);
    assertThat(queue.ready()).isTrue();
    database.close();
    assertThatThrownBy(() -> queue.accept(List.of(new Job("review", "1/7", "a"))))
        .isInstanceOf(QueueUnavailableException.class);
    assertThat(queue.ready()).isFalse();
  }

  @Test
  void sixty_four_jobs_run_at_once_and_eight_of_one_share() {
    var gate = new CountDownLatch(1);
    var review = new RecordingHandler("review", _ -> Waiting.waitFor(gate));
    var queue = JobQueue.start(database, List.of(review), JobQueue.Settings.STANDARD);
    queues.add(queue);
    queue.accept(
        IntStream.range(0, 30)
            .mapToObj(i -> new Job("review", "1/" + i, "greedy").sharedBy("1"))
            .toList());
    await().until(() -> review.begun.size() == 8);
    queue.accept(
        IntStream.range(0, 100)
            .mapToObj(i -> new Job("review", "2/" + i, "other").sharedBy("s" + i % 20))
            .toList());
    await().atMost(Duration.ofSeconds(20)).until(() -> review.begun.size() >= 64);
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(20))
        .until(() -> review.begun.size() == 64);
    assertThat(review.begun).filteredOn("greedy"::equals).hasSize(8);
    gate.countDown();
    Waiting.untilEmpty(queue);
    assertThat(review.ended).hasSize(130);
  }

  @Test
  void a_job_that_nobody_does_is_refused() {
    var queue = start(1, QUICK);
    assertThatThrownBy(() -> queue.accept(List.of(new Job("mystery", "1", ""))))
        .hasMessageContaining("mystery");
  }
}
