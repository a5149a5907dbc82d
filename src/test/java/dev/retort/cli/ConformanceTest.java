package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `retort graph` says of 286 environments, beside what Alembic itself said of them.
class ConformanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> FLAGS =
      List.of(
          "is_head",
          "is_real_head",
          "is_base",
          "is_real_base",
          "is_branch_point",
          "is_merge_point");

  @Test
  void every_environment_is_read_as_alembic_reads_it(@TempDir Path folder) throws IOException {
    unpack(folder);
    Map<String, String> disagreements = new LinkedHashMap<>();
    int count = 0;
    try (var cases = Files.list(folder)) {
      for (Path each : cases.filter(Files::isDirectory).sorted().toList()) {
        count++;
        JsonNode expected = JSON.readTree(each.resolve("expected.json").toFile());
        List<String> wrong = judge(expected, graph(each, expected));
        if (!wrong.isEmpty()) {
          disagreements.put(String.valueOf(each.getFileName()), String.join("; ", wrong));
        }
      }
    }
    System.out.println("conformance: agree " + (count - disagreements.size()) + " of " + count);

    assertThat(count).isEqualTo(286);
    assertThat(disagreements).isEmpty();
  }

  private static JsonNode graph(Path folder, JsonNode expected) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(folder.toString(), "--format", "json"));
    List<String> asked = texts(expected.get("oracle_args"));
    for (int i = 0; i < asked.size(); i++) {
      String option = asked.get(i);
      if (Set.of("--config", "--name", "--cwd").contains(option)) {
        String value = asked.get(++i);
        boolean up = option.equals("--config") && value.startsWith("../");
        arguments.add(option);
        arguments.add(up ? value.substring("../".length()) : value);
      }
    }
    switch (expected.at("/oracle/layout").asText()) {
      case "script_dir" -> {
        // An empty folder is not kept by an archive.
        Files.createDirectories(folder.resolve("versions"));
        arguments.addAll(List.of("--versions", "versions"));
      }
      case "versions_dir" -> arguments.addAll(List.of("--versions", "."));
      default -> {}
    }
    Run run = Run.of(new GraphCommand(), arguments.toArray());
    assertThat(run.code()).as(folder + run.err()).isBetween(0, 1);
    return JSON.readTree(run.out());
  }

  private static List<String> judge(JsonNode expected, JsonNode graph) {
    JsonNode oracle = expected.get("oracle");
    JsonNode environments = graph.get("environments");
    List<String> failing = new ArrayList<>();
    List<String> undecidable = new ArrayList<>();
    for (JsonNode environment : environments) {
      for (JsonNode problem : environment.get("problems")) {
        if (problem.get("severity").asText().equals("failure")) {
          failing.add(problem.get("path").asText());
        }
      }
      environment.get("undecidable").forEach(u -> undecidable.add(u.get("path").asText()));
    }
    String kind = expected.get("decidability").asText();
    if (kind.equals("undecidable")) {
      List<String> silent = new ArrayList<>();
      for (JsonNode one : expected.get("undeterminable")) {
        String file = one.get("file").asText();
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (undecidable.stream().noneMatch(p -> p.endsWith(name))
            && failing.stream().noneMatch(p -> p.endsWith(name))) {
          silent.add(file + " is not reported as undecidable");
        }
      }
      return silent;
    }
    String phase = oracle.get("phase").asText();
    if (phase.equals("load") || phase.equals("config") || !oracle.get("error").isNull()) {
      return failing.isEmpty() ? List.of("Alembic refuses, and nothing fails") : List.of();
    }
    if (kind.equals("foldable") && !undecidable.isEmpty()) {
      return List.of();
    }
    if (environments.isEmpty() && oracle.get("revisions").isEmpty()) {
      return List.of();
    }
    if (environments.size() != 1) {
      return List.of(environments.size() + " environments");
    }
    List<String> wrong = new ArrayList<>();
    if (!undecidable.isEmpty()) {
      wrong.add("reported undecidable: " + undecidable);
    }
    compare(oracle, environments.get(0), wrong);
    return wrong;
  }

  private static void compare(JsonNode oracle, JsonNode environment, List<String> wrong) {
    for (String ends : List.of("heads", "real_heads", "bases", "real_bases")) {
      differ(ends, ids(environment.get(ends)), ids(oracle.get(ends)), wrong);
    }
    Map<String, List<JsonNode>> ours = new LinkedHashMap<>();
    for (JsonNode revision : environment.get("revisions")) {
      ours.computeIfAbsent(revision.get("revision").asText(), _ -> new ArrayList<>()).add(revision);
    }
    Map<String, JsonNode> theirs = new LinkedHashMap<>();
    oracle.get("revisions").forEach(r -> theirs.put(id(r.get("revision")), r));
    differ("revisions", ours.keySet(), theirs.keySet(), wrong);
    theirs.forEach((id, revision) -> {
      List<JsonNode> same = ours.getOrDefault(id, List.of());
      if (!same.isEmpty()) {
        String file = revision.get("file").asText();
        String name = file.substring(file.lastIndexOf('/') + 1);
        JsonNode mine =
            same.stream()
                .filter(r -> same.size() > 1 && r.get("path").asText().endsWith(name))
                .findFirst()
                .orElse(same.getLast());
        differ(
            id + " parents",
            ids(mine.get("down_revisions")),
            ids(revision.get("down_revision")),
            wrong);
        differ(
            id + " dependencies",
            ids(mine.get("depends_on")),
            ids(revision.get("dependencies")),
            wrong);
        differ(
            id + " labels",
            typed(mine.get("branch_labels")),
            typed(revision.get("own_branch_labels")),
            wrong);
        for (String flag : FLAGS) {
          differ(id + " " + flag, mine.get(flag), revision.get(flag), wrong);
        }
      }
    });
  }

  private static void differ(String what, Object ours, Object theirs, List<String> wrong) {
    if (!Objects.equals(ours, theirs)) {
      wrong.add(what + ": " + ours + ", Alembic " + theirs);
    }
  }

  private static Set<String> ids(JsonNode value) {
    Set<String> ids = new TreeSet<>();
    if (value.isArray()) {
      value.forEach(item -> ids.add(id(item)));
    } else if (!value.isNull() && !value.asText().isEmpty()) {
      ids.add(id(value));
    }
    return ids;
  }

  private static Set<String> typed(JsonNode values) {
    Set<String> typed = new TreeSet<>();
    values.forEach(value -> typed.add(value.toString()));
    return typed;
  }

  private static String id(JsonNode value) {
    return value.isTextual()
        ? value.asText()
        : value.has("repr") ? "{\"repr\": " + value.get("repr") + "}" : value.toString();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /// The archive holds files and, in `links.tsv`, the symbolic links that belong among them.
  private static void unpack(Path folder) throws IOException {
    try (InputStream in = ConformanceTest.class.getResourceAsStream("/conformance/cases.zip");
        ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(in))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(Objects.requireNonNull(target.getParent()));
          Files.write(target, zip.readAllBytes());
        }
      }
    }
    Path links = folder.resolve("links.tsv");
    for (String line : Files.readAllLines(links, StandardCharsets.UTF_8)) {
      String[] fields = line.split("\t", -1);
      Files.createSymbolicLink(folder.resolve(fields[0]), Path.of(fields[1]));
    }
    Files.delete(links);
  }
}
