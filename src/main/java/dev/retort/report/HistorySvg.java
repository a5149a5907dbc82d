package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.report.Neighbourhood.Edge;
import dev.retort.report.Neighbourhood.Node;
import dev.retort.report.Neighbourhood.Trait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A neighbourhood as a picture that needs nothing but itself: a row a revision, the youngest on
/// top, and the lines between them in lanes. Styled by classes alone, and what a colour says, a
/// word says too.
final class HistorySvg {
  private static final int ROW = 26;
  private static final int LANE = 18;
  private static final int MARGIN = 14;
  private static final int CHARACTER = 8;
  private static final int LONGEST_ID = 44;
  private static final int LONGEST_MESSAGE = 72;
  private static final int NOBODY = -1;

  private final Neighbourhood neighbourhood;
  private final List<Integer> order = new ArrayList<>();
  private final Map<Integer, Integer> rows = new HashMap<>();
  private final Map<Integer, Integer> lanes = new HashMap<>();

  /// The lane in which an edge runs down.
  private final Map<Edge, Integer> ways = new HashMap<>();

  /// Which node each lane leads to.
  private final List<Integer> open = new ArrayList<>();

  private int widest = 1;

  private HistorySvg(Neighbourhood neighbourhood) {
    this.neighbourhood = neighbourhood;
    sort();
    order.forEach(this::place);
  }

  /// @param title what somebody is told who does not see it
  static String of(Neighbourhood neighbourhood, String title) {
    return new HistorySvg(neighbourhood).drawn(title);
  }

  /// Children before their parents and lines kept together, as far as there is no circle.
  private void sort() {
    int size = neighbourhood.nodes().size();
    int[] waiting = new int[size];
    neighbourhood.edges().forEach(edge -> waiting[edge.parent()]++);
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < size; i++) {
      if (waiting[i] == 0) {
        ready.push(i);
      }
    }
    while (order.size() < size) {
      int node = ready.isEmpty() ? youngestLeft() : ready.pop();
      if (rows.putIfAbsent(node, order.size()) != null) {
        continue;
      }
      order.add(node);
      for (Edge edge : neighbourhood.edges()) {
        if (edge.child() == node && --waiting[edge.parent()] == 0) {
          ready.push(edge.parent());
        }
      }
    }
  }

  /// One of a circle has to be drawn first.
  private int youngestLeft() {
    int node = neighbourhood.nodes().size() - 1;
    while (rows.containsKey(node)) {
      node--;
    }
    return node;
  }

  private void place(int node) {
    int lane = open.indexOf(node);
    if (lane < 0) {
      lane = free();
    }
    Collections.replaceAll(open, node, NOBODY);
    lanes.put(node, lane);
    boolean own = true;
    for (Edge edge : neighbourhood.edges()) {
      if (edge.child() != node || rowOf(edge.parent()) <= rowOf(node)) {
        continue;
      }
      int way = open.indexOf(edge.parent());
      if (way < 0) {
        way = own ? lane : free();
        own = false;
        open.set(way, edge.parent());
      }
      ways.put(edge, way);
    }
    widest = Math.max(widest, open.size());
  }

  private int free() {
    int lane = open.indexOf(NOBODY);
    if (lane < 0) {
      lane = open.size();
      open.add(NOBODY);
    }
    return lane;
  }

  private String drawn(String title) {
    int labels = MARGIN + widest * LANE + LANE;
    int longest = order.stream().mapToInt(node -> words(node).length()).max().orElse(0);
    int width = labels + longest * CHARACTER + MARGIN;
    int height = 2 * MARGIN + Math.max(0, order.size() - 1) * ROW;
    StringBuilder out = new StringBuilder();
    out.append(
        "<svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">"
            .formatted(width, height, width, height));
    out.append("<title>").append(escaped(title)).append("</title>\n");
    neighbourhood.edges().forEach(edge -> line(edge, labels, out));
    order.forEach(node -> mark(node, labels, out));
    return out.append("</svg>\n").toString();
  }

  private void line(Edge edge, int labels, StringBuilder out) {
    int fromX = x(lanes.getOrDefault(edge.child(), 0));
    int fromY = y(edge.child());
    int toX = x(lanes.getOrDefault(edge.parent(), 0));
    int toY = y(edge.parent());
    String path;
    String kind = isWhole(edge) ? "edge" : "edge open";
    if (toY <= fromY) {
      // What comes before each other.
      kind = "edge back";
      int right = labels - LANE / 2;
      path =
          edge.child() == edge.parent()
              ? "M%d %d C%d %d %d %d %d %d"
                  .formatted(fromX, fromY, right, fromY - ROW, right, toY + ROW, toX, toY)
              : "M%d %d C%d %d %d %d %d %d"
                  .formatted(fromX, fromY, right, fromY, right, toY, toX, toY);
    } else {
      int wayX = x(ways.getOrDefault(edge, 0));
      path =
          toY - fromY <= ROW
              ? "M%d %d".formatted(fromX, fromY) + curve(fromX, fromY, toX, toY)
              : "M%d %d".formatted(fromX, fromY)
                  + curve(fromX, fromY, wayX, fromY + ROW)
                  + "L%d %d".formatted(wayX, toY - ROW)
                  + curve(wayX, toY - ROW, toX, toY);
    }
    out.append("<path class=\"").append(kind).append("\" d=\"").append(path).append("\"/>\n");
  }

  private static String curve(int fromX, int fromY, int toX, int toY) {
    int middle = (fromY + toY) / 2;
    return "C%d %d %d %d %d %d".formatted(fromX, middle, toX, middle, toX, toY);
  }

  private void mark(int node, int labels, StringBuilder out) {
    int x = x(lanes.getOrDefault(node, 0));
    int y = y(node);
    out.append("<circle class=\"").append(style(node)).append('"');
    out.append(" cx=\"%d\" cy=\"%d\" r=\"%d\"/>".formatted(x, y, radius(node)));
    out.append("<text x=\"%d\" y=\"%d\">".formatted(labels, y + 4));
    out.append(label(node)).append("</text>\n");
  }

  private int radius(int node) {
    return neighbourhood.nodes().get(node) instanceof Node.Elided ? 3 : 5;
  }

  private String style(int node) {
    return switch (neighbourhood.nodes().get(node)) {
      case Node.Shown shown when shown.traits().contains(Trait.TWICE) -> "node gone";
      case Node.Shown shown when MermaidGraph.hasChanged(shown.traits()) -> "node fresh";
      case Node.Shown shown when shown.traits().contains(Trait.HEAD) -> "node tip";
      case Node.Shown _ -> "node";
      case Node.Missing _ -> "node gone";
      case Node.Elided _ -> "node elided";
    };
  }

  private String label(int node) {
    return switch (neighbourhood.nodes().get(node)) {
      case Node.Shown shown ->
          "<tspan class=\"id\">"
              + escaped(Visible.line(shown.id(), LONGEST_ID))
              + "</tspan> "
              + escaped(Visible.line(shown.message(), LONGEST_MESSAGE))
              + traits(shown.traits());
      case Node.Missing missing ->
          "<tspan class=\"id\">"
              + escaped(Visible.line(missing.id(), LONGEST_ID))
              + "</tspan><tspan class=\"trait\"> (no such revision)</tspan>";
      case Node.Elided elided -> "<tspan class=\"trait\">" + escaped(told(elided)) + "</tspan>";
    };
  }

  private static String traits(Set<Trait> traits) {
    String words = MermaidGraph.words(traits);
    return words.isEmpty() ? "" : "<tspan class=\"trait\"> (" + words + ")</tspan>";
  }

  private static String told(Node.Elided elided) {
    List<String> ends = elided.ends().stream().distinct().toList();
    return ends.isEmpty()
        ? elided.words()
        : String.join(" … ", ends.stream().map(id -> Visible.line(id, LONGEST_ID)).toList())
            + ", "
            + Counted.of(elided.count(), "revision", "revisions");
  }

  /// As many characters as the label takes.
  private String words(int node) {
    return label(node).replaceAll("<[^>]*>", "").replaceAll("&[a-z#0-9]+;", "x");
  }

  private boolean isWhole(Edge edge) {
    return neighbourhood.nodes().get(edge.parent()) instanceof Node.Shown
        && neighbourhood.nodes().get(edge.child()) instanceof Node.Shown;
  }

  private int rowOf(int node) {
    return rows.getOrDefault(node, 0);
  }

  private static int x(int lane) {
    return MARGIN + lane * LANE;
  }

  private int y(int node) {
    return MARGIN + rowOf(node) * ROW;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
