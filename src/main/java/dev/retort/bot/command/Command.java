package dev.retort.bot.command;

import dev.retort.bot.PullRequestKey;
import dev.retort.bot.Requester;
import java.util.List;
import java.util.Optional;

/// What people can ask for in a comment. To add one: write its file, name it here, and list it in
/// [Commands].
public sealed interface Command
    permits Accept, Check, Explain, Fix, Help, Plan, ShowGraph, ShowSchema {
  /// The word after `/retort`.
  String word();

  /// What follows the word, as help shows it; empty where nothing does.
  default String arguments() {
    return "";
  }

  /// One line of help, plain text.
  String help();

  /// Whether it changes the repository: then the person needs write permission at that moment.
  boolean writes();

  /// Does it, and answers in Markdown. Called again with the same request where an earlier run may
  /// have died, so it looks before it repeats.
  String answer(Asked asked);

  /// One command, asked for.
  ///
  /// @param id names this request for ever
  /// @param arguments the words after the command's own
  record Asked(
      String id,
      PullRequestKey pullRequest,
      Requester requester,
      Optional<String> boundHead,
      List<String> arguments) {
    public Asked {
      arguments = List.copyOf(arguments);
    }
  }
}
