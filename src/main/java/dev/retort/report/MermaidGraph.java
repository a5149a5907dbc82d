package dev.retort.report;

import dev.retort.report.Neighbourhood.Node;
import dev.retort.report.Neighbourhood.Trait;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A neighbourhood as a Mermaid flowchart, older revisions to the left. GitHub draws it in
/// comments. What a colour says, a word says too.
public final class MermaidGraph {
  private static final int LONGEST_ID = 40;
  private static final int LONGEST_MESSAGE = 48;
  private static final int LONGEST_TITLE = 80;

  private MermaidGraph() {}

  /// A picture with a name: of one environment among several.
  public record Titled(String title, Neighbourhood neighbourhood) {}

  /// The source, without a fence around it.
  public static String of(Neighbourhood neighbourhood) {
    StringBuilder out = new StringBuilder("flowchart LR\n");
    draw(neighbourhood, "  ", "n", out);
    return classes(out);
  }

  /// Several in one flowchart, each in a frame of its own; one alone needs none.
  public static String of(List<Titled> several) {
    if (several.size() == 1) {
      return of(several.getFirst().neighbourhood());
    }
    StringBuilder out = new StringBuilder("flowchart LR\n");
    for (int i = 0; i < several.size(); i++) {
      Titled each = several.get(i);
      String title = Markdown.mermaidLabel(each.title(), LONGEST_TITLE);
      out.append("  subgraph e").append(i).append("[\"").append(title).append("\"]\n");
      draw(each.neighbourhood(), "    ", "e" + i + "n", out);
      out.append("  end\n");
    }
    return classes(out);
  }

  private static void draw(
      Neighbourhood neighbourhood, String indent, String prefix, StringBuilder out) {
    for (int i = 0; i < neighbourhood.nodes().size(); i++) {
      out.append(indent).append(prefix).append(i);
      switch (neighbourhood.nodes().get(i)) {
        case Node.Shown shown ->
            out.append("[\"").append(label(shown)).append("\"]").append(style(shown.traits()));
        case Node.Missing missing ->
            out.append("[\"")
                .append(Markdown.mermaidLabel(missing.id(), LONGEST_ID))
                .append("<br/>no such revision\"]:::gone");
        case Node.Elided elided ->
            out.append("([\"").append(elided.words()).append("\"]):::elided");
      }
      out.append('\n');
    }
    for (Neighbourhood.Edge edge : neighbourhood.edges()) {
      boolean whole =
          neighbourhood.nodes().get(edge.parent()) instanceof Node.Shown
              && neighbourhood.nodes().get(edge.child()) instanceof Node.Shown;
      out.append(indent).append(prefix).append(edge.parent());
      out.append(whole ? " --> " : " -.-> ").append(prefix).append(edge.child()).append('\n');
    }
  }

  /// Strokes alone, so that it can be read on a dark page as well.
  private static String classes(StringBuilder out) {
    out.append("  classDef tip stroke-width:3px\n");
    out.append("  classDef fresh stroke:#1a7f37,stroke-width:3px\n");
    out.append("  classDef gone stroke:#cf222e,stroke-width:3px,stroke-dasharray:5 4\n");
    out.append("  classDef elided stroke-dasharray:2 3\n");
    return out.toString();
  }

  private static String label(Node.Shown shown) {
    StringBuilder label = new StringBuilder(Markdown.mermaidLabel(shown.id(), LONGEST_ID));
    if (!shown.message().isEmpty()) {
      label.append("<br/>").append(Markdown.mermaidLabel(shown.message(), LONGEST_MESSAGE));
    }
    String words = words(shown.traits());
    return words.isEmpty() ? label.toString() : label.append("<br/>").append(words).toString();
  }

  static String words(Set<Trait> traits) {
    return traits.stream()
        .sorted(Comparator.naturalOrder())
        .map(Trait::word)
        .collect(Collectors.joining(" · "));
  }

  private static String style(Set<Trait> traits) {
    if (traits.contains(Trait.TWICE)) {
      return ":::gone";
    }
    if (traits.contains(Trait.NEW) || traits.contains(Trait.ADDED)) {
      return ":::fresh";
    }
    return traits.contains(Trait.HEAD) ? ":::tip" : "";
  }
}
