package dev.retort.bot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.retort.alembic.Revision;
import dev.retort.change.Neighbour;
import dev.retort.evidence.Origins;
import dev.retort.evidence.Origins.Origin;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Repository;
import dev.retort.job.Ledger;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The open pull requests of each repository as they were last seen and judged, and which of them
/// brought what has landed. Written down at each review, so that knowing the others costs no
/// question to GitHub.
public final class OpenPullRequests {
  /// Of one pull request no more revisions are remembered.
  private static final int MOST_REVISIONS = 100;

  /// Longer stacks are no stacks.
  private static final int HIGHEST_STACK = 10;

  private static final String UNJUDGED = "";

  private static final String BY = " by ";

  /// What is remembered of what was read, in letters.
  private static final long MOST_LETTERS = 8_000_000;

  private final Ledger ledger;

  /// Each review reads what is known of all others, which mostly is as it was.
  private final Cache<String, Known> read =
      Caffeine.newBuilder()
          .maximumWeight(MOST_LETTERS)
          .weigher((String text, Known _) -> text.length())
          .build();

  public OpenPullRequests(Ledger ledger) {
    this.ledger = ledger;
  }

  private Known read(String text) {
    return read.get(text, each -> Payload.read(each, Known.class));
  }

  /// A pull request that is not known to be closed.
  ///
  /// @param pullRequest as it was last seen
  /// @param conclusion of its own verdict; empty while there is none for this head and base
  /// @param judgedAt when that was, in milliseconds since 1970
  /// @param environments the script locations that it touches
  /// @param grounds the heads of its base that these continue
  /// @param revisions what it would bring
  record Known(
      PullRequest pullRequest,
      String conclusion,
      long judgedAt,
      List<String> environments,
      List<String> grounds,
      List<Neighbour> revisions) {
    Known {
      environments = List.copyOf(environments);
      grounds = List.copyOf(grounds);
      revisions = List.copyOf(revisions);
    }

    static Known unjudged(PullRequest pullRequest) {
      return new Known(pullRequest, UNJUDGED, 0, List.of(), List.of(), List.of());
    }

    boolean isJudged() {
      return !conclusion.equals(UNJUDGED);
    }

    int number() {
      return pullRequest.number();
    }

    /// The same place, judged at the same state or not at all.
    Known asSeen(PullRequest now) {
      return now.headSha().equals(pullRequest.headSha())
              && now.baseBranch().equals(pullRequest.baseBranch())
          ? new Known(now, conclusion, judgedAt, environments, grounds, revisions)
          : new Known(now, UNJUDGED, 0, environments, grounds, revisions);
    }
  }

  /// Everything that is open in a repository was listed.
  ///
  /// @return the numbers of those that were not known to be closed and are not open any more
  List<Integer> meet(Repository repository, Collection<PullRequest> open) {
    Set<String> gone = new TreeSet<>(ledger.page(page(repository)).keySet());
    open.forEach(each -> gone.remove(name(each.number())));
    met(repository, open);
    return gone.stream().map(Integer::valueOf).toList();
  }

  /// These are open, and not because an event of theirs told so.
  void met(Repository repository, Collection<PullRequest> open) {
    Map<String, String> known = ledger.page(page(repository));
    Map<String, String> entries = new HashMap<>();
    Map<String, String> heads = new HashMap<>();
    for (PullRequest each : open) {
      String name = name(each.number());
      Optional<String> head =
          Optional.ofNullable(known.get(name)).map(text -> read(text).pullRequest().headSha());
      if (head.isEmpty()) {
        entries.put(name, Payload.write(Known.unjudged(each)));
      }
      if (head.filter(each.headSha()::equals).isEmpty()) {
        heads.put(name, each.headSha());
      }
    }
    if (!heads.isEmpty()) {
      ledger.enter(met(repository), heads);
      ledger.enter(page(repository), entries);
    }
  }

  /// Whether a commit was some pull request's head before anything was known of that: what an
  /// earlier life, whose database is lost, said of it may stand there.
  boolean metAt(Repository repository, String head) {
    List<String> numbers = at(repository, head).stream().map(each -> name(each.number())).toList();
    return ledger.entries(met(repository), numbers).containsValue(head);
  }

  Optional<Known> find(PullRequestKey key) {
    return Optional.ofNullable(
            ledger.entries(page(key.repository()), List.of(name(key))).get(name(key)))
        .map(this::read);
  }

  List<Known> all(Repository repository) {
    return ledger.page(page(repository)).values().stream()
        .map(this::read)
        .sorted(Comparator.comparingInt(Known::number))
        .toList();
  }

  /// Those whose head is this commit.
  List<Known> at(Repository repository, String head) {
    return all(repository).stream()
        .filter(each -> each.pullRequest().headSha().equals(head))
        .toList();
  }

  /// Those that would land on a branch, and those that stand on top of these.
  List<Known> onto(Repository repository, String branch) {
    List<Known> all = all(repository);
    Set<String> branches = new HashSet<>(Set.of(branch));
    List<Known> onto = new ArrayList<>();
    boolean more = true;
    for (int height = 0; more && height < HIGHEST_STACK; height++) {
      more = false;
      for (Known each : all) {
        PullRequest pullRequest = each.pullRequest();
        if (!onto.contains(each)
            && (branches.contains(pullRequest.baseBranch())
                || pullRequest.stack().base().equals(branch))) {
          onto.add(each);
          if (!pullRequest.fromFork()) {
            more |= branches.add(pullRequest.headBranch());
          }
        }
      }
    }
    return onto;
  }

  /// The pull requests that one stands on, the lowest first: as GitHub says of its own stacks,
  /// otherwise by their branches; none where it stands on a branch that is nobody's head.
  List<Known> below(Repository repository, PullRequest pullRequest) {
    List<Known> all = all(repository);
    PullRequest.Stack stack = pullRequest.stack();
    List<Known> told =
        all.stream()
            .filter(each -> stack.exists() && each.pullRequest().stack().number() == stack.number())
            .filter(each -> each.pullRequest().stack().position() < stack.position())
            .sorted(Comparator.comparingInt(each -> each.pullRequest().stack().position()))
            .toList();
    return told.isEmpty() ? belowByBranches(all, pullRequest) : told;
  }

  private static List<Known> belowByBranches(List<Known> all, PullRequest pullRequest) {
    List<Known> below = new ArrayList<>();
    String base = pullRequest.baseBranch();
    for (int height = 0; height < HIGHEST_STACK; height++) {
      String branch = base;
      Optional<Known> lower =
          all.stream()
              .filter(each -> !each.pullRequest().fromFork())
              .filter(each -> each.pullRequest().headBranch().equals(branch))
              .filter(each -> each.number() != pullRequest.number() && !below.contains(each))
              .findFirst();
      if (lower.isEmpty()) {
        break;
      }
      below.addFirst(lower.get());
      base = lower.get().pullRequest().baseBranch();
    }
    return below;
  }

  /// What the others onto the same branch would bring.
  List<Neighbour> beside(PullRequestKey key, String baseBranch) {
    return all(key.repository()).stream()
        .filter(each -> each.number() != key.number())
        .filter(each -> each.pullRequest().baseBranch().equals(baseBranch))
        .flatMap(each -> each.revisions().stream())
        .toList();
  }

  /// A pull request is open and looks like this now.
  void seen(PullRequestKey key, PullRequest pullRequest) {
    Known known =
        find(key)
            .map(before -> before.asSeen(pullRequest))
            .orElseGet(() -> Known.unjudged(pullRequest));
    enter(key, known);
  }

  /// What a review of an open pull request found.
  ///
  /// @param again whether it is judged because something else changed; where it is as it was judged
  ///   before, what it brings only seems less since its base has got it meanwhile, and who brought
  ///   that must stay known
  void judged(PullRequestKey key, Judgement judgement, Instant at, boolean again) {
    Verdict verdict = judgement.verdict();
    Optional<Known> before = find(key);
    boolean unchanged = again || before.filter(Known::isJudged).isPresent();
    List<Neighbour> found =
        verdict.environments().stream()
            .flatMap(judged ->
                judged.change().added().stream()
                    .map(revision ->
                        neighbour(key, judged.change().environment().scriptLocation(), revision)))
            .limit(MOST_REVISIONS)
            .toList();
    List<Neighbour> revisions =
        unchanged && found.isEmpty() ? before.map(Known::revisions).orElse(found) : found;
    List<String> environments =
        verdict.environments().stream()
            .filter(judged -> touches(judgement, judged))
            .map(judged -> judged.change().environment().scriptLocation())
            .distinct()
            .toList();
    enter(
        key,
        new Known(
            judgement.pullRequest(),
            verdict.conclusion().word(),
            at.toEpochMilli(),
            environments,
            grounds(verdict),
            revisions));
  }

  /// Whether a move of the base there may change the verdict.
  private static boolean touches(Judgement judgement, Verdict.Judged judged) {
    return judged.change().touched()
        || judged.findings().stream().anyMatch(Finding::isNew)
        || JudgePullRequest.touches(judgement.comparison(), judged.change());
  }

  private static List<String> grounds(Verdict verdict) {
    Set<String> grounds = new TreeSet<>();
    for (Verdict.Judged judged : verdict.environments()) {
      Set<String> heads = Set.copyOf(judged.change().before().heads());
      for (Revision revision : judged.change().added()) {
        revision.downRevisions().stream().filter(heads::contains).forEach(grounds::add);
      }
    }
    return grounds.stream().limit(MOST_REVISIONS).toList();
  }

  /// It could not be judged: whatever moves next, it is tried again.
  void unjudged(PullRequestKey key) {
    find(key)
        .ifPresent(known ->
            enter(
                key,
                new Known(
                    known.pullRequest(),
                    UNJUDGED,
                    0,
                    known.environments(),
                    known.grounds(),
                    known.revisions())));
  }

  private void enter(PullRequestKey key, Known known) {
    ledger.enter(page(key.repository()), Map.of(name(key), Payload.write(known)));
  }

  private static Neighbour neighbour(PullRequestKey key, String scriptLocation, Revision revision) {
    return new Neighbour(
        key.number(),
        scriptLocation,
        revision.id(),
        revision.path(),
        revision.downRevisions(),
        revision.blob());
  }

  /// @param merged whether what it would bring has landed
  /// @return what was known of it
  Optional<Known> closed(PullRequestKey key, boolean merged) {
    Optional<Known> known = find(key);
    if (known.isPresent() && merged) {
      Map<String, String> landed = new HashMap<>();
      known
          .get()
          .revisions()
          .forEach(revision -> landed.put(revision.path(), name(key) + by(known.get())));
      if (!landed.isEmpty()) {
        ledger.enter(landed(key.repository()), landed);
        // Who brought a file is asked while others are still based on what was before.
        ledger.retire(landed(key.repository()));
      }
    }
    known.ifPresent(_ -> ledger.strike(page(key.repository()), name(key)));
    ledger.strike(met(key.repository()), name(key));
    return known;
  }

  /// The pull requests that brought files to the base branch. One that was merged a moment ago may
  /// not be known as closed yet.
  Origins origins(PullRequestKey key, List<Neighbour> beside) {
    return paths -> {
      Map<String, Origin> brought = new HashMap<>();
      Map<Integer, String> authors = new HashMap<>();
      all(key.repository())
          .forEach(known -> authors.put(known.number(), known.pullRequest().author()));
      beside.stream()
          .filter(revision -> paths.contains(revision.path()))
          .forEach(revision ->
              brought.put(
                  revision.path(),
                  new Origin.PullRequest(
                      revision.pullRequest(),
                      Optional.ofNullable(authors.get(revision.pullRequest()))
                          .filter(login -> !login.isEmpty()))));
      ledger
          .entries(landed(key.repository()), paths)
          .forEach((path, text) -> brought.put(path, landedWith(text)));
      return brought;
    };
  }

  private static String by(Known known) {
    return known.pullRequest().author().isEmpty() ? "" : BY + known.pullRequest().author();
  }

  /// @param text a number, and whose it was where that was known
  private static Origin landedWith(String text) {
    int by = text.indexOf(BY);
    return new Origin.PullRequest(
        Integer.parseInt(by < 0 ? text : text.substring(0, by)),
        by < 0 ? Optional.empty() : Optional.of(text.substring(by + BY.length())));
  }

  private static String page(Repository repository) {
    return "pulls " + repository.id();
  }

  private static String met(Repository repository) {
    return "met " + repository.id();
  }

  private static String landed(Repository repository) {
    return "landed " + repository.id();
  }

  private static String name(PullRequestKey key) {
    return name(key.number());
  }

  private static String name(int number) {
    return String.valueOf(number);
  }
}
