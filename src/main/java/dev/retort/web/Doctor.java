package dev.retort.web;

import dev.retort.forge.AppAccount;
import dev.retort.forge.AppAccount.Attempt;
import dev.retort.forge.AppAccount.Registration;
import dev.retort.forge.ForgeException;
import dev.retort.web.setup.AppManifest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The comparison of an installation with what it needs: the App at GitHub against its manifest,
/// the webhook, the clock. Every failure names what to change.
public final class Doctor {
  private static final Duration LOOKED_BACK = Duration.ofDays(1);
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(1);

  private final AppAccount account;
  private final ServerSettings settings;
  private final Clock clock;

  public Doctor(AppAccount account, ServerSettings settings, Clock clock) {
    this.account = account;
    this.settings = settings;
    this.clock = clock;
  }

  /// What was looked at.
  ///
  /// @param well whether nothing need be done
  /// @param text what was found and, where it is not well, what to do next
  public record Examined(String what, boolean well, String text) {}

  /// Looks at everything that GitHub can tell. Makes about four requests.
  public List<Examined> examine() {
    List<Examined> all = new ArrayList<>();
    Registration registration;
    try {
      registration = account.registration();
    } catch (ForgeException e) {
      all.add(new Examined("GitHub", false, notAccepted(e)));
      return all;
    }
    all.add(
        new Examined(
            "GitHub",
            true,
            "%s accepts the App `%s`"
                .formatted(settings.place().githubUrl(), registration.slug())));
    all.add(permissions(registration));
    all.add(events(registration));
    all.add(clock());
    if (settings.intake() == ServerSettings.Intake.PUSH) {
      all.add(webhook());
    }
    all.add(deliveries());
    return all;
  }

  /// Why GitHub does not take us for the App, and what to do next.
  public String notAccepted(ForgeException failure) {
    return switch (failure) {
      case ForgeException.Forbidden _, ForgeException.NotFound _ ->
          "%s does not accept the App %d (%s). RETORT_APP_ID and RETORT_PRIVATE_KEY must be of the same App; its settings page shows the id and makes a new key."
              .formatted(
                  settings.place().githubUrl(), settings.app().appId(), failure.getMessage());
      case ForgeException.Unavailable _, ForgeException.Refused _ ->
          "%s cannot be asked (%s). Look at RETORT_GITHUB_URL, and whether this machine reaches that host."
              .formatted(settings.place().githubUrl(), failure.getMessage());
    };
  }

  private Examined permissions(Registration registration) {
    TreeSet<String> missing = new TreeSet<>();
    AppManifest.permissions()
        .forEach((name, level) -> {
          String has = registration.permissions().getOrDefault(name, "none");
          if (!has.equals(level) && !has.equals("write") && !has.equals("admin")) {
            missing.add(name + ": " + level);
          }
        });
    return missing.isEmpty()
        ? new Examined("permissions", true, "as in the manifest")
        : new Examined(
            "permissions",
            false,
            "the App lacks %s. Give it these on its settings page under Permissions; each installation then has to accept them."
                .formatted(String.join(", ", missing)));
  }

  private static Examined events(Registration registration) {
    TreeSet<String> missing = new TreeSet<>(AppManifest.events());
    missing.removeAll(registration.events());
    return missing.isEmpty()
        ? new Examined("events", true, "as in the manifest")
        : new Examined(
            "events",
            false,
            "the App is not told of %s. Subscribe it to these on its settings page under Permissions & events."
                .formatted(String.join(", ", missing)));
  }

  private Examined clock() {
    Duration ahead = account.clockAhead();
    return ahead.abs().compareTo(CLOCKS_MAY_DIFFER) <= 0
        ? new Examined("clock", true, "as GitHub's")
        : new Examined(
            "clock",
            false,
            "this machine's clock is %d s %s GitHub's. Have it set by NTP; Retort goes by GitHub's until then."
                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"));
  }

  private Examined webhook() {
    try {
      Optional<String> url = account.webhookUrl();
      if (url.isEmpty()) {
        return new Examined(
            "webhook",
            false,
            "the App has no webhook URL. Set it to https://…/webhook on its settings page, or set RETORT_INTAKE=pull.");
      }
      Optional<URI> wanted =
          settings.place().publicUrl().map(base -> URI.create(base + "/webhook"));
      return wanted.isEmpty() || wanted.get().toString().equals(url.get())
          ? new Examined("webhook", true, "goes to " + url.get())
          : new Examined(
              "webhook",
              false,
              "GitHub sends to %s, and RETORT_URL says %s. Change one of them."
                  .formatted(url.get(), wanted.get()));
    } catch (ForgeException e) {
      return new Examined("webhook", false, notAccepted(e));
    }
  }

  private Examined deliveries() {
    try {
      List<Attempt> all = account.deliveries(Instant.now(clock).minus(LOOKED_BACK), false);
      long failed = all.stream().filter(each -> !each.succeeded()).count();
      if (failed == 0 || settings.intake() == ServerSettings.Intake.PULL) {
        return new Examined("deliveries", true, all.size() + " in the last day");
      }
      Attempt last = all.stream().filter(each -> !each.succeeded()).findFirst().orElseThrow();
      return new Examined(
          "deliveries",
          all.getFirst().succeeded(),
          "%d of %d in the last day failed, the last one at %s with the status %d%s. Retort fetches them; where they go on failing, look whether GitHub reaches the webhook URL and the secrets are the same."
              .formatted(
                  failed,
                  all.size(),
                  last.at(),
                  last.status(),
                  last.status() == 0 ? " (no answer)" : ""));
    } catch (ForgeException e) {
      return new Examined("deliveries", false, notAccepted(e));
    }
  }
}
