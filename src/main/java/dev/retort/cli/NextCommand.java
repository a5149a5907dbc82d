package dev.retort.cli;

import dev.retort.change.HistoryChange;
import dev.retort.cli.ChangeOptions.Judgement;
import dev.retort.git.UnusableInputException;
import dev.retort.repair.NewRevision;
import dev.retort.report.NextJson;
import dev.retort.verdict.Verdict.Judged;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort next`: a fresh id and the parent that a new revision should have, so that nobody has to
/// invent either. Exit code 0, 1 where the heads leave the parent open, 2 where the input cannot be
/// used or, with `--strict`, not read in full.
public final class NextCommand implements Command {
  /// Written as people type them.
  enum Format {
    text,
    json
  }

  @Override
  public String name() {
    return "next";
  }

  @Override
  public String summary() {
    return "Prints a fresh revision id and the parent that a new revision should have.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    RepositoryOptions.declare(parser);
    parser
        .addArgument("--base")
        .metavar("REF")
        .help(
            "the branch that it will land on (default: as for check; '' looks at the tree alone)");
    parser
        .addArgument("--environment")
        .metavar("DIR")
        .help("the script location, where the repository holds several environments");
    parser
        .addArgument("-m", "--message")
        .metavar("TEXT")
        .setDefault("change")
        .help("what the revision will do, for its file name");
    Strictness.declare(parser);
    Command.declareFormat(parser, Format.class, Format.text);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    ChangeOptions options =
        new ChangeOptions(
            RepositoryOptions.of(given),
            Optional.ofNullable(given.getString("base")),
            Optional.empty(),
            false);
    OutputOptions output = OutputOptions.of(given);
    Judgement judgement;
    try (Progress progress = Progress.on(err, output)) {
      judgement = options.judge(Optional.empty(), progress);
    }
    if (judgement.verdict().environments().isEmpty()) {
      judgement.options().repository().demandSome(judgement.tree());
      return 0;
    }
    HistoryChange change = chosen(judgement, Optional.ofNullable(given.getString("environment")));
    List<String> heads = change.after().condition().heads();
    Optional<String> parent = parent(change, heads);
    if (parent.isEmpty() && !heads.isEmpty()) {
      err.println(
          "retort next: %d heads would land: %s. Repair that first (`%s`), or revise one by name."
              .formatted(
                  heads.size(),
                  String.join(", ", heads.stream().limit(5).toList()),
                  Typed.fix(judgement.options(), List.of())));
      return 1;
    }
    NewRevision next = NewRevision.after(change.after(), parent, given.getString("message"));
    Format format = given.get("format");
    out.print(
        switch (format) {
          case text -> text(next);
          case json -> NextJson.of(next, change.environment().scriptLocation());
        });
    if (!output.quiet()) {
      judgement.basis().told().ifPresent(told -> err.println("retort next: " + told));
    }
    return Strictness.code(given, false, change.after().undecidable().isEmpty());
  }

  /// The one head that would land; of several, the one that this tree alone ends in.
  private static Optional<String> parent(HistoryChange change, List<String> heads) {
    if (heads.size() == 1) {
      return Optional.of(heads.getFirst());
    }
    List<String> own = heads.stream().filter(head -> change.addedIds().contains(head)).toList();
    return own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty();
  }

  private static HistoryChange chosen(Judgement judgement, Optional<String> wanted) {
    List<HistoryChange> changes =
        judgement.verdict().environments().stream()
            .map(Judged::change)
            .filter(each ->
                wanted.isEmpty() || each.environment().scriptLocation().equals(wanted.get()))
            .toList();
    if (changes.size() != 1) {
      String there =
          String.join(
              ", ",
              judgement.verdict().environments().stream()
                  .map(each -> each.change().environment().scriptLocation())
                  .toList());
      throw new UnusableInputException(
          wanted
                  .map(each ->
                      "no environment has the script location " + each + "; there are " + there)
                  .orElse("there are several environments; name one with --environment: " + there)
              + ".");
    }
    return changes.getFirst();
  }

  private static String text(NewRevision next) {
    return "revision = \"%s\"\ndown_revision = %s\nfile: %s\n"
        .formatted(
            next.id(), next.parent().map(each -> '"' + each + '"').orElse("None"), next.path());
  }
}
