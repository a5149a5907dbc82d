package dev.retort.report;

import java.util.List;
import java.util.Set;

/// The part of a history that a picture shows: what somebody should look at, how it hangs together,
/// and how much is left out. Its size is bounded however large the history is.
///
/// @param nodes parents before their children, as far as there is no cycle
/// @param edges between nodes, by their index
/// @param left revisions that would have deserved a place and found none
public record Neighbourhood(List<Node> nodes, List<Edge> edges, int left) {
  public Neighbourhood {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /// A place in the picture.
  public sealed interface Node {
    /// @param message of its docstring; may be empty
    record Shown(String id, String message, Set<Trait> traits) implements Node {
      public Shown {
        traits = Set.copyOf(traits);
      }
    }

    /// A parent that no file declares.
    record Missing(String id) implements Node {}

    /// Revisions that are there but not shown.
    ///
    /// @param earlier whether nothing that is shown lies below them
    /// @param ends the oldest and the youngest of them, where they are to be named
    record Elided(int count, boolean earlier, List<String> ends) implements Node {
      public Elided {
        ends = List.copyOf(ends);
      }

      Elided(int count, boolean earlier) {
        this(count, earlier, List.of());
      }

      String words() {
        return "… " + count + (earlier ? " earlier" : " more");
      }
    }
  }

  /// Why somebody would look at a revision, in the order in which it is told.
  public enum Trait {
    NEW("new"),
    REPOINTED("re-pointed"),
    ADDED("added by the repair"),
    RESTORED("restored"),
    RENUMBERED("new id"),
    MERGE("merge"),
    TWICE("declared twice"),
    HEAD("head");

    private final String word;

    Trait(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// @param parent index of the older node
  /// @param child index of the younger node
  public record Edge(int parent, int child) {}
}
