package dev.retort.cli;

import dev.retort.repair.Repair;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.report.Visible;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Conclusion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `retort fix`: prints the repair of what `retort check` finds as a patch that `git apply` takes,
/// or writes it to the working tree. Exit code 0 where nothing is left to repair, 1 where something
/// is, 2 where the input cannot be used.
@Command(
    name = "fix",
    mixinStandardHelpOptions = true,
    description = "Prints a repair as a unified diff, or applies it.")
public final class FixCommand implements Callable<Integer> {
  @Mixin private ChangeOptions change = new ChangeOptions();

  @Option(
      names = "--strategy",
      defaultValue = "auto",
      description =
          "One of ${COMPLETION-CANDIDATES} (default: auto). Naming one is the consent to it.")
  private Way strategy = Way.auto;

  @Option(names = "--write", description = "Edit the working tree instead of printing a patch.")
  private boolean write;

  @Spec private CommandSpec spec = CommandSpec.create();

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
  public Integer call() {
    try {
      return repair();
    } catch (UnusableInputException e) {
      say(e.line());
      return 2;
    }
  }

  private int repair() {
    if (write && !change.judgesTheWorkingTree()) {
      throw new UnusableInputException("--write edits the working tree, so --head has no place.");
    }
    Verdict verdict = change.judge(strategy.strategy);
    List<Repair> repairs = verdict.recommended();
    if (repairs.isEmpty()) {
      boolean fails = verdict.conclusion() == Conclusion.FAILURE;
      say(
          fails
              ? "no repair can be computed; `retort check` says what is wrong."
              : "nothing to repair.");
      return fails ? 1 : 0;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!write) {
      repairs.forEach(repair -> out.print(repair.patch()));
      out.flush();
      repairs.forEach(repair -> say(repair.summary() + caution(repair)));
      return 1;
    }
    for (Repair repair : repairs) {
      if (repair.safety() == Safety.SHOWN || needsConsent(repair)) {
        say(repair.summary() + caution(repair));
        return 1;
      }
    }
    RepairWriter writer = new RepairWriter(change.repository.folder);
    repairs.forEach(writer::check);
    for (Repair repair : repairs) {
      writer.write(repair);
      out.println(Visible.line(repair.summary()));
    }
    out.flush();
    if (change.judge(Optional.empty()).conclusion() == Conclusion.FAILURE) {
      say("something is left; `retort check` says what.");
      return 1;
    }
    return 0;
  }

  private boolean needsConsent(Repair repair) {
    return repair.safety() == Safety.CONSENT && strategy == Way.auto;
  }

  private String caution(Repair repair) {
    return switch (repair.safety()) {
      case SAFE -> "";
      case CONSENT ->
          needsConsent(repair)
              ? " Only if no database has run what it changes; then say --strategy "
                  + repair.strategy().word()
                  + "."
              : "";
      case SHOWN -> " Retort does not apply that: it is yours to decide.";
    };
  }

  private void say(String line) {
    spec.commandLine().getErr().println("retort fix: " + Visible.line(line));
  }
}
