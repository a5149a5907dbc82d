package dev.retort.cli;

import dev.retort.cli.ChangeOptions.Judgement;
import dev.retort.git.GitCommit;
import dev.retort.git.GitRepository;
import dev.retort.git.UnusableInputException;
import dev.retort.repair.Edits;
import dev.retort.repair.FileEdit;
import dev.retort.repair.Repair;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.report.DiffText;
import dev.retort.report.Ink;
import dev.retort.report.RepairWords;
import dev.retort.report.RepairsJson;
import dev.retort.report.RulePages;
import dev.retort.report.UpgradeWords;
import dev.retort.report.Visible;
import dev.retort.rule.Finding;
import dev.retort.schema.Upgrade;
import dev.retort.verdict.Verdict.Conclusion;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort fix`: prints the repair of what `retort check` finds as a patch that `git apply` takes,
/// or writes it to the working tree. Exit code 0 where nothing is left to repair, 1 where something
/// is, 2 where the input cannot be used or, with `--strict`, not judged in full.
public final class FixCommand implements Command {
  /// Written as people type them.
  enum Way {
    auto(Optional.empty()),
    repoint(Optional.of(Strategy.REPOINT)),
    merge(Optional.of(Strategy.MERGE));

    private final Optional<Strategy> strategy;

    Way(Optional<Strategy> strategy) {
      this.strategy = strategy;
    }
  }

  /// Written as people type them.
  enum Format {
    text,
    json
  }

  @Override
  public String name() {
    return "fix";
  }

  @Override
  public String summary() {
    return "Prints a repair as a unified diff, or applies it.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    ChangeOptions.declare(parser);
    parser
        .addArgument("--strategy")
        .type(new Choice<>(Way.class))
        .metavar(Choice.metavar(Way.class))
        .setDefault(Way.auto)
        .help("how to repair (default: auto); naming one is the consent to it");
    parser
        .addArgument("--write")
        .action(Arguments.storeTrue())
        .help("edit the working tree instead of printing a patch");
    parser
        .addArgument("--commit")
        .action(Arguments.storeTrue())
        .help("edit the working tree and commit just these files");
    parser
        .addArgument("--consent")
        .action(Arguments.storeTrue())
        .help("also write what is only right where no database has run what it changes");
    Strictness.declare(parser);
    Command.declareFormat(parser, Format.class, Format.text);
  }

  /// The way to what the base had already, which is no part of the change.
  private static String before(Judgement judgement) {
    if (judgement.verdict().findings().allMatch(Finding::isNew)) {
      return "";
    }
    ChangeOptions judged = judgement.options();
    ChangeOptions alone =
        new ChangeOptions(judged.repository(), Optional.of(""), judged.head(), judged.staged());
    return " What was wrong before is no part of this change; `"
        + Typed.fix(alone, List.of())
        + "` looks at the whole tree.";
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    ChangeOptions change = ChangeOptions.of(given);
    OutputOptions output = OutputOptions.of(given);
    boolean json = given.get("format") == Format.json;
    Way strategy = given.get("strategy");
    boolean commit = given.getBoolean("commit");
    boolean write = commit || given.getBoolean("write");
    boolean consent = given.getBoolean("consent") || strategy != Way.auto;
    if (write && !change.judgesTheWorkingTree()) {
      throw new UnusableInputException(
          "--write and --commit edit the working tree, so --head and --staged have no place.");
    }
    Judgement judgement = judge(change, strategy.strategy, err, output);
    judgement = judgement.verdict().environments().isEmpty() ? refused(judgement) : judgement;
    List<Repair> repairs = judgement.verdict().remedies();
    Remarks remarks = new Remarks(err, output.quiet());
    if (repairs.isEmpty()) {
      if (json) {
        out.print(RepairsJson.of(List.of(), List.of(), Optional.empty()));
      }
      boolean fails = judgement.verdict().conclusion() == Conclusion.FAILURE;
      remarks.say(
          fails
              ? "no single repair makes this better; `retort audit` plans step by step what can be"
                  + " mended, and names the rest."
              : "nothing to repair."
                  + before(judgement)
                  + judgement.basis().told().map(told -> " " + told).orElse(""));
      return code(given, judgement);
    }
    boolean held =
        repairs.stream()
            .anyMatch(each ->
                each.safety() == Safety.SHOWN || (each.safety() == Safety.CONSENT && !consent));
    if (!write || held) {
      if (json) {
        out.print(RepairsJson.of(repairs, List.of(), Optional.empty()));
      } else if (!write) {
        repairs.forEach(repair -> out.print(colored(repair.patch(), output.ink())));
        out.flush();
      }
      for (Repair repair : repairs) {
        remarks.say(
            RepairWords.plain(repair) + caution(repair, judgement.options(), consent, write));
        upgrade(repair).ifPresent(remarks::say);
      }
      return code(given, judgement);
    }
    return written(given, judgement.options(), repairs, json, output, out, remarks);
  }

  private static int code(Namespace given, Judgement judgement) {
    Conclusion conclusion = judgement.verdict().conclusion();
    return Strictness.code(
        given, conclusion == Conclusion.FAILURE, conclusion != Conclusion.NEUTRAL);
  }

  private static Judgement refused(Judgement judgement) {
    judgement.options().repository().demandSome(judgement.tree());
    return judgement;
  }

  private static int written(
      Namespace given,
      ChangeOptions change,
      List<Repair> repairs,
      boolean json,
      OutputOptions output,
      PrintWriter out,
      Remarks remarks) {
    boolean commit = given.getBoolean("commit");
    Path folder = change.repository().folder();
    RepairWriter writer = new RepairWriter(folder);
    List<Edits> edits = repairs.stream().map(Repair::edits).toList();
    edits.forEach(writer::check);
    List<String> files =
        edits.stream().flatMap(each -> each.files().keySet().stream()).distinct().toList();
    if (commit) {
      List<String> edited =
          edits.stream().flatMap(each -> each.fileEdits().stream()).map(FileEdit::path).toList();
      List<String> dirty =
          edited.isEmpty() ? List.of() : GitRepository.at(folder).uncommitted(edited);
      if (!dirty.isEmpty()) {
        throw new UnusableInputException(
            dirty.getFirst() + " is not committed yet; commit it first, or use --write.");
      }
    }
    edits.forEach(writer::write);
    Optional<String> committed =
        commit ? Optional.of(new GitCommit(folder).of(files, message(repairs))) : Optional.empty();
    if (json) {
      out.print(RepairsJson.of(repairs, files, committed));
    } else {
      tell(repairs, files, committed, output, out);
    }
    Judgement left = judge(change, Optional.empty(), new PrintWriter(Writer.nullWriter()), output);
    if (left.verdict().conclusion() == Conclusion.FAILURE) {
      remarks.say("something is left; `retort check` says what.");
    }
    return code(given, left);
  }

  private static String message(List<Repair> repairs) {
    return String.join("\n\n", repairs.stream().map(RepairWords::plain).toList());
  }

  /// What was written, and what to do now.
  private static void tell(
      List<Repair> repairs,
      List<String> files,
      Optional<String> committed,
      OutputOptions output,
      PrintWriter out) {
    repairs.forEach(repair -> out.println(RepairWords.plain(repair)));
    files.forEach(file -> out.println("  " + Visible.line(file)));
    if (committed.isPresent()) {
      out.println("Committed as " + committed.get() + ".");
    } else if (!output.quiet()) {
      boolean inPlace = repairs.stream().allMatch(repair -> repair.edits().isInPlace());
      // A file that git does not follow yet is in no diff.
      out.println(
          "Look at it with `git %s`, then commit it."
              .formatted(inPlace ? "diff" : "status -u` and `git diff"));
    }
    if (!output.quiet()
        && repairs.stream().anyMatch(repair -> !repair.edits().parentEdits().isEmpty())) {
      RulePages.wrapped(
              "Where a database of your own has run the edited revision, Alembic takes what came in"
                  + " below it for done: downgrade below it first, then upgrade.",
              Screen.width())
          .forEach(out::println);
    }
  }

  private static Judgement judge(
      ChangeOptions change, Optional<Strategy> strategy, PrintWriter err, OutputOptions output) {
    try (Progress progress = Progress.on(err, output)) {
      return change.judge(strategy, progress);
    }
  }

  /// What an empty database would say, where it would refuse the outcome or nobody can tell.
  private static Optional<String> upgrade(Repair repair) {
    return repair
        .upgrade()
        .filter(upgrade -> !(upgrade instanceof Upgrade.Whole))
        .map(UpgradeWords::plain);
  }

  /// A patch with its lines in colour, for somebody who reads it.
  private static String colored(String patch, Ink ink) {
    return ink == Ink.PLAIN ? patch : DiffText.of(patch, ink);
  }

  private static String caution(
      Repair repair, ChangeOptions change, boolean consent, boolean write) {
    String ended = RepairWords.plain(repair).endsWith(".") ? "" : ".";
    return switch (repair.safety()) {
      case SAFE -> ended;
      case CONSENT -> {
        if (consent) {
          yield ended;
        }
        List<String> more = write ? List.of("--consent", "--write") : List.of("--consent");
        yield ended
            + " Ask first: only if no database has run what it changes; then say so: `"
            + Typed.fix(change, more)
            + "`";
      }
      case SHOWN -> ended + " Retort does not apply that: it is for you to decide.";
    };
  }

  /// What is said beside the patch.
  private record Remarks(PrintWriter err, boolean quiet) {
    void say(String line) {
      if (!quiet) {
        err.println("retort fix: " + Visible.line(line));
      }
    }
  }
}
