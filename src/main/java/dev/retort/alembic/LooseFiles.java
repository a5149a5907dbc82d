package dev.retort.alembic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The Python files that no environment loads, looked through for revisions and for code that
/// configures Alembic. Contents that were looked at once are not asked for again: one of these
/// serves all trees of a change.
public final class LooseFiles {
  /// So many bytes are read at once.
  private static final long PORTION = 8L << 20;

  /// Of code that may configure something no more is kept for a closer look.
  private static final long MOST_CODE = 16L << 20;

  private static final Needle DOWN_REVISION = Needle.of("down_revision");

  private static final int LARGEST = 1 << 18;

  /// Where content has to be fetched from far away, no more than these are looked at.
  private static final int MOST_FROM_FAR = 60;

  /// What a content is.
  private enum Sort {
    NEITHER,
    REVISION,
    CODE
  }

  private final Map<String, Sort> sorts = new ConcurrentHashMap<>();
  private final Set<String> interesting;

  /// @param interesting contents that are looked at wherever they lie and whatever that costs, by
  ///   blob: what a change brings
  public LooseFiles(Set<String> interesting) {
    this.interesting = Set.copyOf(interesting);
  }

  /// @param revisions the files that declare both an id and parents, in the order of their paths
  /// @param code files in which configurations may be made
  record Found(List<UnreadRevision> revisions, Map<String, byte[]> code) {}

  /// @param loaded the paths that some environment loads
  /// @param left paths that are not looked at
  Found in(SourceTree tree, Set<String> loaded, Predicate<String> left) {
    Folders folders = new Folders(tree);
    List<String> paths = new ArrayList<>();
    tree.entries()
        .forEach((path, entry) -> {
          boolean file = entry.kind() == SourceTree.Kind.FILE && entry.size() <= LARGEST;
          if (file
              && LoadOrder.isRevisionName(Folders.name(path))
              && !loaded.contains(path)
              && !left.test(path)
              && sorts.get(entry.blob()) != Sort.NEITHER
              && (tree.isNear() || interesting.contains(entry.blob()) || isLikely(folders, path))) {
            paths.add(path);
          }
        });
    List<String> affordable = affordable(tree, paths);
    List<UnreadRevision> revisions = new ArrayList<>();
    Map<String, byte[]> code = new TreeMap<>();
    long kept = 0;
    for (List<String> some : Portions.of(tree, affordable, PORTION)) {
      Map<String, byte[]> contents = tree.read(some);
      for (String path : some) {
        byte[] content = contents.get(path);
        SourceTree.Entry entry = tree.entries().get(path);
        if (content != null && entry != null) {
          Optional<UnreadRevision> revision = revision(path, entry.blob(), content);
          boolean configures = CodeConfig.mayBeIn(content);
          revision.ifPresent(revisions::add);
          if (configures && kept + content.length <= MOST_CODE) {
            code.put(path, content);
            kept += content.length;
          }
          sorts.put(
              entry.blob(),
              revision.isPresent() ? Sort.REVISION : configures ? Sort.CODE : Sort.NEITHER);
        }
      }
    }
    return new Found(revisions, code);
  }

  /// Whether the folder of a Python file is named as if it held revisions.
  public static boolean promisesRevisions(String path) {
    String folder = Folders.parent(path).toLowerCase(Locale.ROOT);
    return path.endsWith(".py") && (folder.contains("alembic") || folder.contains("version"));
  }

  private List<String> affordable(SourceTree tree, List<String> paths) {
    if (tree.isNear()) {
      return paths;
    }
    List<String> first = new ArrayList<>();
    int fromFar = 0;
    for (String path : paths) {
      SourceTree.Entry entry = tree.entries().get(path);
      if (entry != null && (interesting.contains(entry.blob()) || fromFar++ < MOST_FROM_FAR)) {
        first.add(path);
      }
    }
    return first;
  }

  /// Whether a folder's name promises revisions. What Django calls migrations are packages.
  private static boolean isLikely(Folders folders, String path) {
    return promisesRevisions(path)
        || (Folders.parent(path).toLowerCase(Locale.ROOT).contains("migrat")
            && !folders.isFile(Folders.join(Folders.parent(path), "__init__.py")));
  }

  private static Optional<UnreadRevision> revision(String path, String blob, byte[] content) {
    if (!DOWN_REVISION.isIn(content)) {
      return Optional.empty();
    }
    RevisionFile file = RevisionFileReader.read(path, blob, content);
    Optional<Revision> revision = file.revision().filter(each -> each.idWritten().isPresent());
    boolean computed =
        file.id().isPresent()
            && file.undecidable().stream().anyMatch(each -> each.name().equals("down_revision"));
    if (revision.isEmpty() && !computed) {
      return Optional.empty();
    }
    return Optional.of(
        new UnreadRevision(
            path,
            blob,
            file.id(),
            revision.map(Revision::downRevisions).orElse(List.of()),
            revision.map(Revision::line).orElse(1)));
  }
}
