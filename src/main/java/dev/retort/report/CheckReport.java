package dev.retort.report;

import java.util.List;

/// The content of a check run, within GitHub's limits (title 255, summary and text 65,535
/// characters).
///
/// @param conclusion `success`, `failure` or `neutral`
/// @param annotations all of them; the forge sends them in batches of 50
/// @param actions at most three buttons
public record CheckReport(
    String conclusion,
    String title,
    String summary,
    String text,
    List<Annotation> annotations,
    List<Action> actions) {
  public CheckReport {
    annotations = List.copyOf(annotations);
    actions = List.copyOf(actions);
  }

  /// @param level `notice`, `warning` or `failure`
  public record Annotation(
      String path, int startLine, int endLine, String level, String title, String message) {}

  /// A button: label 20, description 40, identifier 20 characters at most.
  public record Action(String label, String description, String identifier) {}
}
