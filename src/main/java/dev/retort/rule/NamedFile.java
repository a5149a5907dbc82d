package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// The revision that somebody meant who wrote its file's name where its id belongs: the whole name,
/// with `.py` or without, the part before the words or the words alone, or the id in other letters
/// or with other dashes.
public final class NamedFile {
  private static final int SHORTEST_PART = 4;

  /// The likeliest first; where one of them fits several revisions, none is meant for certain.
  private static final List<BiPredicate<String, Revision>> WAYS =
      List.of(
          (text, revision) -> stem(revision).equals(text),
          (text, revision) -> lower(stem(revision)).equals(lower(text)),
          (text, revision) -> lower(revision.id()).equals(lower(text)),
          (text, revision) -> isPart(text) && lower(stem(revision)).startsWith(lower(text) + "_"),
          (text, revision) -> isPart(text) && lower(stem(revision)).endsWith("_" + lower(text)));

  /// Of a file, in any file system.
  private static final int LONGEST_NAME = 255;

  private NamedFile() {}

  /// @param except ids that cannot have been meant
  public static Optional<Revision> of(String named, History history, Set<String> except) {
    return only(named, history, except).filter(each -> Unambiguous.declares(history, each.id()));
  }

  /// The one whose file was meant, although another file declares its id as well, so that the id
  /// alone does not tell it. A file that names itself means nothing by it; one that names another
  /// of its own id does.
  static Optional<Revision> ofSharedId(String named, History history) {
    return only(named, history, Set.of())
        .filter(each -> !Unambiguous.declares(history, each.id()))
        .filter(each -> !each.downRevisions().contains(named));
  }

  /// Whether a file of this history was meant, whoever else declares its id.
  public static boolean isHere(String named, History history) {
    return only(named, history, Set.of()).isPresent();
  }

  private static Optional<Revision> only(String named, History history, Set<String> except) {
    String name = named.substring(Math.max(named.lastIndexOf('/'), named.lastIndexOf('\\')) + 1);
    boolean suffixed = name.regionMatches(true, name.length() - 3, ".py", 0, 3);
    String text = suffixed ? name.substring(0, name.length() - 3) : name;
    if (text.isEmpty() || text.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    for (BiPredicate<String, Revision> way : WAYS) {
      List<Revision> meant =
          history.revisions().stream().filter(each -> way.test(text, each)).toList();
      if (!meant.isEmpty()) {
        // Of several that a name fits, what names it is not the one.
        List<Revision> others =
            meant.stream().filter(each -> !except.contains(each.id())).limit(2).toList();
        return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// Whether a text is the name of a revision's file, with `.py` or without.
  public static boolean names(String text, Revision revision) {
    return text.equals(stem(revision)) || text.equals(stem(revision) + ".py");
  }

  private static boolean isPart(String text) {
    return text.length() >= SHORTEST_PART;
  }

  private static String stem(Revision revision) {
    String name = revision.path().substring(revision.path().lastIndexOf('/') + 1);
    return name.endsWith(".py") ? name.substring(0, name.length() - 3) : name;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
