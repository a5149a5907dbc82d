package dev.retort.bot.command;

import dev.retort.bot.Troubled;
import dev.retort.bot.WritePermission;
import dev.retort.bot.command.Command.Asked;
import dev.retort.forge.Forge;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads.Comment;
import dev.retort.forge.Reads.Permission;
import dev.retort.job.Handler;
import dev.retort.job.Intents;
import dev.retort.job.Job;
import dev.retort.report.Markdown;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answer to a person: acknowledges with a reaction, asks GitHub whether they may, does what
/// they asked, and replies once.
public final class RunCommand implements Handler, Troubled {
  public static final String KIND = "command";

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  /// A comment takes 65,536; marker and greeting need some of them.
  private static final int LONGEST = 64_000;

  private static final String TOO_LONG =
      "The answer to the next is too long to stand here as well; ask for it alone.";

  private final Forge forge;
  private final Commands commands;
  private final Intents intents;
  private final WritePermission permission;
  private final Throttle throttle;

  public RunCommand(Forge forge, Commands commands, Intents intents, Throttle throttle) {
    this.forge = forge;
    this.commands = commands;
    this.intents = intents;
    this.permission = new WritePermission(forge);
    this.throttle = throttle;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    CommandRequest request = CommandRequest.of(job);
    Optional<String> reply = intents.find(replyKey(request));
    if (reply.isPresent() && !reply.get().isEmpty()) {
      return new Outcome.Done();
    }
    if (reply.isPresent() && alreadyReplied(request)) {
      intents.record(replyKey(request), "posted");
      return new Outcome.Done();
    }
    if (!throttle.admits(request)) {
      return new Outcome.Done();
    }
    acknowledge(request);
    reply(request, answer(request));
    return new Outcome.Done();
  }

  private void reply(CommandRequest request, String answer) {
    intents.record(replyKey(request), "");
    forge.createComment(
        request.pullRequest().repository(),
        request.pullRequest().number(),
        answer + "\n" + marker(request));
    intents.record(replyKey(request), "posted");
  }

  /// What GitHub refuses is answered with that. Where it gives no answer the command still waits,
  /// and is answered when that is over; where it is the reply that is refused, nothing can be said.
  @Override
  public void tell(Job job, Throwable cause) {
    CommandRequest request = CommandRequest.of(job);
    if (cause instanceof ForgeException.Unavailable
        || intents.find(replyKey(request)).isPresent()) {
      return;
    }
    reply(
        request,
        "@"
            + request.requester().login()
            + " I could not finish this, because GitHub refuses: "
            + Markdown.text(String.valueOf(cause.getMessage()))
            + ". Ask again when that is mended.");
  }

  @Override
  public void gaveUp(Job job, Throwable cause) {
    CommandRequest request = CommandRequest.of(job);
    forge.createComment(
        request.pullRequest().repository(),
        request.pullRequest().number(),
        "I could not do this: GitHub kept refusing. Nothing was left half done; please ask again.\n"
            + marker(request));
  }

  private String answer(CommandRequest request) {
    StringBuilder answers = new StringBuilder("@" + request.requester().login());
    for (List<String> words : request.commands()) {
      String answer = answer(request, words);
      // A heading is one only where it begins its line.
      boolean first = answers.length() == 1 + request.requester().login().length();
      answers.append(first && !answer.startsWith("#") ? " " : "\n\n");
      answers.append(answers.length() + answer.length() > LONGEST ? TOO_LONG : answer.strip());
    }
    return answers.toString();
  }

  private String answer(CommandRequest request, List<String> words) {
    Optional<Command> command =
        words.isEmpty() ? Optional.of(commands.help()) : commands.find(words.getFirst());
    if (command.isEmpty()) {
      return "I don't know "
          + Markdown.code(words.getFirst())
          + ". `/retort help` lists what I do.";
    }
    Optional<Permission> lacking =
        command.get().writes()
            ? permission.lacking(request.pullRequest(), request.requester().login())
            : Optional.empty();
    if (lacking.isPresent()) {
      LOG.info("{} may not {}", request.requester().login(), command.get().word());
      return "`/retort "
          + command.get().word()
          + "` needs "
          + lacking.get().word()
          + " permission in this repository, which GitHub says you don't have. Nothing was changed.";
    }
    return command
        .get()
        .answer(
            new Asked(
                request.id(),
                request.pullRequest(),
                request.requester(),
                request.boundHead().isEmpty() ? Optional.empty() : Optional.of(request.boundHead()),
                words.isEmpty() ? words : words.subList(1, words.size())));
  }

  private void acknowledge(CommandRequest request) {
    if (request.comment() == 0) {
      return;
    }
    try {
      forge.react(request.pullRequest().repository(), request.comment(), "eyes");
    } catch (ForgeException.NotFound | ForgeException.Forbidden | ForgeException.Refused e) {
      LOG.info("no reaction on comment {}: {}", request.comment(), e.getMessage());
    }
  }

  private boolean alreadyReplied(CommandRequest request) {
    return forge
        .comments(request.pullRequest().repository(), request.pullRequest().number())
        .stream()
        .filter(Comment::ours)
        .anyMatch(comment -> comment.body().contains(marker(request)));
  }

  private static String replyKey(CommandRequest request) {
    return "reply " + request.pullRequest().text() + " " + request.id();
  }

  private static String marker(CommandRequest request) {
    return "<!-- retort:reply " + request.id() + " -->";
  }
}
