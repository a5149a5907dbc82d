package dev.retort.report;

import dev.retort.report.Ink.Tone;
import dev.retort.report.Neighbourhood.Node;
import dev.retort.report.Neighbourhood.Trait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A neighbourhood in characters, younger revisions above, for a terminal.
public final class TextGraph {
  private static final int LONGEST_ID = 40;
  private static final int LONGEST_MESSAGE = 48;
  private static final int FREE = -1;

  private final Neighbourhood neighbourhood;
  private final List<List<Integer>> parents = new ArrayList<>();
  private final List<Integer> lanes = new ArrayList<>();
  private final List<String> rows = new ArrayList<>();

  private final Ink ink;

  private TextGraph(Neighbourhood neighbourhood, Ink ink) {
    this.neighbourhood = neighbourhood;
    this.ink = ink;
    neighbourhood.nodes().forEach(node -> parents.add(new ArrayList<>()));
    neighbourhood.edges().forEach(edge -> parents.get(edge.child()).add(edge.parent()));
  }

  /// One line a row, without line feeds, safe for a terminal.
  public static List<String> of(Neighbourhood neighbourhood) {
    return of(neighbourhood, Ink.PLAIN);
  }

  /// The same in colour: the heads, and what is missing.
  public static List<String> of(Neighbourhood neighbourhood, Ink ink) {
    return new TextGraph(neighbourhood, ink).draw();
  }

  private List<String> draw() {
    List<Integer> order = youngestFirst();
    Set<Integer> drawn = new LinkedHashSet<>();
    for (int node : order) {
      int lane = gather(node);
      row(node, lane);
      drawn.add(node);
      // Where a cycle leads back up there is no row left to lead to.
      spread(lane, parents.get(node).stream().filter(parent -> !drawn.contains(parent)).toList());
    }
    if (neighbourhood.left() > 0) {
      rows.add("(" + neighbourhood.left() + " more not shown)");
    }
    return rows;
  }

  /// The lane of a node, after the lanes that lead to it have been joined in a row of their own.
  private int gather(int node) {
    int lane = lanes.indexOf(node);
    if (lane < 0) {
      lane = freeLane();
      lanes.set(lane, node);
      return lane;
    }
    int last = lanes.lastIndexOf(node);
    if (last > lane) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < lanes.size(); i++) {
        boolean joins = lanes.get(i) == node;
        boolean crossing = i > lane && i < last;
        if (i == lane) {
          row.append("├─");
        } else if (joins) {
          row.append(i == last ? "╯ " : "┴─");
        } else if (crossing) {
          row.append(lanes.get(i) == FREE ? "──" : "┼─");
        } else {
          row.append(lanes.get(i) == FREE ? "  " : "│ ");
        }
      }
      rows.add(row.toString().stripTrailing());
      for (int i = lane + 1; i <= last; i++) {
        if (lanes.get(i) == node) {
          lanes.set(i, FREE);
        }
      }
    }
    return lane;
  }

  private void row(int node, int lane) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < lanes.size(); i++) {
      if (i == lane) {
        row.append(
                ink.draw(
                    tone(neighbourhood.nodes().get(node)), sign(neighbourhood.nodes().get(node))))
            .append(' ');
      } else {
        row.append(lanes.get(i) == FREE ? "  " : "│ ");
      }
    }
    rows.add((row.toString().stripTrailing() + "  " + label(neighbourhood.nodes().get(node))));
  }

  /// Hands the lane on to the first parent, and opens lanes for the others in a row of their own.
  private void spread(int lane, List<Integer> below) {
    if (below.isEmpty()) {
      lanes.set(lane, FREE);
      trim();
      return;
    }
    lanes.set(lane, below.getFirst());
    List<Integer> opened = new ArrayList<>();
    for (int parent : below.subList(1, below.size())) {
      int free = freeLaneAfter(lane);
      lanes.set(free, parent);
      opened.add(free);
    }
    if (opened.isEmpty()) {
      return;
    }
    int last = opened.stream().mapToInt(Integer::intValue).max().orElse(lane);
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < lanes.size(); i++) {
      if (i == lane) {
        row.append("├─");
      } else if (opened.contains(i)) {
        row.append(i == last ? "╮ " : "┬─");
      } else if (i > lane && i < last) {
        row.append(lanes.get(i) == FREE ? "──" : "┼─");
      } else {
        row.append(lanes.get(i) == FREE ? "  " : "│ ");
      }
    }
    rows.add(row.toString().stripTrailing());
  }

  private int freeLane() {
    int free = lanes.indexOf(FREE);
    return free >= 0 ? free : freeLaneAfter(lanes.size());
  }

  private int freeLaneAfter(int lane) {
    for (int i = lane + 1; i < lanes.size(); i++) {
      if (lanes.get(i) == FREE) {
        return i;
      }
    }
    lanes.add(FREE);
    return lanes.size() - 1;
  }

  private void trim() {
    while (!lanes.isEmpty() && lanes.getLast() == FREE) {
      lanes.removeLast();
    }
  }

  /// Children before their parents, as far as there is no cycle.
  private List<Integer> youngestFirst() {
    int size = neighbourhood.nodes().size();
    int[] waiting = new int[size];
    parents.forEach(list -> list.forEach(parent -> waiting[parent]++));
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < size; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    Set<Integer> order = new LinkedHashSet<>();
    while (!ready.isEmpty()) {
      int node = ready.poll();
      order.add(node);
      for (int parent : parents.get(node).reversed()) {
        if (--waiting[parent] == 0) {
          // Straight on along one line, so that lines stay short and few run side by side.
          ready.addFirst(parent);
        }
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      order.add(i);
    }
    return List.copyOf(order);
  }

  private static Tone tone(Node node) {
    return switch (node) {
      case Node.Shown shown ->
          shown.traits().contains(Trait.TWICE)
              ? Tone.RED
              : shown.traits().contains(Trait.HEAD) ? Tone.GREEN : Tone.BOLD;
      case Node.Missing missing -> Tone.RED;
      case Node.Elided elided -> Tone.DIM;
    };
  }

  private static String sign(Node node) {
    return switch (node) {
      case Node.Shown shown -> shown.traits().contains(Trait.HEAD) ? "●" : "○";
      case Node.Missing missing -> "✗";
      case Node.Elided elided -> "┆";
    };
  }

  private String label(Node node) {
    return switch (node) {
      case Node.Missing missing ->
          ink.draw(Tone.RED, Visible.line(missing.id(), LONGEST_ID)) + "  (no such revision)";
      case Node.Elided elided -> elided.words();
      case Node.Shown shown -> {
        String words = MermaidGraph.words(shown.traits());
        yield ink.draw(tone(shown), Visible.line(shown.id(), LONGEST_ID))
            + (shown.message().isEmpty()
                ? ""
                : "  " + Visible.line(shown.message(), LONGEST_MESSAGE))
            + (words.isEmpty() ? "" : "  (" + words + ")");
      }
    };
  }
}
