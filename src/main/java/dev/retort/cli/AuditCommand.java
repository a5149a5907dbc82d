package dev.retort.cli;

import dev.retort.alembic.RevisionCache;
import dev.retort.audit.Audit;
import dev.retort.audit.Auditor;
import dev.retort.repair.GitEvidence;
import dev.retort.report.AuditJson;
import dev.retort.report.AuditMarkdown;
import java.io.PrintWriter;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort audit`: the report on a whole repository, with the plan to repair it. Exit code 0 where
/// nothing has to be done, 1 where a finding fails, 2 where the input cannot be used.
public final class AuditCommand implements Command {
  /// Written as people type them.
  enum Format {
    markdown,
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
    parser
        .addArgument("--format")
        .type(Format.class)
        .setDefault(Format.markdown)
        .help("how to write it (default: markdown)");
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Format format = given.get("format");
    RepositoryOptions repository = RepositoryOptions.of(given);
    Audit audit =
        new Auditor(RevisionCache.NONE, repository.request())
            .audit(WorkingTree.of(repository.folder()).snapshot(), GitEvidence.NONE);
    out.print(
        switch (format) {
          case markdown -> AuditMarkdown.of(audit);
          case json -> AuditJson.of(audit);
        });
    return audit.fails() ? 1 : 0;
  }
}
