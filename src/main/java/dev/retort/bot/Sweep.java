package dev.retort.bot;

import dev.retort.forge.AppAccount;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;
import java.util.List;

/// The sweep of every place where the App is installed: GitHub does not promise that it tells of
/// everything, nor in which order. Where it was believed to be suspended and is not, it is at work
/// again.
public final class Sweep implements Handler {
  public static final String KIND = "sweep";

  private final AppAccount account;
  private final Owners owners;
  private final Installations installations;
  private final Inbox inbox;

  public Sweep(AppAccount account, Owners owners, Installations installations, Inbox inbox) {
    this.account = account;
    this.owners = owners;
    this.installations = installations;
    this.inbox = inbox;
  }

  public static Job job() {
    return new Job(KIND, "app", "");
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    List<Long> active =
        account.installations().stream()
            .filter(installation -> !installation.suspended())
            .filter(installation -> owners.allow(installation.owner()))
            .map(AppAccount.Installation::id)
            .toList();
    active.forEach(installations::found);
    inbox.accept(active.stream().map(SweepInstallation::job).toList());
    return new Outcome.Done();
  }
}
