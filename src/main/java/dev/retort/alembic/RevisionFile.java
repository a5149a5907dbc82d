package dev.retort.alembic;

import dev.retort.python.PythonModule;
import java.util.List;
import java.util.Optional;

/// A file of a version location, read. It holds a revision, or the reasons why none could be read,
/// or both: a revision whose labels are undecidable is still a revision.
///
/// @param path relative to the repository's root
/// @param blob git's id of the content
/// @param id the id that it declares, also where its parents are not known
/// @param revision what it declares; empty where even the id or the parents are not known
/// @param undecidable names whose value only running the file would tell
/// @param problems reading problems (RT301 to RT307)
/// @param imports what it imports unconditionally; Alembic fails where one of them does
public record RevisionFile(
    String path,
    String blob,
    Optional<String> id,
    Optional<Revision> revision,
    List<Undecidable> undecidable,
    List<Problem> problems,
    List<PythonModule.Import> imports) {
  public RevisionFile {
    undecidable = List.copyOf(undecidable);
    problems = List.copyOf(problems);
    imports = List.copyOf(imports);
  }

  public RevisionFile(
      String path,
      String blob,
      Optional<Revision> revision,
      List<Undecidable> undecidable,
      List<Problem> problems) {
    this(path, blob, revision.map(Revision::id), revision, undecidable, problems, List.of());
  }
}
