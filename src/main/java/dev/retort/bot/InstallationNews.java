package dev.retort.bot;

import dev.retort.change.Sha256;
import dev.retort.forge.Repository;
import dev.retort.forge.WebhookEvent.InstallationChanged;
import dev.retort.job.Job;
import java.util.List;

/// What became of an installation of the App.
///
/// @param change a [InstallationChanged.Change] by name
/// @param removed repositories that are out of reach from now on
/// @param added repositories that are within reach from now on
/// @param welcome whether its owner is looked after
record InstallationNews(
    long installation,
    String change,
    List<Repository> removed,
    List<Repository> added,
    boolean welcome) {
  private static final int KEY_BYTES = 8;

  InstallationNews {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  static InstallationNews of(InstallationChanged event, boolean welcome) {
    return new InstallationNews(
        event.installation(), event.change().name(), event.removed(), event.added(), welcome);
  }

  /// Kept apart by what it says: an end must not be replaced by a beginning before it was heard.
  Job toJob() {
    return new Job(
        HearOfInstallation.KIND,
        installation + " " + change + " " + Sha256.hex(Payload.write(this), KEY_BYTES),
        "installation " + installation,
        Payload.write(this));
  }

  static InstallationNews of(Job job) {
    return Payload.read(job.payload(), InstallationNews.class);
  }
}
