package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.python.Fault;
import java.util.List;

/// RT305: bytes that are no text in the file's encoding.
public final class UnreadableEncoding implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.UNREADABLE_ENCODING,
          "unreadable encoding",
          Severity.FAILURE,
          "A file of a version location is not text in the encoding that it declares, or is too big to be one.",
          """
          Python reads source as UTF-8 unless the file says otherwise in its first two lines, \
          and refuses a file that does not fit. It happens when an editor saved Latin-1, or when \
          something that is no text got the name of a revision.\
          """,
          """
          # -*- coding: utf-8 -*-
          # and then a byte that is none
          """,
          """
          Save the file as UTF-8, or declare its encoding in the first line.\
          """,
          """
          Safe.\
          """,
          List.of(
              "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xe9 in position 3: unexpected end of data"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// Bytes that are no text.
  public record Found(Flaw.NotDecoded flaw) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.UNREADABLE_ENCODING;
    }

    @Override
    public Prose headline() {
      return switch (flaw) {
        case Flaw.NotDecoded.Encoding(Fault.Undecodable why) ->
            Prose.of("Python cannot decode this file: ").then(PythonWords.of(why));
        case Flaw.NotDecoded.NotThere _ -> Prose.of("This file's content is not there");
      };
    }

    @Override
    public Prose sequel() {
      return Prose.of(
          switch (flaw) {
            case Flaw.NotDecoded.Encoding _ -> "; save it as UTF-8.";
            case Flaw.NotDecoded.NotThere _ -> ".";
          });
    }

    @Override
    public List<String> identity() {
      return Identity.of(flaw.getClass().getSimpleName());
    }
  }
}
