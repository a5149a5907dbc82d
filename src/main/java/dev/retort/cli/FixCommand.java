package dev.retort.cli;

import dev.retort.git.UnusableInputException;
import dev.retort.repair.Repair;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.report.Visible;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Conclusion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort fix`: prints the repair of what `retort check` finds as a patch that `git apply` takes,
/// or writes it to the working tree. Exit code 0 where nothing is left to repair, 1 where something
/// is, 2 where the input cannot be used.
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
        .type(Way.class)
        .setDefault(Way.auto)
        .help("how to repair (default: auto); naming one is the consent to it");
    parser
        .addArgument("--write")
        .action(Arguments.storeTrue())
        .help("edit the working tree instead of printing a patch");
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    ChangeOptions change = ChangeOptions.of(given);
    Way strategy = given.get("strategy");
    boolean write = given.getBoolean("write");
    if (write && !change.judgesTheWorkingTree()) {
      throw new UnusableInputException("--write edits the working tree, so --head has no place.");
    }
    Verdict verdict = judge(change, strategy.strategy, err);
    List<Repair> repairs = verdict.recommended();
    if (repairs.isEmpty()) {
      boolean fails = verdict.conclusion() == Conclusion.FAILURE;
      say(
          err,
          fails
              ? "no single repair makes this better; `retort audit` plans step by step what can be mended,"
                  + " and names the rest."
              : "nothing to repair.");
      return fails ? 1 : 0;
    }
    if (!write) {
      repairs.forEach(repair -> out.print(repair.patch()));
      out.flush();
      repairs.forEach(repair -> say(err, repair.summary() + caution(repair, strategy)));
      return 1;
    }
    for (Repair repair : repairs) {
      if (repair.safety() == Safety.SHOWN || needsConsent(repair, strategy)) {
        say(err, repair.summary() + caution(repair, strategy));
        return 1;
      }
    }
    RepairWriter writer = new RepairWriter(change.repository().folder());
    repairs.forEach(writer::check);
    for (Repair repair : repairs) {
      writer.write(repair);
      out.println(Visible.line(repair.summary()));
    }
    out.flush();
    if (judge(change, Optional.empty(), err).conclusion() == Conclusion.FAILURE) {
      say(err, "something is left; `retort check` says what.");
      return 1;
    }
    return 0;
  }

  private static Verdict judge(ChangeOptions change, Optional<Strategy> strategy, PrintWriter err) {
    try (Progress progress = Progress.on(err)) {
      return change.judge(strategy, progress);
    }
  }

  private static boolean needsConsent(Repair repair, Way strategy) {
    return repair.safety() == Safety.CONSENT && strategy == Way.auto;
  }

  private static String caution(Repair repair, Way strategy) {
    return switch (repair.safety()) {
      case SAFE -> "";
      case CONSENT ->
          needsConsent(repair, strategy)
              ? ". Ask first: only if no database has run what it changes; then "
                  + (repair.strategy().isChosen()
                      ? "say --strategy " + repair.strategy().word() + "."
                      : "pipe the patch into `git apply`.")
              : "";
      case SHOWN -> ". Retort does not apply that: it is for you to decide.";
    };
  }

  private static void say(PrintWriter err, String line) {
    err.println("retort fix: " + Visible.line(line));
  }
}
