package dev.retort.cli;

import dev.retort.report.Sarif;
import dev.retort.report.VerdictJson;
import dev.retort.report.VerdictMarkdown;
import dev.retort.report.VerdictText;
import dev.retort.report.Visible;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Conclusion;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `retort check`: judges a change as it would land, or a whole tree. Exit code 0, 1 where a
/// finding fails, 2 where the input cannot be used.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Judges a change to the Alembic history as it would land.")
public final class CheckCommand implements Callable<Integer> {
  @Mixin private ChangeOptions change = new ChangeOptions();

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Written as people type them.
  enum Format {
    text,
    json,
    markdown,
    sarif
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Verdict verdict = change.judge(Optional.empty());
      out.print(
          switch (format) {
            case text ->
                verdict.environments().isEmpty()
                    ? "No Alembic environment here.\n"
                    : VerdictText.of(verdict, Screen.ink(), Screen.width());
            case json -> VerdictJson.of(verdict);
            case markdown -> VerdictMarkdown.of(verdict);
            case sarif -> Sarif.of(verdict, Screen.version());
          });
      out.flush();
      return verdict.conclusion() == Conclusion.FAILURE ? 1 : 0;
    } catch (UnusableInputException e) {
      spec.commandLine().getErr().println("retort check: " + Visible.line(e.line()));
      return 2;
    }
  }
}
