package dev.retort;

import dev.retort.cli.AuditCommand;
import dev.retort.cli.CheckCommand;
import dev.retort.cli.Command;
import dev.retort.cli.CommandLine;
import dev.retort.cli.DoctorCommand;
import dev.retort.cli.FixCommand;
import dev.retort.cli.GraphCommand;
import dev.retort.cli.JobsCommand;
import dev.retort.cli.RulesCommand;
import dev.retort.cli.SchemaCommand;
import dev.retort.cli.ServeCommand;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The launcher's entry point. Together with [Server] the composition root: the only place that
/// constructs adapters.
public final class Retort {
  private Retort() {}

  static void main(String[] args) {
    // JSON and patches are UTF-8 whatever the terminal's locale says.
    int exit =
        new CommandLine(commands(), writer(FileDescriptor.out), writer(FileDescriptor.err))
            .execute(args);
    // An exit by name wakes Java's logging up; what went well just ends.
    if (exit != 0) {
      System.exit(exit);
    }
  }

  static List<Command> commands() {
    return List.of(
        new CheckCommand(),
        new GraphCommand(),
        new FixCommand(),
        new AuditCommand(),
        new SchemaCommand(),
        new RulesCommand(),
        new ServeCommand(Service::start, System.getenv()),
        new DoctorCommand(() -> Examination.of(System.getenv())),
        new JobsCommand(System.getenv()));
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8)),
        true);
  }
}
