package dev.retort.bot;

import dev.retort.bot.OpenPullRequests.Known;
import dev.retort.change.Neighbour;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads;
import dev.retort.job.Handler;
import dev.retort.job.Intents;
import dev.retort.job.Job;
import dev.retort.report.CheckReport;
import dev.retort.report.CheckReports;
import dev.retort.report.MergeGroupCheck;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The judgement of a group of the merge queue: its own tree against what it was built on. Every
/// group gets a check, also one that touches no migration, because a queue waits for each that is
/// required.
public final class JudgeMergeGroup implements Handler, Troubled {
  public static final String KIND = "group";

  private static final Logger LOG = LoggerFactory.getLogger(JudgeMergeGroup.class);
  private static final Pattern LAST = Pattern.compile(".*/pr-([0-9]{1,9})-[0-9a-f]+");

  private final Reads forge;
  private final JudgePullRequest judge;
  private final OpenPullRequests open;
  private final CheckPublication checks;
  private final Intents intents;
  private final String docs;

  /// @param docs the folder of the rules' pages
  public JudgeMergeGroup(
      Reads forge,
      JudgePullRequest judge,
      OpenPullRequests open,
      CheckPublication checks,
      Intents intents,
      String docs) {
    this.forge = forge;
    this.judge = judge;
    this.open = open;
    this.checks = checks;
    this.intents = intents;
    this.docs = docs;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    MergeGroup group = MergeGroup.of(job);
    if (group.isGone()) {
      intents.record(MergeGroup.destroyed(group.repository(), group.head()), "");
    }
    if (isGone(group)) {
      return new Outcome.Done();
    }
    try {
      Verdict verdict = judge.judgeGroup(group.repository(), group.base(), group.head());
      CheckReport report =
          MergeGroupCheck.of(verdict, docs, brought(group, verdict), last(group.headBranch()));
      checks.publishAlone(group.repository(), group.head(), report);
      LOG.info(
          "{} {}: {}",
          group.repository().fullName(),
          group.headBranch(),
          verdict.conclusion().word());
    } catch (ForgeException.NotFound | ForgeException.Refused e) {
      if (!isGone(group)) {
        throw e;
      }
    }
    return new Outcome.Done();
  }

  /// Whether it was taken out, and not put back as it was: then its branch stands there again.
  private boolean isGone(MergeGroup group) {
    return intents.find(MergeGroup.destroyed(group.repository(), group.head())).isPresent()
        && (group.isGone() || !stands(group));
  }

  private boolean stands(MergeGroup group) {
    return forge
        .branchTip(group.repository(), group.repository().fullName(), group.headBranch())
        .filter(group.head()::equals)
        .isPresent();
  }

  /// Which pull request brought each revision that a failing finding speaks of, by its id.
  private SortedMap<String, Integer> brought(MergeGroup group, Verdict verdict) {
    Map<String, Integer> known = new HashMap<>();
    for (Known each : open.all(group.repository())) {
      for (Neighbour revision : each.revisions()) {
        known.put(revision.revision(), each.number());
      }
    }
    Map<String, String> named = new LinkedHashMap<>();
    verdict
        .findings()
        .filter(Finding::fails)
        .forEach(finding -> {
          finding.revision().ifPresent(id -> named.put(id, id));
          finding.counterpart().ifPresent(id -> named.put(id, id));
        });
    SortedMap<String, Integer> brought = new TreeMap<>();
    for (String id : named.keySet()) {
      Integer number = known.get(id);
      if (number != null) {
        brought.put(id, number);
      }
    }
    return brought;
  }

  private static Optional<Integer> last(String branch) {
    Matcher parts = LAST.matcher(branch);
    return parts.matches() ? Optional.of(Integer.valueOf(parts.group(1))) : Optional.empty();
  }

  @Override
  public void tell(Job job, Throwable cause) {
    MergeGroup group = MergeGroup.of(job);
    if (!isGone(group)) {
      String reason =
          cause instanceof ForgeException && cause.getMessage() != null
              ? cause.getMessage()
              : "an error of Retort's own (" + cause.getClass().getSimpleName() + ")";
      checks.publishAlone(group.repository(), group.head(), CheckReports.unjudged(reason));
    }
  }

  @Override
  public void gaveUp(Job job, Throwable cause) {
    tell(job, cause);
  }
}
