package dev.retort.bot;

import dev.retort.forge.AppAccount;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;

/// Looks where the App is installed, and has each place swept: GitHub does not promise that it
/// tells of everything.
public final class Sweep implements Handler {
  public static final String KIND = "sweep";

  private final AppAccount account;
  private final Owners owners;
  private final Inbox inbox;

  public Sweep(AppAccount account, Owners owners, Inbox inbox) {
    this.account = account;
    this.owners = owners;
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
    inbox.accept(
        account.installations().stream()
            .filter(installation -> !installation.suspended())
            .filter(installation -> owners.allow(installation.owner()))
            .map(installation -> SweepInstallation.job(installation.id()))
            .toList());
    return new Outcome.Done();
  }
}
