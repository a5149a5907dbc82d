package dev.retort.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.alembic.SourceTree.Entry;
import dev.retort.alembic.SourceTree.Kind;
import dev.retort.change.Blobs;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tukaani.xz.XZInputStream;

/// What really happened in open repositories, as facts: which revision files the base branch, the
/// merge base and the pull request held, and how people repaired what broke. The bodies are ours.
public final class Replays {
  private Replays() {}

  /// One change.
  ///
  /// @param facts as recorded
  public record Replay(String repository, JsonNode facts, Change change) {
    public String kind() {
      return facts.path("kind").asText();
    }

    public boolean rewrites() {
      return !facts.path("rewrites").isEmpty();
    }

    public boolean repairsBase() {
      return facts.path("repairs_base").asBoolean();
    }

    public String name() {
      return kind() + " " + repository + " " + facts.path("id").asText();
    }
  }

  /// All of them, repository by repository.
  public static void each(Consumer<Replay> consumer) {
    ObjectMapper json = new ObjectMapper();
    try (InputStream packed = Replays.class.getResourceAsStream("/replays.jsonl.xz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new XZInputStream(packed), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        repository(json.readTree(line), consumer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void repository(JsonNode recorded, Consumer<Replay> consumer) {
    List<String> paths = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    Map<String, byte[]> contents = new HashMap<>();
    for (JsonNode file : recorded.path("entries")) {
      byte[] content = body(file).getBytes(StandardCharsets.UTF_8);
      String blob = Blobs.idOf(content);
      contents.put(blob, content);
      paths.add(file.get(0).asText());
      entries.add(new Entry(blob, Kind.FILE, content.length));
    }
    for (JsonNode facts : recorded.path("replays")) {
      Map<String, byte[]> settings = settings(facts, paths);
      Map<String, byte[]> all = new HashMap<>(contents);
      settings.values().forEach(bytes -> all.put(Blobs.idOf(bytes), bytes));
      Blobs blobs = Blobs.of(all);
      Snapshot base = tree("base", facts.path("base"), paths, entries, settings, blobs);
      Snapshot mergeBase =
          facts.path("merge_base").isTextual()
              ? base
              : tree("merge base", facts.path("merge_base"), paths, entries, settings, blobs);
      Snapshot head = tree("head", facts.path("head"), paths, entries, settings, blobs);
      consumer.accept(
          new Replay(recorded.path("repo").asText(), facts, Change.of(base, mergeBase, head)));
    }
  }

  private static Snapshot tree(
      String name,
      JsonNode indexes,
      List<String> paths,
      List<Entry> entries,
      Map<String, byte[]> settings,
      Blobs blobs) {
    TreeMap<String, Entry> tree = new TreeMap<>();
    indexes.forEach(index -> tree.put(paths.get(index.asInt()), entries.get(index.asInt())));
    settings.forEach(
        (path, bytes) -> tree.put(path, new Entry(Blobs.idOf(bytes), Kind.FILE, bytes.length)));
    return new Snapshot(name, tree, blobs);
  }

  /// The configuration that makes Alembic read the folders of a replay's files.
  private static Map<String, byte[]> settings(JsonNode facts, List<String> paths) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String tree : List.of("base", "merge_base", "head")) {
      facts
          .path(tree)
          .forEach(index -> counts.merge(folder(paths.get(index.asInt())), 1, Integer::sum));
    }
    List<String> folders =
        counts.keySet().stream()
            .sorted((one, other) -> counts.getOrDefault(other, 0) - counts.getOrDefault(one, 0))
            .toList();
    String main = folders.getFirst();
    String location = main.endsWith("/versions") ? folder(main) : main;
    Map<String, byte[]> settings = new HashMap<>();
    settings.put(
        "alembic.ini",
        ("[alembic]\nscript_location = "
                + location
                + "\nversion_locations = "
                + String.join(" ", folders)
                + "\nversion_path_separator = space\n")
            .getBytes(StandardCharsets.UTF_8));
    settings.put(
        location + "/env.py",
        "from alembic import context\n\ntarget_metadata = object()\n"
            .getBytes(StandardCharsets.UTF_8));
    return settings;
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : path.substring(0, slash);
  }

  /// A revision file, written in one of several ways: quotes, annotations, tuples over many lines,
  /// line ends and a byte order mark vary with the id.
  private static String body(JsonNode file) {
    String id = file.get(1).asText();
    int style = Math.floorMod((file.get(0).asText() + id).hashCode(), 240);
    char quote = style % 2 == 0 ? '"' : '\'';
    boolean annotated = style % 4 == 1;
    String many = annotated ? ": Union[str, Sequence[str], None]" : "";
    List<String> parents = texts(file.get(2));
    String text =
        """
        \"""%s

        Revision ID: %s
        Revises: %s
        Create Date: 2024-01-%02d 10:%02d:00.000000

        \"""
        from alembic import op
        %s
        # revision identifiers, used by Alembic.
        revision%s = %s
        down_revision%s = %s
        branch_labels%s = %s
        depends_on%s = %s


        def upgrade()%s:
            %s


        def downgrade()%s:
            pass
        """
            .formatted(
                folder(file.get(0).asText()).length() + " steps",
                id,
                String.join(", ", parents),
                1 + style % 28,
                style % 60,
                annotated ? "from typing import Sequence, Union\n" : "",
                annotated ? ": str" : "",
                literal(List.of(id), quote, false),
                annotated ? ": Union[str, None]" : "",
                literal(parents, quote, style % 3 == 2),
                many,
                literal(texts(file.get(3)), quote, false),
                many,
                literal(texts(file.get(4)), quote, false),
                annotated ? " -> None" : "",
                parents.size() > 1
                    ? "pass"
                    : "op.execute(" + literal(List.of("select 1 -- " + id), quote, false) + ")",
                annotated ? " -> None" : "");
    String ended = style % 5 == 3 ? text.replace("\n", "\r\n") : text;
    return style % 20 == 7 ? "\ufeff" + ended : ended;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static String literal(List<String> values, char quote, boolean overLines) {
    List<String> quoted =
        values.stream()
            .map(each ->
                quote + each.replace("\\", "\\\\").replace("" + quote, "\\" + quote) + quote)
            .toList();
    return switch (quoted.size()) {
      case 0 -> "None";
      case 1 -> quoted.getFirst();
      default ->
          overLines
              ? "(\n    " + String.join(",\n    ", quoted) + ",\n)"
              : "(" + String.join(", ", quoted) + ")";
    };
  }
}
