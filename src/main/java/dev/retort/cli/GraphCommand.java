package dev.retort.cli;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.Problem;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.SourceTree;
import dev.retort.git.GitRepository;
import dev.retort.git.WorkingTree;
import dev.retort.report.GraphJson;
import dev.retort.report.GraphText;
import dev.retort.report.MermaidGraph;
import dev.retort.report.ToldHistory;
import dev.retort.report.WholeGraphPicture;
import dev.retort.rule.Finding;
import dev.retort.rule.OtherHistory;
import dev.retort.verdict.SettingsMistakes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort graph`: the histories of a repository as they are, in its working tree or at a commit.
/// Exit code 0, 1 where a problem fails, 2 where the input cannot be used or, with `--strict`, not
/// read in full.
public final class GraphCommand implements Command {
  /// Written as people type them.
  enum Format {
    text,
    list,
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
    RepositoryOptions.declareCommit(parser);
    Strictness.declare(parser);
    Command.declareFormat(parser, Format.class, Format.text);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Format format = given.get("format");
    OutputOptions output = OutputOptions.of(given);
    Optional<String> commit = Optional.ofNullable(given.getString("rev"));
    Seen seen =
        RepositoryOptions.look(
            given,
            err,
            (repository, progress) -> look(repository, commit, progress),
            each -> RepositoryOptions.loadsNothing(each.histories()));
    List<ToldHistory> told = seen.told();
    if (format != Format.json) {
      seen.repository().demandNamed(seen.tree());
    }
    switch (format) {
      case text -> GraphText.draw(told, output.ink(), out);
      case list -> GraphText.list(told, out);
      case json -> GraphJson.write(told, out);
      case mermaid ->
          out.print(
              MermaidGraph.of(
                  seen.histories().stream()
                      .map(history ->
                          new MermaidGraph.Titled(
                              history.environment().scriptLocation(),
                              WholeGraphPicture.of(history)))
                      .toList()));
    }
    out.flush();
    seen.repository().demandNamed(seen.tree());
    if (told.isEmpty()) {
      seen.repository().demandSome(seen.tree());
    }
    return Strictness.code(
        given,
        told.stream().anyMatch(ToldHistory::fails),
        seen.histories().stream().allMatch(history -> history.undecidable().isEmpty()));
  }

  private record Seen(List<ToldHistory> told, RepositoryOptions repository, SourceTree tree) {
    List<History> histories() {
      return told.stream().map(ToldHistory::history).toList();
    }
  }

  private static Seen look(
      RepositoryOptions repository, Optional<String> commit, Progress progress) {
    Optional<WorkingTree> files =
        commit.isEmpty() ? Optional.of(repository.workingTree()) : Optional.empty();
    SourceTree tree =
        files.isPresent()
            ? files.get()
            : GitRepository.at(repository.folder()).snapshot(commit.orElseThrow());
    progress.counting("reading revisions");
    List<History> histories = read(tree, repository.request(), new CountedReading(progress));
    files.ifPresent(each -> RepositoryOptions.demandListed(each, environments(histories)));
    List<ToldHistory> told = histories.stream().map(ToldHistory::of).toList();
    boolean misses =
        told.stream().flatMap(each -> each.problems().stream()).anyMatch(OtherHistory::mayStandFor);
    return new Seen(misses ? leaning(told, repository, commit, progress) : told, repository, tree);
  }

  /// The same, as a check of the tree alone tells what is lost from what another history declares.
  private static List<ToldHistory> leaning(
      List<ToldHistory> told,
      RepositoryOptions repository,
      Optional<String> commit,
      Progress progress) {
    Map<Environment, List<Finding>> found = new HashMap<>();
    new ChangeOptions(repository, Optional.of(""), commit)
        .judge(Optional.empty(), progress)
        .verdict()
        .environments()
        .forEach(each -> found.put(each.change().environment(), each.findings()));
    return told.stream()
        .map(each -> each.leaning(found.getOrDefault(each.history().environment(), List.of())))
        .toList();
  }

  private static List<Environment> environments(List<History> histories) {
    return histories.stream().map(History::environment).toList();
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
}
