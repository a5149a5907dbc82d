package dev.retort.bot;

import dev.retort.forge.AppAccount;
import dev.retort.forge.AppAccount.Attempt;
import dev.retort.forge.ForgeException;
import dev.retort.job.Deliveries;
import dev.retort.job.Handler;
import dev.retort.job.Intents;
import dev.retort.job.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deliveries that did not arrive, read at GitHub and taken as if they had: what came while the
/// server was down, and, where GitHub cannot reach it at all, everything.
public final class MissedDeliveries implements Handler {
  public static final String KIND = "missed-deliveries";

  /// GitHub keeps deliveries for three days.
  private static final Duration KEPT = Duration.ofDays(3);

  /// An attempt shows up in the list when it has ended, which may be after a younger one.
  private static final Duration OVERLAP = Duration.ofMinutes(15);

  private static final Set<String> EVENTS =
      Set.of(
          "pull_request",
          "push",
          "issue_comment",
          "merge_group",
          "installation",
          "installation_repositories",
          "repository");

  /// Of checks there are many events, and we are asked for something by these only.
  private static final Set<String> REQUESTS = Set.of("requested_action", "rerequested");

  private static final String READ_UNTIL = "deliveries read until";
  private static final Logger LOG = LoggerFactory.getLogger(MissedDeliveries.class);

  private final AppAccount account;
  private final Deliveries.Intake intake;
  private final Intents intents;
  private final boolean all;
  private final Clock clock;

  /// @param all whether to fetch also what was delivered: where nothing is to be delivered
  public MissedDeliveries(
      AppAccount account, Deliveries.Intake intake, Intents intents, boolean all, Clock clock) {
    this.account = account;
    this.intake = intake;
    this.intents = intents;
    this.all = all;
    this.clock = clock;
  }

  public static Job job() {
    return new Job(KIND, "app", "");
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    Instant now = Instant.now(clock);
    Instant since =
        intents
            .find(READ_UNTIL)
            .map(Instant::parse)
            .map(until -> until.minus(OVERLAP))
            .filter(until -> until.isAfter(now.minus(KEPT)))
            .orElse(now.minus(KEPT));
    List<Attempt> attempts = account.deliveries(since, !all);
    Set<String> seen = new HashSet<>();
    int taken = 0;
    // The oldest first, as they would have come.
    for (Attempt attempt : attempts.reversed()) {
      if (concernsUs(attempt) && seen.add(attempt.delivery()) && take(attempt)) {
        taken++;
      }
    }
    intents.record(READ_UNTIL, now.toString());
    if (taken > 0) {
      LOG.info("{} deliveries that had not come were fetched from GitHub", taken);
    }
    return new Outcome.Done();
  }

  private static boolean concernsUs(Attempt attempt) {
    return EVENTS.contains(attempt.event())
        || (attempt.event().startsWith("check_") && REQUESTS.contains(attempt.action()));
  }

  private boolean take(Attempt attempt) {
    String key = "fetched " + attempt.delivery();
    if (intents.find(key).isPresent()) {
      return false;
    }
    try {
      intake.take(
          new Deliveries.Delivery(attempt.delivery(), attempt.event(), account.payload(attempt)));
    } catch (ForgeException.NotFound e) {
      LOG.info("delivery {} is not kept any more", attempt.delivery());
    }
    intents.record(key, String.valueOf(attempt.id()));
    return true;
  }
}
