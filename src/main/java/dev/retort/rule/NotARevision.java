package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.python.Fault;
import java.util.List;

/// RT303: a Python file in a version location that is no revision.
public final class NotARevision implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.NOT_A_REVISION,
          "no revision",
          Severity.FAILURE,
          "A Python file lies in a version location and declares no revision.",
          """
          Alembic takes every `.py` file of the folder for a revision and stops where one does \
          not say which. A helper module, a backup copy, or a file whose `revision` line was \
          lost is enough to end every command.\
          """,
          """
          # versions/helpers.py
          def add_timestamps(table): ...
          """,
          """
          Move helpers out of the folder. If it is meant as a revision, declare `revision` and \
          `down_revision`.\
          """,
          """
          Moving a helper is safe if the imports of the revisions that use it follow.\
          """,
          List.of(
              "Could not determine revision id from filename helpers.py. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
              "AttributeError: module 'helpers_py' has no attribute 'down_revision'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// A file that Alembic cannot load.
  public record Found(Flaw.NotLoaded flaw) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NOT_A_REVISION;
    }

    @Override
    public Prose headline() {
      return switch (flaw) {
        case Flaw.NotLoaded.Raises(Fault.Raising how) ->
            Prose.of("Alembic cannot load this file: ").then(PythonWords.of(how));
        case Flaw.NotLoaded.RelativeImport _ ->
            Prose.of(
                "Alembic cannot load this file: it loads files as parts of no package, so a"
                    + " relative import fails");
        case Flaw.NotLoaded.NoParents _ ->
            Prose.of("This file has no ").code("down_revision").text(", so Alembic cannot load it");
        case Flaw.NotLoaded.NoId _ ->
            Prose.of("This file has no ").code("revision").text(", so Alembic cannot load it");
        case Flaw.NotLoaded.DanglingLink _ ->
            Prose.of(
                "This link points at a file that does not exist, so Alembic cannot load the"
                    + " history");
        case Flaw.NotLoaded.Nameless _ ->
            Prose.of("A file called ").path(".py").text(" has no name that Python could import");
      };
    }

    @Override
    public Prose sequel() {
      return switch (flaw) {
        case Flaw.NotLoaded.Raises _ -> Prose.of("; remove that or the file.");
        case Flaw.NotLoaded.RelativeImport _ -> Prose.of("; import by the full name.");
        case Flaw.NotLoaded.NoParents _ ->
            Prose.of("; add one (")
                .code("None")
                .text(" for a first revision) or move the file out of the version location.");
        case Flaw.NotLoaded.NoId _ ->
            Prose.of("; add one or move the file out of the version location.");
        case Flaw.NotLoaded.DanglingLink _ -> Prose.of("; correct or remove it.");
        case Flaw.NotLoaded.Nameless _ -> Prose.of("; rename or remove it.");
      };
    }

    @Override
    public List<String> identity() {
      return Identity.of(flaw.getClass().getSimpleName());
    }
  }
}
