package dev.retort;

import dev.retort.alembic.RevisionCache;
import dev.retort.bot.AcceptFindings;
import dev.retort.bot.AcceptedFindings;
import dev.retort.bot.Acquaintance;
import dev.retort.bot.CheckPublication;
import dev.retort.bot.HearOfInstallation;
import dev.retort.bot.Installations;
import dev.retort.bot.JudgeMergeGroup;
import dev.retort.bot.JudgePullRequest;
import dev.retort.bot.KeptReadings;
import dev.retort.bot.MissedDeliveries;
import dev.retort.bot.OpenPullRequests;
import dev.retort.bot.Patience;
import dev.retort.bot.PressButton;
import dev.retort.bot.Publication;
import dev.retort.bot.PushSafeRepair;
import dev.retort.bot.RecentRevisions;
import dev.retort.bot.Recheck;
import dev.retort.bot.RejudgePullRequest;
import dev.retort.bot.RepairBranch;
import dev.retort.bot.RepairMainline;
import dev.retort.bot.ReviewBranch;
import dev.retort.bot.ReviewPullRequest;
import dev.retort.bot.Settling;
import dev.retort.bot.SpeakForCommit;
import dev.retort.bot.StickyPublication;
import dev.retort.bot.SuggestionPublication;
import dev.retort.bot.Sweep;
import dev.retort.bot.SweepInstallation;
import dev.retort.bot.SweepRepository;
import dev.retort.bot.WaitingForGitHub;
import dev.retort.bot.command.Commands;
import dev.retort.bot.command.RunCommand;
import dev.retort.bot.command.Throttle;
import dev.retort.forge.AppAccount;
import dev.retort.forge.Forge;
import dev.retort.forge.KeptBlobs;
import dev.retort.job.Allowance;
import dev.retort.job.Deliveries;
import dev.retort.job.Erasure;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Intents;
import dev.retort.job.Ledger;
import dev.retort.verdict.Judge;
import dev.retort.web.ServerSettings;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// The use cases, put together: a handler for each kind of work, and what several of them share.
///
/// @param inbox takes the work that handlers hand in
/// @param patience how much trouble is borne with
/// @param clock the machine's, which may be wrong
record UseCases(Outside outside, Stores stores, Inbox inbox, Patience patience, Clock clock) {
  /// At one to two kilobytes each, what some hundred repositories hold.
  private static final int REVISIONS_REMEMBERED = 50_000;

  /// GitHub, as it is seen for one repository and for the whole App.
  record Outside(Forge forge, AppAccount account) {}

  /// What outlives the process.
  record Stores(
      Intents intents, Ledger ledger, Allowance allowance, Erasure erasure, KeptBlobs blobs) {}

  /// All handlers, each of which waits where GitHub has to be waited for.
  ///
  /// @param intake takes deliveries that GitHub could not hand over
  /// @param checked is told of each review that came to its end
  List<Handler> handlers(ServerSettings settings, Deliveries.Intake intake, Runnable checked) {
    WaitingForGitHub.Surroundings surroundings =
        new WaitingForGitHub.Surroundings(patience, new Installations(stores.ledger()), clock);
    OpenPullRequests open = new OpenPullRequests(stores.ledger());
    return Stream.concat(
            asked(surroundings.installations(), open, settings.place().docs()),
            unasked(settings, surroundings.installations(), open, intake))
        .<Handler>map(handler -> new WaitingForGitHub(handler, surroundings))
        .map(handler ->
            handler.kind().equals(ReviewPullRequest.KIND) ? new Watched(handler, checked) : handler)
        .toList();
  }

  /// What webhooks ask for, and what follows from it.
  ///
  /// @param docs the folder of the rules' pages
  private Stream<Handler> asked(Installations installations, OpenPullRequests open, String docs) {
    Forge forge = outside.forge();
    Intents intents = stores.intents();
    Ledger ledger = stores.ledger();
    Allowance allowance = stores.allowance();
    RevisionCache revisions = new RecentRevisions(REVISIONS_REMEMBERED);
    KeptReadings readings = new KeptReadings(stores.blobs(), Build.fingerprint());
    AcceptedFindings accepted = new AcceptedFindings(ledger);
    JudgePullRequest judge =
        new JudgePullRequest(forge, new Judge(revisions), readings, accepted, open);
    CheckPublication checks = new CheckPublication(forge, intents, ledger, open);
    Publication publication =
        new Publication(
            checks,
            new SuggestionPublication(forge, intents),
            new StickyPublication(forge, intents, docs),
            docs);
    Acquaintance acquaintance = new Acquaintance(open, forge, inbox, clock);
    Recheck recheck = new Recheck(inbox, intents);
    AcceptFindings acceptance = new AcceptFindings(forge, judge, accepted, intents, recheck);
    RepairBranch repairs = new RepairBranch(forge, judge, intents, inbox, clock);
    ReviewPullRequest review =
        new ReviewPullRequest(
            new ReviewPullRequest.Parts(forge, acquaintance, accepted, judge, open, publication),
            intents,
            inbox,
            new Settling(patience.settling(), clock),
            clock);
    return Stream.of(
        review,
        new RejudgePullRequest(open, review, inbox),
        new SpeakForCommit(publication, inbox),
        new JudgeMergeGroup(forge, judge, open, checks, intents, docs),
        new PushSafeRepair(forge, repairs, open, allowance, intents, patience.repairing(), clock),
        new HearOfInstallation(
            installations, acquaintance, stores.erasure(), stores.blobs(), patience, inbox),
        new ReviewBranch(forge, acquaintance, inbox, open, ledger),
        new RepairMainline(forge, revisions, readings, ledger, inbox),
        new PressButton(forge, inbox, recheck),
        new RunCommand(
            forge,
            new Commands(forge, judge, repairs, acceptance, recheck),
            intents,
            new Throttle(forge, allowance, intents)));
  }

  /// What is looked for without a webhook.
  private Stream<Handler> unasked(
      ServerSettings settings,
      Installations installations,
      OpenPullRequests open,
      Deliveries.Intake intake) {
    AppAccount account = outside.account();
    return Stream.of(
        new Sweep(account, settings.owners(), installations, inbox),
        new SweepInstallation(account, settings.owners(), inbox),
        new SweepRepository(
            outside.forge(),
            new SweepRepository.Known(stores.intents(), open, stores.ledger(), stores.allowance()),
            inbox,
            clock),
        new MissedDeliveries(
            account,
            intake,
            stores.intents(),
            settings.intake() == ServerSettings.Intake.PULL,
            clock));
  }
}
