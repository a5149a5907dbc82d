package dev.retort.forge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Our App, as GitHub has it registered. Every method may throw [ForgeException].
public interface AppAccount {
  Registration registration();

  /// Where GitHub sends webhooks; empty where none is set.
  Optional<String> webhookUrl();

  /// Where the App is installed.
  List<Installation> installations();

  /// What an installation reaches, archived repositories left out.
  List<Repository> repositories(long installation);

  /// What GitHub tried to deliver, the newest first.
  ///
  /// @param since nothing older
  /// @param failedOnly whether to leave out what was answered with 2xx
  List<Attempt> deliveries(Instant since, boolean failedOnly);

  /// What a delivery carried, as JSON in UTF-8.
  byte[] payload(Attempt attempt);

  /// How far our clock runs ahead of GitHub's; negative where it is behind.
  Duration clockAhead();

  /// @param slug the App's name in addresses
  /// @param permissions the level of each, such as `write`
  /// @param events what it is told of
  record Registration(String slug, Map<String, String> permissions, Set<String> events) {
    public Registration {
      permissions = Map.copyOf(permissions);
      events = Set.copyOf(events);
    }
  }

  /// @param owner the user or organisation
  record Installation(long id, String owner, boolean suspended) {}

  /// One attempt to deliver a webhook.
  ///
  /// @param id the attempt's
  /// @param delivery the delivery's, the same for all attempts
  /// @param action empty where the event has none
  /// @param status of our answer; 0 where there was none
  record Attempt(long id, String delivery, Instant at, String event, String action, int status) {
    public boolean succeeded() {
      return status / 100 == 2;
    }
  }
}
