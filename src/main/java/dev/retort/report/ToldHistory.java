package dev.retort.report;

import dev.retort.alembic.History;
import dev.retort.rule.Facts;
import dev.retort.rule.Finding;
import dev.retort.rule.OtherHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A history as it is, and what is wrong with it, in the words of the rules.
public record ToldHistory(History history, List<Finding> problems) {
  public ToldHistory {
    problems = List.copyOf(problems);
  }

  /// With what reading it showed.
  public static ToldHistory of(History history) {
    return new ToldHistory(history, Facts.noted(history));
  }

  /// The same, where what another history declares is one notice, and nothing that is missed.
  ///
  /// @param judged what a check finds in the same history
  public ToldHistory leaning(List<Finding> judged) {
    List<Finding> told = new ArrayList<>(problems);
    for (Finding each : judged) {
      if (each.fact() instanceof OtherHistory other) {
        Optional<Finding> first = told.stream().filter(other::standsFor).findFirst();
        first.ifPresent(at -> told.set(told.indexOf(at), each));
        told.removeIf(other::standsFor);
      }
    }
    return new ToldHistory(history, told);
  }

  public boolean fails() {
    return problems.stream().anyMatch(Finding::fails);
  }
}
