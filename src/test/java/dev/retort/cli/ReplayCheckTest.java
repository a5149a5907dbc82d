package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.Slow;
import dev.retort.alembic.SourceTree;
import dev.retort.change.Snapshot;
import dev.retort.verdict.Replays;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every recorded change as branches of one real git repository, judged by `retort check`.
class ReplayCheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_command_says_of_every_fortieth_recorded_change_what_came_of_it(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(judged(40, folder)).isEqualTo(24);
  }

  @Slow
  void the_command_says_of_every_recorded_change_what_came_of_it(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(judged(1, folder)).isEqualTo(946);
  }

  /// How many changes were judged, and each of them right.
  private static int judged(int step, Path folder) throws IOException, InterruptedException {
    List<Replays.Replay> all = new ArrayList<>();
    Replays.each(all::add);
    List<Replays.Replay> replays = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      replays.add(all.get(i));
    }
    imported(replays, folder);

    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    Map<String, Integer> counts = Collections.synchronizedMap(new TreeMap<>());
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < replays.size(); i++) {
      numbers.add(i);
    }
    numbers.parallelStream()
        .forEach(number -> {
          Replays.Replay replay = replays.get(number);
          String expected = expected(replay);
          String said = said(folder, number);
          counts.merge(replay.kind() + " " + said, 1, Integer::sum);
          if (!said.equals(expected)) {
            wrong.add(replay.name() + ": " + said + ", not " + expected);
          }
        });
    counts.forEach((what, count) -> System.out.printf("check: %5d %s%n", count, what));

    assertThat(wrong).isEmpty();
    return counts.values().stream().mapToInt(each -> each).sum();
  }

  private static String expected(Replays.Replay replay) {
    boolean passes = replay.kind().equals("clean") && (!replay.rewrites() || replay.repairsBase());
    return passes ? "0 passes" : "1 failure";
  }

  /// The exit code and the conclusion, which have to agree.
  private static String said(Path folder, int number) {
    Run run =
        Run.of(
            new CheckCommand(),
            folder,
            "--base",
            "base/" + number,
            "--head",
            "head/" + number,
            "--format",
            "json");
    try {
      JsonNode verdict = JSON.readTree(run.out());
      String conclusion = verdict.path("conclusion").asText();
      return run.code() + (conclusion.equals("failure") ? " failure" : " passes");
    } catch (IOException e) {
      return run.code() + " " + run.err();
    }
  }

  private static void imported(List<Replays.Replay> replays, Path folder)
      throws IOException, InterruptedException {
    new ProcessBuilder("git", "init", "-q", folder.toString()).inheritIO().start().waitFor();
    Process importing =
        new ProcessBuilder("git", "-C", folder.toString(), "fast-import", "--quiet")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream out = new BufferedOutputStream(importing.getOutputStream())) {
      FastImport stream = new FastImport(out);
      for (int i = 0; i < replays.size(); i++) {
        var change = replays.get(i).change();
        int parent = stream.commit("parent/" + i, change.mergeBase(), 0);
        stream.commit("base/" + i, change.base(), parent);
        stream.commit("head/" + i, change.head(), parent);
      }
    }
    assertThat(importing.waitFor()).isZero();
    assertThat(Files.isDirectory(folder.resolve(".git"))).isTrue();
  }

  /// What `git fast-import` reads.
  private static final class FastImport {
    private final OutputStream out;
    private final Map<String, Integer> blobs = new HashMap<>();
    private int marks;

    FastImport(OutputStream out) {
      this.out = out;
    }

    /// @param parent a mark, 0 for none
    int commit(String branch, Snapshot tree, int parent) throws IOException {
      Map<String, byte[]> contents = tree.read(tree.entries().keySet());
      for (Map.Entry<String, SourceTree.Entry> entry : tree.entries().entrySet()) {
        if (!blobs.containsKey(entry.getValue().blob())) {
          blobs.put(entry.getValue().blob(), ++marks);
          line("blob\nmark :" + marks);
          data(contents.getOrDefault(entry.getKey(), new byte[0]));
        }
      }
      int mark = ++marks;
      line("commit refs/heads/" + branch + "\nmark :" + mark);
      line("committer T <t@example.test> 1700000000 +0000");
      data(branch.getBytes(StandardCharsets.UTF_8));
      if (parent != 0) {
        line("from :" + parent);
      }
      line("deleteall");
      tree.entries()
          .forEach((path, entry) -> line("M 100644 :" + blobs.get(entry.blob()) + " " + path));
      return mark;
    }

    private void data(byte[] content) throws IOException {
      line("data " + content.length);
      out.write(content);
      out.write('\n');
    }

    private void line(String text) {
      try {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
