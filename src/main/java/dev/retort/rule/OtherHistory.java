package dev.retort.rule;

import dev.retort.alembic.Counted;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.alembic.SourceTree;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A history outside of what is read, on which the one that is read leans: it declares the first
/// revisions of this one, or their dependencies.
///
/// @param code of the rule that misses them
/// @param count of the parents or dependencies that nothing here declares
/// @param first the revision that has the first of them
/// @param where it may be declared, as far as the tree tells
/// @param missed the ids that nothing here declares
public record OtherHistory(
    RuleCode code, int count, String first, Optional<Where> where, List<String> missed)
    implements Fact {
  public OtherHistory {
    missed = List.copyOf(missed);
  }

  /// A place that is not read and may declare what is missed.
  public sealed interface Where {
    record Submodule(String path) implements Where {}

    /// One that `.gitmodules` names.
    record SomeSubmodule() implements Where {}

    static Optional<Where> of(HistoryChange change) {
      SortedMap<String, SourceTree.Entry> entries = change.change().landing().tree().entries();
      for (Map.Entry<String, SourceTree.Entry> each : entries.entrySet()) {
        if (each.getValue().kind() == SourceTree.Kind.SUBMODULE) {
          return Optional.of(new Submodule(each.getKey()));
        }
      }
      return entries.containsKey(".gitmodules")
          ? Optional.of(new SomeSubmodule())
          : Optional.empty();
    }
  }

  /// One notice in the place of findings of one rule.
  static Finding insteadOf(List<Finding> findings, Optional<Where> where) {
    Finding first = findings.getFirst();
    Fact fact =
        new OtherHistory(
            first.code(),
            findings.size(),
            first.revision().orElse(first.path()),
            where,
            findings.stream().flatMap(each -> missed(each.fact()).stream()).distinct().toList());
    Place place = Place.line(first.path(), first.line());
    return findings.stream().anyMatch(Finding::isNew)
        ? place.fresh(fact, Severity.NOTICE)
        : place.inherited(fact);
  }

  /// Parents of which nothing here has ever heard, in a repository whose other part is not read and
  /// whose base lives with that, are one notice: the history leans on another one. A history that
  /// begins here misses a revision of its own.
  static List<Finding> ofParents(
      HistoryChange change, Policy policy, List<Finding> findings, Past past) {
    Optional<Where> where = Where.of(change);
    boolean lives =
        change.before().revisions().isEmpty() || !change.before().condition().missing().isEmpty();
    List<Finding> strange =
        findings.stream()
            .filter(each ->
                each.fact() instanceof MissingParent.Found found
                    && found.clue() instanceof MissingParent.Clue.None
                    && !past.wasHere(found.parents()))
            .toList();
    boolean beginsHere =
        change.after().revisions().stream().anyMatch(each -> each.downRevisions().isEmpty());
    if (where.isEmpty()
        || !lives
        || beginsHere
        || strange.isEmpty()
        || policy.severities().containsKey(RuleCode.MISSING_PARENT)) {
      return findings;
    }
    List<Finding> told = new ArrayList<>(findings);
    told.removeAll(strange);
    told.add(insteadOf(strange, where));
    return told;
  }

  /// What is known, beyond the trees, of ids that no file declares.
  ///
  /// @param wasHere tells those that a file of this very history declared once, which are lost
  /// @param whole whether all that git knows was asked, so that any other was never here
  public record Past(Predicate<String> wasHere, boolean whole) {
    /// Nobody asked.
    public static final Past UNASKED = new Past(id -> false, false);

    boolean wasHere(Collection<String> ids) {
      return ids.stream().anyMatch(wasHere);
    }
  }

  /// Findings that say of each missed parent and dependency whether it is lost or another history's
  /// by what git knows, too; the others are left as they are.
  public static List<Finding> parted(
      HistoryChange change, Policy policy, Past past, List<Finding> findings) {
    List<Finding> parted = new ArrayList<>(findings);
    for (RuleCode code : List.of(RuleCode.MISSING_PARENT, RuleCode.MISSING_DEPENDENCY)) {
      List<Finding> plain = of(code, change, policy, Past.UNASKED);
      List<Finding> known = of(code, change, policy, past);
      if (!known.equals(plain) && parted.removeAll(plain)) {
        parted.addAll(known);
      }
    }
    return parted.stream().sorted(Finding.WEIGHTIEST_FIRST).toList();
  }

  private static List<Finding> of(RuleCode code, HistoryChange change, Policy policy, Past past) {
    return code == RuleCode.MISSING_PARENT
        ? MissingParent.find(change, policy, past)
        : MissingDependency.find(change, policy, past);
  }

  /// The ids that another history declares, as far as anybody can tell: nothing is to be repaired
  /// there.
  public static Set<String> ids(HistoryChange change, Policy policy, Past past) {
    return Stream.of(RuleCode.MISSING_PARENT, RuleCode.MISSING_DEPENDENCY)
        .flatMap(code -> of(code, change, policy, past).stream())
        .map(Finding::fact)
        .flatMap(fact -> fact instanceof OtherHistory other ? other.missed.stream() : Stream.of())
        .collect(Collectors.toSet());
  }

  /// Whether a finding misses what another history may declare.
  public static boolean mayStandFor(Finding finding) {
    return !missed(finding.fact()).isEmpty();
  }

  /// Whether a finding misses only what this says to be another history's.
  public boolean standsFor(Finding finding) {
    List<String> ids = missed(finding.fact());
    return finding.code() == code && !ids.isEmpty() && missed.containsAll(ids);
  }

  private static List<String> missed(Fact fact) {
    return switch (fact) {
      case MissingParent.Found found -> found.parents();
      case MissingDependency.Found found -> found.flaw().missing();
      default -> List.of();
    };
  }

  @Override
  public Prose headline() {
    String missed =
        code == RuleCode.MISSING_PARENT
            ? Counted.of(count, "parent is", "parents are")
            : Counted.of(count, "dependency is", "dependencies are");
    return Prose.of(missed + " declared nowhere here, the first by ").id(first);
  }

  @Override
  public List<String> identity() {
    return Identity.of(first);
  }

  @Override
  public Prose sequel() {
    Prose advice =
        where
            .map(place ->
                switch (place) {
                  case Where.Submodule(String path) ->
                      Prose.of("look for it in the submodule ").path(path);
                  case Where.SomeSubmodule _ ->
                      Prose.of("look for it in a submodule of ").path(".gitmodules");
                })
            .orElse(Prose.of("it has been so before"));
    return Prose.of("; ")
        .then(advice)
        .stop()
        .text(
            "This history leans on another one and is judged without it; to judge both, name that folder under ")
        .code("environments:")
        .text(" in ")
        .path(".github/retort.yml")
        .text(".");
  }
}
