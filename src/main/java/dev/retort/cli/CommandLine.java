package dev.retort.cli;

import dev.retort.git.UnusableInputException;
import dev.retort.report.Visible;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.helper.HelpScreenException;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.ArgumentAction;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import net.sourceforge.argparse4j.inf.Subparsers;

/// The launcher's commands, called by what a person typed. Whatever cannot be used is answered with
/// one line on standard error and exit code 2.
///
/// The arguments are parsed by a library that needs no reflection: a hook runs a command at every
/// commit, and one that reads annotations took longer to start than the command to run.
public final class CommandLine {
  private static final String PROGRAM = "retort";
  private static final int WIDTH = 100;
  private static final int LONGEST_COMPLAINT = 300;

  private final List<Command> commands;
  private final PrintWriter out;
  private final PrintWriter err;

  public CommandLine(List<Command> commands, PrintWriter out, PrintWriter err) {
    this.commands = List.copyOf(commands);
    this.out = out;
    this.err = err;
  }

  /// @return the exit code
  public int execute(String... arguments) {
    ArgumentParser parser = parser();
    if (arguments.length == 0) {
      return complain(PROGRAM, "say what to do; `retort --help` lists it");
    }
    Namespace given;
    try {
      given = parser.parseArgs(arguments);
    } catch (HelpScreenException e) {
      out.print(e.getMessage());
      out.flush();
      return 0;
    } catch (ArgumentParserException e) {
      return complain(PROGRAM, e.getMessage() + " (`retort --help` lists what there is)");
    }
    Command command = given.get("command");
    try {
      return command.run(given, out, err);
    } catch (UnusableInputException e) {
      return complain(PROGRAM + " " + command.name(), e.line());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return complain(PROGRAM, "interrupted");
    } catch (RuntimeException e) {
      return complain(PROGRAM, e.toString());
    } finally {
      out.flush();
    }
  }

  private int complain(String who, String what) {
    err.println(who + ": " + Visible.line(what, LONGEST_COMPLAINT));
    err.flush();
    return 2;
  }

  private ArgumentParser parser() {
    ArgumentParser parser =
        ArgumentParsers.newFor(PROGRAM)
            .addHelp(false)
            .terminalWidthDetection(false)
            .defaultFormatWidth(WIDTH)
            .build()
            .description("Keeps the Alembic revision graph of a repository whole.")
            .epilog(
                "Exit codes: 0 nothing to do, 1 findings that fail, 2 wrong use or unreadable input.");
    help(parser);
    parser
        .addArgument("-V", "--version")
        .help("say which version this is")
        .action(new Answer(_ -> "retort " + Screen.version() + "\n"));
    Subparsers each = parser.addSubparsers().title("commands").metavar("COMMAND");
    for (Command command : commands) {
      Subparser own =
          each.addParser(command.name(), false)
              .help(command.summary())
              .description(command.summary())
              .setDefault("command", command);
      help(own);
      command.declare(own);
    }
    return parser;
  }

  private static void help(ArgumentParser parser) {
    parser
        .addArgument("-h", "--help")
        .help("show this")
        .action(new Answer(ArgumentParser::formatHelp));
  }

  /// An option that is answered at once, whatever else was typed.
  private record Answer(Function<ArgumentParser, String> text) implements ArgumentAction {
    // Deprecated, and yet the one that has to be there.
    @SuppressWarnings("deprecation")
    @Override
    public void run(
        ArgumentParser parser,
        Argument argument,
        Map<String, Object> attributes,
        String flag,
        Object value)
        throws ArgumentParserException {
      throw new Answered(text.apply(parser), parser);
    }

    @Override
    public void onAttach(Argument argument) {}

    @Override
    public boolean consumeArgument() {
      return false;
    }
  }

  private static final class Answered extends HelpScreenException {
    private static final long serialVersionUID = 1;
    private final String text;

    Answered(String text, ArgumentParser parser) {
      super(parser);
      this.text = text;
    }

    @Override
    public String getMessage() {
      return text;
    }
  }
}
