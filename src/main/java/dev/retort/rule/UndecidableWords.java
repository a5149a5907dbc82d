package dev.retort.rule;

import dev.retort.alembic.DeadEnd;
import dev.retort.alembic.Undecidable;
import dev.retort.python.Doubt;

/// What is said of values that only running a file would tell.
public final class UndecidableWords {
  private UndecidableWords() {}

  /// What stands in the way, as one clause.
  public static Prose reason(Undecidable.Cause cause) {
    return switch (cause) {
      case Undecidable.Cause.BeyondTheLimit _ ->
          Prose.of("so much of this history is read and no more");
      case Undecidable.Cause.OrderedByGit _ ->
          Prose.of("alembic-git-revisions computes it from git's history");
      case Undecidable.Cause.Computed(Doubt doubt) -> PythonWords.of(doubt);
      case Undecidable.Cause.Untraced(Doubt _, DeadEnd end) -> reason(end);
      case Undecidable.Cause.Unprovided(String module) ->
          Prose.of("nothing in the repository provides or declares the module ").id(module);
      case Undecidable.Cause.NotRead(Undecidable.Obstacle obstacle) ->
          Prose.of(
              switch (obstacle) {
                case LFS_POINTER -> "a Git LFS pointer";
                case LINK_OUTSIDE -> "a link out of the repository";
                case SUBMODULE -> "a submodule";
                case COMPILED -> "a compiled file without its source";
              });
    };
  }

  /// Where it ended, as one clause.
  static Prose reason(DeadEnd end) {
    return switch (end) {
      case DeadEnd.NotPlain(Doubt doubt) -> PythonWords.of(doubt);
      case DeadEnd.Within(String name, String module, DeadEnd last) ->
          Prose.of("it comes from ")
              .code(name)
              .text(" of ")
              .path(module)
              .text(", where ")
              .then(reason(last));
      case DeadEnd.ForeignModule(String module) ->
          Prose.of("it comes from the module ")
              .code(module)
              .text(", which is not in this repository");
      case DeadEnd.ForeignStar(String module) ->
          PythonWords.star(module).text(" may bind it, and that module is not in this repository");
      case DeadEnd.NotExported(String module, String name) ->
          PythonWords.star(module).text(" does not bring ").code(name);
      case DeadEnd.NotBound(String path, String name) ->
          Prose.EMPTY
              .path(path)
              .text(" does not bind ")
              .code(name)
              .text(", which this file imports");
      case DeadEnd.NotInPackage(String name, String packageName) ->
          Prose.of("nothing in the package ").code(packageName).text(" binds ").code(name);
      case DeadEnd.NoAttribute(String name) ->
          Prose.of("the class that it is taken from does not bind ").code(name);
      case DeadEnd.MadeElsewhere _ ->
          Prose.of("it is an attribute of something that other code makes");
    };
  }
}
