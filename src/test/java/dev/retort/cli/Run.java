package dev.retort.cli;

import dev.retort.report.Published;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What a command answered.
public record Run(int code, String out, String err) {
  public static Run of(Command command, Object... arguments) {
    return typed(
        List.of(command),
        Stream.concat(Stream.of(command.name()), Arrays.stream(arguments).map(String::valueOf))
            .toArray(String[]::new));
  }

  /// With the command's name among the words. What is written for scripts is what its published
  /// schema says, whatever was typed.
  static Run typed(List<Command> commands, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(commands, new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(words);
    if (code != 2) {
      Published.assertHolds(List.of(words), out.toString());
    }
    return new Run(code, out.toString(), err.toString());
  }
}
