package dev.retort.cli;

import dev.retort.report.Visible;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/// Answers a command line that makes no sense with one line on standard error and exit code 2.
public final class WrongUse implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println(
            name
                + ": "
                + Visible.line(String.valueOf(e.getMessage()), 300)
                + " (`"
                + name
                + " --help` lists what there is)");
    return 2;
  }
}
