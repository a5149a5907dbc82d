package dev.retort.verdict;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.Undecidable;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.change.ChangeReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.Origins;
import dev.retort.evidence.Origins.Origin;
import dev.retort.repair.LineMends;
import dev.retort.repair.Remedy;
import dev.retort.repair.Repair;
import dev.retort.repair.RepairPlanner;
import dev.retort.rule.Finding;
import dev.retort.rule.OpenHeads;
import dev.retort.rule.Policy;
import dev.retort.rule.Rules;
import dev.retort.rule.UnloadedFile;
import dev.retort.verdict.Verdict.Conclusion;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The judge of a change: reads it, asks every rule, plans repairs for what they find.
public final class Judge {
  /// More counterparts are not asked about.
  private static final int MOST_ORIGINS = 20;

  private final RevisionCache cache;
  private final Environments.Request request;
  private final Optional<Repair.Strategy> insistedOn;

  /// With everything as a bot does it.
  public Judge(RevisionCache cache) {
    this(cache, Environments.Request.EVERYTHING, Optional.empty());
  }

  /// @param insistedOn the only strategy wanted, whatever the settings prefer
  public Judge(
      RevisionCache cache, Environments.Request request, Optional<Repair.Strategy> insistedOn) {
    this.cache = cache;
    this.request = request;
    this.insistedOn = insistedOn;
  }

  /// Judges by the settings of the change's base.
  public Verdict judge(Change change) {
    return judge(change, Circumstances.USUAL);
  }

  public Verdict judge(Change change, Circumstances circumstances) {
    Snapshot base = circumstances.settings().orElse(change.base());
    Settings settings = Settings.of(base);
    Acceptances before = circumstances.acceptances();
    RevisionCache readings = new ChangeCache(cache);
    Change seen = settings.forecast() ? change.beside(circumstances.neighbours()) : change;
    List<Examined> examined =
        new ChangeReader(readings, request)
            .read(seen, base).stream()
                .map(history -> Examined.of(history, settings.policy(), before))
                .toList();
    GitEvidence evidence =
        circumstances.git().ask(examined.stream().map(Examined::withoutRepairs).toList());
    MissedRevisionEvidence missed = new MissedRevisionEvidence(evidence);
    List<Examined> informed =
        examined.stream().map(each -> each.knowing(missed, settings.policy(), before)).toList();
    Acceptances acceptances = letPass(informed, circumstances, settings);
    RepairPlanner planner = new RepairPlanner(readings, settings.policy());
    LineMends mends = new LineMends(readings, settings.policy());
    ShippedRevisions shipped =
        new ShippedRevisions(readings, circumstances.shipped(), settings.shipped());
    List<Judged> environments = new ArrayList<>();
    for (Examined each : informed) {
      HistoryChange history = each.history();
      Examined known = each.under(before, acceptances);
      List<Finding> findings =
          missed.told(
              history.after(), broughtBy(circumstances.origins(), history, known.weighed()));
      Remedy remedy =
          new Remedy(insistedOn, settings.strategy(), shipped.among(history, findings), evidence);
      List<Repair> repairs = planner.plan(history, findings, remedy);
      Optional<Repair> mend =
          insistedOn.isEmpty() || insistedOn.get() == Repair.Strategy.MEND
              ? mends.of(history, findings, remedy.shipped())
              : Optional.empty();
      boolean alone = repairs.isEmpty() && mend.filter(one -> cures(one, findings)).isPresent();
      environments.add(
          new Judged(history, findings, alone ? mend.stream().toList() : repairs, mend));
    }
    List<Finding> mistakes = SettingsMistakes.findings(change, request, settings.policy());
    if (!mistakes.isEmpty()) {
      add(mistakes, environments, change, acceptances);
    }
    return new Verdict(
        conclusion(environments, settings.policy()), environments, change.landing().conflicts());
  }

  /// Asks whether a branch is meant, where something fails that this would let pass.
  private static Acceptances letPass(
      List<Examined> examined, Circumstances circumstances, Settings settings) {
    Acceptances known = circumstances.acceptances();
    return examined.stream().anyMatch(Examined::failsForABranch)
        ? circumstances.meant().ask(settings).map(known::allowingABranch).orElse(known)
        : known;
  }

  /// What the rules find in a history.
  ///
  /// @param found all of it
  /// @param weighed the same with what is let pass, and without what follows from something else
  private record Examined(HistoryChange history, List<Finding> found, List<Finding> weighed) {
    static Examined of(HistoryChange history, Policy policy, Acceptances acceptances) {
      return of(history, Rules.all(history, policy), acceptances);
    }

    private static Examined of(
        HistoryChange history, List<Finding> found, Acceptances acceptances) {
      return new Examined(history, found, Rules.causes(history, acceptances.over(history, found)));
    }

    Judged withoutRepairs() {
      return new Judged(history, weighed, List.of());
    }

    /// With what is lost told from what another history declares.
    Examined knowing(MissedRevisionEvidence missed, Policy policy, Acceptances acceptances) {
      List<Finding> parted = missed.parted(history, policy, found);
      return parted.equals(found) ? this : of(history, parted, acceptances);
    }

    /// With what more is let pass than was before.
    Examined under(Acceptances before, Acceptances acceptances) {
      return acceptances.equals(before) ? this : of(history, found, acceptances);
    }

    boolean failsForABranch() {
      return weighed.stream().anyMatch(Acceptances::failsForABranch);
    }
  }

  /// Whether lines that are mended are some that fail.
  private static boolean cures(Repair mend, List<Finding> findings) {
    return findings.stream()
        .anyMatch(finding ->
            finding.fails()
                && LineMends.mends(finding.code())
                && mend.edits().files().containsKey(finding.path()));
  }

  /// Names who brought the counterparts of what fails, where these stand on the base.
  private static List<Finding> broughtBy(
      Origins origins, HistoryChange history, List<Finding> findings) {
    Map<String, String> paths = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (finding.fails() && paths.size() < MOST_ORIGINS) {
        finding
            .counterpart()
            .flatMap(history.before()::revision)
            .ifPresent(revision -> paths.put(revision.id(), revision.path()));
      }
    }
    if (paths.isEmpty()) {
      return findings;
    }
    Map<String, Origin> known = origins.of(paths.values());
    return findings.stream()
        .map(finding ->
            finding.fails()
                ? finding
                    .counterpart()
                    .map(paths::get)
                    .map(known::get)
                    .map(finding::broughtBy)
                    .orElse(finding)
                : finding)
        .toList();
  }

  private void add(
      List<Finding> mistakes, List<Judged> environments, Change change, Acceptances acceptances) {
    if (environments.isEmpty()) {
      environments.add(new Judged(nothing(change), List.of(), List.of()));
    }
    Judged first = environments.getFirst();
    List<Finding> findings =
        Stream.concat(
                first.findings().stream(), acceptances.over(first.change(), mistakes).stream())
            .sorted(Finding.WEIGHTIEST_FIRST)
            .toList();
    environments.set(0, new Judged(first.change(), findings, first.repairs(), first.mend()));
  }

  /// The stand-in where a repository has no environment.
  private HistoryChange nothing(Change change) {
    Environment environment = SettingsMistakes.standIn();
    HistoryReader reader = new HistoryReader(cache);
    return new HistoryChange(
        environment,
        reader.read(change.base(), environment),
        reader.read(change.mergeBase(), environment),
        reader.read(change.landing().tree(), environment),
        change);
  }

  private static Conclusion conclusion(List<Judged> environments, Policy policy) {
    if (environments.stream().flatMap(each -> each.findings().stream()).anyMatch(Finding::fails)) {
      return Conclusion.FAILURE;
    }
    boolean unsure =
        environments.stream()
            .map(Judged::change)
            .anyMatch(change ->
                !change.conflicts().isEmpty()
                    || undecidable(change)
                    || change.after().undecidable().stream().anyMatch(Undecidable::isBeyondTheLimit)
                    || OpenHeads.areThere(change, policy)
                    || UnloadedFile.leavesUnjudged(change, policy));
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
