package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT304: an id that Alembic does not take.
public final class IllegalId implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.ILLEGAL_ID,
          "illegal revision id",
          Severity.FAILURE,
          "A revision id holds a character that Alembic refuses, or is no string.",
          """
          `@`, `-`, `+` and `:` have a meaning on the command line (`branch@head`, `head-1`, \
          `a:b`), so Alembic refuses a history in which an id holds one. An id that is no string \
          fails later and less clearly.\
          """,
          """
          revision = "add-name"
          """,
          """
          Choose an id of letters, digits and underscores, in the file and wherever it is named.\
          """,
          """
          Safe: no database can have run a revision that never loaded.\
          """,
          List.of("Character(s) '-' not allowed in revision identifier 'add-name'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// An id that Alembic does not take.
  public record Found(Flaw.BadId flaw) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.ILLEGAL_ID;
    }

    @Override
    public Prose headline() {
      return switch (flaw) {
        case Flaw.BadId.OfType(String type, boolean _) ->
            Prose.EMPTY.code("revision").text(" is of type ").quote(type).text(" and must be text");
        case Flaw.BadId.Characters(String id, List<String> characters) ->
            Prose.of("The revision id ")
                .id(id)
                .text(" holds " + String.join(", ", characters) + ", which Alembic does not allow");
        case Flaw.BadId.ReferenceOfType(String name, String type, var _) ->
            Prose.EMPTY
                .code(name)
                .text(" holds a value of type ")
                .quote(type)
                .text(" where Alembic needs text");
      };
    }

    @Override
    public Prose sequel() {
      return Prose.of(
          switch (flaw) {
            case Flaw.BadId.OfType(String _, boolean loads) ->
                loads
                    ? ": no command can walk past it; write it as a string."
                    : ": Alembic cannot load it; write it as a string.";
            case Flaw.BadId.Characters _ -> "; give it another id.";
            case Flaw.BadId.ReferenceOfType _ -> "; write ids as strings.";
          });
    }

    @Override
    public List<String> identity() {
      return Identity.of(
          switch (flaw) {
            case Flaw.BadId.OfType(String type, boolean _) -> List.of(type);
            case Flaw.BadId.Characters(String id, List<String> _) -> List.of(id);
            case Flaw.BadId.ReferenceOfType(String name, String type, var _) -> List.of(name, type);
          });
    }
  }
}
