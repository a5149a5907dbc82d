package dev.retort;

import dev.retort.forge.ForgeException;
import dev.retort.web.Doctor;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether GitHub has taken us for the App. It is asked in the background from the start on, until
/// it has; before that the server takes deliveries but is not ready.
final class Acceptance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);
  private static final int SECONDS = 10;

  private final Doctor doctor;
  private final Runnable accepted;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("acceptance").factory());
  private volatile List<String> advice = List.of();
  private volatile List<String> waitingFor = List.of("GitHub has not been asked yet");

  private Acceptance(Doctor doctor, Runnable accepted) {
    this.doctor = doctor;
    this.accepted = accepted;
  }

  /// @param accepted is run once GitHub has
  static Acceptance start(Doctor doctor, Runnable accepted) {
    Acceptance acceptance = new Acceptance(doctor, accepted);
    var _ = acceptance.timer.scheduleWithFixedDelay(acceptance::ask, 0, SECONDS, TimeUnit.SECONDS);
    return acceptance;
  }

  private void ask() {
    try {
      List<Doctor.Examined> examined = doctor.examine();
      Doctor.Examined first = examined.getFirst();
      if (!first.well()) {
        notYet(first.text());
        return;
      }
      advice =
          examined.stream()
              .filter(each -> !each.well())
              .map(each -> each.what() + ": " + each.text())
              .toList();
      advice.forEach(each -> LOG.warn("{}", each));
      waitingFor = List.of();
      accepted.run();
      LOG.info("{}", first.text());
      timer.shutdown();
    } catch (ForgeException e) {
      notYet(doctor.notAccepted(e));
    } catch (RuntimeException e) {
      notYet("GitHub could not be asked: " + e.getMessage());
    }
  }

  private void notYet(String why) {
    if (!waitingFor.equals(List.of(why))) {
      LOG.error("Not ready: {}", why);
      waitingFor = List.of(why);
    }
  }

  /// Empty once GitHub has accepted the App.
  List<String> waitingFor() {
    return waitingFor;
  }

  /// What GitHub's answers showed to be amiss besides, with what to do.
  List<String> advice() {
    return advice;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
