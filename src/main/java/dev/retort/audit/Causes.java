package dev.retort.audit;

import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What probably happened to a history.
final class Causes {
  static final List<CauseFinder> ALL =
      List.of(
          new ParallelWork(),
          new LostRevision(),
          new CopiedRevision(),
          new MergeByHand(),
          new ClosedCircle(),
          new NewBeginning());

  private Causes() {}

  /// One entry a kind, in the order of the kinds.
  static List<Cause> of(CauseClues clues) {
    Map<Kind, List<Evidence>> found = new EnumMap<>(Kind.class);
    for (CauseFinder finder : ALL) {
      for (Cause cause : finder.read(clues)) {
        found.computeIfAbsent(cause.kind(), none -> new ArrayList<>()).addAll(cause.evidence());
      }
    }
    return found.entrySet().stream()
        .map(entry -> new Cause(entry.getKey(), entry.getValue().stream().distinct().toList()))
        .toList();
  }
}
