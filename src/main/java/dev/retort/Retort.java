package dev.retort;

import dev.retort.cli.CheckCommand;
import dev.retort.cli.FixCommand;
import dev.retort.cli.GraphCommand;
import dev.retort.cli.RulesCommand;
import dev.retort.cli.ServeCommand;
import dev.retort.cli.WrongUse;
import dev.retort.report.Visible;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    List.of(
            new CheckCommand(),
            new GraphCommand(),
            new FixCommand(),
            new RulesCommand(),
            new ServeCommand(settings -> Server.start(settings), System.getenv()))
        .forEach(line::addSubcommand);
    // JSON and patches are UTF-8 whatever the terminal's locale says.
    line.setOut(writer(FileDescriptor.out));
    line.setErr(writer(FileDescriptor.err));
    line.setParameterExceptionHandler(new WrongUse());
    line.setExecutionExceptionHandler((failure, command, result) -> {
      command.getErr().println("retort: " + Visible.line(String.valueOf(failure), 300));
      return 2;
    });
    return line;
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8)),
        true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do; `retort --help` lists it");
  }
}
