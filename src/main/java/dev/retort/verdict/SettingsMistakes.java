package dev.retort.verdict;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.Flaw;
import dev.retort.alembic.Problem;
import dev.retort.alembic.SettingsFile;
import dev.retort.alembic.Severity;
import dev.retort.alembic.SourceTree;
import dev.retort.change.Change;
import dev.retort.rule.Facts;
import dev.retort.rule.Finding;
import dev.retort.rule.Place;
import dev.retort.rule.Policy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is wrong in `.github/retort.yml`, its list of environments included. It concerns the whole
/// repository; reports show it with the first environment, and where there is none, `.github`
/// stands in as one.
public final class SettingsMistakes {
  private static final String STAND_IN = ".github";

  private SettingsMistakes() {}

  /// In the order of the file's lines.
  public static List<Problem> in(SourceTree tree, Environments.Request request) {
    if (!tree.entries().containsKey(SettingsFile.PATH)) {
      return SettingsFile.misplaced(tree).stream().toList();
    }
    return Stream.concat(
            Settings.of(tree).problems().stream(),
            Environments.find(tree, request).mistakes().stream())
        .distinct()
        .sorted(Comparator.comparingInt(Problem::line))
        .toList();
  }

  /// An environment for mistakes that have no other to be shown with.
  public static Environment standIn() {
    return new Environment(
        STAND_IN, Optional.of(SettingsFile.PATH), List.of(), false, false, Map.of(), List.of());
  }

  /// The change is judged by other settings than its own, so that what it does wrong in its own is
  /// said before it lands. Mistakes that the base has are mentioned and no more.
  public static List<Finding> findings(Change change, Environments.Request request, Policy policy) {
    List<Problem> landing = in(change.landing().tree(), request);
    if (landing.isEmpty()) {
      return List.of();
    }
    Set<Flaw> had =
        in(change.base(), request).stream().map(Problem::flaw).collect(Collectors.toSet());
    return landing.stream()
        .map(problem -> finding(problem, !had.contains(problem.flaw()), policy))
        .filter(finding -> finding.severity() != Severity.OFF)
        .toList();
  }

  private static Finding finding(Problem problem, boolean isNew, Policy policy) {
    Severity configured = policy.severities().getOrDefault(problem.code(), problem.severity());
    boolean off = configured == Severity.OFF;
    return new Finding(
        Facts.of(problem),
        isNew || off ? configured : Severity.NOTICE,
        Place.of(problem),
        Optional.empty(),
        isNew);
  }
}
