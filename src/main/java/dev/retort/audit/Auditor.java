package dev.retort.audit;

import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Remembering;
import dev.retort.change.Snapshot;
import dev.retort.repair.Former;
import dev.retort.repair.GitEvidence;
import dev.retort.repair.WholePlanner;
import dev.retort.rule.Finding;
import dev.retort.rule.Policy;
import dev.retort.rule.Rules;
import dev.retort.verdict.Settings;
import dev.retort.verdict.SettingsMistakes;
import java.util.List;
import java.util.Map;

/// Looks a whole repository over, by its own settings.
public final class Auditor {
  private final RevisionCache cache;
  private final Environments.Request request;

  public Auditor(RevisionCache cache, Environments.Request request) {
    this.cache = cache;
    this.request = request;
  }

  /// @param evidence what git's history tells; [GitEvidence#NONE] where nobody asked
  public Audit audit(Snapshot tree, GitEvidence evidence) {
    RevisionCache remembering = new Remembering(cache);
    Policy policy = Settings.of(tree).policy();
    Snapshot nothing = Snapshot.of("nothing", Map.of());
    Change whole = Change.of(nothing, nothing, tree);
    WholePlanner planner = new WholePlanner(remembering, policy);
    List<EnvironmentAudit> environments =
        new ChangeReader(remembering, request)
            .read(whole, tree).stream()
                .map(change -> audit(change, policy, evidence, planner))
                .toList();
    return new Audit(
        environments, SettingsMistakes.findings(whole, request, policy), evidence.reach());
  }

  private static EnvironmentAudit audit(
      HistoryChange change, Policy policy, GitEvidence evidence, WholePlanner planner) {
    History history = change.after();
    Order order = Order.of(history);
    List<Finding> findings = Rules.findings(change, policy);
    Structure structure = Structure.of(history, findings);
    List<BranchPoint> branchPoints = BranchPoints.of(history, order);
    Inquiry inquiry = Inquiry.into(history, structure, branchPoints, findings, Former.of(evidence));
    return new EnvironmentAudit(
        change,
        Statistics.of(history, order),
        structure,
        branchPoints,
        findings,
        Causes.of(inquiry),
        planner.plan(change, evidence));
  }
}
