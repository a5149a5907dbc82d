package dev.retort.bot;

import dev.retort.bot.command.CommandRequest;
import dev.retort.bot.command.SlashCommands;
import dev.retort.forge.Repository;
import dev.retort.forge.WebhookEvent;
import dev.retort.forge.WebhookEvent.ButtonPressed;
import dev.retort.forge.WebhookEvent.CommentCreated;
import dev.retort.forge.WebhookEvent.Ignored;
import dev.retort.forge.WebhookEvent.InstallationChanged;
import dev.retort.forge.WebhookEvent.MergeGroupDestroyed;
import dev.retort.forge.WebhookEvent.MergeGroupRequested;
import dev.retort.forge.WebhookEvent.PullRequestChanged;
import dev.retort.forge.WebhookEvent.Push;
import dev.retort.forge.WebhookEvent.RecheckRequested;
import dev.retort.job.Deliveries.Work;
import dev.retort.job.Intents;
import dev.retort.job.Job;
import dev.retort.report.CheckReports;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The work that an event asks for. Nothing is asked of GitHub here, and nothing is stored: what is
/// said is stored together, in place of the delivery.
public final class Dispatch {
  private final long app;
  private final Owners owners;
  private final Installations installations;
  private final Intents intents;
  private final Clock clock;

  /// @param app the id of our App: other Apps' check runs are none of our business
  /// @param owners whose repositories are looked after
  /// @param installations those that are quiet are not worked for
  /// @param intents for what people were shown when they wrote; only read here
  public Dispatch(
      long app, Owners owners, Installations installations, Intents intents, Clock clock) {
    this.installations = installations;
    this.intents = intents;
    this.app = app;
    this.owners = owners;
    this.clock = clock;
  }

  /// @param delivery GitHub's id of the delivery; a redelivery carries the same
  /// @return none where there is nothing to do
  public Work workFor(String delivery, WebhookEvent event) {
    List<Job> jobs = jobsFor(delivery, event);
    return new Work(
        jobs,
        !jobs.isEmpty() && event instanceof PullRequestChanged changed
            ? hint(delivery, changed, clock)
            : Map.of());
  }

  private List<Job> jobsFor(String delivery, WebhookEvent event) {
    return switch (event) {
      case PullRequestChanged changed when allowed(changed.repository()) -> changed(changed);
      case Push push when allowed(push.repository()) -> pushed(push);
      case CommentCreated comment when allowed(comment.repository()) -> commented(comment);
      case ButtonPressed button when allowed(button.repository()) -> pressed(delivery, button);
      case RecheckRequested request when allowed(request.repository()) ->
          recheck(delivery, request);
      case MergeGroupRequested group when allowed(group.repository()) ->
          List.of(
              new MergeGroup(
                      group.repository(),
                      group.head(),
                      group.headBranch(),
                      group.base(),
                      group.baseBranch())
                  .toJob());
      case MergeGroupDestroyed group when allowed(group.repository()) ->
          List.of(MergeGroup.gone(group).toJob());
      case InstallationChanged change ->
          List.of(InstallationNews.of(change, owners.allow(change.owner())).toJob());
      case Ignored _ -> List.of();
      case PullRequestChanged _,
          Push _,
          CommentCreated _,
          ButtonPressed _,
          RecheckRequested _,
          MergeGroupRequested _,
          MergeGroupDestroyed _ ->
          List.of();
    };
  }

  private boolean allowed(Repository repository) {
    return owners.allow(repository) && !installations.isQuiet(repository.installation());
  }

  private static Map<String, String> hint(String delivery, PullRequestChanged event, Clock clock) {
    PullRequestKey key = new PullRequestKey(event.repository(), event.number());
    if (event.action() == PullRequestChanged.Action.LABELS_CHANGED) {
      // Another may have set the same label, which nothing shows but this.
      return Map.of(Hints.again(key), "label-" + inert(delivery));
    }
    return event
        .headBefore()
        .map(head ->
            Map.of(Hints.superseded(key), new Hints.Superseded(head, Instant.now(clock)).text()))
        .orElse(Map.of());
  }

  private List<Job> changed(PullRequestChanged event) {
    PullRequestKey key = new PullRequestKey(event.repository(), event.number());
    return List.of(key.toJob(ReviewPullRequest.KIND));
  }

  private List<Job> pushed(Push event) {
    return List.of(
        new BaseMove(
                event.repository(),
                event.branch(),
                event.before(),
                event.after(),
                event.toDefaultBranch())
            .toJob(ReviewBranch.KIND));
  }

  private List<Job> commented(CommentCreated event) {
    if (!event.onPullRequest() || event.authorType().equals("Bot")) {
      return List.of();
    }
    List<List<String>> commands = SlashCommands.in(event.body());
    PullRequestKey key = new PullRequestKey(event.repository(), event.number());
    return commands.isEmpty()
        ? List.of()
        : List.of(
            new CommandRequest(
                    "comment-" + event.comment(),
                    key,
                    new Requester(event.author(), event.authorId()),
                    event.comment(),
                    // What the person was shown when they wrote it.
                    Hints.reviewedHead(intents, key).orElse(""),
                    commands)
                .toJob());
  }

  private List<Job> pressed(String delivery, ButtonPressed event) {
    return event.app() == app
        ? List.of(
            new ButtonRequest(
                    "button-" + event.checkRun() + "-" + inert(delivery),
                    event.repository(),
                    event.identifier(),
                    event.head(),
                    new Requester(event.sender(), event.senderId()),
                    pullRequests(event.externalId(), event.repository(), event.pullRequests()))
                .toJob())
        : List.of();
  }

  private List<Job> recheck(String delivery, RecheckRequested event) {
    return event.app() == app
        ? List.of(
            new ButtonRequest(
                    "recheck-" + inert(delivery),
                    event.repository(),
                    CheckReports.RECHECK,
                    event.head(),
                    new Requester(event.sender(), event.senderId()),
                    pullRequests(event.externalId(), event.repository(), event.pullRequests()))
                .toJob())
        : List.of();
  }

  /// A check run of ours says itself which pull request it is about. GitHub names those that have
  /// its commit as their head now, and a fork's never.
  private static List<Integer> pullRequests(
      String externalId, Repository repository, List<Integer> named) {
    return PullRequestKey.number(externalId, repository).map(List::of).orElse(named);
  }

  /// The header that carries a delivery's id is not signed, and the id ends up in a comment.
  private static String inert(String delivery) {
    String id = delivery.replaceAll("[^0-9A-Za-z]", "");
    return id.substring(0, Math.min(id.length(), 64));
  }
}
