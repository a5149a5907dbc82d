package dev.retort.bench;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.RuleCode.Family;
import dev.retort.alembic.Severity;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.git.WorkingTree;
import dev.retort.rule.Finding;
import dev.retort.rule.Policy;
import dev.retort.rule.Rule;
import dev.retort.rule.Rules;
import dev.retort.schema.Databases;
import dev.retort.schema.ReadingCache;
import dev.retort.schema.Replay;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How often each rule about the schema says something, where every revision of a repository is
/// judged once, as the one change to all that Alembic runs before it. Rules that are off by default
/// are asked as well.
final class Hits {
  private static final String SILENT = "off";

  private final Map<RuleCode, Map<String, Integer>> hits = new EnumMap<>(RuleCode.class);
  private final Map<RuleCode, Integer> revisions = new EnumMap<>(RuleCode.class);
  private final Policy policy;
  private int judged;

  Hits() {
    Map<RuleCode, Severity> severities = new EnumMap<>(RuleCode.class);
    for (Rule rule : Rules.all()) {
      if (rule.page().severity() == Severity.OFF) {
        severities.put(rule.page().code(), Severity.NOTICE);
      }
    }
    // As a notice it stands in the list of effects alone.
    severities.put(RuleCode.DATA_LOSS, Severity.WARNING);
    this.policy = new Policy(severities, Policy.DEFAULT.headsAllowed(), true);
  }

  static void print(List<Path> folders) {
    Hits hits = new Hits();
    for (Path folder : folders) {
      int before = hits.judged;
      hits.count(WorkingTree.of(folder).snapshot());
      System.out.printf("%-60s %6d revisions%n", folder.getFileName(), hits.judged - before);
    }
    System.out.println(hits.table());
  }

  int judged() {
    return judged;
  }

  /// So often a rule said something.
  int of(RuleCode code) {
    return hits.getOrDefault(code, Map.of()).values().stream().mapToInt(Integer::intValue).sum();
  }

  void count(Snapshot whole) {
    for (Environment environment : Environments.discover(whole, Environments.Request.EVERYTHING)) {
      History history = new HistoryReader(RevisionCache.NONE).read(whole, environment);
      List<String> order =
          Replay.asRun(history, whole, Databases.of(history, whole).first(), ReadingCache.NONE)
              .steps()
              .stream()
              .map(step -> step.revision().path())
              .distinct()
              .toList();
      count(whole, order);
    }
  }

  private void count(Snapshot whole, List<String> order) {
    ChangeReader reader =
        new ChangeReader(new ChangeCache(RevisionCache.NONE), Environments.Request.EVERYTHING);
    ReadingCache readings = ReadingCache.over(ReadingCache.NONE);
    Set<String> later = new LinkedHashSet<>(order);
    Snapshot base = whole.with(Map.of(), later);
    for (String path : order) {
      later.remove(path);
      Snapshot head = whole.with(Map.of(), later);
      Change change = Change.of(base, base, head).remembering(readings);
      for (HistoryChange history : reader.read(change, base)) {
        if (history.added().stream().anyMatch(revision -> revision.path().equals(path))) {
          judged++;
          note(history);
        }
      }
      base = head;
    }
  }

  private void note(HistoryChange history) {
    Set<RuleCode> here = new LinkedHashSet<>();
    for (Finding finding : Rules.findings(history, policy)) {
      if (finding.isNew() && finding.code().family() == Family.SCHEMA) {
        here.add(finding.code());
        hits.computeIfAbsent(finding.code(), _ -> new HashMap<>())
            .merge(finding.severity().word(), 1, Integer::sum);
      }
    }
    here.forEach(code -> revisions.merge(code, 1, Integer::sum));
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%n%-6s %-8s %6s %10s %12s  %s%n"
            .formatted("rule", "default", "hits", "revisions", "in 1,000", "as"));
    for (Rule rule : Rules.all()) {
      RuleCode code = rule.page().code();
      if (code.family() == Family.SCHEMA) {
        Severity severity = rule.page().severity();
        table.append(
            "%-6s %-8s %6d %10d %12.1f  %s%n"
                .formatted(
                    code,
                    severity == Severity.OFF ? SILENT : severity.word(),
                    of(code),
                    revisions.getOrDefault(code, 0),
                    judged == 0 ? 0.0 : 1000.0 * revisions.getOrDefault(code, 0) / judged,
                    as(code)));
      }
    }
    return table
        .append("%d revisions, each judged as the one change%n".formatted(judged))
        .toString();
  }

  private String as(RuleCode code) {
    return String.join(
        ", ",
        hits.getOrDefault(code, Map.of()).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getValue() + " " + each.getKey())
            .toList());
  }
}
