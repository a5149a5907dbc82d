package dev.retort;

import dev.retort.cli.CommandLine;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/// Runs the commands once on a small repository, while packaging: the Java that runs it records
/// which classes starting takes, and later starts find them loaded and linked.
final class Rehearsal {
  private Rehearsal() {}

  /// @param args the repository
  static void main(String[] args) {
    String repository = args[0];
    List<List<String>> scenes =
        List.of(
            List.of("graph", repository),
            List.of("graph", "--format", "json", repository),
            List.of("check", repository),
            List.of("rules", "RT101"),
            List.of("--help"));
    for (List<String> scene : scenes) {
      PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
      CommandLine line = new CommandLine(Retort.commands(), nowhere, nowhere);
      int exit = line.execute(scene.toArray(String[]::new));
      if (exit != 0) {
        throw new IllegalStateException(scene + " ended with " + exit);
      }
    }
  }
}
