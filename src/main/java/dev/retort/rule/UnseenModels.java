package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.alembic.SourceTree;
import dev.retort.change.Change;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// RT407: a declarative base, or a second model of a table, that env.py does not import.
public final class UnseenModels implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.UNSEEN_MODELS,
          "models that env.py does not see",
          Severity.OFF,
          "A second declarative base, or a second model of one table, that env.py does not import.",
          """
          `alembic revision --autogenerate` and `alembic check` know the tables of the classes that env.py has \
          imported, however far away, and no others. Beside a second `Base`, or a `models.py` that was left beside \
          the package `models`, half of the project works on classes that no migration is ever generated from; \
          and of tables that exist and that nothing imported declares, `--autogenerate` proposes the drop. \
          It is off unless asked for: some projects keep several on purpose.\
          """,
          """
          # app/db.py, imported by env.py
          class Base(DeclarativeBase): ...

          # app/legacy.py, imported by nobody in env.py
          Base = declarative_base()

          class Invoice(Base):
              __tablename__ = "invoices"
          """,
          """
          Keep one base and one class for a table. Where two bases are meant, import both in env.py and name \
          both in `target_metadata = [Base.metadata, LegacyBase.metadata]`.\
          """,
          """
          Safe: it only matters when revisions are generated. Look at what the next one wants to drop or to create.\
          """,
          List.of("Detected removed table 'invoices'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    if (!touchesPython(change.change())) {
      return List.of();
    }
    Map<Found, Place> now = found(change.change().landing().tree(), change);
    if (now.isEmpty()) {
      return List.of();
    }
    Set<List<String>> had = new HashSet<>();
    found(change.change().base(), change).keySet().forEach(each -> had.add(each.identity()));
    List<Finding> findings = new ArrayList<>();
    now.forEach((fact, place) ->
        findings.add(
            had.contains(fact.identity())
                ? place.inherited(fact)
                : place.fresh(fact, policy.severity(PAGE))));
    return findings;
  }

  private static boolean touchesPython(Change change) {
    Snapshot base = change.base();
    return change.landing().tree().entries().entrySet().stream()
        .anyMatch(entry -> {
          SourceTree.Entry before = base.entries().get(entry.getKey());
          return entry.getKey().endsWith(".py")
              && (before == null || !before.blob().equals(entry.getValue().blob()));
        });
  }

  private static Map<Found, Place> found(Snapshot tree, HistoryChange change) {
    Map<Found, Place> found = new LinkedHashMap<>();
    SeenModels models = SeenModels.of(tree, change.environment());
    Map<String, Found.Seen> tables = new TreeMap<>();
    List<Found.Seen> bases = new ArrayList<>();
    models
        .seen()
        .forEach((path, file) -> {
          file.bases().forEach(each -> bases.add(new Found.Seen(path, each.name())));
          file.tables()
              .forEach(each -> tables.putIfAbsent(each.name(), new Found.Seen(path, each.model())));
        });
    models
        .unseen()
        .forEach((path, file) -> {
          for (ModelFile.Base base : bases.isEmpty() ? List.<ModelFile.Base>of() : file.bases()) {
            found.put(
                new Found(path, base.name(), Optional.empty(), bases.getFirst()),
                Place.line(path, base.line()));
          }
          for (ModelFile.Table table : file.tables()) {
            Optional.ofNullable(tables.get(table.name()))
                .ifPresent(seen ->
                    found.put(
                        new Found(path, table.model(), Optional.of(table.name()), seen),
                        Place.line(path, table.line())));
          }
        });
    return found;
  }

  /// A class that env.py does not import, beside one of the kind that it does.
  ///
  /// @param name of the base or model
  /// @param table whose second model it is; empty for a base
  public record Found(String path, String name, Optional<String> table, Seen seen) implements Fact {
    /// What env.py imports.
    public record Seen(String path, String name) {}

    @Override
    public RuleCode code() {
      return RuleCode.UNSEEN_MODELS;
    }

    @Override
    public Prose headline() {
      Prose what =
          table
              .map(each ->
                  Prose.EMPTY
                      .code(name)
                      .text(" is a second model of the table ")
                      .id(each)
                      .text(" beside "))
              .orElseGet(
                  () -> Prose.EMPTY.code(name).text(" is a second declarative base beside "));
      return what.code(seen.name())
          .text(" in ")
          .path(seen.path())
          .text(", and only that one is imported by env.py");
    }

    @Override
    public Prose sequel() {
      return table.isPresent()
          ? Prose.of(": what is changed here never reaches a generated revision")
              .stop()
              .text("Keep one of the two.")
          : Prose.of(
                  ": generated revisions know nothing of its tables, and propose to drop those that exist")
              .stop()
              .text("Use one base, or import both in env.py and name both in ")
              .code("target_metadata")
              .text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(path, name, table, seen.path(), seen.name());
    }
  }
}
