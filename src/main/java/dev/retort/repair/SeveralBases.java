package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.rule.CountedName;
import dev.retort.rule.Created;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Lines that share no revision, each from a beginning of its own to a head of its own. An empty
/// database needs to know which comes first, and a merge revision over their ends would not say so;
/// where each beginning has a date, or came with another commit, these do.
public final class SeveralBases {
  private SeveralBases() {}

  /// Whether a history is made of several such lines and of nothing else, and their beginnings say
  /// when they were made, each at another moment.
  public static boolean haveAnOrder(History history) {
    return areApart(history) && differ(history, base -> Created.of(base));
  }

  /// Whether it is so at least by the commits that brought the beginnings, or, where all of them
  /// are silent, by the numbers that their files' names begin with.
  public static boolean haveAnOrder(History history, Chronology chronology) {
    return areApart(history)
        && (differ(history, base -> Created.of(base))
            || differ(history, base -> chronology.made(base))
            || areCounted(history, chronology));
  }

  private static boolean areCounted(History history, Chronology chronology) {
    List<Revision> bases =
        history.bases().stream().flatMap(base -> history.declaring(base).stream()).toList();
    return bases.stream().map(chronology::made).distinct().count() == 1
        && CountedName.tellApart(bases);
  }

  private static boolean areApart(History history) {
    List<String> bases = history.bases();
    if (bases.size() < 2
        || bases.size() != history.heads().size()
        || !history.condition().duplicates().isEmpty()
        || !history.condition().cycles().isEmpty()
        || history.revisions().stream().anyMatch(each -> !each.branchLabels().isEmpty())) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    for (String base : bases) {
      Set<String> line = new HashSet<>(history.descendants(base));
      line.add(base);
      if (line.stream().anyMatch(id -> !seen.add(id))) {
        return false;
      }
    }
    return true;
  }

  private static boolean differ(History history, Function<Revision, Optional<?>> moment) {
    Set<Object> moments = new HashSet<>();
    for (String base : history.bases()) {
      Optional<?> made = history.revision(base).flatMap(each -> moment.apply(each));
      if (made.isEmpty() || !moments.add(made.get())) {
        return false;
      }
    }
    return true;
  }
}
