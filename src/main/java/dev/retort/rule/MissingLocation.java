package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT402: a version location that does not exist.
public final class MissingLocation implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MISSING_LOCATION,
          "missing version location",
          Severity.WARNING,
          "A version location that the configuration names does not exist in the repository.",
          """
          Alembic skips it without a word. If revisions were expected there, they are simply not \
          part of the history, and what revises them is an error about something else.\
          """,
          """
          version_locations = migrations/versions plugins/billing/versions
          """,
          """
          Create the folder or take it out of the list. A folder that another package brings at \
          run time cannot be judged here: say so in `.github/retort.yml`.\
          """,
          """
          Safe.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// A version location that is not there, or not known.
  public record Found(Flaw.NoLocation flaw) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.MISSING_LOCATION;
    }

    @Override
    public Prose headline() {
      return switch (flaw) {
        case Flaw.NoLocation.NotThere(String folder) ->
            Prose.EMPTY
                .code("version_locations")
                .text(" names ")
                .path(folder)
                .text(", which does not exist");
        case Flaw.NoLocation.Listed(String folder) ->
            Prose.of("The version location ").path(folder).text(" does not exist");
        case Flaw.NoLocation.Computed _ ->
            Prose.EMPTY
                .path("env.py")
                .text(" sets ")
                .code("version_locations")
                .text(
                    " here to folders that only running it would tell, so the revisions there are"
                        + " not judged");
      };
    }

    @Override
    public Prose sequel() {
      return switch (flaw) {
        case Flaw.NoLocation.NotThere _ -> Prose.of("; Alembic passes over it in silence.");
        case Flaw.NoLocation.Listed _ -> Prose.of(".");
        case Flaw.NoLocation.Computed _ ->
            Prose.of("; name them under ")
                .code("environments:")
                .text(" in ")
                .path(".github/retort.yml")
                .text(".");
      };
    }

    @Override
    public List<String> identity() {
      return Identity.of(
          switch (flaw) {
            case Flaw.NoLocation.NotThere(String folder) -> folder;
            case Flaw.NoLocation.Listed(String folder) -> folder;
            case Flaw.NoLocation.Computed _ -> "";
          });
    }
  }
}
