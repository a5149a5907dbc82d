package dev.retort.bot.command;

import dev.retort.bot.Payload;
import dev.retort.bot.PullRequestKey;
import dev.retort.bot.Requester;
import dev.retort.job.Job;
import java.util.List;

/// What a person asked for, by a comment or by a button.
///
/// @param id names this request for ever
/// @param pullRequest where it was asked
/// @param comment the comment to react to; 0 for a button
/// @param boundHead the head that the person was shown; empty where the event does not tell
/// @param commands each as its words after `/retort`
public record CommandRequest(
    String id,
    PullRequestKey pullRequest,
    Requester requester,
    long comment,
    String boundHead,
    List<List<String>> commands) {
  public CommandRequest {
    commands = commands.stream().map(List::copyOf).toList();
  }

  public Job toJob() {
    return new Job(RunCommand.KIND, id, pullRequest.text(), Payload.write(this))
        .sharedBy(PullRequestKey.share(pullRequest.repository()));
  }

  static CommandRequest of(Job job) {
    return Payload.read(job.payload(), CommandRequest.class);
  }
}
