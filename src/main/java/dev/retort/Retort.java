package dev.retort;

import dev.retort.cli.AuditCommand;
import dev.retort.cli.CheckCommand;
import dev.retort.cli.Command;
import dev.retort.cli.CommandLine;
import dev.retort.cli.CompletionCommand;
import dev.retort.cli.DoctorCommand;
import dev.retort.cli.FixCommand;
import dev.retort.cli.GraphCommand;
import dev.retort.cli.InitCommand;
import dev.retort.cli.JobsCommand;
import dev.retort.cli.LocateCommand;
import dev.retort.cli.NextCommand;
import dev.retort.cli.PatientStream;
import dev.retort.cli.RulesCommand;
import dev.retort.cli.SchemaCommand;
import dev.retort.cli.ServeCommand;
import dev.retort.web.LogVariables;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The launcher's entry point. Together with [Server] the composition root: the only place that
/// constructs adapters.
public final class Retort {
  private Retort() {}

  static void main(String[] args) {
    LogVariables.set(System.getenv());
    // JSON and patches are UTF-8 whatever the terminal's locale says.
    int exit =
        new CommandLine(
                commands(),
                writer(FileDescriptor.out, isWatched()),
                writer(FileDescriptor.err, true))
            .execute(args);
    // An exit by name wakes Java's logging up; what went well just ends.
    if (exit != 0) {
      System.exit(exit);
    }
  }

  static List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    commands.add(new CheckCommand());
    commands.add(new GraphCommand());
    commands.add(new FixCommand());
    commands.add(new AuditCommand());
    commands.add(new SchemaCommand());
    commands.add(new NextCommand());
    commands.add(new LocateCommand());
    commands.add(new RulesCommand());
    commands.add(new InitCommand(System.in));
    commands.add(new ServeCommand(Service::start, System.getenv()));
    commands.add(new DoctorCommand(() -> Examination.of(System.getenv())));
    commands.add(new JobsCommand(System.getenv()));
    commands.add(new CompletionCommand(commands));
    return List.copyOf(commands);
  }

  /// Whether somebody looks on as it is written: the launcher knows how wide their terminal is.
  private static boolean isWatched() {
    return !System.getProperty("retort.columns", "").isEmpty();
  }

  private static PrintWriter writer(FileDescriptor stream, boolean lineByLine) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(
                new PatientStream(new FileOutputStream(stream)), StandardCharsets.UTF_8)),
        lineByLine);
  }
}
