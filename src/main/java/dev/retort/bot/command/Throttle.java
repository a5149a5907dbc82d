package dev.retort.bot.command;

import dev.retort.forge.Forge;
import dev.retort.forge.Reads.Comment;
import dev.retort.job.Allowance;
import dev.retort.job.Allowance.Account;
import dev.retort.job.Allowance.Taken;
import dev.retort.job.Intents;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds for what people ask for: so much of one person, wherever they ask, and so much in one
/// pull request, whoever asks. Who goes beyond is told once, with when it works again; what is
/// asked meanwhile is neither done nor answered.
///
/// GitHub takes 500 contents an hour from the whole installation, so one flood would silence Retort
/// for everybody.
public final class Throttle {
  static final Duration TIME = Duration.ofMinutes(10);
  static final int OF_A_PERSON = 20;
  static final int IN_A_PULL_REQUEST = 40;

  private static final Logger LOG = LoggerFactory.getLogger(Throttle.class);
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("HH:mm 'UTC on' d MMMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Forge forge;
  private final Allowance allowance;
  private final Intents intents;

  public Throttle(Forge forge, Allowance allowance, Intents intents) {
    this.forge = forge;
    this.allowance = allowance;
    this.intents = intents;
  }

  /// Whether a request may be done. One that was let through once is let through again, so that
  /// trying again costs nobody anything.
  boolean admits(CommandRequest request) {
    String admitted = "admitted " + request.pullRequest().text() + " " + request.id();
    if (intents.find(admitted).isPresent()) {
      return true;
    }
    Account person = new Account("commands of person-" + request.requester().id(), OF_A_PERSON);
    Account place = new Account("commands on " + request.pullRequest().text(), IN_A_PULL_REQUEST);
    return switch (allowance.take(List.of(person, place), TIME)) {
      case Taken.Granted _ -> {
        intents.record(admitted, "");
        yield true;
      }
      case Taken.Refused(Account account, Instant until) -> {
        LOG.info("{}: not done, {} is used up until {}", request.id(), account.name(), until);
        tell(request, account, account.equals(person), until);
        yield false;
      }
    };
  }

  /// Once for each time that an account closes, whatever dies in between.
  private void tell(CommandRequest request, Account account, boolean person, Instant until) {
    String told = "told " + account.name() + " " + until.toEpochMilli();
    Optional<String> earlier = intents.find(told);
    String marker = "<!-- retort:throttled " + until.toEpochMilli() + " -->";
    if (earlier.filter("posted"::equals).isPresent()
        || (earlier.isPresent() && stands(request, marker))) {
      return;
    }
    intents.record(told, "");
    // A minute more than enough, because seconds are not shown.
    String when = WHEN.format(until.plusSeconds(59));
    forge.createComment(
        request.pullRequest().repository(),
        request.pullRequest().number(),
        "@"
            + request.requester().login()
            + " That is more than I do at once: "
            + (person
                ? account.most() + " requests came from you"
                : account.most() + " requests came on this pull request")
            + " within "
            + TIME.toMinutes()
            + " minutes. I work again from "
            + when
            + " on; what is asked before is neither done nor answered. Pushes are judged as ever.\n"
            + marker);
    intents.record(told, "posted");
  }

  private boolean stands(CommandRequest request, String marker) {
    return forge
        .comments(request.pullRequest().repository(), request.pullRequest().number())
        .stream()
        .filter(Comment::ours)
        .anyMatch(comment -> comment.body().endsWith(marker));
  }
}
