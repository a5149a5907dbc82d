package dev.retort.cli;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.Problem;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.Severity;
import dev.retort.alembic.SourceTree;
import dev.retort.git.GitRepository;
import dev.retort.git.WorkingTree;
import dev.retort.report.GraphJson;
import dev.retort.report.GraphText;
import dev.retort.report.MermaidGraph;
import dev.retort.report.WholeGraphPicture;
import dev.retort.verdict.SettingsMistakes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort graph`: the histories of a repository as they are, in its working tree or at a commit.
/// Exit code 0, 1 where a problem fails, 2 where the input cannot be used.
public final class GraphCommand implements Command {
  /// Written as people type them.
  enum Format {
    text,
    json,
    mermaid
  }

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public String summary() {
    return "Shows the revision graph of every Alembic environment.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    RepositoryOptions.declare(parser);
    parser
        .addArgument("--rev")
        .metavar("REF")
        .help("look at this commit of REPO instead of the working tree");
    Command.declareFormat(parser, Format.class, Format.text);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Format format = given.get("format");
    List<History> histories;
    try (Progress progress = Progress.on(err)) {
      histories = histories(given, progress);
    }
    switch (format) {
      case text -> GraphText.write(histories, out);
      case json -> GraphJson.write(histories, out);
      case mermaid ->
          out.print(
              MermaidGraph.of(
                  histories.stream()
                      .map(history ->
                          new MermaidGraph.Titled(
                              history.environment().scriptLocation(),
                              WholeGraphPicture.of(history)))
                      .toList()));
    }
    return exitCode(histories);
  }

  private static List<History> histories(Namespace given, Progress progress) {
    RepositoryOptions repository = RepositoryOptions.of(given);
    Environments.Request request = repository.request();
    Optional<String> commit = Optional.ofNullable(given.getString("rev"));
    SourceTree tree =
        commit.isEmpty()
            ? WorkingTree.of(repository.folder())
            : GitRepository.at(repository.folder()).snapshot(commit.get());
    progress.counting("reading revisions");
    return read(tree, request, new CountedReading(progress));
  }

  /// What the command does once it has a tree.
  static List<History> read(SourceTree tree, Environments.Request request) {
    return read(tree, request, RevisionCache.NONE);
  }

  private static List<History> read(
      SourceTree tree, Environments.Request request, RevisionCache cache) {
    HistoryReader reader = new HistoryReader(cache);
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
}
