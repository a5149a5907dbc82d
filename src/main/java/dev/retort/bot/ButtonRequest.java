package dev.retort.bot;

import dev.retort.forge.Repository;
import dev.retort.job.Job;
import java.util.List;

/// A button of a check run was pressed, or the run was asked for again.
///
/// @param id names this press for ever
/// @param identifier which button
/// @param head the commit that the check run stands on: what the person was shown
/// @param pullRequests as far as the event names them; a fork's are not named
public record ButtonRequest(
    String id,
    Repository repository,
    String identifier,
    String head,
    Requester requester,
    List<Integer> pullRequests) {
  public ButtonRequest {
    pullRequests = List.copyOf(pullRequests);
  }

  Job toJob() {
    return new Job(PressButton.KIND, id, Payload.write(this))
        .sharedBy(PullRequestKey.share(repository));
  }

  static ButtonRequest of(Job job) {
    return Payload.read(job.payload(), ButtonRequest.class);
  }
}
