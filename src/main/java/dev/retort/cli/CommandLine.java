package dev.retort.cli;

import dev.retort.alembic.NearWord;
import dev.retort.git.UnusableInputException;
import dev.retort.report.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
  private static final int LONGEST_COMPLAINT = 900;

  /// Options that may be given more than once; of any other the last would silently count.
  private static final Set<String> REPEATABLE = Set.of("--config", "--versions");

  private static final Pattern JUSTIFIED = Pattern.compile("(?<=[^ \\n]) {2,3}(?=[^ \\n])");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

  private final List<Command> commands;
  private final PrintWriter out;
  private final PrintWriter err;

  public CommandLine(List<Command> commands, PrintWriter out, PrintWriter err) {
    this.commands = List.copyOf(commands);
    this.out = out;
    this.err = err;
  }

  /// @return the exit code
  public int execute(String... typed) {
    if (typed.length == 0) {
      return complain(PROGRAM, "say what to do; `retort --help` lists it");
    }
    String[] arguments = spelledOut(typed);
    Optional<String> mistake = mistake(arguments);
    if (mistake.isPresent()) {
      return complain(PROGRAM, mistake.get());
    }
    Namespace given;
    try {
      // What the other commands take need not be known to run one.
      given = parser(called(arguments[0]).map(List::of).orElse(commands)).parseArgs(arguments);
    } catch (HelpScreenException e) {
      out.print(e.getMessage());
      return out.checkError() ? unwritten() : 0;
    } catch (ArgumentParserException e) {
      return complain(PROGRAM, e.getMessage() + nearOption(arguments));
    }
    return run(given);
  }

  private int run(Namespace given) {
    Command command = given.get("command");
    Optional<String> file = Optional.ofNullable(given.getString("output"));
    String who = PROGRAM + " " + command.name();
    try {
      if (file.isPresent()) {
        return intoFile(command, given, file.get());
      }
      int code = command.run(given, out, err);
      return out.checkError() ? unwritten() : code;
    } catch (UnusableInputException e) {
      return complain(who, e.line());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return complain(PROGRAM, "interrupted");
    } catch (RuntimeException e) {
      return complain(PROGRAM, e.toString());
    } finally {
      out.flush();
    }
  }

  /// The file is written in one go when the command has ended, whatever it ended with.
  private int intoFile(Command command, Namespace given, String file) throws InterruptedException {
    StringWriter text = new StringWriter();
    PrintWriter kept = new PrintWriter(text);
    int code;
    try {
      code = command.run(given, kept, err);
    } catch (UnusableInputException e) {
      kept.flush();
      if (!text.toString().isEmpty()) {
        write(file, text.toString());
      }
      throw e;
    }
    kept.flush();
    write(file, text.toString());
    return code;
  }

  private static void write(String file, String text) {
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException | InvalidPathException e) {
      throw new UnusableInputException("--output: " + file + " cannot be written: " + reason(e));
    }
  }

  private static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "its folder does not exist.";
      case AccessDeniedException _ -> "permission denied.";
      default -> e.getMessage() + ".";
    };
  }

  private int unwritten() {
    return complain(PROGRAM, "the output could not be written to its end; is the disk full?");
  }

  /// `help`, `help CMD` and `version` as people type them elsewhere.
  private String[] spelledOut(String[] typed) {
    return switch (typed[0]) {
      case "help" ->
          typed.length == 1 ? new String[] {"--help"} : new String[] {typed[1], "--help"};
      case "version" -> new String[] {"--version"};
      default -> typed;
    };
  }

  /// What no parser would say well.
  private Optional<String> mistake(String[] arguments) {
    List<String> names = commands.stream().map(Command::name).toList();
    String first = arguments[0];
    if (!first.startsWith("-") && !names.contains(first)) {
      String meant = NearWord.of(first, names).map(near -> " Is " + near + " meant?").orElse("");
      return Optional.of(
          "there is no command "
              + Visible.line(first, 40)
              + "."
              + meant
              + " `retort --help` lists what there is.");
    }
    Set<String> seen = new HashSet<>();
    for (String argument : arguments) {
      String option = argument.split("=", 2)[0];
      if (argument.equals("--")) {
        break;
      }
      if (option.startsWith("--") && !REPEATABLE.contains(option) && !seen.add(option)) {
        return Optional.of(Visible.line(option, 40) + " is given twice; which one is meant?");
      }
    }
    return Optional.empty();
  }

  /// The option that a mistyped one may have meant.
  private String nearOption(String[] arguments) {
    Optional<Command> command = called(arguments[0]);
    if (command.isEmpty()) {
      return " (`retort --help` lists what there is)";
    }
    ArgumentParser own = ArgumentParsers.newFor(PROGRAM).addHelp(false).build();
    command.get().declare(own);
    List<String> options =
        OPTION.matcher(own.formatUsage()).results().map(MatchResult::group).distinct().toList();
    for (String argument : arguments) {
      String option = argument.split("=", 2)[0];
      if (option.startsWith("--") && !options.contains(option)) {
        Optional<String> near = NearWord.of(option, options);
        if (near.isPresent()) {
          return "; is " + near.get() + " meant?";
        }
      }
    }
    return " (`retort " + command.get().name() + " --help` lists what there is)";
  }

  private int complain(String who, String what) {
    err.println(who + ": " + Visible.line(what, LONGEST_COMPLAINT));
    err.flush();
    return 2;
  }

  private Optional<Command> called(String first) {
    return commands.stream().filter(each -> each.name().equals(first)).findFirst();
  }

  private static ArgumentParser parser(List<Command> commands) {
    ArgumentParser parser =
        ArgumentParsers.newFor(PROGRAM)
            .addHelp(false)
            .terminalWidthDetection(false)
            .defaultFormatWidth(Screen.width())
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
      throw new Answered(unjustified(text.apply(parser)), parser);
    }

    @Override
    public void onAttach(Argument argument) {}

    @Override
    public boolean consumeArgument() {
      return false;
    }
  }

  /// The parser's paragraphs are set flush on both sides, by blanks between words; columns keep
  /// theirs.
  private static String unjustified(String help) {
    return JUSTIFIED.matcher(help).replaceAll(" ");
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
