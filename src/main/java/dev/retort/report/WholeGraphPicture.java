package dev.retort.report;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.report.Neighbourhood.Edge;
import dev.retort.report.Neighbourhood.Node;
import dev.retort.report.Neighbourhood.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A whole history as a picture of bounded size: ends, forks, merges and gaps are shown, straight
/// runs between them are counted.
public final class WholeGraphPicture {
  private static final int MOST_NODES = 200;

  private final History history;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private int left;

  private WholeGraphPicture(History history) {
    this.history = history;
  }

  public static Neighbourhood of(History history) {
    return new WholeGraphPicture(history).drawn();
  }

  private Neighbourhood drawn() {
    List<Revision> shown = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Revision revision : history.revisions()) {
      if (!isPlain(revision) && ids.add(revision.id())) {
        shown.add(revision);
      }
    }
    // The newest files are the likeliest to be looked for.
    int from = Math.max(0, shown.size() - MOST_NODES / 2);
    left = from;
    for (Revision revision : shown.subList(from, shown.size())) {
      places.put(revision.id(), nodes.size());
      nodes.add(new Node.Shown(revision.id(), revision.docstring().message(), traits(revision)));
    }
    for (Revision revision : shown.subList(from, shown.size())) {
      int child = places.getOrDefault(revision.id(), 0);
      for (String parent : revision.downRevisions()) {
        if (nodes.size() < MOST_NODES) {
          connect(parent, child);
        }
      }
    }
    return new Neighbourhood(nodes, edges, left);
  }

  /// Whether a revision is one of a straight run: one parent, one child, declared once.
  private boolean isPlain(Revision revision) {
    return revision.downRevisions().size() == 1
        && history.revision(revision.downRevisions().getFirst()).isPresent()
        && !history.isHead(revision)
        && !history.isBranchPoint(revision)
        && history.declaring(revision.id()).size() == 1;
  }

  private Set<Trait> traits(Revision revision) {
    EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    if (history.isHead(revision)) {
      traits.add(Trait.HEAD);
    }
    if (history.isMergePoint(revision)) {
      traits.add(Trait.MERGE);
    }
    if (history.declaring(revision.id()).size() > 1) {
      traits.add(Trait.TWICE);
    }
    return traits;
  }

  /// Draws the way from a revision down to the next one that is shown.
  private void connect(String parent, int child) {
    int run = 0;
    String at = parent;
    Set<String> seen = new HashSet<>();
    while (!places.containsKey(at) && history.revision(at).isPresent() && seen.add(at)) {
      Revision revision = history.revision(at).orElseThrow();
      if (!isPlain(revision)) {
        break;
      }
      run++;
      at = revision.downRevisions().getFirst();
    }
    int above = child;
    if (run == 1) {
      Revision single = history.revision(parent).orElseThrow();
      above = add(new Node.Shown(single.id(), single.docstring().message(), Set.of()), above);
    } else if (run > 1) {
      above = add(new Node.Elided(run, false), above);
    }
    Integer place = places.get(at);
    if (place != null) {
      edges.add(new Edge(place, above));
    } else if (history.revision(at).isEmpty()) {
      int missing = add(new Node.Missing(at), above);
      places.put(at, missing);
    }
  }

  private int add(Node node, int child) {
    nodes.add(node);
    edges.add(new Edge(nodes.size() - 1, child));
    return nodes.size() - 1;
  }
}
