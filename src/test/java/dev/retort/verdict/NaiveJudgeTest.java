package dev.retort.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.Slow;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.change.Snapshot;
import dev.retort.rule.Finding;
import dev.retort.verdict.NaiveJudge.Made;
import dev.retort.verdict.NaiveJudge.Opinion;
import dev.retort.verdict.NaiveJudge.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Random changes, judged by Retort from their bytes and by the simplest judge from what they were
/// made of.
class NaiveJudgeTest {
  private static final int CHANGES = 500;
  private static final int MANY_CHANGES = 2_000;
  private static final byte[] INI =
      "[alembic]\nscript_location = alembic\n".getBytes(StandardCharsets.UTF_8);

  private static Snapshot snapshot(Tree tree, String name) {
    Map<String, byte[]> bytes = new TreeMap<>();
    tree.files().forEach((path, made) -> bytes.put(path, text(made)));
    bytes.put("alembic.ini", INI);
    return Snapshot.of(name, bytes);
  }

  private static byte[] text(Made made) {
    String down =
        switch (made.parents().size()) {
          case 0 -> "None";
          case 1 -> "'" + made.parents().getFirst() + "'";
          default -> "('" + String.join("', '", made.parents()) + "')";
        };
    return ("revision = '"
            + made.id()
            + "'\ndown_revision = "
            + down
            + "\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Makes histories and mistakes.
  private static final class Generator {
    private final Random random;
    private int made;

    Generator(long seed) {
      this.random = new Random(seed);
    }

    Tree start() {
      Map<String, Made> files = new TreeMap<>();
      int size = 1 + random.nextInt(8);
      for (int i = 0; i < size; i++) {
        add(files, i == 0 ? List.of() : List.of(head(files)));
      }
      if (random.nextInt(4) == 0) {
        mistake(files);
      }
      return new Tree(files);
    }

    Tree changed(Tree from) {
      Map<String, Made> files = new TreeMap<>(from.files());
      int steps = random.nextInt(4);
      for (int i = 0; i < steps; i++) {
        if (random.nextInt(3) > 0 || files.isEmpty()) {
          add(files, files.isEmpty() ? List.of() : List.of(head(files)));
        } else {
          mistake(files);
        }
      }
      return new Tree(files);
    }

    private void mistake(Map<String, Made> files) {
      String path = any(files.keySet());
      Made old = files.getOrDefault(path, new Made("none", List.of()));
      String other = files.getOrDefault(any(files.keySet()), old).id();
      switch (random.nextInt(9)) {
        case 0 -> files.remove(path);
        case 1 -> files.put(path, new Made(old.id(), List.of(other)));
        case 2 -> files.put(path, new Made(id(), old.parents()));
        case 3 -> add(files, List.of("lost" + random.nextInt(3)));
        case 4 -> add(files, List.of(other));
        case 5 -> files.put("alembic/versions/copy" + made++ + ".py", old);
        case 6 -> {
          files.remove(path);
          files.put("alembic/versions/moved" + made++ + ".py", old);
        }
        case 7 -> add(files, new ArrayList<>(new TreeSet<>(List.of(old.id(), other))));
        default -> add(files, List.of());
      }
    }

    private void add(Map<String, Made> files, List<String> parents) {
      String id = id();
      files.put("alembic/versions/" + id + ".py", new Made(id, parents));
    }

    private String head(Map<String, Made> files) {
      Set<String> heads = new Tree(files).heads();
      return heads.isEmpty()
          ? files.getOrDefault(any(files.keySet()), new Made("none", List.of())).id()
          : any(heads);
    }

    private String any(Set<String> names) {
      return List.copyOf(names).get(random.nextInt(names.size()));
    }

    private String id() {
      return "%c%03d".formatted('a' + random.nextInt(26), made++);
    }
  }

  @Test
  void random_changes_are_judged_as_the_simplest_judge_would() {
    judge(CHANGES);
  }

  @Slow
  void many_random_changes_are_judged_as_the_simplest_judge_would() {
    judge(MANY_CHANGES);
  }

  private static void judge(int changes) {
    Map<String, Integer> counts = new TreeMap<>();
    List<String> disagreements = new ArrayList<>();
    Judge retort = new Judge(new ChangeCache(RevisionCache.NONE));
    for (int seed = 0; seed < changes; seed++) {
      Generator generator = new Generator(seed);
      Tree mergeBase = generator.start();
      Tree base = generator.changed(mergeBase);
      Tree head = generator.changed(mergeBase);
      if (NaiveJudge.crossed(mergeBase, base, head)) {
        counts.merge("changed on both sides, not compared", 1, Integer::sum);
        continue;
      }
      Tree after = NaiveJudge.land(mergeBase, base, head);
      Verdict verdict =
          retort.judge(
              Change.of(
                  snapshot(base, "base"),
                  snapshot(mergeBase, "merge base"),
                  snapshot(head, "head")));
      List<String> wrong = new ArrayList<>();
      var judged = verdict.environments();
      if (!judged.isEmpty() && after.duplicates().isEmpty()) {
        same("heads", judged.getFirst().change().after().heads(), after.heads(), wrong);
        same("bases", judged.getFirst().change().after().bases(), after.bases(), wrong);
        same(
            "missing",
            judged.getFirst().change().after().condition().missing().stream()
                .map(each -> each.child() + " " + each.parent())
                .toList(),
            after.missing(),
            wrong);
        same(
            "cyclic",
            judged.getFirst().change().after().cycles().stream()
                .flatMap(cycle -> cycle.ids().stream())
                .toList(),
            after.cyclic(),
            wrong);
      }
      Opinion opinion = NaiveJudge.judge(base, after);
      boolean fails = verdict.findings().anyMatch(Finding::fails);
      if (opinion != Opinion.NONE && fails != (opinion == Opinion.FAILS)) {
        wrong.add("naively it " + opinion + ", Retort finds " + verdict.findings().toList());
      }
      counts.merge(opinion + (fails ? " and fails" : " and does not"), 1, Integer::sum);
      if (!wrong.isEmpty()) {
        disagreements.add(
            seed + ": " + wrong + "\n  base " + base + "\n  head " + head + "\n  lands " + after);
      }
    }
    counts.forEach((what, count) -> System.out.printf("naive judge: %5d %s%n", count, what));

    assertThat(disagreements.stream().limit(5).toList()).isEmpty();
    assertThat(counts.get("FAILS and fails")).isGreaterThan(changes / 5);
    assertThat(counts.get("PASSES and does not")).isGreaterThan(changes / 5);
  }

  private static void same(
      String what, java.util.Collection<String> ours, Set<String> naive, List<String> wrong) {
    if (!new TreeSet<>(ours).equals(new TreeSet<>(naive))) {
      wrong.add(what + " " + ours + ", naively " + naive);
    }
  }
}
