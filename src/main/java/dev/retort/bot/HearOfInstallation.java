package dev.retort.bot;

import dev.retort.bot.Installations.Quiet;
import dev.retort.forge.KeptBlobs;
import dev.retort.forge.Repository;
import dev.retort.forge.WebhookEvent.InstallationChanged.Change;
import dev.retort.job.Erasure;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes quiet where the App was suspended or uninstalled, resumes where it is back, and erases what
/// was stored of repositories that it lost.
///
/// Of an installation that is uninstalled nothing is left in the end: work of it that runs is
/// waited for, so that it writes nothing afterwards; then all is erased but that it is gone, which
/// silences events that come late; and a while later that as well.
public final class HearOfInstallation implements Handler {
  public static final String KIND = "installation";

  private static final Logger LOG = LoggerFactory.getLogger(HearOfInstallation.class);

  private final Installations installations;
  private final Acquaintance acquaintance;
  private final Erasure erasure;
  private final KeptBlobs kept;
  private final Patience patience;
  private final Inbox inbox;

  public HearOfInstallation(
      Installations installations,
      Acquaintance acquaintance,
      Erasure erasure,
      KeptBlobs kept,
      Patience patience,
      Inbox inbox) {
    this.installations = installations;
    this.acquaintance = acquaintance;
    this.erasure = erasure;
    this.kept = kept;
    this.patience = patience;
    this.inbox = inbox;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    InstallationNews news = InstallationNews.of(job);
    long installation = news.installation();
    switch (Change.valueOf(news.change())) {
      case DELETED -> {
        return end(news);
      }
      case CREATED, RESUMED -> {
        installations.resume(installation);
        if (news.welcome()) {
          // What is open when the App arrives has a right to be judged too.
          inbox.accept(List.of(SweepInstallation.job(installation)));
        }
      }
      case SUSPENDED -> installations.quieten(installation, Quiet.SUSPENDED);
      case REPOSITORIES_CHANGED -> {
        installations.resume(installation);
        if (news.welcome()) {
          inbox.accept(news.added().stream().map(SweepRepository::job).toList());
        }
      }
    }
    int erased = erase(news.removed());
    LOG.info(
        "Installation {}: {}, {} repositories lost, {} rows erased",
        installation,
        news.change(),
        news.removed().size(),
        erased);
    return new Outcome.Done();
  }

  private Outcome end(InstallationNews news) {
    long installation = news.installation();
    if (installations.why(installation).filter(Quiet.ERASED::equals).isPresent()) {
      int _ = erasure.stop(String.valueOf(installation));
      int _ = erasure.erase(Set.of(Installations.subject(installation)));
      installations.resume(installation);
      return new Outcome.Done();
    }
    installations.quieten(installation, Quiet.UNINSTALLED);
    if (erasure.stop(String.valueOf(installation)) > 0) {
      return new Outcome.Later(patience.first(), "work for it is still running");
    }
    int erased = erase(news.removed()) + erasure.erase(Set.of(Installations.subject(installation)));
    installations.quieten(installation, Quiet.ERASED);
    LOG.info(
        "Installation {}: uninstalled, {} repositories lost, {} rows erased",
        installation,
        news.removed().size(),
        erased);
    return new Outcome.Later(patience.longest(), "events of it may still come");
  }

  private int erase(List<Repository> repositories) {
    if (repositories.isEmpty()) {
      return 0;
    }
    repositories.forEach(each -> {
      acquaintance.end(each);
      kept.forget(each.id());
    });
    return erasure.erase(
        repositories.stream().map(each -> String.valueOf(each.id())).collect(Collectors.toSet()));
  }
}
