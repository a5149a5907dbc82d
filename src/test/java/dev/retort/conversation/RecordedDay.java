package dev.retort.conversation;

import dev.retort.standin.HostedPullRequest;
import dev.retort.standin.HostedRepository;
import dev.retort.standin.HostedRepository.Role;
import dev.retort.standin.QueuedGroup;
import dev.retort.standin.StandIn;
import dev.retort.verdict.NaiveJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A day of a busy repository, made from a seed: 50 pull requests whose shapes are those that real
/// ones had, 20 merges, forced pushes, a merge queue, webhooks that come late, twice and in any
/// order, and a GitHub that fails now and then.
final class RecordedDay {
  private static final int HOURS = 10;
  private static final int PULL_REQUESTS_AN_HOUR = 5;
  private static final int MERGES_AN_HOUR = 2;

  /// Reads fail before they are done; writes fail afterwards as well, when only the answer is lost.
  private static final List<String> READS =
      List.of("pulls/get", "repos/compare-commits", "git/get-tree", "graphql/Blobs");

  private static final List<String> WRITES =
      List.of("checks/create", "checks/update", "issues/create-comment", "pulls/create-review");

  private final StandIn github;
  private final HostedRepository repository;
  private final Random random;
  private final List<Shape> shapes;
  private final List<String> tips = new ArrayList<>();
  private final List<QueuedGroup> queued = new ArrayList<>();
  private final Tally tally = new Tally();
  private int made;

  /// What happened, counted.
  static final class Tally {
    int pullRequests;
    int merges;
    int forced;
    int pushes;
    int groups;
    int faults;
    int redeliveries;
    int open;
    int judgedAgain;
  }

  /// What a pull request brings.
  ///
  /// @param added revisions
  /// @param behind how many had landed meanwhile
  private record Shape(int weight, int added, int behind, boolean joins, boolean rewrites) {
    static Shape of(String line) {
      String[] words = line.split(" ", -1);
      return new Shape(
          Integer.parseInt(words[0]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]),
          words[4].equals("joins"),
          words[5].equals("rewrites"));
    }
  }

  RecordedDay(StandIn github, long seed) {
    this.github = github;
    this.random = new Random(seed);
    this.repository = github.repository("acme/day-" + seed);
    try {
      this.shapes =
          Files.readAllLines(Path.of("src/test/resources/conversation/day-shapes.txt")).stream()
              .filter(line -> !line.startsWith("#"))
              .map(Shape::of)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HostedRepository repository() {
    return repository;
  }

  List<QueuedGroup> queued() {
    return queued;
  }

  Tally tally() {
    return tally;
  }

  /// Lives through it, without waiting for anybody.
  void pass() {
    repository.permit("ada", Role.WRITE);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("alembic/env.py", "target_metadata = object()\n");
    files.put("README.md", "A day.\n");
    String parent = "";
    for (int i = 0; i < 6; i++) {
      String id = id();
      files.putAll(World.revision(id, parent));
      parent = id;
    }
    tips.add(repository.commit("main", "Start", files));
    for (int hour = 0; hour < HOURS; hour++) {
      github.webhooks().hold();
      fault();
      for (int i = 0; i < PULL_REQUESTS_AN_HOUR; i++) {
        open();
      }
      pushAgain();
      if (hour % 2 == 1) {
        queue();
      }
      for (int i = 0; i < MERGES_AN_HOUR; i++) {
        merge();
      }
      redeliver();
      // Whatever moved in this hour, each is compared with its base once more.
      tally.judgedAgain += openOnes().size();
      github.webhooks().releaseShuffled(random);
      github.webhooks().awaitIdle(Duration.ofMinutes(1));
    }
  }

  private String id() {
    return "%012x".formatted(0xd00000000000L + made++);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Shape shape() {
    int at = random.nextInt(shapes.stream().mapToInt(Shape::weight).sum());
    for (Shape shape : shapes) {
      at -= shape.weight();
      if (at < 0) {
        return shape;
      }
    }
    return shapes.getLast();
  }

  private void open() {
    Shape shape = shape();
    String branch = "work-" + tally.pullRequests++;
    String from = tips.get(Math.max(0, tips.size() - 1 - shape.behind()));
    repository.forcePush(branch, from);
    NaiveJudge.Tree tree = tree(from);
    Map<String, String> files = new LinkedHashMap<>();
    if (random.nextInt(6) == 0) {
      files.put("notes-" + branch + ".txt", "Nothing that is a migration.\n");
    } else {
      List<String> heads = List.copyOf(tree.heads());
      List<String> parents =
          shape.joins() && heads.size() > 1 ? heads.subList(0, 2) : List.of(any(heads));
      for (int i = 0; i < Math.max(1, Math.min(shape.added(), 3)); i++) {
        String id = id();
        files.put(World.path(id), text(id, parents));
        parents = List.of(id);
      }
      if (shape.rewrites()) {
        String path = any(List.copyOf(tree.files().keySet()));
        NaiveJudge.Made old = tree.files().get(path);
        files.put(path, text(old.id(), List.of(any(List.copyOf(tree.ids())))));
      }
    }
    repository.commit(branch, "Work", files, "ada");
    repository.openPullRequest("Work on " + branch, branch, "main", "ada");
  }

  static String text(String id, Collection<String> parents) {
    if (parents.isEmpty()) {
      return World.text(id, "");
    }
    String down =
        parents.size() == 1
            ? "'" + parents.iterator().next() + "'"
            : "('" + String.join("', '", parents) + "')";
    return World.text(id, "PARENTS")
        .replace("'PARENTS'", down)
        .replace("PARENTS", String.join(", ", parents));
  }

  private List<HostedPullRequest> openOnes() {
    return repository.pullRequests().stream()
        .filter(HostedPullRequest::isOpen)
        .filter(pull -> pull.headBranch().startsWith("work-"))
        .toList();
  }

  /// Some go on working, some rebase onto what has landed and push with force.
  private void pushAgain() {
    List<HostedPullRequest> open = openOnes();
    if (open.isEmpty()) {
      return;
    }
    HostedPullRequest pull = any(open);
    pull.push("Go on", Map.of("notes.txt", "Push " + tally.pushes++ + "\n"));
    HostedPullRequest stale = any(open);
    String tip = repository.tip("main").orElseThrow();
    List<String> heads = List.copyOf(tree(tip).heads());
    String id = id();
    String commit =
        repository.makeCommit(
            Optional.of(tip),
            "Rebased",
            Map.of(
                World.path(id),
                Optional.of(text(id, List.of(any(heads))).getBytes(StandardCharsets.UTF_8))),
            "ada");
    repository.forcePush(stale.headBranch(), commit);
    tally.forced++;
  }

  /// A group of two; what became of it is not waited for.
  private void queue() {
    List<HostedPullRequest> open = openOnes();
    if (open.size() < 2) {
      return;
    }
    HostedPullRequest one = any(open);
    HostedPullRequest other = any(open);
    if (one == other) {
      return;
    }
    try {
      QueuedGroup group = repository.queue(repository.tip("main").orElseThrow(), one, other);
      tally.groups++;
      if (random.nextBoolean()) {
        queued.add(group);
      } else {
        repository.unqueue(group);
      }
    } catch (IllegalStateException e) {
      // They conflict, so GitHub would not have queued them.
    }
  }

  /// Mostly what is well lands, now and then somebody is in a hurry.
  private void merge() {
    List<HostedPullRequest> open = openOnes();
    for (int tries = 0; tries < 30; tries++) {
      HostedPullRequest pull = any(open);
      boolean hurry = random.nextInt(30) == 0;
      if (hurry || opinion(pull) == NaiveJudge.Opinion.PASSES) {
        try {
          tips.add(pull.merge("ada"));
          tally.merges++;
          return;
        } catch (IllegalStateException e) {
          // It conflicts and waits for its author.
        }
      }
    }
  }

  private void fault() {
    github.faults().clear();
    for (int i = 0; i < 2; i++) {
      String read = any(READS);
      int after = random.nextInt(6);
      tally.faults++;
      switch (random.nextInt(3)) {
        case 0 -> github.faults().on(read).after(after).answer(502, "Bad gateway");
        case 1 -> github.faults().on(read).after(after).breakConnection();
        default -> github.faults().on(any(WRITES)).after(after).loseAnswer();
      }
    }
  }

  private void redeliver() {
    var log = github.webhooks().log();
    for (int i = 0; i < 4 && !log.isEmpty(); i++) {
      github.webhooks().redeliver(any(log));
      tally.redeliveries++;
    }
  }

  /// What the simplest judge says of a pull request as things stand.
  NaiveJudge.Opinion opinion(HostedPullRequest pull) {
    return opinion(repository.tip(pull.baseBranch()).orElseThrow(), pull.headSha());
  }

  NaiveJudge.Opinion opinion(String base, String head) {
    NaiveJudge.Tree mergeBase = tree(repository.mergeBase(base, head));
    NaiveJudge.Tree ours = tree(base);
    NaiveJudge.Tree theirs = tree(head);
    return NaiveJudge.crossed(mergeBase, ours, theirs)
        ? NaiveJudge.Opinion.NONE
        : NaiveJudge.judge(ours, NaiveJudge.land(mergeBase, ours, theirs));
  }

  private NaiveJudge.Tree tree(String commit) {
    Map<String, NaiveJudge.Made> files = new HashMap<>();
    repository
        .files(commit)
        .forEach((path, content) -> {
          if (path.startsWith(World.VERSIONS)) {
            files.put(path, made(new String(content, StandardCharsets.UTF_8)));
          }
        });
    return new NaiveJudge.Tree(files);
  }

  private static NaiveJudge.Made made(String text) {
    List<String> parents = new ArrayList<>();
    for (String word : value(text, "down_revision").split("[^0-9a-f]+", -1)) {
      if (word.length() == 12) {
        parents.add(word);
      }
    }
    return new NaiveJudge.Made(value(text, "revision").replaceAll("[^0-9a-f]", ""), parents);
  }

  private static String value(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " = ") || line.startsWith(name + ": "))
        .findFirst()
        .map(line -> line.substring(line.indexOf(" = ") + 3))
        .orElseThrow();
  }
}
