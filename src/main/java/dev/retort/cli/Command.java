package dev.retort.cli;

import dev.retort.git.UnusableInputException;
import java.io.PrintWriter;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// One command of the launcher: what it takes, and what it does.
///
/// To add one: its own file, this list, and the launcher's.
public sealed interface Command
    permits AuditCommand,
        CheckCommand,
        CompletionCommand,
        DoctorCommand,
        FixCommand,
        GraphCommand,
        InitCommand,
        JobsCommand,
        LocateCommand,
        NextCommand,
        RulesCommand,
        SchemaCommand,
        ServeCommand {
  /// The word that calls it.
  String name();

  /// One line for `--help`.
  String summary();

  /// Says what it takes.
  void declare(ArgumentParser parser);

  /// Declares where and how it is written: `--output`, `--quiet`, `--color`, and `--format` with
  /// the formats written as people type them.
  static <F extends Enum<F>> void declareFormat(ArgumentParser parser, Class<F> formats, F usual) {
    OutputOptions.declare(parser);
    parser
        .addArgument("--format")
        .type(new Choice<>(formats))
        .metavar(Choice.metavar(formats))
        .setDefault(usual)
        .help("how to write it (default: " + usual + ")");
  }

  /// Does it.
  ///
  /// @param given what was typed, by the names of the arguments
  /// @return the exit code: 0 nothing to do, 1 findings that fail, 2 wrong use
  /// @throws UnusableInputException where what was typed cannot be used
  int run(Namespace given, PrintWriter out, PrintWriter err) throws InterruptedException;
}
