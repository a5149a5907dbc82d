package dev.retort.bot.command;

import dev.retort.report.Markdown;

/// What is said where the branch is not where the person saw it judged.
final class HeadMoved {
  private HeadMoved() {}

  static String words(String judged, String now) {
    return "I changed nothing: this branch was judged at "
        + Markdown.code(judged)
        + " and is now at "
        + Markdown.code(now)
        + ". Wait for the new verdict, then ask again.";
  }
}
