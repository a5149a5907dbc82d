package dev.retort.alembic;

import java.util.List;
import java.util.Optional;

/// A file of a version location, read. It holds a revision, or the reasons why none could be read,
/// or both: a revision whose labels are undecidable is still a revision.
///
/// @param path relative to the repository's root
/// @param blob git's id of the content
/// @param revision what it declares; empty where even the id or the parents are not known
/// @param undecidable names whose value only running the file would tell
/// @param problems reading problems (RT302 to RT307)
public record RevisionFile(
    String path,
    String blob,
    Optional<Revision> revision,
    List<Undecidable> undecidable,
    List<Problem> problems) {
  public RevisionFile {
    undecidable = List.copyOf(undecidable);
    problems = List.copyOf(problems);
  }
}
