package dev.retort.bot;

import dev.retort.alembic.Revision;
import dev.retort.change.Neighbour;
import dev.retort.evidence.Origins;
import dev.retort.forge.Repository;
import dev.retort.job.Ledger;
import dev.retort.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What the open pull requests of a repository would bring, and which of them brought what has
/// landed. Written down at each review, so that it costs no question to GitHub.
///
/// A pull request learns of another one at its own next review; none is reviewed for the sake of a
/// neighbour.
public final class OpenRevisions {
  /// Of one pull request no more are remembered.
  private static final int MOST = 100;

  private final Ledger ledger;

  public OpenRevisions(Ledger ledger) {
    this.ledger = ledger;
  }

  /// What one pull request would bring.
  record Bringing(String base, List<Neighbour> revisions) {}

  /// What the others onto the same branch would bring.
  List<Neighbour> beside(PullRequestKey key, String baseBranch) {
    List<Neighbour> beside = new ArrayList<>();
    ledger
        .page(open(key.repository()))
        .forEach((number, text) -> {
          Bringing bringing = Payload.read(text, Bringing.class);
          if (bringing.base().equals(baseBranch) && !number.equals(name(key))) {
            beside.addAll(bringing.revisions());
          }
        });
    return beside;
  }

  /// What a review of an open pull request found it to bring.
  void reviewed(PullRequestKey key, String baseBranch, Verdict verdict) {
    List<Neighbour> revisions =
        verdict.environments().stream()
            .flatMap(judged ->
                judged.change().added().stream()
                    .map(revision ->
                        neighbour(key, judged.change().environment().scriptLocation(), revision)))
            .limit(MOST)
            .toList();
    if (revisions.isEmpty()) {
      ledger.strike(open(key.repository()), name(key));
    } else {
      ledger.enter(
          open(key.repository()),
          Map.of(name(key), Payload.write(new Bringing(baseBranch, revisions))));
    }
  }

  private static Neighbour neighbour(PullRequestKey key, String scriptLocation, Revision revision) {
    return new Neighbour(
        key.number(), scriptLocation, revision.id(), revision.path(), revision.downRevisions());
  }

  /// @param merged whether what it would bring has landed
  void closed(PullRequestKey key, boolean merged) {
    String page = open(key.repository());
    String bringing = ledger.entries(page, List.of(name(key))).get(name(key));
    if (bringing == null) {
      return;
    }
    if (merged) {
      Map<String, String> landed = new HashMap<>();
      Payload.read(bringing, Bringing.class)
          .revisions()
          .forEach(revision -> landed.put(revision.path(), name(key)));
      ledger.enter(landed(key.repository()), landed);
    }
    ledger.strike(page, name(key));
  }

  /// The numbers of those onto a branch that are not known to be closed.
  List<Integer> onto(Repository repository, String branch) {
    TreeSet<Integer> numbers = new TreeSet<>();
    ledger
        .page(open(repository))
        .forEach((number, text) -> {
          if (Payload.read(text, Bringing.class).base().equals(branch)) {
            numbers.add(Integer.valueOf(number));
          }
        });
    return List.copyOf(numbers);
  }

  /// The pull requests that brought files to the base branch. One that was merged a moment ago may
  /// not be known as closed yet.
  Origins origins(PullRequestKey key, List<Neighbour> beside) {
    return paths -> {
      Map<String, String> brought = new HashMap<>();
      beside.stream()
          .filter(revision -> paths.contains(revision.path()))
          .forEach(revision -> brought.put(revision.path(), "#" + revision.pullRequest()));
      ledger
          .entries(landed(key.repository()), paths)
          .forEach((path, number) -> brought.put(path, "#" + number));
      return brought;
    };
  }

  private static String open(Repository repository) {
    return "open " + repository.id();
  }

  private static String landed(Repository repository) {
    return "landed " + repository.id();
  }

  private static String name(PullRequestKey key) {
    return String.valueOf(key.number());
  }
}
