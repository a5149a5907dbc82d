package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.python.Fault;
import java.util.List;
import java.util.Locale;

/// RT302: a file that Python cannot compile.
public final class SyntaxFault implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.SYNTAX_ERROR,
          "syntax error",
          Severity.FAILURE,
          "A file of a version location is not valid Python.",
          """
          Alembic imports every file of the folder before it does anything. One that does not \
          compile ends every command with a traceback, for every database and every colleague. \
          Conflict markers that were committed are the usual cause.\
          """,
          """
          <<<<<<< HEAD
          down_revision = "20f4"
          =======
          down_revision = "35aa"
          >>>>>>> feature
          """,
          """
          Correct the file at the line that the message names.\
          """,
          """
          Safe.\
          """,
          List.of("SyntaxError: invalid syntax"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// A file that Python cannot compile.
  public record Found(Flaw.NotParsed flaw) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.SYNTAX_ERROR;
    }

    @Override
    public Prose headline() {
      return switch (flaw) {
        case Flaw.NotParsed.Syntax(String diagnostic) ->
            Prose.of("Python cannot read this file: ").diagnostic(diagnostic);
        case Flaw.NotParsed.TooComplex(Fault.Excess excess) ->
            Prose.of("This file is ").then(PythonWords.of(excess));
        case Flaw.NotParsed.TooLarge(long bytes, long most) ->
            Prose.of(
                String.format(
                    Locale.ROOT, "This file has %,d bytes, and %,d are read at most", bytes, most));
      };
    }

    @Override
    public Prose sequel() {
      return Prose.of(
          switch (flaw) {
            case Flaw.NotParsed.Syntax _ -> "; correct it.";
            case Flaw.NotParsed.TooComplex _ ->
                "; a migration should be small and plain, so simplify it.";
            case Flaw.NotParsed.TooLarge _ -> "; a migration should be small and plain.";
          });
    }

    @Override
    public List<String> identity() {
      return Identity.of(flaw.getClass().getSimpleName());
    }
  }
}
