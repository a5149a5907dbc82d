package dev.retort.cli;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.SourceTree;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.git.GitRepository;
import dev.retort.git.UnusableInputException;
import dev.retort.git.WorkingTree;
import dev.retort.report.SchemaDiagram;
import dev.retort.report.SchemaJson;
import dev.retort.report.SchemaMarkdown;
import dev.retort.report.SchemaText;
import dev.retort.report.SchemaView;
import dev.retort.schema.Databases;
import dev.retort.schema.Dialect;
import dev.retort.schema.ReadingCache;
import dev.retort.schema.Replay;
import dev.retort.schema.Upgrade;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort schema`: what the migrations make, replayed without running them. Exit code 0, 2 where
/// the input cannot be used or, with `--strict`, not read in full.
public final class SchemaCommand implements Command {
  /// Written as people type them.
  enum Format {
    text,
    json,
    markdown,
    mermaid
  }

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String summary() {
    return "Shows the schema that the migrations make, replayed without running them.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    RepositoryOptions.declare(parser);
    RepositoryOptions.declareCommit(parser);
    parser
        .addArgument("--base")
        .metavar("REF")
        .help("show what the change since this commit or branch does, as it would land");
    parser
        .addArgument("--effects")
        .action(Arguments.storeTrue())
        .help("say revision by revision what each does");
    parser
        .addArgument("--dialect")
        .metavar("NAME")
        .help(
            "the database: postgresql, sqlite or mysql (default: postgresql, unless a version location is named after another, or the files around env.py name mysql alone)");
    Strictness.declare(parser);
    Command.declareFormat(parser, Format.class, Format.text);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Format format = given.get("format");
    OutputOptions output = OutputOptions.of(given);
    Seen seen =
        RepositoryOptions.look(
            given,
            err,
            (repository, progress) -> look(given, repository, progress),
            each ->
                RepositoryOptions.loadsNothing(
                    each.views().stream().map(view -> view.replay().history()).toList()));
    List<SchemaView> views = seen.views();
    switch (format) {
      case json -> SchemaJson.write(views, out);
      case text -> SchemaText.write(views, out, Screen.width(), output.ink());
      case markdown -> out.print(SchemaMarkdown.of(views));
      case mermaid -> views.forEach(view -> SchemaDiagram.of(view).ifPresent(out::print));
    }
    out.flush();
    seen.repository().demandNamed(seen.tree());
    if (views.isEmpty()) {
      seen.repository().demandSome(seen.tree());
    }
    return Strictness.code(given, false, views.stream().allMatch(SchemaView::isWhole));
  }

  private record Seen(List<SchemaView> views, RepositoryOptions repository, SourceTree tree) {}

  private static Seen look(Namespace given, RepositoryOptions repository, Progress progress) {
    Optional<String> base = Optional.ofNullable(given.getString("base"));
    Optional<String> rev = Optional.ofNullable(given.getString("rev"));
    boolean effects = given.getBoolean("effects");
    Optional<String> dialect = Optional.ofNullable(given.getString("dialect"));
    ParsedOnce parsed = new ParsedOnce(new CountedReading(progress));
    HistoryReader reader = new HistoryReader(parsed);
    if (base.filter(ref -> !ref.isEmpty()).isEmpty()) {
      Optional<WorkingTree> files =
          rev.isEmpty() ? Optional.of(repository.workingTree()) : Optional.empty();
      SourceTree tree =
          files.isPresent()
              ? files.get()
              : GitRepository.at(repository.folder()).snapshot(rev.orElseThrow());
      progress.counting("reading revisions");
      List<History> histories = histories(tree, repository, reader);
      files.ifPresent(each -> RepositoryOptions.demandListed(each, environments(histories)));
      return new Seen(
          histories.stream()
              .map(history ->
                  view(history, tree, parsed.readings(), dialect, effects, Optional.empty()))
              .toList(),
          repository,
          tree);
    }
    Change change =
        new ChangeOptions(repository, base, rev)
            .change(Optional.of(GitRepository.at(repository.folder())));
    progress.counting("reading revisions");
    Set<String> known = new HashSet<>();
    histories(change.base(), repository, reader)
        .forEach(history -> history.revisions().forEach(revision -> known.add(revision.id())));
    Snapshot tree = change.landing().tree();
    List<SchemaView> views =
        histories(tree, repository, reader).stream()
            .map(history -> {
              Set<String> added = new HashSet<>();
              history.revisions().forEach(revision -> added.add(revision.id()));
              added.removeAll(known);
              return view(history, tree, parsed.readings(), dialect, true, Optional.of(added));
            })
            .toList();
    return new Seen(views, repository, tree);
  }

  private static SchemaView view(
      History history,
      SourceTree tree,
      ReadingCache readings,
      Optional<String> dialect,
      boolean effects,
      Optional<Set<String>> added) {
    Replay replay = Replay.asRun(history, tree, dialect(history, tree, dialect), readings);
    List<Replay> elsewhere = dialect.isPresent() ? List.of() : elsewhere(replay, tree, readings);
    return new SchemaView(replay, Upgrade.of(replay, tree), elsewhere, effects, added);
  }

  /// The same on every other database that the repository's files name, where this one refuses
  /// anything.
  private static List<Replay> elsewhere(Replay replay, SourceTree tree, ReadingCache readings) {
    if (replay.refusesNothing()) {
      return List.of();
    }
    return Databases.of(replay.history(), tree).all().stream()
        .filter(other -> other != replay.dialect())
        .map(other -> Replay.asRun(replay.history(), tree, other, readings))
        .toList();
  }

  private static List<History> histories(
      SourceTree tree, RepositoryOptions repository, HistoryReader reader) {
    List<History> histories = new ArrayList<>();
    for (Environment environment : Environments.discover(tree, repository.request())) {
      histories.add(reader.read(tree, environment));
    }
    return histories;
  }

  private static List<Environment> environments(List<History> histories) {
    return histories.stream().map(History::environment).toList();
  }

  private static Dialect dialect(History history, SourceTree tree, Optional<String> named) {
    return named
        .map(name ->
            Dialect.named(name)
                .orElseThrow(() ->
                    new UnusableInputException(
                        "--dialect " + name + " is not known: postgresql, sqlite or mysql.")))
        .orElseGet(() -> Databases.ofInventory(history, tree));
  }
}
