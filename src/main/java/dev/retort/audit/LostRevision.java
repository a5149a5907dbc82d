package dev.retort.audit;

import dev.retort.alembic.Revision;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.audit.Structure.Reference;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.evidence.PastRevisions.Lost;
import dev.retort.rule.DeclaredElsewhere;
import dev.retort.rule.Finding;
import dev.retort.rule.LostRevisionWords;
import dev.retort.rule.NamedFile;
import dev.retort.rule.NearId;
import dev.retort.rule.OtherHistory;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A revision is named, as a parent or a dependency, and is not there.
final class LostRevision implements CauseFinder {
  @Override
  public List<Cause> read(CauseClues clues) {
    Map<String, List<Reference>> missed = new LinkedHashMap<>();
    for (Reference each : clues.structure().missingParents()) {
      missed.computeIfAbsent(each.to(), none -> new ArrayList<>()).add(each);
    }
    for (Reference each : clues.structure().missingDependencies()) {
      missed.computeIfAbsent(each.to(), none -> new ArrayList<>()).add(each);
    }
    // What another history declares is not lost.
    for (Finding finding : clues.findings()) {
      if (finding.fact() instanceof OtherHistory other) {
        missed.keySet().removeAll(other.missed());
      }
    }
    List<Cause> causes = new ArrayList<>();
    missed.forEach((id, by) -> causes.add(cause(id, by, clues)));
    return causes;
  }

  private static Cause cause(String id, List<Reference> by, CauseClues clues) {
    List<String> naming = by.stream().map(Reference::from).distinct().toList();
    Prose named = Prose.EMPTY.few(naming).text(naming.size() == 1 ? " names " : " name ").id(id);
    Optional<Lost> lost = clues.past().lost(id, clues.history());
    if (lost.isPresent()) {
      return known(named, lost.get());
    }
    Optional<Revision> file = NamedFile.of(id, clues.history(), Set.copyOf(naming));
    if (file.isPresent()) {
      return new Cause(
          Kind.NAMED_FILE,
          List.of(
              Evidence.of(
                  named
                      .text(", which is a name of the file ")
                      .path(file.get().path())
                      .text("; that declares ")
                      .id(file.get().id())
                      .text("."))));
    }
    Optional<String> elsewhere = DeclaredElsewhere.of(id, clues.change());
    if (elsewhere.isPresent()) {
      return new Cause(
          Kind.OTHER_FOLDER,
          List.of(
              Evidence.of(
                  named
                      .text(", which ")
                      .path(elsewhere.get())
                      .text(" declares; this environment does not look there."))));
    }
    Optional<String> near = NearId.of(id, clues.history(), Set.copyOf(naming));
    if (near.isPresent()) {
      return new Cause(
          Kind.MISTYPED_ID,
          List.of(
              Evidence.of(
                  named
                      .text(", which no file declares; ")
                      .id(near.get())
                      .text(" is the only id that is like it.")
                      .text(searched(clues)))));
    }
    return new Cause(
        Kind.UNKNOWN_PARENT,
        List.of(
            Evidence.of(
                named
                    .text(
                        ", which no file declares, and no id is like it: it was never committed,"
                            + " or waits in another repository or branch.")
                    .text(searched(clues)))));
  }

  private static Cause known(Prose named, Lost lost) {
    String file = lost.file().path();
    Prose commit = LostRevisionWords.commit(lost.by());
    return switch (lost.fate()) {
      case DELETED ->
          cause(
              Kind.DELETED_FILE,
              named.text(", whose file ").path(file).text(" ").then(commit).text(" deleted."),
              lost);
      case UNCOMMITTED ->
          cause(
              Kind.DELETED_FILE,
              named
                  .text(", whose file ")
                  .path(file)
                  .text(" ")
                  .then(commit)
                  .text(" has and the working tree has not."),
              lost);
      case LOST_IN_MERGE ->
          cause(
              Kind.LOST_IN_MERGE,
              named
                  .text("; ")
                  .then(commit)
                  .text(" brought ")
                  .path(file)
                  .text(", and no merge kept it."),
              lost);
      case ELSEWHERE ->
          cause(
              Kind.OTHER_BRANCH,
              named
                  .text("; ")
                  .then(commit)
                  .text(", which is not in this history, has it in ")
                  .path(file)
                  .text("."),
              lost);
      case RENAMED ->
          cause(
              Kind.CHANGED_ID,
              named
                  .text(", which ")
                  .then(commit)
                  .then(
                      lost.now()
                          .map(now -> Prose.of(" made ").id(now.id()))
                          .orElse(Prose.of(" gave another id")))
                  .text("."),
              lost);
    };
  }

  private static Cause cause(Kind kind, Prose text, Lost lost) {
    return new Cause(kind, List.of(Evidence.of(text, lost.by())));
  }

  private static String searched(CauseClues clues) {
    Depth depth = clues.past().evidence().depth();
    return switch (depth) {
      case NONE, UNASKED -> " (Git was not asked.)";
      case SHALLOW -> " (Only a part of git's history is here, for the clone is shallow.)";
      case PARTIAL -> " (Only a part of git's history was searched.)";
      case FULL -> " (No commit ever had it in the version locations.)";
    };
  }
}
