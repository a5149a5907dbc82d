package dev.retort.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// The git objects that a repository and its forks share, in memory. Refs are not kept here: each
/// repository has its own.
final class ObjectStore {
  /// A line of a tree listing.
  ///
  /// @param size of a blob in bytes, -1 otherwise
  record Entry(String path, String mode, String type, String sha, long size) {}

  /// A change to a tree; an empty `sha` deletes.
  record TreeEdit(String path, FileMode mode, Optional<ObjectId> sha) {}

  private final InMemoryRepository git =
      new InMemoryRepository(new DfsRepositoryDescription("shared by a repository and its forks"));

  ObjectStore() {
    // What is stored here is read again soon.
    git.getConfig().setInt("core", null, "compression", 1);
  }

  InMemoryRepository git() {
    return git;
  }

  ObjectId blob(byte[] content) {
    try (var inserter = git.newObjectInserter()) {
      ObjectId id = inserter.insert(Constants.OBJ_BLOB, content);
      inserter.flush();
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stores the contents of many files in one piece.
  ///
  /// @param files an empty content deletes
  List<TreeEdit> written(Map<String, Optional<byte[]>> files) {
    try (var inserter = git.newObjectInserter()) {
      List<TreeEdit> edits = new ArrayList<>();
      for (Map.Entry<String, Optional<byte[]>> file : files.entrySet()) {
        Optional<ObjectId> id = Optional.empty();
        if (file.getValue().isPresent()) {
          id = Optional.of(inserter.insert(Constants.OBJ_BLOB, file.getValue().get()));
        }
        edits.add(new TreeEdit(file.getKey(), FileMode.REGULAR_FILE, id));
      }
      inserter.flush();
      return edits;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<byte[]> read(ObjectId blob) {
    try (var reader = git.newObjectReader()) {
      return Optional.of(reader.open(blob, Constants.OBJ_BLOB).getBytes());
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(ObjectId id, int type) {
    try (var reader = git.newObjectReader()) {
      return reader.has(id, type);
    } catch (IncorrectObjectTypeException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param base the tree to start from, or the zero id for none
  ObjectId tree(ObjectId base, List<TreeEdit> edits) {
    try (var inserter = git.newObjectInserter();
        var reader = git.newObjectReader()) {
      DirCache index = DirCache.newInCore();
      if (!base.equals(ObjectId.zeroId())) {
        DirCacheBuilder builder = index.builder();
        builder.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, base);
        builder.finish();
      }
      DirCacheEditor editor = index.editor();
      for (TreeEdit edit : edits) {
        if (edit.sha().isEmpty()) {
          editor.add(new DirCacheEditor.DeletePath(edit.path()));
        } else {
          editor.add(
              new DirCacheEditor.PathEdit(edit.path()) {
                @Override
                public void apply(DirCacheEntry entry) {
                  entry.setFileMode(edit.mode());
                  entry.setObjectId(edit.sha().get());
                }
              });
        }
      }
      editor.finish();
      ObjectId tree = index.writeTree(inserter);
      inserter.flush();
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectId commit(
      ObjectId tree,
      List<ObjectId> parents,
      String message,
      PersonIdent author,
      PersonIdent committer) {
    try (var inserter = git.newObjectInserter()) {
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree);
      commit.setParentIds(parents);
      commit.setMessage(message);
      commit.setAuthor(author);
      commit.setCommitter(committer);
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<RevCommit> find(ObjectId commit) {
    try (var walk = new RevWalk(git)) {
      return Optional.of(walk.parseCommit(commit));
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAncestor(ObjectId older, ObjectId newer) {
    try (var walk = new RevWalk(git)) {
      return walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<RevCommit> mergeBase(ObjectId a, ObjectId b) {
    try (var walk = new RevWalk(git)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(a));
      walk.markStart(walk.parseCommit(b));
      RevCommit base = walk.next();
      return base == null ? Optional.empty() : find(base);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Commits that `head` reaches and `base` does not, oldest first.
  List<RevCommit> between(ObjectId base, ObjectId head) {
    try (var walk = new RevWalk(git)) {
      walk.markStart(walk.parseCommit(head));
      walk.markUninteresting(walk.parseCommit(base));
      List<RevCommit> commits = new ArrayList<>();
      for (RevCommit commit : walk) {
        walk.parseBody(commit);
        commits.addFirst(commit);
      }
      return commits;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A commit and its ancestors, newest first.
  List<RevCommit> reachable(ObjectId head) {
    try (var walk = new RevWalk(git)) {
      walk.markStart(walk.parseCommit(head));
      List<RevCommit> commits = new ArrayList<>();
      for (RevCommit commit : walk) {
        walk.parseBody(commit);
        commits.add(commit);
      }
      return commits;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Those of a commit and its ancestors that changed something at a path, newest first, as `git
  /// log` simplifies a history.
  List<RevCommit> touching(ObjectId head, String path) {
    try (var walk = new RevWalk(git)) {
      walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path), TreeFilter.ANY_DIFF));
      walk.markStart(walk.parseCommit(head));
      List<RevCommit> commits = new ArrayList<>();
      for (RevCommit commit : walk) {
        // The walk gives them other parents.
        commits.add(find(commit.getId()).orElseThrow());
      }
      return commits;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The tree of a three-way merge, empty where it conflicts.
  Optional<ObjectId> merge(ObjectId ours, ObjectId theirs) {
    try {
      ThreeWayMerger merger = MergeStrategy.RECURSIVE.newMerger(git, true);
      boolean clean = merger.merge(ours, theirs);
      return clean ? Optional.of(merger.getResultTreeId()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The tree that a commit or tree id names.
  Optional<ObjectId> treeOf(ObjectId id) {
    if (has(id, Constants.OBJ_TREE)) {
      return Optional.of(id);
    }
    return find(id).map(commit -> commit.getTree().getId());
  }

  List<Entry> list(ObjectId tree, boolean recursive) {
    try (var walk = new TreeWalk(git);
        var reader = git.newObjectReader()) {
      walk.addTree(tree);
      List<Entry> entries = new ArrayList<>();
      while (walk.next()) {
        FileMode mode = walk.getFileMode();
        ObjectId id = walk.getObjectId(0);
        String type = Constants.typeString(mode.getObjectType());
        long size =
            mode.getObjectType() == Constants.OBJ_BLOB
                ? reader.getObjectSize(id, Constants.OBJ_BLOB)
                : -1;
        String octal = String.format("%6s", mode).replace(' ', '0');
        entries.add(new Entry(walk.getPathString(), octal, type, id.name(), size));
        if (recursive && walk.isSubtree()) {
          walk.enterSubtree();
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<ObjectId> at(ObjectId tree, String path) {
    try (var walk = TreeWalk.forPath(git, path, tree)) {
      return walk == null ? Optional.empty() : Optional.of(walk.getObjectId(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
