package dev.retort.bot;

import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Repository;
import dev.retort.job.Inbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The look at a repository as a whole: what is open there is listed when a process first has to do
/// with it, and once an hour while it has, in one request for each hundred. In between each pull
/// request's own events keep the list right; what they missed is put right here.
public final class Acquaintance {
  private static final Duration HOLDS = Duration.ofHours(1);

  private final OpenPullRequests open;
  private final Reads forge;
  private final Inbox inbox;
  private final Clock clock;
  private final Map<Known, Instant> met = new ConcurrentHashMap<>();

  /// A repository that comes back comes under another installation, and is met anew.
  private record Known(long installation, long repository) {
    static Known of(Repository repository) {
      return new Known(repository.installation(), repository.id());
    }
  }

  public Acquaintance(OpenPullRequests open, Reads forge, Inbox inbox, Clock clock) {
    this.open = open;
    this.forge = forge;
    this.inbox = inbox;
    this.clock = clock;
  }

  void with(Repository repository) {
    Instant now = clock.instant();
    Instant last = met.get(Known.of(repository));
    if (last != null && now.isBefore(last.plus(HOLDS))) {
      return;
    }
    List<PullRequest> listed = forge.openPullRequests(repository);
    inbox.accept(
        open.meet(repository, listed).stream()
            .map(number -> new PullRequestKey(repository, number).toJob(ReviewPullRequest.KIND))
            .toList());
    met.put(Known.of(repository), now);
  }

  /// What is known of a repository does not hold any more, whoever gives access to it: one that was
  /// transferred may be lost to its old installation after it came to the new one.
  void end(Repository repository) {
    met.keySet().removeIf(known -> known.repository() == repository.id());
  }
}
