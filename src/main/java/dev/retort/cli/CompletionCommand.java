package dev.retort.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort completion`: what a shell needs to complete commands and options, and the man page, all
/// made from what the commands declare.
public final class CompletionCommand implements Command {
  /// Written as people type them.
  enum Target {
    bash,
    zsh,
    fish,
    man
  }

  private static final int ONE_LINE = 400;

  /// What is left of a terminal of 80 columns where a manual page is indented.
  private static final int MAN_WIDTH = 72;

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

  private final List<Command> commands;

  /// @param commands the others
  public CompletionCommand(List<Command> commands) {
    this.commands = List.copyOf(commands);
  }

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "Prints completions for bash, zsh or fish, or the man page.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    parser
        .addArgument("SHELL")
        .type(new Choice<>(Target.class))
        .metavar(Choice.metavar(Target.class))
        .help("the shell, or man");
    OutputOptions.declare(parser);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Target target = given.get("SHELL");
    out.print(
        switch (target) {
          case bash -> bash();
          case zsh -> zsh();
          case fish -> fish();
          case man -> man();
        });
    return 0;
  }

  private static ArgumentParser parser(Command command, int width) {
    ArgumentParser parser =
        ArgumentParsers.newFor("retort " + command.name())
            .addHelp(false)
            .terminalWidthDetection(false)
            .defaultFormatWidth(width)
            .build();
    command.declare(parser);
    return parser;
  }

  private static List<String> options(Command command) {
    return OPTION
        .matcher(parser(command, ONE_LINE).formatUsage())
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private String names() {
    return commands.stream().map(Command::name).collect(Collectors.joining(" "));
  }

  private String bash() {
    String cases =
        commands.stream()
            .map(command ->
                "    %s) words=\"%s --help\" ;;\n"
                    .formatted(command.name(), String.join(" ", options(command))))
            .collect(Collectors.joining());
    return """
    # bash completion for retort
    _retort() {
      local word=${COMP_WORDS[COMP_CWORD]} words
      if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "%s help --help --version" -- "$word")
        return
      fi
      case ${COMP_WORDS[1]} in
    %s    help) words="%s" ;;
      esac
      if [ "${word#-}" != "$word" ] || [ "${COMP_WORDS[1]}" = help ]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
      fi
    }
    complete -o default -o bashdefault -F _retort retort
    """
        .formatted(names(), cases, names());
  }

  private String zsh() {
    String list =
        commands.stream()
            .map(command -> "    '%s:%s'\n".formatted(command.name(), plain(command.summary())))
            .collect(Collectors.joining());
    String cases =
        commands.stream()
            .map(command ->
                "    %s) options=(%s --help) ;;\n"
                    .formatted(command.name(), String.join(" ", options(command))))
            .collect(Collectors.joining());
    return """
    #compdef retort
    _retort() {
      local -a commands options
      commands=(
    %s    'help:Shows the help of a command.'
      )
      if (( CURRENT == 2 )); then
        _describe command commands
        return
      fi
      case $words[2] in
    %s  esac
      if [[ $PREFIX == -* ]]; then
        compadd -- $options
      else
        _files
      fi
    }
    _retort "$@"
    """
        .formatted(list, cases);
  }

  private String fish() {
    StringBuilder out = new StringBuilder("# fish completion for retort\n");
    for (Command command : commands) {
      out.append(
          "complete -c retort -n __fish_use_subcommand -f -a %s -d '%s'\n"
              .formatted(command.name(), plain(command.summary())));
      for (String option : options(command)) {
        out.append(
            "complete -c retort -n '__fish_seen_subcommand_from %s' -l %s\n"
                .formatted(command.name(), option.substring(2)));
      }
    }
    return out.toString();
  }

  private static String plain(String text) {
    return text.replace("'", "").replace(":", "").replace("\"", "");
  }

  private String man() {
    StringBuilder out =
        new StringBuilder(
            """
            .TH RETORT 1 "" "retort" "User Commands"
            .SH NAME
            retort \\- keeps the Alembic revision graph of a repository whole
            .SH SYNOPSIS
            .B retort
            .I COMMAND
            [\\fIOPTIONS\\fR] [\\fIREPO\\fR]
            .SH DESCRIPTION
            Judges a change to an Alembic history as it would land, repairs it, and serves as a GitHub App. It
            reads migration files without ever running them.
            .SH COMMANDS
            """);
    for (Command command : commands) {
      out.append(".SS ").append(command.name()).append('\n');
      out.append(roff(command.summary())).append("\n.PP\n.nf\n");
      parser(command, MAN_WIDTH)
          .formatHelp()
          .lines()
          .skip(1)
          .forEach(line -> out.append(roff(line)).append('\n'));
      out.append(".fi\n");
    }
    return out.append(
            """
            .SH EXIT STATUS
            0 nothing to do, 1 findings that fail, 2 wrong use or input that cannot be read.
            .SH ENVIRONMENT
            NO_COLOR, FORCE_COLOR, COLUMNS, RETORT_DOCS_URL, RETORT_JAVA_OPTS
            """)
        .toString();
  }

  private static String roff(String line) {
    String escaped = line.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
