package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.Severity;
import dev.retort.git.WorkingTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random environments, as we read them and as an installed Alembic loads them. Needs a Python that
/// can import Alembic; only outside CI may that be missing.
class DifferentialTest {
  private static final int ENVIRONMENTS = 600;

  @Test
  void random_environments_are_read_as_a_real_alembic_reads_them(@TempDir Path folder)
      throws IOException, InterruptedException {
    RealAlembic alembic = RealAlembic.orAbort();
    Path environments = Files.createDirectory(folder.resolve("environments"));
    for (int seed = 0; seed < ENVIRONMENTS; seed++) {
      Path versions = environments.resolve("%04d/versions".formatted(seed));
      Files.createDirectories(versions);
      for (Map.Entry<String, String> file : RandomEnvironment.files(seed).entrySet()) {
        Files.writeString(versions.resolve(file.getKey()), file.getValue());
      }
    }
    List<JsonNode> answers = alembic.ask(folder, environments);
    String version = answers.getFirst().get("alembic").asText();
    List<String> disagreements = new ArrayList<>();
    int refused = 0;
    for (JsonNode said : answers.subList(1, answers.size())) {
      String name = said.get("name").asText();
      Environments.Request request =
          new Environments.Request(List.of(), Optional.empty(), ".", List.of("versions"));
      List<History> histories =
          GraphCommand.read(WorkingTree.of(environments.resolve(name)), request);
      List<String> wrong = judge(said, histories.getFirst());
      if (!wrong.isEmpty()) {
        disagreements.add(name + ": " + String.join("; ", wrong));
      }
      refused += said.get("error").isNull() ? 0 : 1;
    }
    System.out.printf(
        "differential: agree %d of %d with Alembic %s (%d of them refused by it)%n",
        ENVIRONMENTS - disagreements.size(), ENVIRONMENTS, version, refused);

    assertThat(answers).hasSize(ENVIRONMENTS + 1);
    assertThat(disagreements).isEmpty();
    assertThat(refused).isBetween(ENVIRONMENTS / 20, ENVIRONMENTS / 2);
  }

  private static List<String> judge(JsonNode said, History history) {
    boolean fails = history.problems().stream().anyMatch(p -> p.severity() == Severity.FAILURE);
    if (!said.get("error").isNull()) {
      return fails ? List.of() : List.of("Alembic says " + said.get("error").asText());
    }
    List<String> wrong = new ArrayList<>();
    if (!history.undecidable().isEmpty()) {
      wrong.add("undecidable " + history.undecidable());
    }
    boolean twice = !history.condition().duplicates().isEmpty();
    boolean cyclic = !history.cycles().isEmpty();
    if (fails && !twice && !cyclic) {
      wrong.add("Alembic loads it, and we say " + history.problems());
    }
    same("heads", history.heads(), said.get("heads"), wrong);
    same("real heads", history.realHeads(), said.get("real_heads"), wrong);
    same("bases", history.bases(), said.get("bases"), wrong);
    same("real bases", history.realBases(), said.get("real_bases"), wrong);
    Set<String> ids = new TreeSet<>();
    history.revisions().forEach(r -> ids.add(r.id()));
    Set<String> theirs = new TreeSet<>();
    said.get("revisions").fieldNames().forEachRemaining(theirs::add);
    if (!ids.equals(theirs)) {
      wrong.add("revisions " + ids + ", Alembic " + theirs);
      return wrong;
    }
    for (String id : ids) {
      Revision mine = history.revision(id).orElseThrow();
      JsonNode their = said.get("revisions").get(id);
      if (!mine.path().endsWith("/" + their.get("file").asText())) {
        wrong.add(id + " from " + mine.path() + ", Alembic from " + their.get("file"));
      }
      same(id + " parents", mine.downRevisions(), their.get("parents"), wrong);
      same(id + " dependencies", mine.dependsOn(), their.get("dependencies"), wrong);
      same(id + " declared labels", mine.labelNames(), their.get("declared"), wrong);
      if (!twice && !cyclic) {
        same(id + " labels", history.labels(id), their.get("labels"), wrong);
      }
      List<Boolean> flags =
          List.of(
              history.isHead(mine),
              history.isRealHead(mine),
              history.isBase(mine),
              history.isRealBase(mine),
              history.isBranchPoint(mine),
              history.isMergePoint(mine));
      List<Boolean> theirFlags = new ArrayList<>();
      their.get("flags").forEach(flag -> theirFlags.add(flag.asBoolean()));
      if (!flags.equals(theirFlags)) {
        wrong.add(id + " flags " + flags + ", Alembic " + theirFlags);
      }
    }
    return wrong;
  }

  private static void same(
      String what, Collection<String> ours, JsonNode theirs, List<String> wrong) {
    Set<String> expected = new TreeSet<>();
    theirs.forEach(text -> expected.add(text.asText()));
    if (!new TreeSet<>(ours).equals(expected)) {
      wrong.add(what + " " + ours + ", Alembic " + expected);
    }
  }
}
