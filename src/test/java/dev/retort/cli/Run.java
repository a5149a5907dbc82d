package dev.retort.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/// What a command answered.
record Run(int code, String out, String err) {
  static Run of(Object command, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setParameterExceptionHandler(new WrongUse())
            .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }
}
