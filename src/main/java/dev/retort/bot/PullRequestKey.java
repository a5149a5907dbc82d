package dev.retort.bot;

import dev.retort.forge.Repository;
import dev.retort.job.Job;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which pull request a job is about. Nothing else of the event travels with the job: the state is
/// read again when the job runs, so the order, repetition and loss of events do not matter.
public record PullRequestKey(Repository repository, int number) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,19})#([0-9]{1,9})(?![0-9])");

  /// The same pull request always gives the same text, also after a rename of its repository.
  public String text() {
    return repository.id() + "#" + number;
  }

  /// The number in a text that begins with [#text()] of a pull request of this repository.
  static Optional<Integer> number(String text, Repository repository) {
    Matcher parts = TEXT.matcher(text);
    return parts.lookingAt() && parts.group(1).equals(String.valueOf(repository.id()))
        ? Optional.of(Integer.valueOf(parts.group(2)))
        : Optional.empty();
  }

  Job toJob(String kind) {
    return new Job(kind, text(), Payload.write(this)).sharedBy(share(repository));
  }

  /// An installation's jobs share its places, for it has a budget of calls and a patience of its
  /// own.
  public static String share(Repository repository) {
    return String.valueOf(repository.installation());
  }

  static PullRequestKey of(Job job) {
    return Payload.read(job.payload(), PullRequestKey.class);
  }
}
