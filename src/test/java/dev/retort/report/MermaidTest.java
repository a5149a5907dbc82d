package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.alembic.RevisionCache;
import dev.retort.cases.CaseFolder;
import dev.retort.report.Neighbourhood.Edge;
import dev.retort.report.Neighbourhood.Node;
import dev.retort.report.Neighbourhood.Trait;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every picture that we draw, read by Mermaid's own parser. Needs Node.js and Mermaid in
/// `target/npm`, which `.ci/run` puts there; only outside CI may they be missing.
class MermaidTest {
  private static final Path NPM = Path.of("target/npm").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BROKEN = "a picture with a quote that nothing closes";

  /// Reads an array of sources on its standard input; answers with what is wrong with each.
  private static final String PARSE =
      """
      import {JSDOM} from 'jsdom';
      import {readFileSync} from 'node:fs';
      const dom = new JSDOM('<!doctype html><body></body>');
      globalThis.window = dom.window;
      globalThis.document = dom.window.document;
      const mermaid = (await import('mermaid')).default;
      const answers = [];
      for (const source of JSON.parse(readFileSync(0, 'utf8'))) {
        try {
          const read = await mermaid.parse(source);
          answers.push(read.diagramType);
        } catch (e) {
          answers.push('refused: ' + e.message);
        }
      }
      process.stdout.write(JSON.stringify(answers));
      """;

  @Test
  void every_picture_is_read_by_mermaid_itself(@TempDir Path folder) throws Exception {
    if (!Files.isDirectory(NPM.resolve("node_modules/mermaid"))) {
      if (Objects.equals(System.getenv("CI"), "true")) {
        throw new AssertionError("in CI, Mermaid has to be installed in target/npm");
      }
      abort("no Mermaid in target/npm");
    }
    Map<String, String> pictures = pictures();
    pictures.put(BROKEN, "flowchart LR\n  n0[\"a]\n");

    List<String> answers = parse(List.copyOf(pictures.values()), folder);

    assertThat(answers).hasSameSizeAs(pictures.values());
    List<String> names = List.copyOf(pictures.keySet());
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!answers.get(i).equals("flowchart-v2")) {
        refused.add(names.get(i));
      }
    }
    System.out.printf("mermaid: reads %d of %d%n", names.size() - refused.size(), names.size());
    assertThat(refused).containsExactly(BROKEN);
  }

  private static Map<String, String> pictures() throws IOException {
    Map<String, String> pictures = new LinkedHashMap<>();
    CaseFolder.all("rules")
        .forEach(folder -> {
          List<Judged> judged = new Judge(RevisionCache.NONE).judge(folder.change()).environments();
          pictures.put(
              folder.toString(),
              MermaidGraph.of(
                  judged.stream()
                      .map(each ->
                          new MermaidGraph.Titled(
                              each.change().environment().scriptLocation(),
                              PictureSelection.landing(each)))
                      .toList()));
          judged.forEach(each ->
              each.recommended()
                  .ifPresent(repair ->
                      pictures.put(
                          folder + " repaired",
                          MermaidGraph.of(PictureSelection.repaired(each, repair)))));
        });
    List<String> nasty = NastyStrings.withRandom(7, 300);
    for (int i = 0; i < nasty.size(); i++) {
      pictures.put("nasty " + i, nasty(nasty.get(i)));
    }
    List<String> page =
        Files.readString(Path.of("src/test/resources/audit/broken.md")).lines().toList();
    for (int i = page.indexOf("```mermaid"); i >= 0 && i < page.size(); i++) {
      if (page.get(i).equals("```mermaid")) {
        List<String> rest = page.subList(i + 1, page.size());
        pictures.put(
            "line %d of an audit".formatted(i + 1),
            String.join("\n", rest.subList(0, rest.indexOf("```"))) + "\n");
      }
    }
    pictures.put("nothing", MermaidGraph.of(List.of()));
    return pictures;
  }

  /// Two frames, each with a stranger's words wherever a picture has words.
  private static String nasty(String text) {
    List<Node> nodes =
        List.of(
            new Node.Missing(text),
            new Node.Elided(3, true),
            new Node.Shown(text, text, Set.of(Trait.NEW, Trait.TWICE)),
            new Node.Shown("a", text, Set.of()));
    Neighbourhood neighbourhood =
        new Neighbourhood(nodes, List.of(new Edge(0, 2), new Edge(1, 2), new Edge(2, 3)), 0);
    return MermaidGraph.of(
        List.of(
            new MermaidGraph.Titled(text, neighbourhood),
            new MermaidGraph.Titled("b", neighbourhood)));
  }

  /// Mermaid is found from the script's own place, so that stands beside it.
  private static List<String> parse(List<String> sources, Path folder)
      throws IOException, InterruptedException {
    Path script = NPM.resolve("parse.mjs");
    Files.writeString(script, PARSE);
    Path input = folder.resolve("pictures.json");
    Files.writeString(input, JSON.writeValueAsString(sources));
    Path output = folder.resolve("answers.json");
    Path complaints = folder.resolve("complaints.txt");
    Process node =
        new ProcessBuilder("node", script.toString())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(complaints.toFile())
            .start();
    assertThat(node.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(node.exitValue()).as(Files.readString(complaints)).isZero();
    List<String> answers = new ArrayList<>();
    for (JsonNode answer : JSON.readTree(output.toFile())) {
      answers.add(answer.asText());
    }
    return answers;
  }
}
