package dev.retort;

import dev.retort.cli.ServeCommand;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The launcher's entry point. Together with [Server] the composition root: the only place that
/// constructs adapters.
@Command(
    name = "retort",
    description = "Keeps the Alembic revision graph of a repository whole.",
    mixinStandardHelpOptions = true,
    version = "retort 0.1.0",
    footer = {
      "",
      "Exit codes: 0 nothing to do, 1 findings that fail, 2 wrong use or unreadable input."
    })
public final class Retort implements Runnable {
  @Spec private CommandSpec spec;

  private Retort() {}

  static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Retort());
    // A sub-command more is one line more.
    List.of(new ServeCommand(settings -> Server.start(settings), System.getenv()))
        .forEach(line::addSubcommand);
    line.setParameterExceptionHandler(Retort::wrongUse);
    line.setExecutionExceptionHandler((failure, command, result) -> {
      command.getErr().println("retort: " + failure.getMessage());
      return 2;
    });
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do; `retort --help` lists it");
  }

  /// One line on the error stream: what is wrong, and where help is.
  private static int wrongUse(ParameterException wrong, String[] args) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println(
        "retort: " + String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong use"));
    return 2;
  }
}
