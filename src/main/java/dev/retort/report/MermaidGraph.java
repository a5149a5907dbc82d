package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.report.Neighbourhood.Node;
import dev.retort.report.Neighbourhood.Trait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A neighbourhood as a Mermaid flowchart, older revisions to the left. GitHub draws it in
/// comments. What a colour says, a word says too.
public final class MermaidGraph {
  private static final int LONGEST_ID = 40;
  private static final int LONGEST_MESSAGE = 48;
  private static final int LONGEST_TITLE = 80;

  private static final Set<Trait> CHANGED =
      EnumSet.of(Trait.NEW, Trait.ADDED, Trait.REPOINTED, Trait.RESTORED, Trait.RENUMBERED);

  private static final Map<String, String> CLASSES = classes();

  private MermaidGraph() {}

  private static Map<String, String> classes() {
    Map<String, String> classes = new LinkedHashMap<>();
    classes.put("tip", "stroke-width:3px");
    classes.put("fresh", "stroke:#1a7f37,stroke-width:3px");
    classes.put("gone", "stroke:#cf222e,stroke-width:3px,stroke-dasharray:5 4");
    classes.put("elided", "stroke-dasharray:2 3");
    return classes;
  }

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
        case Node.Elided elided -> out.append("([\"").append(label(elided)).append("\"]):::elided");
      }
      out.append('\n');
    }
    for (List<Neighbourhood.Edge> run : runs(neighbourhood)) {
      out.append(indent).append(prefix).append(run.getFirst().parent());
      for (Neighbourhood.Edge edge : run) {
        out.append(isWhole(neighbourhood, edge) ? " --> " : " -.-> ");
        out.append(prefix).append(edge.child());
      }
      out.append('\n');
    }
  }

  /// The edges, those that continue one another in one line.
  private static List<List<Neighbourhood.Edge>> runs(Neighbourhood neighbourhood) {
    List<Neighbourhood.Edge> open = new ArrayList<>(neighbourhood.edges());
    List<List<Neighbourhood.Edge>> runs = new ArrayList<>();
    while (!open.isEmpty()) {
      List<Neighbourhood.Edge> run = new ArrayList<>();
      Optional<Neighbourhood.Edge> next = Optional.of(open.getFirst());
      while (next.isPresent()) {
        Neighbourhood.Edge edge = next.get();
        run.add(edge);
        open.remove(edge);
        next = open.stream().filter(each -> each.parent() == edge.child()).findFirst();
      }
      runs.add(run);
    }
    return runs;
  }

  private static boolean isWhole(Neighbourhood neighbourhood, Neighbourhood.Edge edge) {
    return neighbourhood.nodes().get(edge.parent()) instanceof Node.Shown
        && neighbourhood.nodes().get(edge.child()) instanceof Node.Shown;
  }

  private static String label(Node.Elided elided) {
    if (elided.ends().isEmpty()) {
      return elided.words();
    }
    return elided.ends().stream()
            .distinct()
            .map(id -> Markdown.mermaidLabel(id, LONGEST_ID))
            .collect(Collectors.joining(" … "))
        + "<br/>"
        + Counted.of(elided.count(), "revision", "revisions");
  }

  /// Strokes alone, so that it can be read on a dark page as well.
  private static String classes(StringBuilder out) {
    String drawn = out.toString();
    CLASSES.forEach((name, style) -> {
      if (drawn.contains(":::" + name + "\n")) {
        out.append("  classDef ").append(name).append(' ').append(style).append('\n');
      }
    });
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

  /// Whether a revision is there, or is as it is, only since a change or a repair.
  static boolean hasChanged(Set<Trait> traits) {
    return traits.stream().anyMatch(CHANGED::contains);
  }

  private static String style(Set<Trait> traits) {
    if (traits.contains(Trait.TWICE)) {
      return ":::gone";
    }
    if (hasChanged(traits)) {
      return ":::fresh";
    }
    return traits.contains(Trait.HEAD) ? ":::tip" : "";
  }
}
