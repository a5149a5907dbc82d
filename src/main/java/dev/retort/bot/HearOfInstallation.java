package dev.retort.bot;

import dev.retort.forge.KeptBlobs;
import dev.retort.forge.Repository;
import dev.retort.forge.WebhookEvent.InstallationChanged.Change;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;
import dev.retort.job.Ledger;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes quiet where the App was suspended or uninstalled, resumes where it is back, and erases what
/// was stored of repositories that it lost.
public final class HearOfInstallation implements Handler {
  public static final String KIND = "installation";

  private static final Logger LOG = LoggerFactory.getLogger(HearOfInstallation.class);

  private final Installations installations;
  private final OpenPullRequests open;
  private final Ledger ledger;
  private final KeptBlobs kept;
  private final Inbox inbox;

  public HearOfInstallation(
      Installations installations,
      OpenPullRequests open,
      Ledger ledger,
      KeptBlobs kept,
      Inbox inbox) {
    this.inbox = inbox;
    this.installations = installations;
    this.open = open;
    this.ledger = ledger;
    this.kept = kept;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    InstallationNews news = InstallationNews.of(job);
    switch (Change.valueOf(news.change())) {
      case CREATED, RESUMED -> {
        installations.resume(news.installation());
        if (news.welcome()) {
          // What is open when the App arrives has a right to be judged too.
          inbox.accept(List.of(SweepInstallation.job(news.installation())));
        }
      }
      case SUSPENDED -> installations.quieten(news.installation(), "suspended");
      case DELETED -> installations.quieten(news.installation(), "uninstalled");
      case REPOSITORIES_CHANGED -> {
        installations.resume(news.installation());
        if (news.welcome()) {
          inbox.accept(news.added().stream().map(SweepRepository::job).toList());
        }
      }
    }
    news.removed().forEach(this::erase);
    LOG.info(
        "Installation {}: {}, {} repositories erased",
        news.installation(),
        news.change(),
        news.removed().size());
    return new Outcome.Done();
  }

  private void erase(Repository repository) {
    for (OpenPullRequests.Known known : open.all(repository)) {
      strikeAll("accepted " + new PullRequestKey(repository, known.number()).text());
    }
    for (String page : OpenPullRequests.pages(repository)) {
      strikeAll(page);
    }
    strikeAll("reports " + repository.id());
    strikeAll("tips " + repository.id());
    strikeAll("repair pull request " + repository.id());
    kept.forget(repository.id());
  }

  private void strikeAll(String page) {
    ledger.page(page).keySet().forEach(name -> ledger.strike(page, name));
  }
}
