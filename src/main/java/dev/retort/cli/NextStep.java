package dev.retort.cli;

import dev.retort.repair.Repair;
import dev.retort.repair.Repair.Safety;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What to type next, for a repair that was found: ready to be pasted.
final class NextStep {
  private NextStep() {}

  /// One sentence; empty where Retort applies nothing.
  static Optional<String> of(ChangeOptions options, List<Repair> repairs) {
    if (repairs.isEmpty() || repairs.stream().anyMatch(each -> each.safety() == Safety.SHOWN)) {
      return Optional.empty();
    }
    List<String> consent = consent(repairs);
    List<String> shown = new ArrayList<>(consent);
    if (!options.judgesTheWorkingTree()) {
      return Optional.of(
          "`" + Typed.fix(options, shown) + " | git apply` repairs the working tree.");
    }
    List<String> written = new ArrayList<>(consent);
    written.add("--write");
    return Optional.of(
        "`"
            + Typed.fix(options, List.of())
            + "` prints the repair as a patch, `"
            + Typed.fix(options, written)
            + "` applies it"
            + (consent.isEmpty() ? "." : ", if no database has run what it changes."));
  }

  /// The option that says yes to repairs which are right only where no database has run what they
  /// change.
  static List<String> consent(List<Repair> repairs) {
    return repairs.stream().anyMatch(each -> each.safety() == Safety.CONSENT)
        ? List.of("--consent")
        : List.of();
  }
}
