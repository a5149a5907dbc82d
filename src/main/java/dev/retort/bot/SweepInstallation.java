package dev.retort.bot;

import dev.retort.forge.AppAccount;
import dev.retort.forge.Repository;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;

/// The sweep of every repository of one installation.
public final class SweepInstallation implements Handler {
  public static final String KIND = "sweep-installation";

  private final AppAccount account;
  private final Owners owners;
  private final Inbox inbox;

  public SweepInstallation(AppAccount account, Owners owners, Inbox inbox) {
    this.account = account;
    this.owners = owners;
    this.inbox = inbox;
  }

  /// @param installation GitHub's id
  public static Job job(long installation) {
    String id = String.valueOf(installation);
    return new Job(KIND, id, KIND + " " + id, id, id);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    inbox.accept(
        account.repositories(Long.parseLong(job.payload())).stream()
            .filter((Repository repository) -> owners.allow(repository))
            .map(SweepRepository::job)
            .toList());
    return new Outcome.Done();
  }
}
