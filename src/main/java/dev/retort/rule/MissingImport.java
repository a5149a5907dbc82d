package dev.retort.rule;

import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// RT405: env.py, or a revision file, imports a module of the repository that does not exist.
public final class MissingImport implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MISSING_IMPORT,
          "missing import",
          Severity.WARNING,
          "env.py, a module that it imports, or a revision file imports a module of the repository that does not exist.",
          """
          env.py runs for every command that touches a database, and every revision file is loaded by every \
          command. An import that fails ends all of them, and it is only noticed where Alembic is next run: in the \
          deployment.\
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
    return Stream.concat(ofEnv(change, policy).stream(), ofRevisions(change, policy).stream())
        .toList();
  }

  /// Once for each module: whoever moved it has to follow it in all of these files.
  private static List<Finding> ofRevisions(HistoryChange change, Policy policy) {
    Snapshot base = change.change().base();
    Snapshot landed = change.change().landing().tree();
    // By path, because the hash code of a whole file costs more than all that is asked here.
    Map<String, RevisionFile> old = new HashMap<>();
    change.before().files().forEach(file -> old.put(file.path(), file));
    List<RevisionFile> files =
        EnvFile.losesModules(base, landed)
            ? change.after().files()
            : change.after().files().stream()
                .filter(file -> !file.equals(old.get(file.path())))
                .toList();
    Map<String, List<EnvFile.Missing>> byModule = new LinkedHashMap<>();
    for (EnvFile.Missing each : new RevisionImports(landed, change.environment()).missing(files)) {
      byModule.computeIfAbsent(each.module(), none -> new ArrayList<>()).add(each);
    }
    if (byModule.isEmpty()) {
      return List.of();
    }
    Set<String> had = new HashSet<>();
    new RevisionImports(base, change.before().environment())
        .missing(change.before().files())
        .forEach(each -> had.add(each.module()));
    List<Finding> findings = new ArrayList<>();
    byModule.forEach((module, all) -> {
      Place place = Place.line(all.getFirst().path(), all.getFirst().line());
      List<String> others =
          all.stream()
              .map(EnvFile.Missing::path)
              .distinct()
              .filter(path -> !path.equals(all.getFirst().path()))
              .toList();
      Fact fact = new InRevisions(module, others);
      findings.add(
          had.contains(module) ? place.inherited(fact) : place.fresh(fact, policy.severity(PAGE)));
    });
    return findings;
  }

  private static List<Finding> ofEnv(HistoryChange change, Policy policy) {
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
      return Prose.of(": every command of Alembic's that runs env.py would end here")
          .stop()
          .text("Follow the module to where it is now, or take the import out.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(module);
    }
  }

  /// The same of revision files, by the first of them.
  ///
  /// @param others the other files that import it
  public record InRevisions(String module, List<String> others) implements Fact {
    public InRevisions {
      others = List.copyOf(others);
    }

    @Override
    public RuleCode code() {
      return RuleCode.MISSING_IMPORT;
    }

    @Override
    public Prose headline() {
      Prose here = Prose.EMPTY.code(module).text(" is imported here");
      Prose where =
          switch (others.size()) {
            case 0 -> here;
            case 1 -> here.text(" and in ").paths(others);
            default -> here.text(" and in " + others.size() + " other files");
          };
      return where.text(", and no file of the repository is that module");
    }

    @Override
    public Prose sequel() {
      return Prose.of(
              ": Alembic loads every revision file before it does anything, and would end here")
          .stop()
          .text("Follow the module to where it is now, or take the import out.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(module);
    }
  }
}
