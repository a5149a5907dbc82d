package dev.retort.verdict;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import dev.retort.change.Change;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Remembering;
import dev.retort.repair.Remedy;
import dev.retort.repair.Repair;
import dev.retort.repair.RepairPlanner;
import dev.retort.rule.Finding;
import dev.retort.rule.Policy;
import dev.retort.rule.Rules;
import dev.retort.verdict.Verdict.Conclusion;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a change, asks every rule, plans repairs for what they find.
public final class Judge {
  private final RevisionCache cache;
  private final Environments.Request request;
  private final Policy policy;
  private final Remedy remedy;

  /// With everything as it is where nobody configured anything.
  public Judge(RevisionCache cache) {
    this(cache, Environments.Request.EVERYTHING, Policy.DEFAULT, Remedy.AUTO);
  }

  public Judge(RevisionCache cache, Environments.Request request, Policy policy, Remedy remedy) {
    this.cache = cache;
    this.request = request;
    this.policy = policy;
    this.remedy = remedy;
  }

  public Verdict judge(Change change) {
    return judge(change, Acceptances.NONE);
  }

  /// @param acceptances what is let pass: told, but failing nothing and repaired by nothing
  public Verdict judge(Change change, Acceptances acceptances) {
    RevisionCache remembering = new Remembering(cache);
    RepairPlanner planner = new RepairPlanner(remembering, policy);
    List<Judged> environments = new ArrayList<>();
    for (HistoryChange history : new ChangeReader(remembering, request).read(change)) {
      List<Finding> findings = acceptances.over(history, Rules.findings(history, policy));
      List<Repair> repairs = planner.plan(history, findings, remedy);
      environments.add(new Judged(history, findings, repairs));
    }
    return new Verdict(conclusion(environments), environments, change.landing().conflicts());
  }

  private static Conclusion conclusion(List<Judged> environments) {
    if (environments.stream().flatMap(each -> each.findings().stream()).anyMatch(Finding::fails)) {
      return Conclusion.FAILURE;
    }
    boolean unsure =
        environments.stream()
            .map(Judged::change)
            .anyMatch(change -> !change.conflicts().isEmpty() || undecidable(change));
    return unsure ? Conclusion.NEUTRAL : Conclusion.SUCCESS;
  }

  /// Whether the change brings something that only running it would tell.
  private static boolean undecidable(HistoryChange change) {
    Set<String> had = new HashSet<>();
    change.before().files().forEach(file -> had.add(file.path() + '\0' + file.blob()));
    return change.after().files().stream()
        .filter(file -> !had.contains(file.path() + '\0' + file.blob()))
        .map(RevisionFile::undecidable)
        .anyMatch(names -> !names.isEmpty());
  }
}
