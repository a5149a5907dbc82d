package dev.retort.web.status;

import dev.retort.alembic.Counted;
import dev.retort.bot.HearOfInstallation;
import dev.retort.bot.JudgeMergeGroup;
import dev.retort.bot.MissedDeliveries;
import dev.retort.bot.PressButton;
import dev.retort.bot.PushSafeRepair;
import dev.retort.bot.RejudgePullRequest;
import dev.retort.bot.RepairMainline;
import dev.retort.bot.ReviewBranch;
import dev.retort.bot.ReviewPullRequest;
import dev.retort.bot.SpeakForCommit;
import dev.retort.bot.Sweep;
import dev.retort.bot.SweepInstallation;
import dev.retort.bot.SweepRepository;
import dev.retort.bot.command.RunCommand;
import java.time.Duration;
import java.util.Map;

/// What the parts of a status are called on the page.
final class StatusWords {
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry(ReviewPullRequest.KIND, "judging a pull request"),
          Map.entry(RejudgePullRequest.KIND, "judging a pull request again, as its base moved"),
          Map.entry(JudgeMergeGroup.KIND, "judging a group of the merge queue"),
          Map.entry(SpeakForCommit.KIND, "the check of a commit"),
          Map.entry(ReviewBranch.KIND, "looking at a branch that moved"),
          Map.entry(RepairMainline.KIND, "the repair of a default branch"),
          Map.entry(PushSafeRepair.KIND, "a repair that is committed unasked"),
          Map.entry(RunCommand.KIND, "a command in a comment"),
          Map.entry(PressButton.KIND, "a button of a check"),
          Map.entry(HearOfInstallation.KIND, "news of an installation"),
          Map.entry(MissedDeliveries.KIND, "fetching deliveries that were missed"),
          Map.entry(Sweep.KIND, "looking for what was missed"),
          Map.entry(SweepInstallation.KIND, "looking for what was missed in an installation"),
          Map.entry(SweepRepository.KIND, "looking for what was missed in a repository"));

  private StatusWords() {}

  /// A job's kind in plain words; its own name where a newer version handed it in.
  static String kind(String kind) {
    return KINDS.getOrDefault(kind, kind);
  }

  static String state(String state, int attempts) {
    return switch (state) {
      case "failed" -> "given up after " + Counted.of(attempts, "attempt");
      case "running" -> "running";
      default -> attempts == 0 ? "waiting" : "waiting to be tried again";
    };
  }

  /// A time that has passed, to two figures or so.
  static String time(Duration time) {
    if (time.toMillis() < 10_000) {
      return Math.round(Math.max(0, time.toMillis()) / 100.0) / 10.0 + " s";
    }
    if (time.toSeconds() < 120) {
      return time.toSeconds() + " s";
    }
    if (time.toMinutes() < 120) {
      return time.toMinutes() + " min";
    }
    return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " days";
  }
}
