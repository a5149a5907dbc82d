package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// RT106: `depends_on` names a revision or label that nothing declares.
public final class MissingDependency implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MISSING_DEPENDENCY,
          "missing dependency",
          Severity.FAILURE,
          "A `depends_on` names something that is neither a revision nor a branch label of this history.",
          """
          Alembic resolves dependencies while it builds the graph and stops at the first that it \
          cannot find, with nothing but the name in a traceback: every command fails, for every \
          database. The dependency was deleted, has another id, waits in another branch, or \
          lives in a plugin that brings its own folder of revisions.\
          """,
          """
          revision = "7c08"
          down_revision = "20f4"
          depends_on = "b1ll"   # neither an id nor a label
          """,
          """
          Write the full id (a beginning of it is not enough) or the label of the revision that \
          is meant. If it comes from a plugin, add the plugin's folder to `version_locations`, \
          so that Alembic and Retort see the same history.\
          """,
          """
          Correcting the name is safe. Removing a dependency between branches that databases \
          have run changes which revisions Alembic thinks are implied by others.\
          """,
          List.of("KeyError: 'b1ll'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return find(change, policy, OtherHistory.Past.UNASKED);
  }

  static List<Finding> find(HistoryChange change, Policy policy, OtherHistory.Past past) {
    List<Finding> findings =
        RatchetedProblems.of(PAGE, change, policy).stream()
            .map(each -> named(each, change.after()))
            .toList();
    Optional<OtherHistory.Where> where = OtherHistory.Where.of(change);
    boolean leans = leansAlready(change, past);
    if (findings.isEmpty()
        || policy.severities().containsKey(PAGE.code())
        || (where.isEmpty() && !leans)) {
      return findings;
    }
    // Somebody mistyped or took away what is here or was: no other history has it.
    Predicate<Finding> isOurs = each -> isMistyped(each) || past.wasHere(missing(each));
    List<Finding> told = new ArrayList<>(findings.stream().filter(isOurs).toList());
    List<Finding> strange = findings.stream().filter(isOurs.negate()).toList();
    if (!strange.isEmpty()) {
      told.add(OtherHistory.insteadOf(strange, where));
    }
    return told;
  }

  /// The same, with the revision that was meant where the name of its file is written.
  private static Finding named(Finding finding, History history) {
    if (!(finding.fact() instanceof Found(Flaw.MissingDependencies flaw))
        || !(flaw.hint() instanceof Flaw.Hint.None)) {
      return finding;
    }
    return flaw.missing().stream()
        .flatMap(each -> NamedFile.of(each, history, Set.of(flaw.id())).stream())
        .findFirst()
        .<Finding>map(meant ->
            finding.restated(
                new Found(
                    new Flaw.MissingDependencies(
                        flaw.id(),
                        flaw.missing(),
                        flaw.unread(),
                        new Flaw.Hint.Near(
                            meant.id(), new Flaw.Spot(meant.path(), meant.line()))))))
        .orElse(finding);
  }

  private static boolean isMistyped(Finding finding) {
    return finding.fact() instanceof Found found && found.flaw().hint() instanceof Flaw.Hint.Near;
  }

  private static List<String> missing(Finding finding) {
    return finding.fact() instanceof Found found ? found.flaw().missing() : List.of();
  }

  /// Whether the base depends on revisions that it never declared, and lives with that. So does a
  /// tree that is judged alone where the history went on above such a dependency.
  private static boolean leansAlready(HistoryChange change, OtherHistory.Past past) {
    History alone = change.after();
    return change.before().revisions().isEmpty()
        ? past.whole()
            && strange(alone, past).anyMatch(flaw -> !alone.children(flaw.id()).isEmpty())
        : strange(change.before(), past).findAny().isPresent();
  }

  private static Stream<Flaw.MissingDependencies> strange(History history, OtherHistory.Past past) {
    return history.problems().stream()
        .map(Problem::flaw)
        .filter(Flaw.MissingDependencies.class::isInstance)
        .map(Flaw.MissingDependencies.class::cast)
        .filter(flaw -> !past.wasHere(flaw.missing()));
  }

  /// A dependency that nothing declares.
  public record Found(Flaw.MissingDependencies flaw) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.MISSING_DEPENDENCY;
    }

    @Override
    public Prose headline() {
      Prose names =
          Prose.EMPTY
              .id(flaw.id())
              .text(" names ")
              .few(flaw.missing())
              .text(" in ")
              .code("depends_on")
              .text(", but no file declares " + (flaw.missing().size() == 1 ? "it" : "them"));
      return flaw.unread()
          .map(path -> names.text(" (unless ").path(path).text(", which could not be read, does)"))
          .orElse(names)
          .text(", so Alembic cannot load the history");
    }

    @Override
    public Prose sequel() {
      return switch (flaw.hint()) {
        case Flaw.Hint.Label _, Flaw.Hint.None _ ->
            Prose.of("; bring the revision back or name another one.");
        case Flaw.Hint.Nothing _ ->
            Prose.of("; write ").code("None").text(" for a revision without parents.");
        case Flaw.Hint.Symbol _ ->
            Prose.of("; symbols such as ")
                .code("head")
                .text(" mean nothing in a file: write the revision's id.");
        case Flaw.Hint.Near(String id, Flaw.Spot at) ->
            Prose.of("; did you mean ").id(id).text(" in ").line(at.path(), at.line()).text("?");
      };
    }

    @Override
    public List<String> identity() {
      return Identity.of(flaw.id(), flaw.missing());
    }
  }
}
