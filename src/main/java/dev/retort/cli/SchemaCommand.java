package dev.retort.cli;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.SourceTree;
import dev.retort.git.GitRepository;
import dev.retort.git.UnusableInputException;
import dev.retort.git.WorkingTree;
import dev.retort.report.SchemaJson;
import dev.retort.schema.Dialect;
import dev.retort.schema.Replay;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort schema`: what the migrations make, replayed without running them. Exit code 0, 2 where
/// the input cannot be used.
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
    parser
        .addArgument("--rev")
        .metavar("REF")
        .help("look at this commit of REPO instead of the working tree");
    parser
        .addArgument("--effects")
        .action(Arguments.storeTrue())
        .help("say revision by revision what each does");
    parser
        .addArgument("--dialect")
        .metavar("NAME")
        .help("the database: postgresql, sqlite or mysql (default: what the configuration names)");
    Command.declareFormat(parser, Format.class, Format.text);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Format format = given.get("format");
    boolean effects = given.getBoolean("effects");
    List<Replay> replays;
    try (Progress progress = Progress.on(err)) {
      replays = replays(given, progress);
    }
    switch (format) {
      case json -> SchemaJson.write(replays, effects, out);
      default -> throw new UnusableInputException("this format is not written yet.");
    }
    return 0;
  }

  private static List<Replay> replays(Namespace given, Progress progress) {
    RepositoryOptions repository = RepositoryOptions.of(given);
    Environments.Request request = repository.request();
    Optional<String> commit = Optional.ofNullable(given.getString("rev"));
    SourceTree tree =
        commit.isEmpty()
            ? WorkingTree.of(repository.folder())
            : GitRepository.at(repository.folder()).snapshot(commit.get());
    progress.counting("reading revisions");
    HistoryReader reader = new HistoryReader(new CountedReading(progress));
    Optional<String> dialect = Optional.ofNullable(given.getString("dialect"));
    List<Replay> replays = new ArrayList<>();
    for (Environment environment : Environments.discover(tree, request)) {
      replays.add(Replay.of(reader.read(tree, environment), tree, dialect(dialect)));
    }
    return replays;
  }

  private static Dialect dialect(Optional<String> named) {
    return named
        .map(name ->
            Dialect.named(name)
                .orElseThrow(() ->
                    new UnusableInputException(
                        "--dialect " + name + " is not known: postgresql, sqlite or mysql.")))
        .orElse(Dialect.POSTGRESQL);
  }
}
