package dev.retort.repair;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.SourceTree;
import dev.retort.change.HistoryChange;
import dev.retort.python.Span;
import dev.retort.repair.FileEdit.Replacement;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Finding;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import dev.retort.rule.Rules;
import dev.retort.schema.Column;
import dev.retort.schema.ColumnDefault;
import dev.retort.schema.Effect;
import dev.retort.schema.Entity;
import dev.retort.schema.EnumType;
import dev.retort.schema.Index;
import dev.retort.schema.Key;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Replay;
import dev.retort.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The mending of single lines of the migrations that a change adds. What is proposed was read
/// again: the findings that it mends are gone, none is new, and what the revisions do to the schema
/// is what it was, but for a default that is worked out when a row comes instead of once.
public final class LineMends {
  private static final List<LineMend> ALL =
      List.of(
          new TolerantDrop(),
          new NamedConstraint(),
          new TextDefault(),
          new ExistingType(),
          new AutocommitBlock());

  /// More findings are not tried one by one.
  private static final int MOST_TRIED = 12;

  private final RevisionCache cache;
  private final Policy policy;

  public LineMends(RevisionCache cache, Policy policy) {
    this.cache = cache;
    this.policy = policy;
  }

  /// A finding and the edits of its file.
  private record Mend(Finding finding, List<Replacement> edits) {}

  /// Whether findings of a rule can be mended at all.
  public static boolean mends(RuleCode code) {
    return ALL.stream().anyMatch(each -> each.codes().contains(code));
  }

  /// All that can be mended, as one repair.
  ///
  /// @param findings what the rules found
  /// @param shipped ids of revisions that databases may have run
  public Optional<Repair> of(HistoryChange change, List<Finding> findings, Set<String> shipped) {
    List<Mend> mends = new ArrayList<>();
    Map<String, MigrationSource> sources = new HashMap<>();
    for (Finding finding : findings) {
      if (finding.isNew() && finding.accepted().isEmpty() && mends.size() < MOST_TRIED) {
        mend(change, finding, sources).ifPresent(mends::add);
      }
    }
    if (mends.isEmpty()) {
      return Optional.empty();
    }
    Optional<Repair> all = proved(change, mends, sources, shipped);
    if (all.isPresent() || mends.size() == 1) {
      return all;
    }
    List<Mend> good =
        mends.stream()
            .filter(mend -> proved(change, List.of(mend), sources, shipped).isPresent())
            .toList();
    return good.isEmpty() ? Optional.empty() : proved(change, good, sources, shipped);
  }

  private static Optional<Mend> mend(
      HistoryChange change, Finding finding, Map<String, MigrationSource> sources) {
    List<LineMend> fitting =
        ALL.stream().filter(each -> each.codes().contains(finding.code())).toList();
    if (fitting.isEmpty() || !standsInTheHead(change, finding.path())) {
      return Optional.empty();
    }
    Optional<Replay.Step> step =
        change.replayed().steps().stream()
            .filter(each -> each.revision().path().equals(finding.path()))
            .findFirst();
    if (!sources.containsKey(finding.path())) {
      Optional.ofNullable(change.change().head().read(List.of(finding.path())).get(finding.path()))
          .flatMap(MigrationSource::of)
          .ifPresent(source -> sources.put(finding.path(), source));
    }
    MigrationSource source = sources.get(finding.path());
    if (step.isEmpty() || source == null) {
      return Optional.empty();
    }
    return fitting.stream()
        .map(each -> each.edits(change, step.get(), source, finding))
        .filter(edits -> !edits.isEmpty())
        .findFirst()
        .map(edits -> new Mend(finding, edits));
  }

  /// What lands may be a fold of both sides, whose lines are not the head's.
  private static boolean standsInTheHead(HistoryChange change, String path) {
    SourceTree.Entry head = change.change().head().entries().get(path);
    SourceTree.Entry landed = change.change().landing().tree().entries().get(path);
    return head != null
        && landed != null
        && head.kind() == SourceTree.Kind.FILE
        && head.blob().equals(landed.blob());
  }

  private Optional<Repair> proved(
      HistoryChange change,
      List<Mend> mends,
      Map<String, MigrationSource> sources,
      Set<String> shipped) {
    Optional<List<FileEdit>> edits = edits(change, mends, sources);
    if (edits.isEmpty()) {
      return Optional.empty();
    }
    boolean known =
        mends.stream()
            .anyMatch(mend -> mend.finding().revision().filter(shipped::contains).isPresent());
    Edits written = Edits.of(edits.get());
    HistoryChange outcome = new Proof(cache, policy).outcome(change, written);
    return holds(change, outcome, mends)
        ? Optional.of(
            Repair.proved(
                    Strategy.MEND,
                    summary(mends),
                    written,
                    known ? Safety.CONSENT : Safety.SAFE,
                    change,
                    outcome)
                .upgrading(change.upgrade(), outcome.upgrade()))
        : Optional.empty();
  }

  /// The edits of each file; empty where two of them are at odds.
  private static Optional<List<FileEdit>> edits(
      HistoryChange change, List<Mend> mends, Map<String, MigrationSource> sources) {
    Map<String, List<Replacement>> byPath = new TreeMap<>();
    for (Mend mend : mends) {
      List<Replacement> there =
          byPath.computeIfAbsent(mend.finding().path(), _ -> new ArrayList<>());
      mend.edits().stream()
          .filter(edit -> there.stream().noneMatch(other -> isSame(edit, other)))
          .forEach(there::add);
    }
    List<FileEdit> edits = new ArrayList<>();
    for (Map.Entry<String, List<Replacement>> each : byPath.entrySet()) {
      MigrationSource source = sources.get(each.getKey());
      SourceTree.Entry entry = change.change().head().entries().get(each.getKey());
      if (source == null || entry == null || overlap(each.getValue())) {
        return Optional.empty();
      }
      edits.add(new FileEdit(each.getKey(), entry.blob(), source.content(), each.getValue()));
    }
    return Optional.of(edits);
  }

  private static boolean isSame(Replacement one, Replacement other) {
    return one.span().equals(other.span()) && Arrays.equals(one.text(), other.text());
  }

  private static boolean overlap(List<Replacement> edits) {
    for (int i = 0; i < edits.size(); i++) {
      Span one = edits.get(i).span();
      for (int j = 0; j < edits.size(); j++) {
        Span other = edits.get(j).span();
        if (i != j
            && one.start() <= other.start()
            && other.start() < Math.max(one.end(), one.start() + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean holds(HistoryChange change, HistoryChange outcome, List<Mend> mends) {
    Map<List<String>, Long> before = counts(Rules.all(change, policy));
    Map<List<String>, Long> after = counts(Rules.all(outcome, policy));
    boolean gone =
        mends.stream()
            .map(mend -> place(mend.finding()))
            .allMatch(place -> after.getOrDefault(place, 0L) < before.getOrDefault(place, 0L));
    boolean nothingNew =
        after.entrySet().stream()
            .allMatch(each -> each.getValue() <= before.getOrDefault(each.getKey(), 0L));
    return gone
        && nothingNew
        && outcome.after().condition().equals(change.after().condition())
        && effects(change).equals(effects(outcome));
  }

  private static Map<List<String>, Long> counts(List<Finding> findings) {
    return findings.stream()
        .collect(
            Collectors.groupingBy(LineMends::place, LinkedHashMap::new, Collectors.counting()));
  }

  private static List<String> place(Finding finding) {
    return List.of(finding.code().toString(), finding.path());
  }

  private record Done(
      String revision, Effect.Deed deed, ObjectName object, boolean perhaps, String after) {}

  /// What the added revisions do, without where it stands.
  private static List<Done> effects(HistoryChange change) {
    Set<String> added = change.addedIds();
    List<Done> effects = new ArrayList<>();
    for (Replay.Step step : change.replayed().steps()) {
      if (added.contains(step.revision().id())) {
        for (Effect effect : step.effects()) {
          effects.add(
              new Done(
                  step.revision().id(),
                  effect.deed(),
                  effect.object(),
                  effect.perhaps(),
                  effect.after().map(LineMends::facts).orElse("")));
        }
      }
    }
    return effects;
  }

  private static String facts(Entity entity) {
    return switch (entity) {
      case Table table -> String.valueOf(table.kind());
      case Column column ->
          column.type()
              + column.nullable()
              + (column.value() instanceof ColumnDefault.Expression expression
                  ? expression.sql().replace("'", "")
                  : column.value());
      case Key key -> key.spec().kind() + " " + key.spec().columns() + key.spec().reference();
      case Index index ->
          index.spec().table()
              + index.spec().columns()
              + index.spec().unique()
              + index.spec().where();
      case EnumType type -> String.valueOf(type.values());
    };
  }

  private static Summary summary(List<Mend> mends) {
    Set<String> revisions = new LinkedHashSet<>();
    Set<RuleCode> codes = new TreeSet<>();
    for (Mend mend : mends) {
      mend.finding().revision().ifPresent(revisions::add);
      codes.add(mend.finding().code());
    }
    return Summary.of(
        Prose.of("Mend the lines of ")
            .few(revisions)
            .text(" that ")
            .text(codes.stream().map(RuleCode::toString).collect(Collectors.joining(", ")))
            .text(codes.size() == 1 ? " points at" : " point at"));
  }
}
