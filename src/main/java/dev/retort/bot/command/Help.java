package dev.retort.bot.command;

import java.util.List;

/// `/retort help` lists the commands.
public record Help(List<Command> others) implements Command {
  public Help {
    others = List.copyOf(others);
  }

  @Override
  public String word() {
    return "help";
  }

  @Override
  public String help() {
    return "this list";
  }

  @Override
  public boolean writes() {
    return false;
  }

  @Override
  public String answer(Asked asked) {
    StringBuilder text = new StringBuilder("Write one of these as the first words of a line:\n\n");
    for (Command command : others) {
      line(text, command);
    }
    line(text, this);
    return text.toString();
  }

  private static void line(StringBuilder text, Command command) {
    text.append("- `/retort ")
        .append(command.word())
        .append(command.arguments())
        .append("`: ")
        .append(command.help());
    text.append(command.writes() ? " (needs write permission)\n" : "\n");
  }
}
