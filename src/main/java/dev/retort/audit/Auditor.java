package dev.retort.audit;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.PastRevisions;
import dev.retort.plan.WholePlanner;
import dev.retort.rule.Finding;
import dev.retort.rule.Policy;
import dev.retort.rule.Rules;
import dev.retort.verdict.MissedRevisionEvidence;
import dev.retort.verdict.Settings;
import dev.retort.verdict.SettingsMistakes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The audit of a whole repository, by its own settings.
public final class Auditor {
  private final RevisionCache cache;
  private final Environments.Request request;

  public Auditor(RevisionCache cache, Environments.Request request) {
    this.cache = cache;
    this.request = request;
  }

  /// @param git tells what git's history knows of the files of these environments; it takes a
  ///   while, so it is only asked where something fails
  public Audit audit(Snapshot tree, Function<List<Environment>, GitEvidence> git) {
    RevisionCache readings = new ChangeCache(cache);
    Policy policy = Settings.of(tree).policy();
    WholePlanner planner = new WholePlanner(readings, policy);
    Snapshot nothing = Snapshot.of("nothing", Map.of());
    Change whole = Change.of(nothing, nothing, tree);
    Map<HistoryChange, List<Finding>> found = new LinkedHashMap<>();
    for (HistoryChange change : new ChangeReader(readings, request).read(whole, tree)) {
      found.put(change, Rules.all(change, policy));
    }
    boolean asks =
        found.values().stream()
            .flatMap(List::stream)
            .anyMatch(each -> each.fails() || MissedRevisionEvidence.wouldTell(each));
    GitEvidence evidence =
        asks
            ? git.apply(found.keySet().stream().map(HistoryChange::environment).toList())
            : GitEvidence.UNASKED;
    PastRevisions past = PastRevisions.of(evidence);
    List<EnvironmentAudit> environments = new ArrayList<>();
    found.forEach((change, all) -> {
      List<Finding> parted = MissedRevisionEvidence.parted(past, change, policy, all);
      environments.add(audit(change, Rules.causes(change, parted), past, planner));
    });
    return new Audit(
        environments, SettingsMistakes.findings(whole, request, policy), evidence.depth());
  }

  private static EnvironmentAudit audit(
      HistoryChange change, List<Finding> found, PastRevisions past, WholePlanner planner) {
    List<Finding> findings = MissedRevisionEvidence.advised(past, change.after(), found);
    History history = change.after();
    Order order = Order.of(history);
    Structure structure = Structure.of(history, findings);
    List<BranchPoint> branchPoints = BranchPoints.of(history, order);
    CauseClues clues = CauseClues.into(change, structure, branchPoints, findings, past);
    return new EnvironmentAudit(
        change,
        Statistics.of(history, order),
        structure,
        branchPoints,
        findings,
        Causes.of(clues),
        planner.plan(change, past.evidence()));
  }
}
