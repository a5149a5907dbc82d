package dev.retort.demo;

import dev.retort.report.Neighbourhood;
import dev.retort.report.Neighbourhood.Edge;
import dev.retort.report.Neighbourhood.Node;
import dev.retort.report.TextGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our own Markdown as a person sees it rendered, but in characters: hidden markers gone, Mermaid
/// drawn.
final class Page {
  private static final Pattern NODE = Pattern.compile("\\s*n(\\d+)\\(?\\[\"(.*)\"].*");
  private static final Pattern EDGE = Pattern.compile("\\s*n(\\d+) (?:-->|-\\.->) n(\\d+)");
  private static final Pattern REFERENCE = Pattern.compile("#(\\d+);");
  private static final Pattern TAG = Pattern.compile("<!--.*?-->|</?(?:details|summary|sub)>");

  private Page() {}

  static List<String> rendered(String markdown) {
    List<String> lines = new ArrayList<>();
    List<String> mermaid = new ArrayList<>();
    boolean drawing = false;
    for (String line : markdown.split("\n", -1)) {
      if (line.startsWith("```mermaid")) {
        drawing = true;
      } else if (drawing && line.startsWith("```")) {
        drawing = false;
        drawn(mermaid).forEach(row -> lines.add("    " + row));
        mermaid.clear();
      } else if (drawing) {
        mermaid.add(line);
      } else {
        String text = TAG.matcher(line).replaceAll("").replaceFirst("^#+ ", "").replace("**", "");
        if (!text.isBlank() || (line.isBlank() && !lines.isEmpty() && !lines.getLast().isBlank())) {
          lines.add(text);
        }
      }
    }
    while (!lines.isEmpty() && lines.getLast().isBlank()) {
      lines.removeLast();
    }
    return Tables.aligned(lines);
  }

  private static List<String> drawn(List<String> mermaid) {
    Map<Integer, Node> nodes = new TreeMap<>();
    List<Edge> edges = new ArrayList<>();
    for (String line : mermaid) {
      Matcher node = NODE.matcher(line);
      Matcher edge = EDGE.matcher(line);
      if (node.matches()) {
        nodes.put(Integer.valueOf(node.group(1)), node(node.group(2)));
      } else if (edge.matches()) {
        edges.add(new Edge(Integer.parseInt(edge.group(1)), Integer.parseInt(edge.group(2))));
      }
    }
    return TextGraph.of(new Neighbourhood(List.copyOf(nodes.values()), edges, 0));
  }

  private static Node node(String label) {
    String text =
        REFERENCE
            .matcher(label)
            .replaceAll(reference ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(reference.group(1)))));
    int end = text.indexOf("<br/>");
    return end < 0
        ? new Node.Shown(text, "", Set.of())
        : new Node.Shown(
            text.substring(0, end), text.substring(end + 5).replace("<br/>", " · "), Set.of());
  }
}
