package dev.retort.forge.github;

import dev.retort.alembic.SourceTree.Entry;
import dev.retort.alembic.SourceTree.Kind;
import dev.retort.change.Snapshot;
import dev.retort.forge.ForgeException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHTree;
import org.kohsuke.github.GHTreeEntry;

/// The files of a commit, in one request where GitHub sends them in one piece; else folder by
/// folder. A tree is whole or it is an error, because a revision that was not seen would pass.
final class Snapshots {
  private static final long REMEMBERED = 96L * 1024 * 1024;
  private static final int MOST_REQUESTS = 150;
  private static final int MOST_ENTRIES = 1_000_000;

  private final SharedFetch<Key, Files> remembered = new SharedFetch<>(REMEMBERED, Files::bytes);
  private final BlobStore blobs;

  Snapshots(BlobStore blobs) {
    this.blobs = blobs;
  }

  /// @param repository its id, so that nothing is ever shared between repositories
  /// @param tree id of a commit or a tree
  private record Key(long repository, String tree) {}

  /// @param executable paths of files that are to be run
  record Files(SortedMap<String, Entry> entries, Set<String> executable) {
    /// About what it takes in memory.
    private long bytes() {
      return 256
          + entries.keySet().stream().mapToLong(path -> 240L + path.length()).sum()
          + executable.size() * 48L;
    }
  }

  Snapshot read(RepositoryCalls calls, String commit) {
    SortedMap<String, Entry> entries = files(calls, commit).entries();
    return new Snapshot(commit, entries, blobs.of(calls, entries.values()));
  }

  Files files(RepositoryCalls calls, String commit) {
    return remembered.get(new Key(calls.id(), commit), () -> fetch(calls, commit));
  }

  private record Folder(String path, String tree) {}

  private static Files fetch(RepositoryCalls calls, String commit) {
    GHRepository repository = calls.github();
    Files files = new Files(new TreeMap<>(), new HashSet<>());
    Deque<Folder> folders = new ArrayDeque<>();
    folders.add(new Folder("", commit));
    int requests = 0;
    while (!folders.isEmpty()) {
      Folder folder = folders.remove();
      GHTree whole = tree(repository, folder, true);
      requests++;
      if (!whole.isTruncated()) {
        whole.getTree().forEach(entry -> add(files, folder.path(), entry));
      } else {
        GHTree level = tree(repository, folder, false);
        requests++;
        if (level.isTruncated()) {
          throw tooLarge(commit, "a folder of it alone is too large for GitHub to list");
        }
        for (GHTreeEntry entry : level.getTree()) {
          if (entry.getType().equals("tree")) {
            folders.add(new Folder(folder.path() + entry.getPath() + "/", entry.getSha()));
          } else {
            add(files, folder.path(), entry);
          }
        }
      }
      if (requests + folders.size() > MOST_REQUESTS || files.entries().size() > MOST_ENTRIES) {
        throw tooLarge(
            commit, "more than " + MOST_REQUESTS + " requests or " + MOST_ENTRIES + " files");
      }
    }
    return files;
  }

  private static GHTree tree(GHRepository repository, Folder folder, boolean recursive) {
    return Asking.of(
        "tree " + folder.tree(),
        () ->
            recursive
                ? repository.getTreeRecursive(folder.tree(), 1)
                : repository.getTree(folder.tree()));
  }

  private static ForgeException tooLarge(String commit, String why) {
    return new ForgeException.Refused(
        "the tree of " + commit + " could not be read whole: " + why,
        new IOException("truncated tree"));
  }

  private static void add(Files files, String folder, GHTreeEntry entry) {
    if (entry.getType().equals("tree")) {
      return;
    }
    String path = folder + entry.getPath();
    Entry read =
        switch (entry.getMode()) {
          case "160000" -> new Entry(entry.getSha(), Kind.SUBMODULE, -1);
          case "120000" -> new Entry(entry.getSha(), Kind.SYMLINK, entry.getSize());
          default -> new Entry(entry.getSha(), Kind.FILE, entry.getSize());
        };
    files.entries().put(path, read);
    if (entry.getMode().equals("100755")) {
      files.executable().add(path);
    }
  }
}
