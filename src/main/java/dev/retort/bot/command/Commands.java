package dev.retort.bot.command;

import dev.retort.bot.AcceptFindings;
import dev.retort.bot.JudgePullRequest;
import dev.retort.bot.Recheck;
import dev.retort.bot.RepairBranch;
import dev.retort.forge.Reads;
import dev.retort.repair.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commands there are, by their words.
public final class Commands {
  private final List<Command> commands;

  public Commands(
      Reads forge,
      JudgePullRequest judge,
      RepairBranch repairs,
      AcceptFindings acceptance,
      Recheck recheck) {
    List<Command> all =
        new ArrayList<>(
            List.of(
                new Check(recheck),
                new Plan(forge, judge),
                new Fix(repairs, Optional.empty()),
                new Fix(repairs, Optional.of(Repair.Strategy.REPOINT)),
                new Fix(repairs, Optional.of(Repair.Strategy.MERGE)),
                new ShowGraph(forge, judge),
                new ShowSchema(forge, judge),
                new Accept(acceptance),
                new Explain()));
    all.add(new Help(all));
    commands = List.copyOf(all);
  }

  Optional<Command> find(String word) {
    return commands.stream().filter(command -> command.word().equals(word)).findFirst();
  }

  Command help() {
    return commands.getLast();
  }
}
