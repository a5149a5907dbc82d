package dev.retort.repair;

import dev.retort.alembic.Condition;
import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.RevisionFile;
import java.util.List;

/// A history as a repair leaves it, read again from the bytes that the repair writes. Its files are
/// shared with the history before it and its graph is built when somebody asks, so that hundreds of
/// steps of one plan can each have theirs.
///
/// @param files in Alembic's load order
public record Reread(Environment environment, List<RevisionFile> files, Condition condition) {
  public Reread {
    files = List.copyOf(files);
  }

  public static Reread of(History after) {
    return new Reread(after.environment(), after.files(), after.condition());
  }

  /// The graph of the files; nothing is read for it.
  public History history() {
    return History.of(environment, files);
  }
}
