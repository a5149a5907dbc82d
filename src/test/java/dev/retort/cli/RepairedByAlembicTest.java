package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.change.Snapshot;
import dev.retort.repair.Repair;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Replays;
import dev.retort.verdict.Verdict.Judged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real accidents with a whole base, repaired, and read again by a real Alembic.
class RepairedByAlembicTest {
  /// Every so many of the recorded changes is taken.
  private static final int EVERY = 8;

  @Test
  void an_installed_alembic_finds_one_head_in_what_the_first_repair_makes(@TempDir Path folder)
      throws IOException, InterruptedException {
    RealAlembic alembic = RealAlembic.orAbort();
    Path environments = Files.createDirectory(folder.resolve("environments"));
    Judge judge = new Judge(new ChangeCache(RevisionCache.NONE));
    Map<String, List<String>> expected = new HashMap<>();
    int[] seen = new int[1];
    Replays.each(replay -> {
      if (replay.kind().equals("clean") || seen[0]++ % EVERY != 0) {
        return;
      }
      Judged judged = judge.judge(replay.change()).environments().getFirst();
      // What was broken before stays broken, and Alembic may refuse all of it.
      if (judged.change().before().condition().heads().size() == 1
          && judged.change().before().condition().missing().isEmpty()
          && judged.change().before().condition().duplicates().isEmpty()
          && judged.change().before().condition().cycles().isEmpty()) {
        Repair first = judged.recommended().orElseThrow();
        String name = "%04d".formatted(seen[0]);
        write(environments.resolve(name), judged, first);
        expected.put(name, first.proof().heads());
      }
    });

    List<JsonNode> answers = alembic.ask(folder, environments);

    List<String> wrong = new ArrayList<>();
    for (JsonNode said : answers.subList(1, answers.size())) {
      List<String> heads = new ArrayList<>();
      said.path("heads").forEach(head -> heads.add(head.asText()));
      List<String> proved = expected.getOrDefault(said.path("name").asText(), List.of());
      if (!said.path("error").isNull() || heads.size() != 1 || !heads.equals(proved)) {
        wrong.add(said.path("name") + ": " + said.path("error") + " " + heads + ", not " + proved);
      }
    }
    System.out.printf(
        "repaired: one head in %d of %d, says Alembic %s%n",
        expected.size() - wrong.size(),
        expected.size(),
        answers.getFirst().path("alembic").asText());
    assertThat(answers).hasSize(expected.size() + 1);
    assertThat(wrong).isEmpty();
    assertThat(expected).hasSizeGreaterThan(60);
  }

  /// Only the revisions, in one folder: what its files are called does not matter to Alembic.
  private static void write(Path environment, Judged judged, Repair repair) {
    Change change = judged.change().change();
    Map<String, byte[]> written = new TreeMap<>();
    repair
        .edits()
        .files()
        .forEach((path, content) -> content.ifPresent(bytes -> written.put(path, bytes)));
    Snapshot landed =
        Change.of(
                change.base(),
                change.mergeBase(),
                change.head().with(written, repair.edits().removes()))
            .landing()
            .tree();
    List<String> paths =
        landed.entries().keySet().stream()
            .filter(path -> path.endsWith(".py") && !path.endsWith("/env.py"))
            .toList();
    assertThat(paths)
        .containsAll(
            judged.change().before().revisions().stream()
                .map(Revision::path)
                .filter(path -> landed.entries().containsKey(path))
                .toList());
    try {
      Path versions = Files.createDirectories(environment.resolve("versions"));
      int number = 0;
      for (Map.Entry<String, byte[]> file : landed.read(paths).entrySet()) {
        Files.write(versions.resolve("r%05d.py".formatted(number++)), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
