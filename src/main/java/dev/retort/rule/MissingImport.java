package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// RT405: env.py imports a module of the repository that does not exist.
public final class MissingImport implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MISSING_IMPORT,
          "missing import",
          Severity.WARNING,
          "env.py, or a module that it imports, imports a module of the repository that does not exist.",
          """
          env.py runs for every command that touches a database. An import that fails ends all \
          of them, and it is only noticed where Alembic is next run: in the deployment.\
          """,
          """
          # env.py
          from app.models.user import User   # app/models/user.py was moved
          """,
          """
          Follow the move, or take the import out.\
          """,
          """
          Safe.\
          """,
          List.of("ModuleNotFoundError: No module named 'app.models.user'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    Snapshot base = change.change().base();
    Snapshot landed = change.change().landing().tree();
    if (!EnvFile.edited(change) && !EnvFile.losesModules(base, landed)) {
      return List.of();
    }
    Set<String> had = new HashSet<>();
    EnvFile.missingImports(base, change.before().environment())
        .forEach(each -> had.add(each.module()));
    return EnvFile.missingImports(landed, change.environment()).stream()
        .map(each -> {
          Place place = Place.line(each.path(), each.line());
          Fact fact = new Found(each.module());
          return had.contains(each.module())
              ? place.inherited(fact)
              : place.fresh(fact, policy.severity(PAGE));
        })
        .toList();
  }

  /// An import of a module that the repository should hold.
  public record Found(String module) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.MISSING_IMPORT;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .code(module)
          .text(" is imported here, and no file of the repository is that module");
    }

    @Override
    public Prose sequel() {
      return Prose.of(
          ": every command of Alembic's that runs env.py would end here. Follow the module to where"
              + " it is now, or take the import out.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(module);
    }
  }
}
