package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lines that share no revision, each from a beginning of its own to a head of its own. An empty
/// database needs to know which comes first, and a merge revision over their ends would not say so;
/// where each beginning has a date, the dates do.
public final class SeveralBases {
  private SeveralBases() {}

  /// Whether a history is made of several such lines and of nothing else, and their beginnings say
  /// when they were made, each at another moment.
  public static boolean haveAnOrder(History history) {
    List<String> bases = history.bases();
    if (bases.size() < 2
        || bases.size() != history.heads().size()
        || !history.condition().duplicates().isEmpty()
        || !history.condition().cycles().isEmpty()
        || history.revisions().stream().anyMatch(each -> !each.branchLabels().isEmpty())) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    List<String> dates = new ArrayList<>();
    for (String base : bases) {
      Set<String> line = new HashSet<>(history.descendants(base));
      line.add(base);
      Optional<String> date =
          history.revision(base).map(Revision::docstring).flatMap(each -> each.createDate());
      if (date.isEmpty() || line.stream().anyMatch(id -> !seen.add(id))) {
        return false;
      }
      dates.add(date.get().strip());
    }
    return new HashSet<>(dates).size() == dates.size();
  }
}
