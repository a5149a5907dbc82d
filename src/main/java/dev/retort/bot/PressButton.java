package dev.retort.bot;

import dev.retort.bot.command.CommandRequest;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;
import dev.retort.report.CheckReports;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The wish behind a button, handed on for the pull request that the button belongs to.
///
/// A check run stands on a commit, and GitHub names no pull request for a fork's. Where several
/// have the same head nobody can tell which was meant, and nothing is written.
public final class PressButton implements Handler {
  public static final String KIND = "button";

  private static final Logger LOG = LoggerFactory.getLogger(PressButton.class);

  private final Reads forge;
  private final Inbox inbox;
  private final Recheck recheck;

  public PressButton(Reads forge, Inbox inbox, Recheck recheck) {
    this.forge = forge;
    this.inbox = inbox;
    this.recheck = recheck;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    ButtonRequest request = ButtonRequest.of(job);
    List<Integer> numbers =
        request.pullRequests().isEmpty()
            ? forge.pullRequestsAt(request.repository(), request.head()).stream()
                .map(PullRequest::number)
                .toList()
            : request.pullRequests();
    switch (request.identifier()) {
      case CheckReports.RECHECK ->
          numbers.forEach(number ->
              recheck.request(new PullRequestKey(request.repository(), number), request.id()));
      case CheckReports.FIX -> fix(request, numbers);
      default -> LOG.info("no button of ours: {}", request.identifier());
    }
    return new Outcome.Done();
  }

  private void fix(ButtonRequest request, List<Integer> numbers) {
    if (numbers.size() != 1) {
      LOG.info(
          "{} pull requests have the head {}; a repair needs exactly one",
          numbers.size(),
          request.head());
      return;
    }
    inbox.accept(
        List.of(
            new CommandRequest(
                    request.id(),
                    new PullRequestKey(request.repository(), numbers.getFirst()),
                    request.requester(),
                    0,
                    request.head(),
                    List.of(List.of(CheckReports.FIX)))
                .toJob()));
  }
}
