package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.Blobs;
import dev.retort.change.HistoryChange;
import dev.retort.rule.HeadCount;
import dev.retort.rule.Policy;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The joining of the heads by a revision that does nothing else. Its id is derived from the heads,
/// so that whoever computes it, however often, gets the same file.
final class MergeRevision implements Step {
  private static final int ID_LENGTH = 12;

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    HeadCount counted = HeadCount.of(now, policy);
    Set<String> heads = new LinkedHashSet<>();
    counted.extra().forEach(offshoot -> heads.add(offshoot.counterpart()));
    counted.extra().forEach(offshoot -> heads.add(offshoot.head()));
    // What is not written as text is no beginning either: nobody knows what it continues.
    if (heads.size() < 2 || draft.adds().isPresent() || NumberedParent.isLeft(now.after())) {
      return Optional.empty();
    }
    List<Revision> parents =
        heads.stream().flatMap(head -> now.after().revision(head).stream()).toList();
    return MergeFile.write(draft.change(), parents, id(now.after(), heads)).map(draft::adding);
  }

  /// The next number where all of the heads are numbers.
  static String id(History history, Set<String> heads) {
    return Numbering.nextId(history, heads, 0).orElseGet(() -> freeId(history, heads, Set.of()));
  }

  /// @param taken ids given away since the history was read
  static String freeId(History history, Set<String> heads, Set<String> taken) {
    String seed = "merge\n" + String.join("\n", new TreeSet<>(heads));
    String id = digest(seed);
    while (history.revision(id).isPresent() || taken.contains(id)) {
      seed = seed + "\n" + id;
      id = digest(seed);
    }
    return id;
  }

  private static String digest(String seed) {
    return Blobs.idOf(seed.getBytes(StandardCharsets.UTF_8)).substring(0, ID_LENGTH);
  }
}
