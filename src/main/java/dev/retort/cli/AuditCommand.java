package dev.retort.cli;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.HistoryReader;
import dev.retort.audit.Audit;
import dev.retort.audit.Auditor;
import dev.retort.audit.Occasion;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.git.GitHistory;
import dev.retort.git.GitRepository;
import dev.retort.git.WorkingTree;
import dev.retort.report.AuditHtml;
import dev.retort.report.AuditJson;
import dev.retort.report.AuditMarkdown;
import java.io.PrintWriter;
import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort audit`: the report on a whole repository, with the plan to repair it. Exit code 0 where
/// nothing has to be done, 1 where a finding fails, 2 where the input cannot be used or, with
/// `--strict`, not read in full.
public final class AuditCommand implements Command {
  /// Written as people type them.
  enum Format {
    markdown,
    html,
    json
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public String summary() {
    return "Reports on a whole repository: what is broken, why, and how to repair it in order.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    RepositoryOptions.declare(parser);
    Strictness.declare(parser);
    Command.declareFormat(parser, Format.class, Format.markdown);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Format format = given.get("format");
    Seen seen =
        RepositoryOptions.look(
            given,
            err,
            (repository, progress) -> look(repository, progress),
            each -> each.audit().environments().isEmpty());
    out.print(
        switch (format) {
          case markdown -> AuditMarkdown.of(seen.audit(), occasion(seen.repository()));
          case html -> AuditHtml.of(seen.audit(), occasion(seen.repository()));
          case json -> AuditJson.of(seen.audit());
        });
    if (seen.audit().environments().isEmpty()) {
      out.flush();
      seen.repository().demandSome(seen.tree());
    }
    return Strictness.code(
        given,
        seen.audit().fails(),
        seen.audit().environments().stream()
            .allMatch(each -> each.statistics().undecidable().isEmpty()));
  }

  private record Seen(Audit audit, RepositoryOptions repository, Snapshot tree) {}

  private static Seen look(RepositoryOptions repository, Progress progress) {
    progress.doing("looking at files");
    // A report that leaves out what git knows must not look like a whole one: where git refuses, so
    // does this.
    boolean recorded = GitRepository.find(repository.folder()).isPresent();
    WorkingTree files = repository.workingTree();
    Snapshot tree = files.snapshot();
    repository.demandNamed(tree);
    List<Environment> environments = Environments.discover(tree, repository.request());
    RepositoryOptions.demandListed(files, environments);
    progress.doing("reading revisions", revisionFiles(tree, environments));
    Audit audit =
        new Auditor(new CountedReading(progress), repository.request())
            .audit(
                tree,
                concerned -> {
                  progress.doing(recorded ? "asking git's history" : "finding no git repository");
                  GitEvidence evidence =
                      new GitHistory(repository.folder())
                          .of(List.of("HEAD"), concerned, tree, true);
                  progress.doing("planning the repair");
                  return evidence;
                });
    return new Seen(audit, repository, tree);
  }

  private static Occasion occasion(RepositoryOptions repository) {
    return new GitHistory(repository.folder()).occasion(Screen.version());
  }

  private static long revisionFiles(Snapshot tree, List<Environment> environments) {
    return environments.stream()
        .mapToLong(environment -> HistoryReader.loadOrder(tree, environment).size())
        .sum();
  }
}
