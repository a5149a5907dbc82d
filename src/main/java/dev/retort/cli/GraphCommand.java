package dev.retort.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.Problem;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.Severity;
import dev.retort.alembic.SourceTree;
import dev.retort.report.MermaidGraph;
import dev.retort.report.Visible;
import dev.retort.verdict.SettingsMistakes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `retort graph`: the histories of a repository as they are, in its working tree or at a commit.
/// Exit code 0, 1 where a problem fails, 2 where the input cannot be used.
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = "Shows the revision graph of every Alembic environment.")
public final class GraphCommand implements Callable<Integer> {
  @Mixin private RepositoryOptions repository = new RepositoryOptions();

  @Option(
      names = "--rev",
      paramLabel = "REF",
      description = "Look at this commit of REPO instead of the working tree.")
  private @Nullable String rev;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.text;

  @Spec private @Nullable CommandSpec spec;

  /// Written as people type them.
  enum Format {
    text,
    json,
    mermaid
  }

  @Override
  public Integer call() {
    PrintWriter out = out();
    try {
      List<History> histories = histories();
      switch (format) {
        case text -> GraphText.write(histories, out);
        case json -> GraphJson.write(histories, out);
        case mermaid ->
            histories.forEach(history -> out.print(MermaidGraph.of(WholeGraph.of(history))));
      }
      out.flush();
      return exitCode(histories);
    } catch (UnusableInputException e) {
      err().println("retort graph: " + Visible.line(e.line()));
      return 2;
    }
  }

  private List<History> histories() {
    Environments.Request request = repository.request();
    String commit = rev;
    SourceTree tree =
        commit == null
            ? WorkingTree.of(repository.folder)
            : GitRepository.at(repository.folder).snapshot(commit);
    return read(tree, request);
  }

  /// What the command does once it has a tree.
  static List<History> read(SourceTree tree, Environments.Request request) {
    HistoryReader reader = new HistoryReader(RevisionCache.NONE);
    List<Environment> environments = new ArrayList<>(Environments.discover(tree, request));
    List<Problem> mistakes = SettingsMistakes.in(tree, request);
    if (!mistakes.isEmpty()) {
      Environment first =
          environments.isEmpty() ? SettingsMistakes.standIn() : environments.removeFirst();
      environments.addFirst(
          first.withProblems(Stream.concat(first.problems().stream(), mistakes.stream()).toList()));
    }
    return environments.stream().map(environment -> reader.read(tree, environment)).toList();
  }

  static int exitCode(List<History> histories) {
    boolean fails =
        histories.stream()
            .flatMap(history -> history.problems().stream())
            .anyMatch(problem -> problem.severity() == Severity.FAILURE);
    return fails ? 1 : 0;
  }

  private PrintWriter out() {
    return spec == null ? new PrintWriter(System.out, false, UTF_8) : spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec == null ? new PrintWriter(System.err, true, UTF_8) : spec.commandLine().getErr();
  }
}
